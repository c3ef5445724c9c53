"""Places in a text where an anniversary may begin, with the count of years written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlp_service.extract.anniversaries.counts import count_grammar, parse_number, parse_quantity
from nlp_service.extract.anniversaries.vocabulary import Lexicon

Trigger = Literal["commemoration", "whole", "occasion", "beside", "headline", "none"]
Mode = Literal["counted", "yearly", "ordinal", "memorial", "named_day", "wedding"]
_BEFORE = 40
_LOOK_BACK = 160
_WHOLE = len("vừa tròn  ")
_BESIDE = re.compile(r"[\s,;.\-–—:”\"]*(?:(?:và|cùng|cũng như)(?!\w))?[\s“\"]*")
_DATED_BRACKET = re.compile(r"\(([^()]{0,40}\d[^()]{0,40})\)")
_DAYS = re.compile(r"\d{2,3} ngày")
_SKIP = " \"“':-–"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place: the span begins at ``start``, the name of the event at ``event_start``.

    ``head_end`` is the end of ``sinh nhật lần thứ 24``, which is complete by itself, else -1;
    ``bracket`` the inside of a bracket with dates between count and event.
    """

    start: int
    event_start: int
    years: int | None
    mode: Mode
    trigger: Trigger
    head_end: int = -1
    bracket: tuple[int, int] | None = None


class CandidateFinder:
    """Finds candidates from left to right in lower-case text; built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        triggers = lexicon.triggers
        grammar = count_grammar(triggers)
        self._quantity = re.compile(grammar.quantity)
        self._ordinal = re.compile(grammar.ordinal)
        self._age = re.compile(
            rf"(?:lần )?(?:tuổi (?P<rank>{grammar.number})(?!\w)|(?P<age>{grammar.number}) (?:tuổi|năm)(?!\w))"
        )
        self._memorial = re.compile(triggers.memorial_heads)
        self._fillers = re.compile(triggers.fillers)
        self._connectors = re.compile(triggers.connectors)
        self._whole_before = re.compile(rf"(?P<whole>{triggers.whole}) ?\Z")
        parts = {
            "commemoration": triggers.commemoration,
            "first": triggers.first_memorial,
            "wedding": rf"(?<!\w)(?:{'|'.join(map(re.escape, triggers.weddings))})(?!\w)",
            "ordinal": rf"{triggers.ordinal_heads}(?= (?:lần |thứ |tuổi |tròn |\d))",
            "named": rf"(?<!\w)(?:(?:ngày hội|ngày lễ|ngày|lễ) )?{lexicon.heads.named_day.pattern}",
            "prefixed": rf"(?<!\w)ngày {lexicon.heads.prefix.pattern}",
            "memorial": triggers.memorial_heads,
            "yearly": triggers.yearly_heads,
            "quantity": grammar.quantity,
        }
        self._pattern = re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()))
        self._word = _compile_word(lexicon)

    def search(self, folded: str, position: int) -> re.Match[str] | None:
        """Return the next place at or behind ``position``.

        Most words cannot begin one, which a small pattern tells faster than the large one.
        """
        starts, glued = self._lexicon.start_words, self._lexicon.triggers.glued
        for word in self._word.finditer(folded, position):
            syllable = word[1]
            start = word.start(1)
            if syllable not in starts and syllable.endswith(glued):
                end = next(end for end in glued if syllable.endswith(end))
                start = word.end() - len(end)  # "Hà Nộikỷ niệm 50 năm ..."
            match = self._pattern.match(folded, start)
            if match is not None:
                return match
        return None

    def rank_at(self, folded: str, position: int) -> int | None:
        """Return the end of `` lần thứ VIII`` at ``position``, else None."""
        match = self._ordinal.match(folded, position + 1)
        return match.end() if match is not None and folded[position : position + 4] == " lần" else None

    def read(self, folded: str, match: re.Match[str], sentence: tuple[int, int], previous_end: int) -> Candidate | None:
        """Return the candidate at ``match``, None when the words around it say that it is none.

        ``previous_end`` is the end of the anniversary before it, -1 for none.
        """
        start, before = match.start(), folded[max(sentence[0], match.start() - _BEFORE) : match.start()]
        beside = previous_end >= 0 and _BESIDE.fullmatch(folded, previous_end, start) is not None
        groups = match.groupdict()
        if groups["commemoration"] is not None:
            return self._read_commemoration(folded, match, before)
        if groups["quantity"] is not None:
            return self._read_quantity(folded, match, before, sentence, beside)
        if groups["wedding"] is not None:
            return Candidate(start, start, self._lexicon.triggers.weddings[match.group()], "wedding", "none")
        if groups["first"] is not None:
            return Candidate(start, start, 1, "memorial", "none")
        if groups["ordinal"] is not None and (found := self._read_ordinal(folded, match, before)) is not None:
            return found
        trigger: Trigger = "beside" if beside else "none"
        if trigger == "none" and self._lexicon.triggers.yearly_occasion.matches(before):
            trigger = "occasion"
        if self._lexicon.heads.not_after.matches(before) or before.rstrip()[-1:].isdigit():
            return None
        if groups["named"] is not None or groups["prefixed"] is not None:
            return Candidate(start, start, None, "named_day", trigger)
        if groups["memorial"] is not None or self._memorial.fullmatch(groups["ordinal"] or "") is not None:
            return self._read_memorial(folded, match)
        return Candidate(start, start, None, "yearly", trigger) if trigger != "none" else None

    def _occasion(self, before: str, beside: bool) -> Trigger:
        if beside:
            return "beside"
        return "occasion" if self._lexicon.triggers.occasion.matches(before) else "none"

    def _read_commemoration(self, folded: str, match: re.Match[str], before: str) -> Candidate | None:
        negatives = self._lexicon.negatives
        if negatives.before_noun.matches(before):
            return None
        position = self._skip_words(folded, match.end(), self._fillers)
        quantity = self._quantity.match(folded, position)
        if quantity is not None:
            years, end = self._years(quantity), _skip(folded, quantity.end())
            if years is None or negatives.after_commemorated_count.match(folded, end) is not None:
                return None
            bracket = _DATED_BRACKET.match(folded, end)
            event_start = self._skip_words(folded, bracket.end() if bracket is not None else end, self._connectors)
            inside = bracket.span(1) if bracket is not None else None
            return Candidate(match.start(), event_start, years, "counted", "commemoration", bracket=inside)
        for begin in (position, _skip(folded, match.end())):
            ordinal = self._ordinal.match(folded, begin)
            if ordinal is not None:
                return self._read_rank(folded, match.start(), ordinal)
        if negatives.before_thing.matches(before) or negatives.after.match(folded, position) is not None:
            return None
        return Candidate(match.start(), position, None, "yearly", "commemoration")

    def _read_rank(self, folded: str, start: int, ordinal: re.Match[str]) -> Candidate | None:
        years = parse_number(ordinal["rank"], self._lexicon.triggers)
        end = _skip(folded, ordinal.end())
        if self._lexicon.negatives.after_rank.search(folded, end, end + _BEFORE // 2) is not None:
            return None
        if folded.startswith("năm ", end):
            end += len("năm ")
        return Candidate(start, self._skip_words(folded, end, self._connectors), years, "counted", "commemoration")

    def _read_quantity(
        self, folded: str, match: re.Match[str], before: str, sentence: tuple[int, int], beside: bool
    ) -> Candidate | None:
        negatives = self._lexicon.negatives
        whole = self._whole_before.search(before, max(0, len(before) - _WHOLE))
        lead = before[: whole.start()] if whole is not None else before
        years, end = self._years(match), _skip(folded, match.end())
        if years is None or negatives.before_count.matches(lead):
            return None
        if negatives.after_count.match(folded, end) is not None:
            return None
        event_start = self._skip_words(folded, end, self._connectors)
        if whole is not None:
            return Candidate(match.start() - len(before) + whole.start(), event_start, years, "counted", "whole")
        trigger = self._occasion(before, beside)
        if trigger == "none" and before.endswith("và "):
            trigger = self._occasion_earlier(folded, match.start(), sentence[0])
        if trigger == "none" and not before.strip(' -–"“(.'):
            trigger = "headline"
        return Candidate(match.start(), event_start, years, "counted", trigger)

    def _occasion_earlier(self, folded: str, start: int, sentence_start: int) -> Trigger:
        """``chào mừng đại hội ... và 15 năm thành lập ...``: the occasion word governs both."""
        earlier = self._lexicon.triggers.earlier_occasion
        found = earlier.search(folded, max(sentence_start, start - _LOOK_BACK), start)
        return "occasion" if found is not None else "none"

    def _read_ordinal(self, folded: str, match: re.Match[str], before: str) -> Candidate | None:
        position = _skip(folded, match.end())
        if folded.startswith("tròn ", position):
            position += len("tròn ")
        ordinal = self._ordinal.match(folded, position) or self._age.match(folded, position)
        if ordinal is None:
            return None
        rank = ordinal["rank"] or ordinal.groupdict().get("age") or ""
        years = parse_number(rank, self._lexicon.triggers)
        if not years:
            return None
        trigger = self._occasion(before, False)
        return Candidate(match.start(), match.start(), years, "ordinal", trigger, ordinal.end())

    def _read_memorial(self, folded: str, match: re.Match[str]) -> Candidate | None:
        position = _skip(folded, match.end())
        owner = self._lexicon.triggers.memorial_owner.match(folded, position)
        opened = " " in match.group()
        days = _DAYS.match(folded, position)
        if days is None and owner is None and not opened:
            return None
        return Candidate(match.start(), match.start(), None, "memorial", "none")

    def _skip_words(self, folded: str, position: int, words: re.Pattern[str]) -> int:
        position = _skip(folded, position)
        while (match := words.match(folded, position)) is not None:
            position = _skip(folded, match.end())
        return position

    def _years(self, match: re.Match[str]) -> int | None:
        return parse_quantity(match["number"], match["unit"], match["fixed"], self._lexicon.triggers)


def _compile_word(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for the next word that a place may begin with, or for the end of the text.

    It passes over figures that no unit of time follows, and over words that are no start and do not end in one.
    """
    by_initial: dict[str, list[str]] = {}
    for word in sorted(lexicon.start_words):
        by_initial.setdefault(word[0], []).append(re.escape(word[1:]))
    starts = "|".join(f"{initial}(?:{'|'.join(rests)})" for initial, rests in by_initial.items())
    units = "".join(sorted({unit[0] for unit in lexicon.triggers.units}))
    # Without possessive quantifiers: Python before 3.11.5 reads nested ones wrongly. Each word is taken whole instead.
    figures = rf"\d(?![\d.,]{{0,5}} ?[{units}])\w*(?!\w)"
    other = rf"(?!(?:{starts})(?!\w))[^\W\d]\w*(?!\w)" + "".join(f"(?<!{end})" for end in lexicon.triggers.glued)
    return re.compile(rf"\W*(?:(?:{figures}|{other})\W*)*(\w*)")


def _skip(folded: str, position: int) -> int:
    while position < len(folded) and folded[position] in _SKIP:
        position += 1
    return position
