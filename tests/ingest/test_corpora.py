"""The development corpora: what is extracted from real pages, feeds and encodings must stay as good as it is."""

from __future__ import annotations

import base64
import importlib.util
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from nlp_service.errors import InputError
from nlp_service.ingest.decoding import decode_text
from nlp_service.ingest.readers import read_source
from nlp_service.ingest.records import record_to_dict


def lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def extract(path: Path) -> Iterator[dict[str, Any]]:
    return map(record_to_dict, read_source(path, path.name))


@pytest.fixture(scope="module")
def scorer(corpora: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_html", corpora / "score_html.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def extracted(corpora: Path) -> list[dict[str, Any]]:
    return [record for path in sorted((corpora / "html" / "pages").glob("*.html")) for record in extract(path)]


@pytest.mark.parametrize(("kinds", "floor"), [(("article", "clone"), 0.985), (("derived",), 0.97)])
def test_real_pages(
    corpora: Path, scorer: ModuleType, extracted: list[dict[str, Any]], kinds: tuple[str, ...], floor: float
) -> None:
    rows, listings = scorer.score(list(lines(corpora / "html" / "gold.jsonl")), extracted, kinds)
    found = scorer.summary(rows, listings)
    assert found["f1"] >= floor
    assert (found["title"], found["day"], found["minute"], found["leak"]) == (1, 1, 1, 0)
    assert sum(row["tokens"] > 0 or row["dated"] for row in listings) <= len(listings) // 10


def test_a_real_feed(corpora: Path) -> None:
    for gold in lines(corpora / "feeds" / "gold.jsonl"):
        found = [(item["title"], item["url"], item["published"]) for item in extract(corpora / "feeds" / gold["file"])]
        assert found == [(item["title"], item["link"], item["published"]) for item in gold["items"]]


def test_real_encodings(corpora: Path) -> None:
    records = list(lines(corpora / "encodings" / "dev.jsonl"))
    wrong = [record["id"] for record in records if _decode(record) != record["unicode"]]
    assert len(wrong) <= 0.03 * len(records), wrong


def test_no_correct_article_is_changed(corpora: Path) -> None:
    for record in lines(corpora / "topics" / "unc_train.jsonl.xz"):
        text = "\n\n".join([record["title"], *record["paragraphs"]])
        decoded = decode_text(text.encode(), name=record["id"])
        assert (decoded.text, decoded.encoding) == (text, "utf-8")


def _decode(record: dict[str, Any]) -> str | None:
    content = base64.b64decode(record["bytes_base64"]) if "bytes_base64" in record else record["text"].encode()
    try:
        return decode_text(content, name="a").text
    except InputError:
        return None
