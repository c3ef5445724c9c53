"""The grammar against annotated sentences of news; the figures may only rise, so the floors follow them."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from nlp_service.evaluation.temporal_metrics import TemporalScores, TemporalSpan, score_temporal
from nlp_service.types import Document
from tests.extract.dates.table import extractor

CORPORA = Path(os.environ.get("NLP_SERVICE_CORPORA", Path(__file__).resolve().parents[3].parent / "shared" / "corpora"))
GOLD = CORPORA / "timex" / "dev.jsonl"

SPAN_FLOOR = 0.99
VALUE_FLOOR = 0.985
FALSE_HITS_CEILING = 0


@pytest.fixture(scope="module")
def scores() -> TemporalScores:
    if not GOLD.is_file():
        pytest.skip(f"no annotated sentences at {GOLD}; set NLP_SERVICE_CORPORA")
    pairs = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        anchor = date.fromisoformat(record["anchor"]) if record["anchor"] else None
        found = extractor().extract(Document(text=record["text"], published=anchor))
        gold = [TemporalSpan(item["start"], item["end"], item["type"], item["value"]) for item in record["timexes"]]
        pairs.append((gold, [TemporalSpan(item.start, item.end, item.type, item.value) for item in found]))
    return score_temporal(pairs)


@pytest.mark.accuracy
def test_spans_stay_above_the_floor(scores: TemporalScores) -> None:
    assert scores.span.f1 >= SPAN_FLOOR


@pytest.mark.accuracy
def test_values_stay_above_the_floor(scores: TemporalScores) -> None:
    assert scores.span_value.f1 >= VALUE_FLOOR


@pytest.mark.accuracy
def test_sentences_without_dates_stay_without(scores: TemporalScores) -> None:
    assert scores.false_hits <= FALSE_HITS_CEILING
