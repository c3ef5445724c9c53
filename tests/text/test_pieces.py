"""Pieces: what a word is made of."""

from __future__ import annotations

import pytest
from hypothesis import given

from nlp_service.text.piece_codes import Shape, pieces_of, read_pieces
from nlp_service.text.pieces import piece_spans
from nlp_service.text.sentences import split_sentences
from nlp_service.types import Sentence
from tests.naughty import MEBIBYTE, any_text, naughty_texts

TABLE = [
    ("Ông ở TP.HCM, giá 3.500 đồng.", "Ông|ở|TP.HCM|,|giá|3.500|đồng|."),
    ("Nhà ở Q.1, P.12, tp. Huế và TP. HCM ở TP.", "Nhà|ở|Q.1|,|P.12|,|tp.|Huế|và|TP.|HCM|ở|TP|."),
    ("Gạo, muối, v.v. đều có, v.v.", "Gạo|,|muối|,|v.v.|đều|có|,|v.v."),
    ("GS.TS. Nam gặp N.T.H. và N.V.A.", "GS.TS.|Nam|gặp|N.T.H.|và|N.V.A|."),
    ("Tăng 7,5% từ 30-4-1975, lúc 16h30, dài 5km.", "Tăng|7,5%|từ|30-4-1975|,|lúc|16h30|,|dài|5km|."),
    ("Covid-19, M&A, Thừa Thiên-Huế, 70.000-150.000", "Covid-19|,|M&A|,|Thừa|Thiên-Huế|,|70.000-150.000"),
    ("quậnTân Bình - Hà Nội", "quận|Tân|Bình|-|Hà|Nội"),
    ("Thư gửi a.b@vidu.vn, xem https://vidu.vn/tin?x=1.", "Thư|gửi|a.b@vidu.vn|,|xem|https://vidu.vn/tin?x=1|."),
    ("“Đi!” #hànội 😍", "“|Đi|!|”|#|hànội|😍"),
    ("Cơ sở 5triệu đồng", "Cơ|sở|5|triệu|đồng"),
    ("", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), TABLE)
def test_pieces(sentence: str, expected: str) -> None:
    assert "|".join(sentence[start:end] for start, end in piece_spans(sentence)) == expected


def check_cover(text: str) -> None:
    position = 0
    for start, end in piece_spans(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert not any(map(str.isspace, text[start:end]))
        position = end
    assert not text[position:].strip()


@given(any_text())
def test_cover_any_text(text: str) -> None:
    check_cover(text)


@pytest.mark.parametrize("name", sorted(naughty_texts()))
def test_cover_naughty_text(name: str) -> None:
    check_cover(naughty_texts()[name][: MEBIBYTE // 16])


@given(any_text())
def test_arrays_hold_the_same_pieces(text: str) -> None:
    sentences = split_sentences(text)
    pieces = read_pieces(text, sentences)
    expected = [
        (sentence.start + start, sentence.start + end)
        for sentence in sentences
        for start, end in piece_spans(text[sentence.start : sentence.end])
    ]
    real = pieces.shapes != Shape.NONE
    assert list(zip(pieces.starts[real].tolist(), pieces.ends[real].tolist(), strict=True)) == expected


@pytest.mark.parametrize(
    ("piece", "shape"),
    [
        ("nhà", Shape.LOWER),
        ("Nhà", Shape.TITLE),
        ("NHÀ", Shape.UPPER),
        ("Ý", Shape.TITLE),
        ("resort", Shape.FOREIGN_LOWER),
        ("Jimmy", Shape.FOREIGN_TITLE),
        ("HCM", Shape.FOREIGN_UPPER),
        ("iPhone", Shape.MIXED),
        ("2020", Shape.NUMBER),
        (",", Shape.MARK),
        ("RBKT", Shape.MARK),
    ],
)
def test_shapes(piece: str, shape: Shape) -> None:
    pieces = pieces_of([[piece]])
    assert pieces.shapes[pieces.shapes != Shape.NONE].tolist() == [shape]


def test_gaps_are_between_syllables_of_one_sentence() -> None:
    text = "Nhà cửa, 5 nhà.\nHọc sinh"
    pieces = read_pieces(text, [Sentence(0, 15), Sentence(16, 24)])
    gaps = pieces.gaps()
    found = [text[pieces.starts[gap] : pieces.ends[gap + 1]] for gap in gaps]
    assert found == ["Nhà cửa", "Học sinh"]


def test_capitals_have_the_same_keys() -> None:
    small, large = pieces_of([["hà", "nội"]]), pieces_of([["HÀ", "NỘI"]])
    assert small.keys.tolist() == large.keys.tolist()
    assert small.shapes.tolist() != large.shapes.tolist()
