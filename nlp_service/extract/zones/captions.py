"""Captions: ``... Ảnh: NAM TRẦN``, ``Bà Nguyễn Thị A - Phó Bí thư ...``, ``Quang cảnh hội nghị``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp_service.extract.zones.lines import Line
from nlp_service.resources import loader

_FILE, _INTERVIEW = "zones/captions.yml", "zones/interview.yml"
_MAX_TOKENS = 60
_OPENING_TOKENS, _SHORT_TOKENS = 4, 25
_PORTRAIT_TOKENS = 32
_ASIDE_TOKENS = 35
_NAME_TOKENS = 6
_INNER_END = re.compile(r"[.!?…] +[A-ZÀ-Ỹ“\"]")
_CREDIT_TAIL = 60


class CaptionCues:
    """Knows the words of captions."""

    def __init__(self) -> None:
        content, interview = loader.read(_FILE), loader.read(_INTERVIEW)
        credits = _alternatives(loader.strings(content, "credits", name=_FILE))
        self._credit = re.compile(rf"(?:^|[\s(\[.,;–-])(?:{credits})(?: ?[:：] ?|: ?)[^:]{{1,{_CREDIT_TAIL}}}$")
        self._phrases = loader.strings(content, "phrases", name=_FILE)
        self._openings = loader.strings(content, "openings", name=_FILE)
        self._verbs = _whole(loader.strings(content, "verbs", name=_FILE))
        self._speech = _whole(loader.strings(content, "speech", name=_FILE))
        offices = _alternatives(loader.strings(content, "offices", name=_FILE))
        honorifics = _alternatives(loader.strings(interview, "honorifics", name=_INTERVIEW))
        name = rf"[^\s,–-]+(?: [^\s,–-]+){{1,{_NAME_TOKENS - 1}}}"
        self._portrait = re.compile(rf"(?:{honorifics})\.? {name}(?: ?[-–—] |, )(?:{offices})(?!\w)")

    def is_caption(self, line: Line) -> bool:
        """Whether ``line`` is a caption by its own words."""
        if line.tokens > _MAX_TOKENS or (_INNER_END.search(line.text[:-1]) and not self._credited(line)):
            return False
        folded = line.folded
        if self._credited(line) or (folded.strip("().[] ").startswith(self._phrases) and line.tokens <= _SHORT_TOKENS):
            return True
        if (
            _OPENING_TOKENS <= line.tokens <= _SHORT_TOKENS
            and folded.startswith(self._openings)
            and not self._verbs.search(folded)
        ):
            return True
        return line.tokens <= _PORTRAIT_TOKENS and self._is_portrait(folded)

    def is_aside(self, line: Line) -> bool:
        """Whether ``line``, between two turns of an interview, is one sentence about a picture and does not speak."""
        return (
            5 <= line.tokens <= _ASIDE_TOKENS
            and not line.text.endswith(("?", "!", ":", "…", "..."))
            and not _INNER_END.search(line.text)
            and not self._speech.search(line.folded)
        )

    def _credited(self, line: Line) -> bool:
        tail = line.text[-_CREDIT_TAIL - 20 :].casefold().rstrip(") ].")
        return self._credit.search(tail) is not None

    def _is_portrait(self, folded: str) -> bool:
        match = self._portrait.match(folded)
        return match is not None and not self._verbs.search(folded[match.end() :])


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(words)})(?!\w)")
