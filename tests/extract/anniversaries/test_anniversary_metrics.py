from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from nlp_service.evaluation.anniversary_metrics import (
    GoldAnniversary,
    agrees,
    pair_by_overlap,
    score_anniversaries,
    word_f1,
)
from nlp_service.extract.anniversaries.extractor import RuleAnniversaryExtractor
from nlp_service.types import Anniversary, Span
from tests.extract.anniversaries.rows import make_document

FOUND = Anniversary(
    start=0,
    end=40,
    text="kỷ niệm 46 năm giải phóng miền Nam",
    event="giải phóng miền Nam",
    event_start=15,
    event_end=34,
    event_type="liberation",
    years=46,
    original_date="1975-04-30",
    observed_date="2021-04-30",
    consistent=True,
)
GOLD = GoldAnniversary(0, 40, "giải phóng miền Nam", 46, "1975-04-30", "2021-04-30", True)


@pytest.mark.parametrize(
    ("gold", "right"),
    [
        (GOLD, True),
        (replace(GOLD, years=45), False),
        (replace(GOLD, years=None), False),
        (replace(GOLD, consistent=None), False),
        (replace(GOLD, original_date="1975"), False),
        (replace(GOLD, original_date="1975", inferred=True), True),
        (replace(GOLD, original_date="1976", inferred=True), False),
        (replace(GOLD, original_date="1975-04-29", inferred=True), False),
        (replace(GOLD, observed_date=None), False),
        (replace(GOLD, observed_date="2021", observed_inferred=True), True),
        (replace(GOLD, event="Ngày Giải phóng hoàn toàn miền Nam"), True),
        (replace(GOLD, event="Ngày thống nhất đất nước"), False),
    ],
)
def test_all_fields(gold: GoldAnniversary, right: bool) -> None:
    assert agrees(gold, FOUND) is right


def test_words() -> None:
    assert word_f1("Ngày sinh Bác", "ngày sinh bác") == 1.0
    assert word_f1("thành lập trường", "thành lập") == pytest.approx(0.8)
    assert word_f1("thành lập", "ngày mất") == 0.0
    assert word_f1("", "") == 0.0


def test_pairs_take_exact_spans_first() -> None:
    gold = [Span(0, 10), Span(12, 20), Span(30, 40)]
    found = [Span(0, 25), Span(12, 20)]
    assert sorted(pair_by_overlap(gold, found)) == [(0, 0), (1, 1)]


def test_counts() -> None:
    gold = asdict(GOLD)
    figures = score_anniversaries([([gold], [FOUND]), ([gold], []), ([], [FOUND])])
    assert (figures.detection.correct, figures.detection.predicted, figures.detection.gold) == (1, 2, 2)
    assert figures.detection.f1 == figures.all_fields.f1 == 0.5
    wrong = score_anniversaries([([gold], [replace(FOUND, years=1)])])
    assert (wrong.detection.f1, wrong.all_fields.f1) == (1.0, 0.0)
    with pytest.raises(KeyError):
        score_anniversaries([([{"start": 0, "end": 1}], [FOUND])])


@pytest.mark.accuracy
def test_development_set(corpora: Path) -> None:
    lines = (corpora / "anniversary" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    extractor = RuleAnniversaryExtractor()
    pairs = []
    for record in map(json.loads, lines):
        document, dates = make_document(
            record["text"], date.fromisoformat(record["anchor"]) if record["anchor"] else None
        )
        pairs.append((record["anniversaries"], extractor.extract(document, dates, ())))
    figures = score_anniversaries(pairs)
    assert figures.detection.f1 >= 0.97
    assert figures.all_fields.f1 >= 0.95
    assert not any(found for gold, found in pairs if not gold)
