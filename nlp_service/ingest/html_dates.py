"""When a saved page was published, to the minute: from JSON-LD and meta elements, else from the date line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from lxml.html import HtmlElement

from nlp_service.extract.zones.datelines import DateCue, DatelineParser
from nlp_service.types import VIETNAM_TIME, Published

_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_META_NAMES = frozenset(
    {
        "article:published_time", "article:published", "og:published_time", "datepublished", "pubdate", "publishdate",
        "publish-date", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
        "date_published", "published_time", "its_publication", "sailthru.date", "parsely-pub-date",
    }
)  # fmt: skip
_META_KEYS = ("property", "name", "itemprop")
_SHORT = 120
_BLANKS = re.compile(r"\s+")
_NEAR = 40


def find_published(tree: HtmlElement) -> Published | None:
    """Return when the article was published: a moment where any mark of the page tells one, else a day, else None."""
    found = [*_marks(tree), *_datelines(tree)]
    moments = (item for item in found if isinstance(item, datetime))
    return next(moments, None) or next(iter(found), None)


def _marks(tree: HtmlElement) -> Iterator[Published]:
    """Yield the dates in the page's machine-readable marks, the most reliable kind first."""
    values = [match for script in tree.iter("script") for match in _JSON_LD_DATE.findall(script.text or "")[:1]]
    for meta in tree.iter("meta"):
        if any((meta.get(key) or "").lower() in _META_NAMES for key in _META_KEYS):
            values.append(meta.get("content") or "")
    for time in tree.iter("time"):
        if time.get("pubdate") is not None or time.get("itemprop") == "datePublished":
            values.append(time.get("datetime") or "")
    for value in values:
        published = parse_moment(value)
        if published is not None:
            yield published


def parse_moment(value: str) -> Published | None:
    """Return the day or the moment in Vietnam's time that ``value`` names: ISO 8601, RFC 5322, or as newspapers write.

    None when it names none.
    """
    value = value.strip()
    moment = _parse_standard(value)
    if moment is None:
        dateline = _parser().parse(value) if len(value) <= _SHORT else None
        return dateline.published if dateline else None
    if len(value) <= len("2024-03-22"):
        return moment.date()
    if moment.tzinfo is None:
        return moment.replace(tzinfo=VIETNAM_TIME)
    # A day's margin: in the first and the last year that Python knows another zone may have no such moment.
    return moment.astimezone(VIETNAM_TIME) if MINYEAR < moment.year < MAXYEAR else None


def _parse_standard(value: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _datelines(tree: HtmlElement) -> list[Published]:
    """Return the dates in the date lines that readers see near the headline, the best first."""
    chunks = tree.xpath("//body//text()[not(parent::script or parent::style or parent::noscript)]", smart_strings=False)
    texts = [text for chunk in chunks if (text := _BLANKS.sub(" ", chunk).strip())]
    headlines = {_BLANKS.sub(" ", heading.text_content()).strip() for heading in tree.iter("h1")}
    anchors = [index for index, text in enumerate(texts) if text in headlines]
    anchor = anchors[-1] if anchors else 0
    found = []
    for index in range(max(0, anchor - _NEAR), min(len(texts), anchor + _NEAR)):
        dateline = _parser().parse(texts[index]) if len(texts[index]) <= _SHORT else None
        if dateline and dateline.published and dateline.cue is not DateCue.TODAY:
            found.append((not dateline.has_time, abs(index - anchor), index, dateline.published))
    return [item[-1] for item in sorted(found, key=lambda item: item[:3])]


@cache
def _parser() -> DatelineParser:
    return DatelineParser()


def parse_day(value: str | None) -> date | None:
    """Return an ISO day, or None when ``value`` is none."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
