"""The lead (``sapo``): the paragraph after the headline that sums the article up, often opened by the paper's mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp_service.extract.zones.page import PageLine
from nlp_service.resources import loader

_FILE = "zones/bylines.yml"
_MARKED_TOKENS = 130
_PAGE_TOKENS = 100
_PLAIN_TOKENS = 80
_PLAIN_PARAGRAPHS = 2
_NEWSWIRE = re.compile(
    r"(?:[^\W\d_][\w.]*[ ,]+){0,5}\([^()]{3,30}\) ?[-–—:]"
    r"|(?:[^\W\d_][\w.]*[ ,]+){1,5}\([^()\d]{2,20}\d{1,2}[/-]\d{1,2}\)"
)


class LeadCues:
    """Knows the marks of papers."""

    def __init__(self) -> None:
        marks = loader.strings(loader.read(_FILE), "lead_marks", name=_FILE)
        names = "|".join(re.escape(mark.casefold()) for mark in sorted(marks, key=len, reverse=True))
        self._mark = re.compile(rf"\(?(?:{names})\)? ?[-–—:] ")

    def is_lead(self, lines: Sequence[PageLine], index: int, end: int, *, headline: bool, page: bool) -> bool:
        """Whether the paragraph at ``index``, the first of an article that goes to ``end``, is its lead."""
        line = lines[index].line
        following = sum(1 for other in lines[index + 1 : end] if other.text and other.line.sentence)
        if following and line.tokens <= _MARKED_TOKENS and self._marked(line.text):
            return True
        if not headline or not following:
            return False
        return line.tokens <= _PAGE_TOKENS if page else line.tokens <= _PLAIN_TOKENS and following >= _PLAIN_PARAGRAPHS

    def _marked(self, text: str) -> bool:
        return self._mark.match(text[:40].casefold()) is not None or _NEWSWIRE.match(text[:80]) is not None
