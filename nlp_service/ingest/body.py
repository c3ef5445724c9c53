"""The paragraphs of the one article on a page, in order, with its lead, headings and boxed text, and nothing else.

An extractor for the web at large names the paragraphs that it is sure of; they tell the element that holds the article.
What it left out inside that element is added when it reads like text, and what it took from outside is dropped. Links
to other articles, captions, bylines and furniture are told by the names of their elements, by the share of links, and
by their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from nlp_service.ingest.blocks import Block
from nlp_service.ingest.page_vocabulary import is_named, vocabulary

LONG = 80
"""Characters of a block that is running text and no headline or label."""

_MOST_LINKED, _TEXT_LINKED = 0.5, 0.3
_HELD, _TRUNK = 0.85, 0.4
_MIN_CONTAINED = 25
_SENTENCE = 40
_LEAD_LENGTH = range(40, 1500)
_OPENING = 50
_MAX_CAPTION = 600
_SHORT_CAPTION = 320
_MAX_BYLINE, _SIGNATURES = 80, 2
_CREDIT = re.compile(r"(?:\(|\b)(?:ảnh|nguồn ảnh|photo|đồ họa|video|clip)\s*:\s*\S[^.]{0,60}\.?\)?$", re.I)
_NOT_WORD = re.compile(r"[\W_]+")
_CAPTIONED = frozenset(["figure", "figcaption"])
_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "form"])
_SUBHEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_ENDS = frozenset(["footer", "nav"])
_LISTED = frozenset(["li", "ul", "ol"])


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs; the captions of pictures and the bylines, which are no paragraphs."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()


def assemble(blocks: Sequence[Block], anchors: Sequence[str], *, title: str | None, summary: str | None) -> Body:
    """Return the article among the blocks of a page; no paragraphs when there is none.

    ``anchors`` are paragraphs that surely belong to it, ``summary`` the page's own description, which is its lead.
    """
    found = _find_anchors(blocks, anchors) or _densest(blocks)
    if not found:
        return Body(())
    container = _container(blocks, found)
    trunk = frozenset(_lineage(container))
    held = set(container.iter())
    inside = [index for index, block in enumerate(blocks) if block.element in held]
    captions = [index for index in inside if _is_caption(blocks[index], trunk)]
    bylines = [index for index in inside if _is_byline(blocks[index], trunk)]
    left = sorted({*inside} - {*captions, *bylines})
    kept = [index for index in _select(blocks, left, found, trunk) if not _same(blocks[index].text, title)]
    lead = _find_lead(blocks, kept, title, summary, trunk) if kept else None
    order = kept if lead is None else [lead, *kept]
    bylines += [index for index in left if kept and index > kept[-1] and _may_sign(blocks[index], trunk)][:_SIGNATURES]

    def texts(indexes: Sequence[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(blocks[index].text for index in indexes))

    return Body(tuple(blocks[index].text for index in order), texts(captions), texts(bylines))


def normal(text: str) -> str:
    """Return ``text`` without case, punctuation and blanks, to compare paragraphs."""
    return _NOT_WORD.sub("", text).casefold()


def _same(text: str, other: str | None) -> bool:
    return other is not None and normal(text) == normal(other)


def _find_anchors(blocks: Sequence[Block], anchors: Sequence[str]) -> set[int]:
    """Return which blocks the extractor took; it joins and parts lines in its own way, so parts count too."""
    texts = {normal(anchor) for anchor in anchors}
    joined = "\n".join(texts)
    found = set()
    for index, block in enumerate(blocks):
        text = normal(block.text)
        if text in texts or (len(text) >= _MIN_CONTAINED and text in joined):
            found.add(index)
    return found if any(is_prose(blocks[index]) for index in found) else set()


def _densest(blocks: Sequence[Block]) -> set[int]:
    """Return the running text in the element that holds most of it close by, as Readability scores it."""
    weights: Counter[HtmlElement] = Counter()
    trunk = find_trunk(blocks)
    prose = [index for index, block in enumerate(blocks) if is_prose(block) and not is_furniture(block.element, trunk)]
    for index in prose:
        parent = blocks[index].element.getparent()
        if parent is not None:
            weights[parent] += len(blocks[index].text)
            if parent.getparent() is not None:
                weights[parent.getparent()] += len(blocks[index].text) // 2
    if not weights:
        return set()
    held = set(weights.most_common(1)[0][0].iter())
    return {index for index in prose if blocks[index].element in held}


def find_trunk(blocks: Sequence[Block]) -> frozenset[HtmlElement]:
    """Return the elements that hold so much of the page's running text that no name makes furniture of them."""
    return frozenset(_holders(blocks, [index for index, block in enumerate(blocks) if is_text(block)], _TRUNK))


def in_page_end(block: Block) -> bool:
    """Whether the block stands in the menu or at the foot of the page, as on every page of its site."""
    words = vocabulary().page_ends
    return any(around.tag in _ENDS or is_named(around, words) for around in _below(block.element, frozenset()))


def is_prose(block: Block) -> bool:
    """Whether the block is running text or a short paragraph: a sentence that is no link."""
    return is_text(block) or (len(block.text) >= _SENTENCE and block.linked <= _TEXT_LINKED and _closes(block))


def is_text(block: Block) -> bool:
    """Whether the block is running text."""
    return len(block.text) >= LONG and block.linked <= _TEXT_LINKED


def _container(blocks: Sequence[Block], found: set[int]) -> HtmlElement:
    """Return the deepest element that holds most of the found text."""
    return max(_holders(blocks, sorted(found), _HELD), key=lambda element: sum(1 for _ in element.iterancestors()))


def _holders(blocks: Sequence[Block], indexes: Sequence[int], share: float) -> list[HtmlElement]:
    """Return the elements that hold at least ``share`` of the characters of some blocks."""
    held: Counter[HtmlElement] = Counter()
    for index in indexes:
        for element in _lineage(blocks[index].element):
            held[element] += len(blocks[index].text)
    total = sum(len(blocks[index].text) for index in indexes)
    return [element for element, weight in held.items() if weight >= share * total]


def _lineage(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _below(element: HtmlElement, trunk: frozenset[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the element and those around it, up to one that holds the article."""
    for ancestor in _lineage(element):
        if ancestor in trunk or ancestor.tag in ("body", "html"):
            return
        yield ancestor


def is_furniture(element: HtmlElement, trunk: frozenset[HtmlElement]) -> bool:
    """Whether the names of the element, or of one around it below ``trunk``, say that it is no article's text."""
    words = vocabulary().furniture
    return any(ancestor.tag in _FURNITURE_TAGS or is_named(ancestor, words) for ancestor in _below(element, trunk))


def _is_caption(block: Block, trunk: frozenset[HtmlElement]) -> bool:
    if len(block.text) > _MAX_CAPTION:
        return False
    for ancestor in _below(block.element, trunk):
        if ancestor.tag in _CAPTIONED or is_named(ancestor, vocabulary().captions):
            return True
        if ancestor.tag == "table" and ancestor.find(".//img") is not None:
            return len(ancestor.text_content()) <= 2 * _MAX_CAPTION
    return len(block.text) <= _SHORT_CAPTION and _CREDIT.search(block.text) is not None


def _is_byline(block: Block, trunk: frozenset[HtmlElement]) -> bool:
    words = vocabulary().bylines
    return len(block.text) <= _MAX_BYLINE and any(is_named(around, words) for around in _below(block.element, trunk))


def _may_sign(block: Block, trunk: frozenset[HtmlElement]) -> bool:
    """Whether a block below the last paragraph can be a name."""
    is_short = len(block.text) <= _MAX_BYLINE and block.text.casefold() not in vocabulary().lines
    return is_short and block.linked <= _TEXT_LINKED and not is_furniture(block.element, trunk)


def _select(
    blocks: Sequence[Block], inside: Sequence[int], found: set[int], trunk: frozenset[HtmlElement]
) -> list[int]:
    """Return the blocks of the article: text wherever it stands, short lines only between text."""
    body = [
        index
        for index in inside
        if blocks[index].linked <= _MOST_LINKED
        and blocks[index].text.casefold() not in vocabulary().lines
        and not is_furniture(blocks[index].element, trunk)
    ]
    texts = [index for index in body if is_text(blocks[index])] or [index for index in body if is_prose(blocks[index])]
    if not texts:
        return [index for index in body if index in found]
    last = max(texts[-1], max((index for index in body if index in found and _closes(blocks[index])), default=0))
    first = texts[0]
    for index in reversed(body[: body.index(first)]):
        if index not in found and not _opens(blocks[index]):
            break
        first = index
    return [index for index in body if first <= index <= last]


def _opens(block: Block) -> bool:
    """Whether a short block can stand before the first paragraph: a subheading or a short paragraph."""
    return block.element.tag in _SUBHEADINGS or (block.element.tag == "p" and _closes(block))


def _closes(block: Block) -> bool:
    """Whether a short block is the end of an article: a sentence, and no entry of a list of links or words."""
    return block.text[-1] in '.!?…”")' and block.element.tag not in _LISTED


def _find_lead(
    blocks: Sequence[Block],
    kept: Sequence[int],
    title: str | None,
    summary: str | None,
    trunk: frozenset[HtmlElement],
) -> int | None:
    """Return the block between the headline and the first paragraph that is the lead, None when it is among them."""
    headlines = (i for i in range(kept[0]) if blocks[i].element.tag == "h1" or _same(blocks[i].text, title))
    start = max(headlines, default=kept[0])
    opening = normal(summary or "")[:_OPENING]
    for index in range(start + 1, kept[0]):
        block = blocks[index]
        is_candidate = len(block.text) in _LEAD_LENGTH and block.linked <= _TEXT_LINKED
        if not is_candidate or _is_caption(block, trunk) or is_furniture(block.element, trunk):
            continue
        is_summary = len(opening) >= _OPENING // 2 and normal(block.text).startswith(opening)
        is_marked = any(is_named(ancestor, vocabulary().leads) for ancestor in _below(block.element, trunk))
        if is_summary or is_marked or (block.element.tag == "p" and is_text(block) and _closes(block)):
            return index
    return None
