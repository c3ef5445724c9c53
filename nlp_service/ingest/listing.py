"""Is a page a listing: a front page, a section, a search result, a table, but no article?

An article is a run of paragraphs; a listing alternates headlines that are links with teasers. The page's own word
(JSON-LD, Open Graph, the number in its address) moves the threshold, and does not decide alone: listings of several
newspapers call themselves articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from nlp_service.ingest.blocks import Block
from nlp_service.ingest.body import find_trunk, is_furniture, is_prose

_HEADLINE = 25
_LINKED = 0.8
_NUMBERED = re.compile(r"\d{5}")
_PAGE_NUMBER = re.compile(r"(?:trang|page|p)[-_/=]?\d+", re.I)
# The longest run of paragraphs, in characters: a page with less is no article, a page with more is one.
_LEAST_RUN, _RUN_OF_NUMBERED, _RUN, _RUN_OF_SECTION = 150, 300, 500, 800
# A page with fewer blocks, or fewer headlines of other articles, lists nothing.
_FEW_BLOCKS, _FEW_HEADLINES = 30, 6


def is_listing(blocks: Sequence[Block], *, is_marked: bool, url: str | None) -> bool:
    """Whether the page lists articles and is none; ``is_marked``: it calls itself one article, in a machine's terms."""
    if len(blocks) < _FEW_BLOCKS:
        return False
    run = _longest_run(blocks)
    if is_marked or not has_headlines(blocks):
        return run < _LEAST_RUN
    if url is None:
        return run < _RUN
    return run < (_RUN_OF_NUMBERED if _is_numbered(url) else _RUN_OF_SECTION)


def has_headlines(blocks: Sequence[Block]) -> bool:
    """Whether the page has headlines of other articles, more than stand below an article."""
    return sum(map(_is_headline, blocks)) >= _FEW_HEADLINES


def _longest_run(blocks: Sequence[Block]) -> int:
    """Return the characters of the longest run of paragraphs that no headline of another article parts."""
    trunk = find_trunk(blocks)
    best = run = 0
    for block in blocks:
        if _is_headline(block):
            run = 0
        elif is_prose(block) and not is_furniture(block.element, trunk):
            run += len(block.text)
            best = max(best, run)
    return best


def _is_headline(block: Block) -> bool:
    return block.linked >= _LINKED and len(block.text) >= _HEADLINE


def _is_numbered(url: str) -> bool:
    """Whether the address bears a number, as those of articles do and those of front pages and sections do not."""
    return _NUMBERED.search(_PAGE_NUMBER.sub("", urlsplit(url).path)) is not None
