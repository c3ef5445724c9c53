"""Cuts the vocabulary of a multilingual encoder to the pieces that Vietnamese news needs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from nlp_service.extract.entities.encoder_pieces import END, PieceVocabulary
from nlp_service.text.vietnamese import syllables

_BLANK = "\u2581"
_FEWEST = 2
"""Occurrences in the news from which on a piece is kept."""
_ARTICLES = 3
"""Every so many-th article is counted: the rare pieces at the end are not worth reading all."""


def count_forms(articles: Iterable[Sequence[str]]) -> Counter[str]:
    """Count the token forms in a part of the articles."""
    counts: Counter[str] = Counter()
    for forms in islice(articles, None, None, _ARTICLES):
        counts.update(forms)
    return counts


def choose_pieces(
    pieces: Sequence[tuple[str, float]], news: Counter[str], labelled: Counter[str], most: int
) -> list[int]:
    """Return the numbers of the pieces to keep, in order: the marks, whatever spells a letter, and what occurs.

    Forms are counted as they stand, in lower case and as names are written; what occurs in labelled text is kept first.
    """
    numbers = {piece: number for number, (piece, _) in enumerate(pieces)}
    whole = PieceVocabulary(pieces)
    kept = set(range(END + 2)) | {numbers[piece] for piece in _letters() if piece in numbers}
    for counts, fewest in ((labelled, 1), (news, _FEWEST)):
        used: Counter[int] = Counter()
        for form, count in counts.items():
            for variant in {form, form.lower(), form.capitalize()}:
                for spaces in (True, False):
                    (found,) = _encode(whole, variant, spaces)
                    used.update(dict.fromkeys(found, count if spaces else count / 10))
        ranked = [number for number, count in used.most_common() if count >= fewest and number not in kept]
        kept.update(ranked[: max(most - len(kept), 0)])
    return sorted(kept)


def _encode(whole: PieceVocabulary, form: str, is_first: bool) -> list[tuple[int, ...]]:
    if is_first:
        return whole.encode([form], [True])
    return whole.encode([".", form], [False, True])[1:]


def _letters() -> set[str]:
    """Return each character that news is spelled with, at the beginning of a word and within."""
    ascii_characters = {chr(number) for number in range(0x21, 0x7F)}
    letters = ascii_characters | {letter for syllable in syllables() for letter in syllable}
    letters |= {letter.upper() for letter in letters} | set("“”‘’–—…°%€£¥²³·•")
    return {prefix + unicodedata.normalize("NFC", letter) for letter in letters for prefix in ("", _BLANK)}
