"""Syllables a second of the entity taggers on one core, beside ``underthesea.ner`` on the same texts in the same run.

Run ``python -m benchmarks.entities [FILE ...]``; default: the sample articles. Each figure is the best of several
rounds of processor time. ``underthesea.ner`` slows down with the square of the length of its text, so it is measured
twice: called with a whole article, and with one sentence at a time; the last two columns are the ratios to these. The
taggers are measured as the service runs them on articles whose sentences are already split, rules included.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from nlp_service.extract.entities.loading import load_tagger
from nlp_service.model_store import default_root, list_models, open_model
from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from nlp_service.text.syllables import syllable_spans
from nlp_service.types import Document

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its import emits deprecation warnings
    from underthesea import ner

_SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
_ROUNDS = 3
_WHOLE, _SINGLE = "underthesea.ner, article", "underthesea.ner, sentence"
_MODELS = ("ner-fast", "ner-accurate")


def main(arguments: Sequence[str]) -> None:
    """Measure on the files named."""
    paths = [Path(argument) for argument in arguments] or sorted(_SAMPLES.glob("*.txt"))
    texts = [normalize(path.read_text(encoding="utf-8")).text for path in paths]
    documents = [Document(text, split_sentences(text)) for text in texts]
    sentences = [document.text[item.start : item.end] for document in documents for item in document.sentences]
    syllables = sum(len(syllable_spans(text)) for text in texts)
    steps: dict[str, Callable[[], object]] = {
        _WHOLE: lambda: [ner(text) for text in texts],
        _SINGLE: lambda: [ner(sentence) for sentence in sentences],
    }
    root = default_root()
    for name in _MODELS:
        if name in list_models(root):
            steps[name] = partial(load_tagger(open_model(root, name)).tag, documents)
    seconds = {name: _best(step) for name, step in steps.items()}
    print(f"{len(texts)} texts, {syllables:,} syllables and marks, one core, best of {_ROUNDS}")
    for name, taken in seconds.items():
        ratios = "".join(f"{seconds[reference] / taken:8.2f}x" for reference in (_WHOLE, _SINGLE))
        print(f"{name:26} {syllables / taken:10,.0f} syllables/s {ratios}")


def _best(step: Callable[[], object]) -> float:
    step()  # what is read and cached once does not count
    taken: list[float] = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        step()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main(sys.argv[1:])
