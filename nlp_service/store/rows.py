"""Derives the rows of one article from the article and its analysis. Pure: nothing here touches the database."""

from __future__ import annotations

import json
import unicodedata
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from nlp_service.errors import InvalidField
from nlp_service.serialize import analysis_to_dict, dumps, format_published
from nlp_service.store.boilerplate import SiteLines, find_site_lines
from nlp_service.store.claims import derive_claim
from nlp_service.store.fulltext import IndexedText
from nlp_service.store.hashing import content_hash, fold_words
from nlp_service.store.signatures import Signature, sign
from nlp_service.store.times import sortable
from nlp_service.types import BOILERPLATE_ZONES, Analysis, Article, Entity, Provenance, TopicScore, Zone, ZoneLabel

Row = dict[str, Any]

_ASSIGNED_SCORE = 0.5
_OPENING_ZONES = (ZoneLabel.LEAD, ZoneLabel.BODY, ZoneLabel.QUESTION, ZoneLabel.ANSWER)
_UNPLACED = "~"  # sorts after every ISO date


@dataclass(slots=True)
class EntityUse:
    """How one article uses one entity: label and name by their first mention, and how often it is written how."""

    label: str
    name: str
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def mention_count(self) -> int:
        """How often the article mentions it."""
        return self.forms.total()


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """All that is written for one article, but for the keys that the database gives."""

    article: Row
    analysis: Row
    indexed: IndexedText
    mentions: list[Row]
    entities: dict[str, EntityUse]
    dates: list[Row]
    anniversaries: list[Row]
    claims: dict[str, Row]
    topics: list[Row]
    tags: list[Row]
    signature: Signature | None
    site: SiteLines | None


def derive_rows(article: Article, analysis: Analysis) -> ArticleRows:
    """Return the rows.

    Raises:
        InvalidField: the analysis is of another article.
    """
    if article.id != analysis.id:
        raise InvalidField(f"id: the analysis is of article {analysis.id!r}, not of {article.id!r}.")
    body = dumps(analysis_to_dict(analysis, article.text)).encode("utf-8")
    anniversaries = list(_anniversary_rows(analysis))
    indexed = _indexed_text(article, analysis)
    return ArticleRows(
        article=_article_row(article, analysis),
        analysis={"provenance": format_provenance(analysis.provenance), "body": zlib.compress(body)},
        indexed=indexed,
        mentions=[_mention_row(position, entity) for position, entity in enumerate(analysis.entities)],
        entities=_entity_uses(analysis.entities),
        dates=list(_date_rows(analysis)),
        anniversaries=[row for row, _ in anniversaries],
        claims={claim["id"]: claim for _, claim in reversed(anniversaries)},  # described by the first mention
        topics=list(_topic_rows(analysis.topics)),
        tags=[
            {"position": position, "tag": tag.tag, "folded": fold_words(tag.tag), "kind": tag.kind, "score": tag.score}
            for position, tag in enumerate(analysis.tags)
        ],
        signature=sign(indexed.body),
        site=find_site_lines(article, analysis.zones),
    )


def format_provenance(provenance: Provenance) -> str:
    """Return what made an analysis as the store writes it; equal texts are equal provenances."""
    return json.dumps(asdict(provenance))


def read_body(body: bytes) -> Any:
    """Return the analysis that :func:`derive_rows` compressed, as JSON values."""
    return json.loads(zlib.decompress(body))


def display_form(text: str) -> str:
    """Return a surface form as it is shown and counted: composed, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _article_row(article: Article, analysis: Analysis) -> Row:
    opening = (zone.start for zone in analysis.zones if zone.zone in _OPENING_ZONES)
    return {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "published": format_published(article.published),
        "author": article.author,
        "source": article.source,
        "found_title": analysis.title,
        "found_published": format_published(analysis.published),
        "found_author": analysis.author,
        "sort_published": sortable(analysis.published),
        "body_start": next(opening, 0),
        "content_hash": content_hash(article, analysis.provenance),
    }


def _indexed_text(article: Article, analysis: Analysis) -> IndexedText:
    margins = [zone for zone in analysis.zones if zone.zone in BOILERPLATE_ZONES]
    body, position = [], 0
    for zone in margins:
        body.append(article.text[position : zone.start])
        position = max(position, zone.end)
    body.append(article.text[position:])
    return IndexedText(
        title=analysis.title or "",
        body="\n".join(body),
        margin="\n".join(article.text[zone.start : zone.end] for zone in margins),
    )


def _mention_row(position: int, entity: Entity) -> Row:
    return {
        "position": position,
        "entity_id": entity.entity_id,
        "start": entity.start,
        "end": entity.end,
        "text": entity.text,
        "label": entity.label,
        "score": entity.score,
    }


def _entity_uses(mentions: Sequence[Entity]) -> dict[str, EntityUse]:
    uses: dict[str, EntityUse] = {}
    for mention in mentions:
        if mention.entity_id:
            form = display_form(mention.text)
            use = uses.setdefault(mention.entity_id, EntityUse(mention.label, display_form(mention.name) or form))
            use.forms[form] += 1
    return uses


def _date_rows(analysis: Analysis) -> Iterator[Row]:
    zone_at = _zone_finder(analysis.zones)
    for position, mention in enumerate(analysis.dates):
        first, after_last = mention.interval or (None, None)
        yield {
            "position": position,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "type": mention.type,
            "value": mention.value,
            "calendar": mention.calendar,
            "role": str(mention.role),
            "mod": mention.mod,
            "conflict": mention.conflict,
            "interval_start": first,
            "interval_end": after_last,
            "sort_start": first or _UNPLACED,
            "zone": zone_at(mention.start),
        }


def _anniversary_rows(analysis: Analysis) -> Iterator[tuple[Row, Row]]:
    zone_at = _zone_finder(analysis.zones)
    for position, anniversary in enumerate(analysis.anniversaries):
        claim = derive_claim(anniversary, analysis.id)
        row = asdict(anniversary) | {
            "position": position,
            "event_id": claim["id"],
            "zone": zone_at(anniversary.start),
            "sort_published": sortable(analysis.published),
        }
        yield row, claim


def _topic_rows(topics: Sequence[TopicScore]) -> Iterator[Row]:
    """The first of each scheme is its best: the classifier orders them so."""
    schemes: set[str] = set()
    for position, topic in enumerate(topics):
        assigned = topic.scheme not in schemes or topic.score >= _ASSIGNED_SCORE
        schemes.add(topic.scheme)
        yield asdict(topic) | {"position": position, "assigned": assigned}


def _zone_finder(zones: Sequence[Zone]) -> Callable[[int], str | None]:
    """Return the look-up from an offset to the label of its zone; zones are ordered and do not overlap."""
    starts = [zone.start for zone in zones]

    def find(offset: int) -> str | None:
        index = bisect_right(starts, offset) - 1
        return str(zones[index].zone) if index >= 0 and offset < zones[index].end else None

    return find
