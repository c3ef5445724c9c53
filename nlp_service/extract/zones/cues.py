"""What kind of line a line is by itself, before its neighbours are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any

from nlp_service.extract.zones.lines import Line
from nlp_service.resources import loader

_FURNITURE, _FOOTER, _COUNTERS = "zones/furniture.yml", "zones/footer.yml", "zones/counters.yml"
_SITE_TOKENS = 20
_LICENCE_TOKENS = 40
_SLOGAN_UPPER = 0.4
_PATH = re.compile(r"\s*[>»›|/•]+\s*")
_FIGURE = r"[\d.,]{1,15}"
_HASHTAGS = re.compile(r"#[^\s#]+(?:[\s,;]+#[^\s#]+)*")
_HANDLE = re.compile(r"https?://\S+|www\.\S+")
_BANNER_JOINT = re.compile(r" ?[-–—*•|] ?")
_DATE_PAIR = re.compile(r"\(\d{1,2}[/.-]\d{1,2}[/.-]\d{4} ?[-–] ?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\)")
_MENU_BUTTONS = 3
_WIDGET_LENGTH, _WEATHER_TOKENS = 60, 5
_TEMPERATURE = re.compile(r"\d ?°|°c\b|\bº ?c\b")


class Kind(Enum):
    """The kind of a line by its own words."""

    TEXT = auto()
    FURNITURE = auto()
    LIKELY_FURNITURE = auto()
    SITE = auto()
    SLOGAN = auto()
    COUNTER = auto()
    LIKELY_COUNTER = auto()
    TERMINAL = auto()
    LIKELY_TERMINAL = auto()
    INLINE = auto()
    TAGS = auto()
    CONTACT = auto()


class LineCues:
    """Knows the lines that a site prints around an article."""

    def __init__(self) -> None:
        furniture, footer, counters = loader.read(_FURNITURE), loader.read(_FOOTER), loader.read(_COUNTERS)

        def exact(content: Mapping[str, Any], key: str, name: str) -> frozenset[str]:
            return frozenset(loader.strings(content, key, name=name))

        self._certain = exact(furniture, "certain", _FURNITURE)
        self._likely = exact(furniture, "likely", _FURNITURE)
        self._sections = exact(furniture, "sections", _FURNITURE)
        buttons = "|".join(map(re.escape, sorted({*self._certain, *self._likely, *self._sections}, key=_longest_first)))
        self._button = re.compile(rf"(?<!\w)(?:{buttons})(?!\w)")
        self._certain_prefixes = loader.strings(furniture, "certain_prefixes", name=_FURNITURE)
        self._site_prefixes = loader.strings(furniture, "site_prefixes", name=_FURNITURE)
        self._slogans = loader.strings(furniture, "slogans", name=_FURNITURE)
        self._calls = loader.strings(furniture, "calls", name=_FURNITURE)
        self._widgets = _words(loader.strings(furniture, "widget_words", name=_FURNITURE))
        self._terminal = exact(footer, "terminal", _FOOTER)
        self._likely_terminal = exact(footer, "weak_terminal", _FOOTER)
        self._inline = exact(footer, "inline", _FOOTER)
        self._tags = exact(footer, "tags", _FOOTER)
        self._terminal_prefixes = loader.strings(footer, "terminal_prefixes", name=_FOOTER)
        self._inline_prefixes = loader.strings(footer, "inline_prefixes", name=_FOOTER)
        self._tags_prefixes = loader.strings(footer, "tags_prefixes", name=_FOOTER)
        self._contacts = loader.strings(footer, "contact_prefixes", name=_FOOTER)
        self._counter = _counter_pattern(loader.strings(counters, "labels", name=_COUNTERS))
        self._likely_counter = _counter_pattern(loader.strings(counters, "weak_labels", name=_COUNTERS))
        self._counter_headings = exact(counters, "headings", _COUNTERS)

    def kind(self, line: Line) -> Kind:
        """Return the kind of ``line``; a paragraph is always TEXT or SLOGAN."""
        if self._is_slogan(line):
            return Kind.SLOGAN
        if not line.short:
            return Kind.TEXT
        folded = line.folded.rstrip(" :….").lstrip("-–•*+►▶■● ") if line.tokens <= _SITE_TOKENS else line.folded
        if self._counter.fullmatch(folded) or folded in self._counter_headings:
            return Kind.COUNTER
        footer = self._footer_kind(line, folded)
        if footer is None and self._likely_counter.fullmatch(folded):
            return Kind.LIKELY_COUNTER
        return footer or self._furniture_kind(line, folded)

    def _footer_kind(self, line: Line, folded: str) -> Kind | None:
        if folded in self._terminal:
            return Kind.TERMINAL
        if line.tokens <= _LICENCE_TOKENS and folded.startswith(self._terminal_prefixes):
            return Kind.LIKELY_TERMINAL if line.terminal else Kind.TERMINAL
        if folded in self._inline or (line.tokens <= _LICENCE_TOKENS and folded.startswith(self._inline_prefixes)):
            return Kind.INLINE
        if folded in self._tags or line.folded.startswith(self._tags_prefixes) or _HASHTAGS.fullmatch(folded):
            return Kind.TAGS
        if folded.startswith(self._contacts):
            return Kind.CONTACT
        return Kind.LIKELY_TERMINAL if folded in self._likely_terminal else None

    def _furniture_kind(self, line: Line, folded: str) -> Kind:
        if (
            folded in self._certain
            or folded.startswith(self._certain_prefixes)
            or self._is_path(folded)
            or self._is_menu(folded)
        ):
            return Kind.FURNITURE
        if line.tokens <= _SITE_TOKENS and not line.terminal and folded.startswith(self._site_prefixes):
            return Kind.SITE
        likely = folded in self._likely or folded in self._sections or self._is_widget(folded)
        return Kind.LIKELY_FURNITURE if likely or _HANDLE.fullmatch(folded) else Kind.TEXT

    def _is_path(self, folded: str) -> bool:
        """``Thời sự > Chính trị``: names of sections and nothing else, or a path that starts at home."""
        parts = [part for part in _PATH.split(folded) if part]
        known = sum(part in self._sections or part in self._certain or part in self._likely for part in parts)
        return len(parts) >= 2 and known == len(parts)

    def _is_menu(self, folded: str) -> bool:
        """``Giới thiệu Tin tức Văn bản Liên hệ``: the buttons of a menu on one line."""
        if self._button.match(folded) is None:
            return False
        rest, count = self._button.subn(" ", folded)
        return count >= _MENU_BUTTONS and not any(map(str.isalnum, rest))

    def _is_widget(self, folded: str) -> bool:
        """``Hà Nội 28°C``, ``VN-Index 1.280,5 +0,3%``: words of weather and prices with figures, nothing else."""
        if len(folded) > _WIDGET_LENGTH or not any(map(str.isdigit, folded)):
            return False
        if _TEMPERATURE.search(folded):
            return len(folded.split()) <= _WEATHER_TOKENS
        rest = self._widgets.sub(" ", folded)
        return rest != folded and not any(map(str.isalpha, rest))

    def _is_slogan(self, line: Line) -> bool:
        """Whether ``line`` is a moving banner: slogans in capitals, or with the pair of dates of an anniversary."""
        if line.text.endswith("."):
            return False
        if line.folded.startswith(self._calls):
            return True
        loud = line.upper_ratio >= _SLOGAN_UPPER
        if line.folded.startswith(self._slogans):
            return loud or _DATE_PAIR.search(line.text) is not None
        return loud and any(part.startswith(self._slogans) for part in _BANNER_JOINT.split(line.folded)[1:])


def _counter_pattern(labels: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(label) for label in sorted(labels, key=_longest_first))
    return re.compile(rf"(?:{names}) ?[:\-–]? ?\(?{_FIGURE}\)?(?: lượt| lần| người)?|\(?{_FIGURE}\)? (?:{names})")


def _words(words: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(words, key=_longest_first))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def _longest_first(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase
