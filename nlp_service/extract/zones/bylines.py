"""Bylines: ``Bài và ảnh: NGUYỄN VĂN A``, ``XUÂN THÀNH (Thực hiện)``, ``Lê A (ghi)``, ``Theo Tuổi Trẻ``, bare names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nlp_service.resources import loader

_FILE = "zones/bylines.yml"
_MAX_LENGTH = 90
_MAX_NAMES = 5
_MAX_NAME_TOKENS = 5
_MAX_SOURCE_TOKENS = 7
_JOINTS = re.compile(r"\s+[-–—]\s+|\s*[,;&+]\s*|\s+và\s+|\s*/\s*")
_BRACKETED = re.compile(r"^(?P<head>[^()]*)\((?P<inside>[^()]*)\)[.\s]*$")
_NAME_TOKEN = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+\.?|(?:[^\W\d_]\.)+")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SOURCE_JOINTS = re.compile(r"[\s,&/+-]+")
# Also glued to the name, as in "Minh AnhTheo Reuters".
_THEO = re.compile(r"(?:[ –—-]+|(?<=[^\W\d_])(?=T))(?P<source>[Tt]heo )")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline; ``author`` is the name as written, or None where only a source is named.

    ``certain`` says that a cue stands beside the name.
    """

    author: str | None
    certain: bool


class BylineParser:
    """Knows the cue words of bylines and what a person's name looks like."""

    def __init__(self) -> None:
        content = loader.read(_FILE)

        def words(key: str) -> tuple[str, ...]:
            return loader.strings(content, key, name=_FILE)

        suffixes, sources, roles = (_alternatives(words(key)) for key in ("suffixes", "sources", "roles"))
        self._prefixes = frozenset(words("prefixes"))
        self._suffix = re.compile(rf"{suffixes}\.?", re.IGNORECASE)
        self._last_words = re.compile(rf"[ –—-]+{suffixes}\.?$", re.IGNORECASE)
        self._source = re.compile(rf"{sources}(?: |(?<=:))", re.IGNORECASE)
        self._role = re.compile(rf"{roles}(?:[.:] ?| )", re.IGNORECASE)
        self._surnames = frozenset(name.casefold() for name in words("surnames"))
        self._agencies = frozenset(mark.casefold() for mark in words("lead_marks"))
        self._no_names = frozenset(name.casefold() for name in words("no_names"))
        self._no_name_starts = tuple(f"{start.casefold()} " for start in words("no_name_starts"))

    def parse(self, text: str) -> Byline | None:
        """Return the byline that the line ``text`` is, or None.

        A bare name, which is not ``certain``, is a byline only where the layout allows one.
        """
        if len(text) > _MAX_LENGTH or text[-1].isdigit():
            return None
        return self._with_prefix(text) or self._with_suffix(text) or self._with_source(text) or self._bare(text)

    def _with_prefix(self, text: str) -> Byline | None:
        head, colon, tail = text.partition(":")
        if not colon or " ".join(head.casefold().split()) not in self._prefixes:
            return None
        inner = self._with_suffix(tail.strip())
        author = inner.author if inner else self._author(tail)
        return Byline(author, True) if author else None

    def _with_suffix(self, text: str) -> Byline | None:
        match = _BRACKETED.match(text)
        if match is None:
            words = self._last_words.search(text)
            author = self._author(text[: words.start()]) if words else None
            return Byline(author, True) if author else None
        head, inside = match["head"].strip(" -–—"), match["inside"].strip()
        if not head:
            return Byline(None, True) if self._is_source(inside) or self._is_agency(inside) else None
        known = self._suffix.fullmatch(inside) or self._source.match(inside)
        author = self._author(head) if known else None
        return Byline(author, True) if author else None

    def _with_source(self, text: str) -> Byline | None:
        if self._is_source(text):
            return Byline(None, True)
        mark = _THEO.search(text)
        if mark is None or not self._is_source(text[mark.start("source") :]):
            return None
        author = self._author(text[: mark.start()])
        return Byline(author, True) if author else None

    def _is_source(self, text: str) -> bool:
        """``Theo Tuổi Trẻ``, ``Nguồn: TTXVN``: the word, then only names of papers."""
        match = self._source.match(text)
        if match is None:
            return False
        words = [word for word in _SOURCE_JOINTS.split(text[match.end() :].strip(" :.")) if word]
        names = [word for word in words if word.casefold() not in ("và", "báo")]
        return 0 < len(names) <= _MAX_SOURCE_TOKENS and all(map(_like_a_source, names))

    def _is_agency(self, text: str) -> bool:
        return all(part.strip() in self._agencies for part in text.casefold().split("/"))

    def _bare(self, text: str) -> Byline | None:
        if "@" in text and _ADDRESS.fullmatch(text):
            return Byline(None, True)
        head, slash, paper = text.partition("/")
        author = self._author(head if slash and _DOMAIN.fullmatch(paper.strip()) else text)
        return Byline(author, False) if author else None

    def _author(self, text: str) -> str | None:
        """Return the names in ``text`` as written, without a role in front, or None when it holds anything else."""
        text = text.strip(" -–—").rstrip(".")
        role = self._role.match(text)
        text = text[role.end() :].strip() if role else text
        names = _JOINTS.split(text)
        if not text or len(names) > _MAX_NAMES or not all(map(self._like_a_name, names)):
            return None
        return text

    def _like_a_name(self, name: str) -> bool:
        tokens = name.split()
        if not tokens or len(tokens) > _MAX_NAME_TOKENS or len(name) < 2:
            return False
        if not all(token[0].isupper() and _NAME_TOKEN.fullmatch(token) for token in tokens):
            return False
        folded = name.casefold()
        if folded in self._no_names or folded.startswith(self._no_name_starts):
            return False
        if len(tokens) == 1:
            return "." in name.rstrip(".") or name.isupper() or len(name) >= 3
        return len(tokens) <= 3 or tokens[0].casefold() in self._surnames


def _like_a_source(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or _DOMAIN.fullmatch(word) is not None


def _alternatives(words: Iterable[str]) -> str:
    names = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return f"(?:{names})"
