"""The words of an installation: what is one word here, and what is not, whatever the model says.

One entry a line, blank lines and lines that begin with ``#`` aside. An entry is a sequence of syllables and says how it
is segmented wherever it occurs: as one word (``bánh mì Phượng``), or parted at each bar (``ông | ta``). Capitals, tone
placement and repeated blanks do not matter. Where entries overlap, the one that begins first wins, then the longest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp_service.errors import InvalidField
from nlp_service.text.normalize import normalize
from nlp_service.text.piece_codes import Pieces, piece_key
from nlp_service.text.pieces import piece_spans

_BAR = "|"
_COMMENT = "#"
_DIGEST = 8


@dataclass(frozen=True, slots=True)
class _Entry:
    """Keys of the pieces, and for each but the first whether it is joined to the one before it."""

    keys: tuple[int, ...]
    joined: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class UserDictionary:
    """Entries by the key of their first piece, the longest first; build it with :func:`parse_dictionary`."""

    entries: Mapping[int, tuple[_Entry, ...]] = field(repr=False)
    digest: str

    def correct(self, pieces: Pieces, joined: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return ``joined`` with every occurrence of an entry segmented as the entry says."""
        if not self.entries:
            return joined
        corrected, keys, free = joined.copy(), pieces.keys, 0
        firsts = np.fromiter(self.entries, dtype=np.uint32, count=len(self.entries))
        for place in np.flatnonzero(np.isin(keys, firsts)).tolist():
            entry = self._entry_at(keys, place) if place >= free else None
            if entry is not None:
                free = place + len(entry.keys)
                corrected[place] = False
                corrected[place + 1 : free] = entry.joined
                corrected[free : free + 1] = False
        return corrected

    def _entry_at(self, keys: NDArray[np.uint32], place: int) -> _Entry | None:
        candidates = self.entries.get(int(keys[place]), ())
        return next((e for e in candidates if tuple(keys[place : place + len(e.keys)].tolist()) == e.keys), None)


def read_dictionary(path: Path) -> UserDictionary:
    """Read the entries in the file ``path`` (UTF-8).

    Raises:
        InvalidField: the file cannot be read, is no UTF-8, or holds an entry of fewer than two syllables.
    """
    try:
        return parse_dictionary(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidField(f"The dictionary {path} cannot be read: {error}.") from error


def parse_dictionary(lines: Iterable[str]) -> UserDictionary:
    """Return the dictionary of the entries in ``lines``; of the same sequence twice, the last entry counts.

    Raises:
        InvalidField: an entry has fewer than two syllables; the message names its line.
    """
    entries: dict[tuple[int, ...], _Entry] = {}
    digest = hashlib.sha256()
    for number, line in enumerate(lines, start=1):
        content = normalize(line).text.strip()
        if content and not content.startswith(_COMMENT):
            entry = _parse(content, number)
            entries[entry.keys] = entry
            digest.update(f"{content.lower()}\n".encode("utf-8", "surrogatepass"))
    by_first: dict[int, list[_Entry]] = {}
    for entry in sorted(entries.values(), key=lambda entry: -len(entry.keys)):
        by_first.setdefault(entry.keys[0], []).append(entry)
    return UserDictionary({key: tuple(found) for key, found in by_first.items()}, digest.hexdigest()[:_DIGEST])


def _parse(content: str, number: int) -> _Entry:
    words = [_keys(word) for word in content.split(_BAR)]
    if sum(map(len, words)) < 2 or not all(words):
        raise InvalidField(
            f"Line {number} of the dictionary: {content!r} must hold two syllables or more, with words on both sides "
            "of each bar."
        )
    joined = [inside > 0 for word in words for inside in range(len(word))]
    return _Entry(tuple(key for word in words for key in word), tuple(joined[1:]))


def _keys(word: str) -> list[int]:
    spans = piece_spans(f"{word.strip()} .")[:-1]  # not the end of a sentence: stops stay with abbreviations
    return [piece_key(word.strip()[start:end]) for start, end in spans]
