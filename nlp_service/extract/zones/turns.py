"""The turns of an interview: by dashes and stars, by speakers' names, by address (``..., thưa bà?``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from nlp_service.extract.zones.lines import Line
from nlp_service.resources import loader

_FILE = "zones/interview.yml"
_MARK = re.compile(r"[-–—*•●■+]+ *|\. +")
_SPEAKER = re.compile(r"[-–—*•●■+. ]*([^:?!]{1,70}?) ?:(?!\d)")
_CLOSERS = "\"'”’»)] "
_MAX_QUESTION_TOKENS = 150
_MAX_UNMARKED_TOKENS = 80
_CLOSING_TOKENS = 14
_NAME_TOKENS = 6


class Turn(Enum):
    """What a line is in an interview."""

    QUESTION = auto()
    ANSWER = auto()
    CLOSING = auto()


class TurnCues:
    """Knows how interviews are set."""

    def __init__(self) -> None:
        content = loader.read(_FILE)
        self._askers = loader.strings(content, "askers", name=_FILE)
        self._answerers = frozenset(loader.strings(content, "answerers", name=_FILE))
        self._honorifics = tuple(f"{word} " for word in loader.strings(content, "honorifics", name=_FILE))
        self._vocatives = loader.strings(content, "vocatives", name=_FILE)
        self._closings = loader.strings(content, "closings", name=_FILE)

    def find(self, lines: Sequence[Line]) -> dict[int, Turn]:
        """Return the lines that open a turn, by index; empty when the lines hold no interview.

        One marked question with its answer makes an interview; questions without any mark count from two on.
        """
        marked = {index: turn for index, line in enumerate(lines) if (turn := self._marked(line))}
        marked.update(
            {index: Turn.QUESTION for index, line in enumerate(lines) if index not in marked and self._addresses(line)}
        )
        questions = sorted(index for index, turn in marked.items() if turn is Turn.QUESTION)
        if not questions:
            return {}
        opened = {index: turn for index, turn in marked.items() if index >= questions[0]}
        answered = any(turn is Turn.ANSWER for turn in opened.values())
        for index in questions:
            if answered and opened.get(index - 1) is Turn.QUESTION and not self._addresses(lines[index]):
                opened[index] = Turn.ANSWER  # an answer that ends in a question
        return opened if answered or sum(self._addresses(lines[index]) for index in questions) >= 2 else {}

    def _marked(self, line: Line) -> Turn | None:
        mark = _MARK.match(line.text[:12])
        body = line.folded[mark.end() :] if mark else line.folded
        if body.startswith(self._closings) and line.tokens <= _CLOSING_TOKENS:
            return Turn.CLOSING
        speaker = self._speaker(line)
        if speaker is not None:
            return speaker
        if mark is None:
            return None
        return Turn.QUESTION if _asks(line) else Turn.ANSWER

    def _speaker(self, line: Line) -> Turn | None:
        match = _SPEAKER.match(line.text[:90])
        if match is None:
            return None
        name = match[1].strip()
        folded = name.casefold()
        if folded in self._askers or folded.startswith(tuple(f"{asker} " for asker in self._askers if len(asker) > 1)):
            return Turn.QUESTION
        if folded in self._answerers:
            return Turn.ANSWER
        if folded.startswith(self._honorifics) and len(name.split()) <= _NAME_TOKENS and name.split()[-1][:1].isupper():
            return Turn.ANSWER
        return None

    def _addresses(self, line: Line) -> bool:
        return (
            line.tokens <= _MAX_UNMARKED_TOKENS
            and line.text.rstrip(_CLOSERS).endswith("?")
            and any(vocative in line.text.casefold() for vocative in self._vocatives)
        )


def _asks(line: Line) -> bool:
    return line.tokens <= _MAX_QUESTION_TOKENS and line.text.rstrip(_CLOSERS).endswith("?")
