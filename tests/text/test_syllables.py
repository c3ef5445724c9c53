"""The finest tokens: a table, and the cover of any input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from nlp_service.text.syllables import syllable_spans
from tests.naughty import MEBIBYTE, any_text, naughty_texts

TABLE = [
    ("Ở TP.HCM", "Ở|TP|.|HCM"),
    ("(WHO) và “Dân trí”", "(|WHO|)|và|“|Dân|trí|”"),
    ("Nghị quyết 35-NQ/TW", "Nghị|quyết|35|-|NQ|/|TW"),
    ("Thông tư 11/2021/TT-BGDĐT", "Thông|tư|11/2021|/|TT|-|BGDĐT"),
    ("quan hệ Trung-Mỹ", "quan|hệ|Trung|-|Mỹ"),
    ("chống AIDS.Dự án", "chống|AIDS|.|Dự|án"),
    ("3.500 đồng, tăng 4,5%", "3.500|đồng|,|tăng|4,5|%"),
    ("30/4/1975 30-4-1975 30.4.1975 10:48", "30/4/1975|30-4-1975|30.4.1975|10:48"),
    ("1975-1980", "1975|-|1980"),
    ("U23, B52, G7, 5km, 12A1", "U23|,|B52|,|G7|,|5|km|,|12|A1"),
    ("xã N'Thôn Hạ, H’Mông", "xã|N'Thôn|Hạ|,|H’Mông"),
    ("thế... rồi", "thế|...|rồi"),
    ("gửi toasoan@bao.vn hay https://bao.vn/a?b=1.", "gửi|toasoan@bao.vn|hay|https://bao.vn/a?b=1|."),
    ("theo tuoitre.vn.", "theo|tuoitre.vn|."),
    ("quậnTân Bình, VnExpress, iPhone, YouTube", "quận|Tân|Bình|,|VnExpress|,|iPhone|,|YouTube"),
    ("TPHCMcho biết", "TPHCM|cho|biết"),
    ("🇻🇳 👍🏽👨‍👩‍👧", "🇻🇳|👍🏽|👨‍👩‍👧"),
    ("Ha\u0300 No\u0323\u0302i", "Ha\u0300|No\u0323\u0302i"),
    ("N.T.H.", "N|.|T|.|H|."),
    ("giữa&nbsp;Hà Nội", "giữa|&nbsp;|Hà|Nội"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_tokens(text: str, expected: str) -> None:
    assert "|".join(text[start:end] for start, end in syllable_spans(text)) == expected


def check_cover(text: str, spans: list[tuple[int, int]]) -> None:
    """Check that the spans are ordered, not empty, without overlap, and leave out only blanks."""
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert not any(map(str.isspace, text[start:end]))
        position = end
    assert not text[position:].strip()


@given(any_text())
def test_cover_any_text(text: str) -> None:
    check_cover(text, syllable_spans(text))


@pytest.mark.parametrize("name", sorted(naughty_texts()))
def test_cover_naughty_text(name: str) -> None:
    text = naughty_texts()[name][: MEBIBYTE // 16]
    check_cover(text, syllable_spans(text))


def test_borders_of_annotated_entities_are_borders_of_tokens(corpora: Path) -> None:
    borders = missed = 0
    for line in (corpora / "ner" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        spans = syllable_spans(record["text"])
        starts, ends = {start for start, _ in spans}, {end for _, end in spans}
        for entity in record["entities"]:
            borders += 2
            missed += (entity["start"] not in starts) + (entity["end"] not in ends)
    assert missed <= borders / 1000
