"""The blocks of a page: runs of text that readers see apart from each other, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from nlp_service.ingest.page_vocabulary import is_hidden

_SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "select",
        "option", "button", "textarea", "input", "head", "audio", "video", "map", "dialog",
    }
)  # fmt: skip
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins",
        "kbd", "label", "mark", "nobr", "o:p", "picture", "q", "s", "samp", "small", "source", "span", "strike",
        "strong", "st1:place", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
    }
)  # fmt: skip
_BOLD = frozenset(["b", "strong"])
_BLANKS = re.compile(r"\s+")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TRAILING_WORD = re.compile(r"[^\W_]$")
_NEW_WORD = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text; ``element`` is the block element around it, ``linked`` and ``bold`` are shares of characters."""

    text: str
    element: HtmlElement
    linked: float
    bold: float

    @property
    def is_heading(self) -> bool:
        """Whether it is marked as a heading."""
        return self.element.tag in _HEADINGS


@dataclass(slots=True)
class _Buffer:
    """The text of the block that is being read."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    length: int = 0

    def add(self, text: str | None, *, in_link: bool, in_bold: bool, parted: bool) -> None:
        if not text:
            return
        if parted and self.parts and _TRAILING_WORD.search(self.parts[-1]) and _NEW_WORD.match(text):
            self.parts.append(" ")
        self.parts.append(text)
        length = len(_BLANKS.sub("", text))
        self.length += length
        self.linked += length * in_link
        self.bold += length * in_bold

    def take(self, element: HtmlElement) -> Block | None:
        text = _BLANKS.sub(" ", "".join(self.parts)).strip()
        total = max(self.length, 1)
        block = Block(text, element, min(1.0, self.linked / total), min(1.0, self.bold / total)) if text else None
        self.parts, self.linked, self.bold, self.length = [], 0, 0, 0
        return block


def read_blocks(root: HtmlElement) -> list[Block]:
    """Return the blocks below ``root`` that readers see; scripts, forms' fields and hidden elements are left out."""
    return list(_walk(root))


def _walk(root: HtmlElement) -> Iterator[Block]:
    buffer, links, bolds = _Buffer(), 0, 0
    owner = [root]
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        inline = tag in _INLINE or not tag
        if event == "start":
            if element is not root and (not tag or tag in _SKIPPED or is_hidden(element)):
                skipped = element
                walker.skip_subtree()
                continue
            if not inline:
                # A line break parts paragraphs, but not the lines of a heading.
                if not (tag == "br" and owner[-1].tag in _HEADINGS) and (block := buffer.take(owner[-1])):
                    yield block
                owner.append(element)
            links += tag == "a"
            bolds += tag in _BOLD
            parted = inline and element.get("class") is not None
            buffer.add(" " if tag == "br" else element.text, in_link=links > 0, in_bold=bolds > 0, parted=parted)
            continue
        if element is skipped:
            skipped = None
            if tag and tag not in _INLINE and (block := buffer.take(owner[-1])):
                yield block
        else:
            links -= tag == "a"
            bolds -= tag in _BOLD
            if not inline:
                if tag != "br" and (block := buffer.take(owner[-1])):
                    yield block
                owner.pop()
        if element is not root:
            parted = inline and element.get("class") is not None
            buffer.add(element.tail, in_link=links > 0, in_bold=bolds > 0, parted=parted)
    if block := buffer.take(root):
        yield block
