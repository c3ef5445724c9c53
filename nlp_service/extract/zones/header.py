"""Where the article begins: its headline among the lines before the first paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from nlp_service.extract.zones.cues import Kind
from nlp_service.extract.zones.page import PageLine

_MIN_TOKENS, _MAX_TOKENS = 3, 40
_GOOD_TOKENS = 6
_QUESTION_TOKENS = 30
_MAX_LINES_BEFORE_PROSE = 3
_EVIDENCE_AFTER_PROSE = 2
_EVIDENCE = frozenset({Kind.FURNITURE, Kind.COUNTER})
_IMPRINT_SHARE = 0.2
_NAMEPLATES = frozenset({Kind.SLOGAN, Kind.SITE})
_OPENINGS = frozenset({Kind.LIKELY_FURNITURE, Kind.SLOGAN, Kind.SITE})
_OPENERS = "\"'“‘«([*"


@dataclass(frozen=True, slots=True)
class Header:
    """``headline`` is the index of its line or None; ``body`` that of the first paragraph.

    ``page`` says that site furniture or a date line stands there: the text is a copied page and no bare article. All
    lines before ``start`` belong to the site.
    """

    headline: int | None
    body: int
    page: bool
    start: int = 0


def find_header(lines: Sequence[PageLine], title: str | None) -> Header:
    """Return where the headline and the first paragraph are; ``title`` is the headline as given, if any."""
    start = _after_imprint(lines)
    body = _first_prose(lines, start)
    given = _matching(lines, title, body) if title else None
    if given is not None:
        body = max(body, given + 1) if given >= body else body
        return Header(given, body, _has_evidence(lines[: body + _EVIDENCE_AFTER_PROSE]), start)
    page = _has_evidence(lines[: body + _EVIDENCE_AFTER_PROSE])
    if body >= len(lines):
        return Header(None, body, page, start)
    candidates = [index for index in range(body) if _headline_like(lines[index])]
    if not page:
        return Header(0 if candidates[:1] == [0] and _opens(lines, body) else None, body, page, start)
    plain_text = [index for index in candidates if lines[index].kind is Kind.TEXT and lines[index].byline is None]
    return Header(_best(lines, plain_text or candidates), body, page, start)


def _opens(lines: Sequence[PageLine], body: int) -> bool:
    """Whether the first line of a bare text can be the headline of the paragraph at ``body``: few lines stand between.

    Over a short sentence only the line right above it can, and no question: a poem or a dialogue has no headline.
    """
    if not lines[body].prose:
        return body == 1 and not lines[0].line.terminal
    return sum(line.text for line in lines[:body]) <= _MAX_LINES_BEFORE_PROSE


def _after_imprint(lines: Sequence[PageLine]) -> int:
    """Return the first date line below an imprint or a menu with sentences, 0 when the article does not start so late.

    Only a small part of the page's prose may stand above it.
    """
    tokens = list(accumulate((line.line.tokens if line.prose else 0 for line in lines), initial=0))
    imprint = False
    for index, line in enumerate(lines):
        imprint = imprint or line.kind is Kind.TERMINAL
        if imprint and line.dateline and line.dateline.has_time:
            before, after = tokens[index], tokens[-1] - tokens[index]
            return index if after and before <= after * _IMPRINT_SHARE else 0
    return 0


def _first_prose(lines: Sequence[PageLine], start: int) -> int:
    """Return the index of the first paragraph from ``start``, else of the first sentence, else the number of lines."""
    for index in range(start, len(lines)):
        if lines[index].prose and not _is_question_headline(lines, index):
            return index
    for index in range(start, len(lines)):
        line = lines[index]
        if line.text and line.line.sentence and not line.caption and line.line.text.endswith((".", "…", ".”", '."')):
            return index
    return len(lines)


def _is_question_headline(lines: Sequence[PageLine], index: int) -> bool:
    """Whether a line that reads like a paragraph is a headline: one question, a longer paragraph after it."""
    line = lines[index].line
    if (
        line.tokens > _QUESTION_TOKENS
        or not line.text.rstrip("\"'”’").endswith(("?", "!"))
        or not _headline_like(lines[index])
    ):
        return False
    following = lines[index + 1 : index + 6]
    return any(other.prose and other.line.tokens > line.tokens for other in following)


def _headline_like(line: PageLine) -> bool:
    text = line.line.text
    return (
        (line.kind is Kind.TEXT or line.kind in _NAMEPLATES)
        and not line.parts
        and not line.caption
        and _MIN_TOKENS <= line.line.tokens <= _MAX_TOKENS
        and not text.endswith((".", ",", ";", ":")) | text.endswith(("...", "(...)"))
        and (text[0] in _OPENERS or text[0].isdigit() or text[0].isupper())
        and not (line.byline and line.byline.certain)
    )


def _has_evidence(lines: Sequence[PageLine]) -> bool:
    if any(line.kind in _EVIDENCE or line.parts or line.headline for line in lines):
        return True
    return any(line.kind in _OPENINGS for line in lines[:1])


def _best(lines: Sequence[PageLine], candidates: Sequence[int]) -> int | None:
    """Return the candidate that stands best: beside the date line, long enough, repeated; the earlier of equals."""
    repeats = Counter(lines[index].line.folded for index in candidates)
    dates = {
        index for index, line in enumerate(lines[: max(candidates, default=0) + 4]) if line.dateline or _is_credit(line)
    }
    crowd = len(candidates) > 3

    def points(index: int) -> tuple[int, int]:
        line = lines[index].line
        score = 2 if line.tokens >= _GOOD_TOKENS else 0
        score += 3 if index - 1 in dates or index + 1 in dates else 1 if index - 2 in dates or index + 2 in dates else 0
        score += 3 if repeats[line.folded] > 1 else 0
        return score, index if crowd or repeats[line.folded] > 1 else -index

    return max(candidates, key=points, default=None)


def _is_credit(line: PageLine) -> bool:
    return line.byline is not None and line.byline.certain


def _matching(lines: Sequence[PageLine], title: str, body: int) -> int | None:
    """Return the line that is the given title: the last before the body, else the first in the text."""
    wanted = _plain(title)
    if not wanted:
        return None
    found = [index for index, line in enumerate(lines) if line.line.short and _plain(line.line.text) == wanted]
    before = [index for index in found if index <= body]
    return before[-1] if before else found[0] if found else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .\"'“”‘’")
