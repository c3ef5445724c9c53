"""Words: speed, accuracy and fidelity of the segmenters, one core, in one run; and the speed of each step of the text.

Run ``python -m benchmarks.words [--corpora ../shared/corpora]``. Without the corpora speed and fidelity are measured on
the sample articles. The peers are those that are installed: underthesea always, ``pyvi`` and ``ViNLP`` where
``pip install pyvi==0.1.1 ViNLP==1.2.106`` put them. Each time is processor time, the best of several rounds.

Accuracy: F1 of words on UD Vietnamese-VTB dev. A peer's words are looked for in ``# text`` from left to right, blanks
and underscores aside; what it changed cannot be found and counts as wrong. Altered: paragraphs whose words, written one
after the other without blanks, are not the paragraph without blanks.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

from nlp_service.evaluation.corpora import read_records, read_words
from nlp_service.evaluation.word_metrics import long_words, score_words
from nlp_service.model_store import default_root
from nlp_service.text import segment
from nlp_service.text.language import is_vietnamese
from nlp_service.text.normalize import normalize
from nlp_service.text.segmenters import SegmenterChoice, load_segmenter
from nlp_service.text.sentences import split_sentences
from nlp_service.text.syllables import syllable_spans
from nlp_service.text.words import WordSpan, tokenize

Segment = Callable[[str], list[str]]

_SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
_ROUNDS = 3
_LEAST_SYLLABLES = 20_000
_PARAGRAPHS = 1000
_OURS = "nlp_service"
_REFERENCE = "underthesea"
_PART = re.compile(r"[^\s_]+")


def main() -> None:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description="Measure the segmenters.")
    parser.add_argument("--corpora", type=Path)
    corpora: Path | None = parser.parse_args().corpora
    paragraphs = list(_paragraphs(corpora)) if corpora else _samples()
    syllables = sum(len(text.split()) for text in paragraphs)
    print(f"{len(paragraphs)} texts, {syllables:,} syllables, one core, best of {_ROUNDS}")
    peers = _peers()
    seconds = {name: _best(partial(_run, run, paragraphs)) for name, run in peers.items()}
    print(f"{'segmenter':14}{'syllables/s':>12}{'x underthesea':>15}{'word F1':>9}{'long F1':>9}{'altered':>9}")
    for name, run in peers.items():
        speed, ratio = syllables / seconds[name], seconds[_REFERENCE] / seconds[name]
        figures = _accuracy(run, corpora) if corpora else ("-", "-")
        altered = sum(map(_is_altered, paragraphs, map(run, paragraphs))) / len(paragraphs)
        print(f"{name:14}{speed:12,.0f}{ratio:15.1f}{figures[0]:>9}{figures[1]:>9}{altered:9.2%}")
    print()
    for name, step in _steps(paragraphs).items():
        print(f"{name:28}{syllables / _best(step):12,.0f} syllables/s")


def _peers() -> dict[str, Segment]:
    """Return the segmenters that are installed, as their users call them; ours first."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # their imports emit deprecation warnings
        peers: dict[str, Segment] = {
            _OURS: lambda text: [word.text for word in segment(text)],
            _REFERENCE: importlib.import_module("underthesea").word_tokenize,
        }
        if importlib.util.find_spec("pyvi"):
            pyvi = importlib.import_module("pyvi.ViTokenizer").ViTokenizer
            peers["pyvi"] = lambda text: pyvi.tokenize(text).split()
        if importlib.util.find_spec("ViNLP"):
            peers["ViNLP"] = importlib.import_module("ViNLP").word_tokenize
    return peers


def _steps(texts: list[str]) -> dict[str, Callable[[], object]]:
    normal = [normalize(text).text for text in texts]
    pairs = [(text, split_sentences(text)) for text in normal]
    ours, reference = (load_segmenter(default_root(), SegmenterChoice(name)) for name in ("nlp_service", "underthesea"))
    return {
        "language": lambda: [is_vietnamese(text) for text in texts],
        "normalise": lambda: [normalize(text) for text in texts],
        "finest tokens": lambda: [syllable_spans(text) for text in normal],
        "sentences": lambda: [split_sentences(text) for text in normal],
        "words, spans": lambda: [ours.find_words(text, found) for text, found in pairs],
        "words, tokens": lambda: [tokenize(text, found, ours) for text, found in pairs],
        "underthesea through adapter": lambda: [tokenize(text, found, reference) for text, found in pairs],
    }


def _samples() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SAMPLES.glob("*.txt"))]
    return texts * -(-_LEAST_SYLLABLES // sum(len(text.split()) for text in texts))


def _paragraphs(corpora: Path) -> Iterator[str]:
    """Yield paragraphs of UNC and of VNTC, as many of each."""
    unc = (text for record in read_records(corpora / "topics" / "unc_train.jsonl.xz") for text in record["paragraphs"])
    vntc = read_records(corpora / "topics" / "vntc_train.jsonl.xz")
    texts = (line for record in vntc for line in record["text"].split("\n") if line.strip())
    yield from chain(islice(unc, _PARAGRAPHS), islice(texts, _PARAGRAPHS))


def _accuracy(run: Segment, corpora: Path) -> tuple[str, str]:
    sentences = list(read_words(corpora / "segmentation" / "vi_vtb-ud-dev.conllu"))
    texts, gold = [text for text, _ in sentences], [spans for _, spans in sentences]
    found = [_locate(text, run(text)) for text in texts]
    long = score_words(long_words(texts, gold), long_words(texts, found))
    return f"{score_words(gold, found):.4f}", f"{long:.4f}"


def _locate(text: str, words: list[str]) -> list[WordSpan]:
    spans: list[WordSpan] = []
    position = 0
    for word in words:
        start = -1
        for part in _PART.findall(word):
            place = text.find(part, position)
            if place >= 0:
                start, position = (place if start < 0 else start), place + len(part)
        if start >= 0:
            spans.append((start, position))
    return spans


def _is_altered(text: str, words: list[str]) -> bool:
    def bare(piece: str) -> str:
        return "".join(_PART.findall(piece))

    return bare("".join(words)) != bare(text)


def _run(run: Segment, texts: list[str]) -> None:
    for text in texts:
        run(text)


def _best(step: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        step()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main()
