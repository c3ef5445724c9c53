"""The readers of annotated data, and the score of words."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from nlp_service.evaluation.corpora import read_records, read_samples, read_words
from nlp_service.evaluation.word_metrics import score_words
from tests.conftest import ROOT

CONLLU = """# sent_id = 1
# text = Bà Hoa trồng cây ăn quả .
1\tBà\t_
2\tHoa\t_
3\ttrồng\t_
4\tcây ăn quả\t_
5\t.\t_

# sent_id = 2
# text = Trời mưa
1\tTrời\t_
2\tmưa\t_
"""


def test_words_of_conllu(tmp_path: Path) -> None:
    path = tmp_path / "words.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    first, second = read_words(path)
    assert [first[0][start:end] for start, end in first[1]] == ["Bà", "Hoa", "trồng", "cây ăn quả", "."]
    assert second == ("Trời mưa", [(0, 4), (5, 8)])


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.xz"])
def test_records_plain_and_packed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    lines = '{"id": "một"}\n\n{"id": "hai"}\n'.encode()
    path.write_bytes(lzma.compress(lines) if name.endswith("xz") else lines)
    assert [record["id"] for record in read_records(path)] == ["một", "hai"]


def test_own_annotations_are_slices_of_their_articles() -> None:
    samples = read_samples(ROOT / "corpus")
    assert len(samples) >= 15
    for sample in samples:
        for layer in ("entities", "dates", "anniversaries"):
            for item in sample.gold[layer] or ():
                assert sample.article.text[item["start"] : item["end"]] == item["text"], (sample.article.id, item)


def test_every_sample_has_gold() -> None:
    samples = {path.stem for path in (ROOT / "corpus" / "samples").iterdir()}
    gold = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "corpus" / "gold").iterdir()}
    assert samples == gold.keys()
    assert len({record["section"] for record in gold.values()}) == 13


@pytest.mark.parametrize(
    ("gold", "found", "f1"),
    [
        ([[(0, 2), (3, 6)]], [[(0, 2), (3, 6)]], 1.0),
        ([[(0, 2), (3, 6)]], [[(0, 6)]], 0.0),
        ([[(0, 2), (3, 6)], [(0, 1)]], [[(0, 2)], [(0, 1), (2, 3)]], 2 / 3),
        ([], [], 0.0),
    ],
)
def test_score_of_words(gold: list[list[tuple[int, int]]], found: list[list[tuple[int, int]]], f1: float) -> None:
    assert score_words(gold, found) == pytest.approx(f1)
