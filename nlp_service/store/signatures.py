"""What a text looks like to the search for duplicates: a hash of its words, and a MinHash of its shingles.

Broder, "On the resemblance and containment of documents" (1997); bands after Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from datasketch import MinHash

from nlp_service.store.hashing import words_of
from nlp_service.text.folding import search_key

_SHINGLE = 3
"""Syllables of a shingle."""
_LEAST_SHINGLES = 20
"""Shorter texts have too few shingles for an estimate; they are compared as a whole."""
_BANDS, _ROWS = 20, 6
"""Two texts become candidates with probability 1 - (1 - s^6)^20 for a similarity s: 0.92 at 0.7, 0.27 at 0.5."""
_HASH_BYTES = 16
_CHUNK = 4096
"""Shingles hashed at once: a long text must not take memory for all of them."""


@dataclass(frozen=True, slots=True)
class Signature:
    """``text_hash`` of all the words; ``minhash`` (None for short texts) and its ``bands``, signed 64-bit numbers."""

    text_hash: bytes
    minhash: bytes | None = None
    bands: tuple[int, ...] = ()


def sign(text: str) -> Signature | None:
    """Return the signature of a text: case, accents' placement, blanks and punctuation do not matter; None if empty."""
    words = words_of(search_key(text)).split()
    if not words:
        return None
    text_hash = hashlib.blake2b(" ".join(words).encode(), digest_size=_HASH_BYTES).digest()
    starts = range(len(words) - _SHINGLE + 1)
    shingles = sorted({" ".join(words[start : start + _SHINGLE]).encode() for start in starts})
    if len(shingles) < _LEAST_SHINGLES:
        return Signature(text_hash)
    minhash = _empty().copy()
    for start in range(0, len(shingles), _CHUNK):
        minhash.update_batch(shingles[start : start + _CHUNK])
    values = minhash.hashvalues.astype("<u4").tobytes()
    width = len(values) // _BANDS
    bands = (bytes([number]) + values[number * width : (number + 1) * width] for number in range(_BANDS))
    return Signature(text_hash, values, tuple(map(_band, bands)))


def similarity(first: bytes, second: bytes) -> float:
    """Return the estimated Jaccard similarity of two texts from their ``minhash``, rounded to 4 places."""
    same = np.frombuffer(first, dtype="<u4") == np.frombuffer(second, dtype="<u4")
    return round(float(same.mean()), 4)


@cache
def _empty() -> MinHash:
    return MinHash(num_perm=_BANDS * _ROWS, seed=1, scheme="affine32", hashfunc=zlib.crc32)


def _band(values: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(values, digest_size=8).digest(), "big", signed=True)
