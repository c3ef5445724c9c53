"""Anniversaries as an Atom feed (RFC 4287): one entry an anniversary and year, the same bytes for the same register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from nlp_service.extract.anniversaries.calendar import Occurrence
from nlp_service.extract.anniversaries.stamps import DEFAULT_STAMP, last_change
from nlp_service.extract.anniversaries.wording import describe

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_FAMILY: Final = UUID("5c1f3f0e-6f0b-5f6e-9a53-0d6c0c1b7b11")
"""The name space of the entries' ids (RFC 9562, version 5)."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_atom(occurrences: Sequence[Occurrence], *, address: str, title: str = "Ngày kỷ niệm") -> str:
    """Return the feed; ``address`` is where it was asked for.

    An entry keeps its id as long as its event does; the feed's id depends on its address alone.
    """
    feed = Xml.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "vi"})
    _add(feed, "id", _urn(address))
    _add(feed, "title", title)
    _add(feed, "updated", _stamp(max((last_change(item.record) for item in occurrences), default=DEFAULT_STAMP)))
    _add(_add(feed, "author"), "name", "nlp-service")
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    for item in occurrences:
        _add_entry(feed, item)
    Xml.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(feed, encoding="unicode")}\n'


def _add_entry(feed: Xml.Element, item: Occurrence) -> None:
    record = item.record
    entry = _add(feed, "entry")
    _add(entry, "id", _urn(f"{record.id}/{item.day.year}"))
    count = f" – {item.years} năm" if item.years is not None else ""
    _add(entry, "title", f"{item.day:%d/%m/%Y}: {record.event}{count}")
    _add(entry, "updated", _stamp(last_change(record)))
    for term in (record.event_type, record.region):
        if term is not None:
            _add(entry, "category", term=term)
    _add(entry, "content", describe(record, [item]), type="text")


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, name, {key: _NOT_XML.sub("", value) for key, value in attributes.items()})
    element.text = _NOT_XML.sub("", text) if text is not None else None
    return element


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(_FAMILY, name)}"


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
