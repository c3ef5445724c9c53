"""How an article is set: the shapes and marks of its first lines, the words of its last ones. Features of the model.

The same story stands under another section in another newspaper, and newspapers can be told by their typesetting:
how a headline ends, how a place and a date open the text, who signs at its end.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from nlp_service.extract.topics.features import FloatArray, count_matrix, weigh

_TOKEN = re.compile(r"\w+|[^\w\s]+|\n+| {2,}")
_HEAD, _HEAD_TOKENS = 400, 40
_TAIL, _TAIL_TOKENS = 300, 30
_FILE = "style.npz"


@dataclass(frozen=True, slots=True)
class StyleVocabulary:
    """The known features of typesetting.

    Attributes:
        keys: sorted CRC-32 sums of the names that :func:`describe_style` gives; the position is the feature.
        idf: inverse document frequency of each.
        scale: the length of a row, against 1 for the row of the words.
    """

    keys: npt.NDArray[np.uint32]
    idf: FloatArray
    scale: float

    def __len__(self) -> int:
        return len(self.keys)

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return one row of length ``scale`` a text, (1 + log count) x idf; empty where nothing is known."""
        names = [[zlib.crc32(name.encode("utf-8", "surrogatepass")) for name in describe_style(text)] for text in texts]
        wanted = np.array([key for row in names for key in row], dtype=np.uint32)
        owners = np.repeat(np.arange(len(names)), [len(row) for row in names])
        places = np.searchsorted(self.keys, wanted)
        known = np.take(self.keys, places, mode="clip") == wanted if len(self.keys) else np.zeros(len(wanted), bool)
        found = places[known].astype(np.int64)
        counts = count_matrix(found, owners[known], np.ones(len(found), np.float32), (len(texts), len(self)))
        rows = weigh(counts, self.idf)
        rows.data *= np.float32(self.scale)
        return rows


def describe_style(text: str) -> list[str]:
    """Return the names of the features of ``text``: those of its begin with ``h``, those of its end with ``t``."""
    head = _TOKEN.findall(text[:_HEAD])[:_HEAD_TOKENS]
    tail = _TOKEN.findall(text[-_TAIL:])[-_TAIL_TOKENS:]
    return [*_describe_part("h", head), *_describe_part("t", tail), *_describe_lines(text)]


def _describe_part(part: str, tokens: Sequence[str]) -> Iterator[str]:
    shapes = list(map(_shape, tokens))
    for start in range(len(shapes) - 2):
        yield f"{part}3:{shapes[start]} {shapes[start + 1]} {shapes[start + 2]}"
    for start in range(len(shapes) - 3):
        yield f"{part}4:{shapes[start]} {shapes[start + 1]} {shapes[start + 2]} {shapes[start + 3]}"
    for token in tokens:
        yield f"{part}1:{token}"
    for first, second in pairwise(tokens):
        yield f"{part}2:{first} {second}"


def _describe_lines(text: str) -> Iterator[str]:
    first = text[:_HEAD].partition("\n")[0]
    yield f"h:length {len(first) // 10}"
    yield f"h:end {first.rstrip()[-1:]}{first != first.rstrip()}"
    yield f"t:end {text[-20:].rstrip()[-1:]}"


def _shape(token: str) -> str:
    if token.isdigit():
        return "0" * min(len(token), 3)
    if not token.isalpha():
        return token[:1] * min(len(token), 2) if token.isspace() else token[:3]
    if token.isupper():
        return "A" if len(token) == 1 else "AA"
    return "Aa" if token[0].isupper() else "a"


def save_style(style: StyleVocabulary, folder: Path) -> None:
    """Write ``style.npz`` into ``folder``; :func:`load_style` reads it."""
    steps = np.diff(style.keys, prepend=np.uint32(0))
    np.savez_compressed(
        folder / _FILE, key_steps=steps, idf=style.idf.astype(np.float16), scale=np.float32(style.scale)
    )


def load_style(folder: Path) -> StyleVocabulary:
    """Read what :func:`save_style` wrote."""
    with np.load(folder / _FILE, allow_pickle=False) as data:
        keys = np.cumsum(data["key_steps"], dtype=np.uint32)
        return StyleVocabulary(keys, data["idf"].astype(np.float32), float(data["scale"]))
