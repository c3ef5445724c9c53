"""Bylines: ``Bài và ảnh: NGUYỄN VĂN A``, ``XUÂN THÀNH (Thực hiện)``, ``Nguyễn Văn A (ghi)``, ``Theo Tuổi Trẻ``, a bare name."""

from __future__ import annotations

import re
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
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline; ``author`` is the name as written, or None where only a source is named. ``certain`` says that a cue stands beside it."""

    author: str | None
    certain: bool


class BylineParser:
    """Knows the cue words of bylines and what a person's name looks like."""

    def __init__(self) -> None:
        content = loader.read(_FILE)
        self._prefixes = frozenset(loader.strings(content, "prefixes", name=_FILE))
        self._suffixes = frozenset(loader.strings(content, "suffixes", name=_FILE))
        self._sources = tuple(sorted(loader.strings(content, "sources", name=_FILE), key=len, reverse=True))
        self._roles = tuple(sorted(loader.strings(content, "roles", name=_FILE), key=len, reverse=True))
        self._surnames = frozenset(name.casefold() for name in loader.strings(content, "surnames", name=_FILE))

        marks = loader.strings(content, "lead_marks", name=_FILE)
        self._agencies = frozenset(mark.casefold() for mark in marks)
        no_names = loader.strings(content, "no_names", name=_FILE)
        self._no_names = frozenset(name.casefold() for name in no_names)
        starts = loader.strings(content, "no_name_starts", name=_FILE)
        self._no_name_starts = tuple(f"{start.casefold()} " for start in starts)

    def parse(self, text: str) -> Byline | None:
        """Return the byline that the line ``text`` is, or None. A bare name is only a byline where the layout allows one."""
        if len(text) > _MAX_LENGTH:
            return None
        return self._with_prefix(text) or self._with_suffix(text) or self._source(text) or self._bare(text)

    def _with_prefix(self, text: str) -> Byline | None:
        head, colon, tail = text.partition(":")
        if not colon or " ".join(head.casefold().split()) not in self._prefixes:
            return None
        rest = tail.strip()
        inner = self._with_suffix(rest)
        if inner is not None and inner.author:
            return inner
        author = self._author(rest)
        return Byline(author, True) if author else None

    def _with_suffix(self, text: str) -> Byline | None:
        match = _BRACKETED.match(text)
        if match is not None:
            inside = match["inside"].strip().casefold().rstrip(".")
            known = inside in self._suffixes or inside.startswith(self._sources) or f"{inside}." in self._suffixes
            if not match["head"].strip():
                return Byline(None, True) if self._is_source(match["inside"]) or self._is_agency(inside) else None
            author = self._author(match["head"].strip(" -–—"))
            return Byline(author, True) if author and known else None
        folded = text.casefold().rstrip(".")
        for suffix in self._suffixes:
            if len(suffix) > 2 and folded.endswith(f" {suffix}"):
                author = self._author(text[: len(folded) - len(suffix)].strip(" -–—"))
                if author:
                    return Byline(author, True)
        return None

    def _source(self, text: str) -> Byline | None:
        if self._is_source(text):
            return Byline(None, True)
        for mark in (" - Theo ", " – Theo ", " Theo ", " theo "):
            head, found, tail = text.partition(mark)
            if found and self._is_source(f"Theo {tail}"):
                author = self._author(head)
                return Byline(author, True) if author else None
        return None

    def _is_source(self, text: str) -> bool:
        folded = text.strip("() ").casefold()
        for source in self._sources:
            if folded.startswith(source) and folded[len(source) :][:1] in (" ", ":") or folded.startswith(f"{source} "):
                name = text.strip("() ")[len(source) :].strip(" :.")
                words = [
                    word for word in re.split(r"[\s,&/+-]+", name) if word and word.casefold() not in ("và", "báo")
                ]
                return (
                    0 < len(words) <= _MAX_SOURCE_TOKENS and all(map(_like_a_source, words)) and not text.endswith("?")
                )
        return False

    def _is_agency(self, folded: str) -> bool:
        return all(part.strip() in self._agencies for part in folded.split("/"))

    def _bare(self, text: str) -> Byline | None:
        if _ADDRESS.fullmatch(text):
            return Byline(None, True)
        head = text.partition("/")[0] if _DOMAIN.fullmatch(text.rpartition("/")[2].strip()) else text
        author = self._author(head.strip())
        return Byline(author, False) if author else None

    def _author(self, text: str) -> str | None:
        """Return the names in ``text`` as written, without a role in front, or None when it holds anything else."""
        text = text.strip().rstrip(".")
        if text.endswith(tuple("0123456789")):
            return None
        folded = text.casefold()
        for role in self._roles:
            if folded.startswith((f"{role} ", f"{role}. ", f"{role}: ")):
                text = text[len(role) :].lstrip(" .:")
                break
        names = _JOINTS.split(text)
        if not text or len(names) > _MAX_NAMES or not all(map(self._like_a_name, names)):
            return None
        return text

    def _like_a_name(self, name: str) -> bool:
        tokens = name.split()
        folded = name.casefold()
        if not tokens or len(tokens) > _MAX_NAME_TOKENS or len(name) < 2:
            return False
        if folded in self._no_names or folded.startswith(self._no_name_starts):
            return False
        if not all(_NAME_TOKEN.fullmatch(token) and token[0].isupper() for token in tokens):
            return False
        if len(tokens) == 1:
            return "." in name.rstrip(".") or name.isupper() or len(name) >= 3
        return len(tokens) <= 4 or tokens[0].casefold() in self._surnames


def _like_a_source(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or _DOMAIN.fullmatch(word) is not None
