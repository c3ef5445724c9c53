"""Syllables a second of each step of the text layer, on one core, beside underthesea's own ``word_tokenize``.

Run ``python -m benchmarks.words [FILE ...]``; default: the sample articles. Each figure is the best of several rounds;
the last column is the ratio to ``underthesea.word_tokenize`` in the same run.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from nlp_service.text.language import is_vietnamese
from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from nlp_service.text.syllables import syllable_spans
from nlp_service.text.underthesea_words import UndertheseaSegmenter
from nlp_service.text.words import tokenize

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its import emits deprecation warnings
    from underthesea import word_tokenize

_SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
_ROUNDS = 5
_LEAST_SYLLABLES = 20_000


def main(arguments: Sequence[str]) -> None:
    """Measure on the files named, repeated until there is enough to measure."""
    paths = [Path(argument) for argument in arguments] or sorted(_SAMPLES.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    syllables = sum(len(text.split()) for text in texts)
    repeats = -(-_LEAST_SYLLABLES // syllables)
    texts, syllables = texts * repeats, syllables * repeats
    normal = [normalize(text).text for text in texts]
    sentences = [split_sentences(text) for text in normal]
    segmenter = UndertheseaSegmenter()
    pairs = list(zip(normal, sentences, strict=True))
    steps: dict[str, Callable[[], object]] = {
        "underthesea.word_tokenize": lambda: [word_tokenize(text) for text in normal],
        "language": lambda: [is_vietnamese(text) for text in texts],
        "normalise": lambda: [normalize(text) for text in texts],
        "syllables": lambda: [syllable_spans(text) for text in normal],
        "sentences": lambda: [split_sentences(text) for text in normal],
        "words": lambda: [tokenize(text, found, segmenter) for text, found in pairs],
        "normalise to words": lambda: [_tokens(text, segmenter) for text in texts],
    }
    seconds = {name: _best(step) for name, step in steps.items()}
    reference = seconds["underthesea.word_tokenize"]
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {syllables:,} syllables, {size:,} bytes, one core, best of {_ROUNDS}")
    for name, taken in seconds.items():
        print(
            f"{name:26} {syllables / taken:12,.0f} syllables/s {size / taken / 1e6:8.2f} MB/s {reference / taken:8.2f}x"
        )


def _tokens(text: str, segmenter: UndertheseaSegmenter) -> object:
    normalized = normalize(text).text
    return tokenize(normalized, split_sentences(normalized), segmenter)


def _best(step: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main(sys.argv[1:])
