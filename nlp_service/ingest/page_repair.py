"""Text nodes of a page that hide an older encoding: TCVN3 as entities, VIQR, UTF-8 read as windows-1252."""

from __future__ import annotations

from lxml.html import HtmlElement

from nlp_service.ingest.composition import compose
from nlp_service.ingest.detection import UNICODE, may_hide, repair

_ATTRIBUTES = ("content", "alt", "title")
_UNREAD = frozenset(["style", "noscript"])
_SCRIPT_DATA = "ld+json"


def repair_page(tree: HtmlElement) -> str | None:
    """Convert the text of the page in place; return the name of the encoding that it hid, None for Unicode."""
    places = list(_places(tree))
    texts = [_get(element, place) for element, place in places]
    if not any(map(may_hide, texts)):
        return None
    found = repair(texts)
    for (element, place), old, new in zip(places, texts, found.segments, strict=True):
        if new != old:
            _set(element, place, compose(new)[0])
    return None if found.encoding == UNICODE else found.encoding


def _places(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    places = []
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        is_read = tag and tag not in _UNREAD and (tag != "script" or _SCRIPT_DATA in (element.get("type") or ""))
        if is_read and element.text and element.text.strip():
            places.append((element, "text"))
        if element.tail and element.tail.strip():
            places.append((element, "tail"))
        places += [(element, f"@{name}") for name in _ATTRIBUTES if is_read and element.get(name)]
    return places


def _get(element: HtmlElement, place: str) -> str:
    return str(element.get(place[1:]) if place.startswith("@") else getattr(element, place))


def _set(element: HtmlElement, place: str, text: str) -> None:
    # What XML cannot hold (a control character that an entity spelt) is left out, as browsers draw nothing for it.
    allowed = "".join(
        character for character in text if character in "\t\n" or character.isprintable() or character >= "\xa0"
    )
    if place.startswith("@"):
        element.set(place[1:], allowed)
    else:
        setattr(element, place, allowed)
