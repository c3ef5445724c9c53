"""Normalisation: tables of what changes and what stays, and the way back for any input."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.text.normalize import NormalizedText, normalize
from tests.naughty import any_text, naughty_texts

CHANGED = [
    # characters
    ("Hà\u200b Nội\ufeff", "Hà Nội"),
    ("Thủ\u00ad tướng", "Thủ tướng"),
    ("một\r\nhai\rba\x85bốn\u2028năm\u2029sáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
    ("Hà\tNội\u00a0mùa\u3000thu", "Hà Nội mùa thu"),
    ("Hà\x01Nội\x1b", "Hà Nội "),
    ("Hà \x00 Nội", "Hà Nội"),
    ("a \n  b", "a \n b"),
    ("\u202eHà\u202c", "Hà"),
    # composition
    (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn Thị Hường"),
    ("e\u0302\u0323", "ệ"),
    ("e\u0323\u0302", "ệ"),
    ("a\u034f\u0300", "à"),
    ("\u212a", "K"),
    ("\u1100\u1161\u11a8", "각"),
    # look-alikes
    ("Ðảng, HÐND, NÐ-CP, Ðà Nẵng, 20.000ð, LÐLÐ", "Đảng, HĐND, NĐ-CP, Đà Nẵng, 20.000đ, LĐLĐ"),
    ("ÐẠI HỘI ÐẢNG", "ĐẠI HỘI ĐẢNG"),
    ("Ɖảng ɖồng", "Đảng đồng"),
    ("ngƣời đƣợc PHƢƠNG", "người được PHƯƠNG"),
    ("Việt Nаm", "Việt Nam"),
    ("Ｈà Ｎội １２", "Hà Nội 12"),
    ("𝐇à 𝑵ộ𝒊 𝟐𝟎", "Hà Nội 20"),
    ("Ａ\u0300", "À"),
    ("ﬁle", "file"),
    # tones
    ("hoà khoẻ thuý loè uỷ toạ", "hòa khỏe thúy lòe ủy tọa"),
    ("HOÀ Hoà hOà THUÝ", "HÒA Hòa hÒa THÚY"),
    ("oà khóc; hoà, (thuỷ)", "òa khóc; hòa, (thủy)"),
    (unicodedata.normalize("NFD", "hoà"), "hòa"),
]

KEPT = [
    "quý, quỳ, Quỹ, quà, toàn, hoàng, khoẻn, xoài, tuyết, thuyền",
    "Chloé Noémie François Zoë",
    "Sigurðsson, Guðmundur, Það er",
    "“Tôi” – ông nói — ‘đúng’…",
    "👨‍👩‍👧‍👦 👍🏽 ❤️ 🇻🇳",
    "习近平 Путин Αθήνα",
    "Hà Nội\nmùa thu\n\nnăm 2021",
    "\ud800 \udfff",
    "",
]


@pytest.mark.parametrize(("source", "expected"), CHANGED)
def test_changes(source: str, expected: str) -> None:
    assert normalize(source).text == expected


@pytest.mark.parametrize("source", KEPT)
def test_leaves_alone(source: str) -> None:
    assert normalize(source).text == source


def test_span_of_a_decomposed_word_covers_its_marks() -> None:
    source = unicodedata.normalize("NFD", "Ở Hà  Nội nay")
    normalized = normalize(source)
    start = normalized.text.index("Hà Nội")
    span = normalized.to_source(start, start + len("Hà Nội"))
    assert unicodedata.normalize("NFC", source[span.start : span.end]) == "Hà  Nội"


def test_vanished_characters_at_the_edge_stay_outside() -> None:
    source = "\u200bHà\u200b\u200bNội\u200b"
    span = normalize(source).to_source(0, len("HàNội"))
    assert source[span.start : span.end] == "Hà\u200b\u200bNội"


def test_from_source_of_vanished_characters_is_empty() -> None:
    normalized = normalize("ab\u200b\u200bcd")
    span = normalized.from_source(2, 4)
    assert (span.start, span.end) == (2, 2)


def test_lone_letter_of_a_cluster_covers_the_cluster() -> None:
    source = "x\u0316\u0337y"
    span = normalize(source).to_source(0, 1)
    assert source[span.start : span.end] == "x\u0316\u0337"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 4)])
def test_refuses_what_is_no_range(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is no range"):
        NormalizedText("abc", "abc").to_source(start, end)
    with pytest.raises(ValueError, match="is no range"):
        NormalizedText("abc", "abc").from_source(start, end)


def check_map(normalized: NormalizedText) -> None:
    """Check every one-character span: not empty, in range, monotone; and the round trip of the whole."""
    spans = [normalized.to_source(place, place + 1) for place in range(len(normalized.text))]
    assert all(0 <= span.start < span.end <= len(normalized.source) for span in spans)
    for left, right in pairwise(spans):
        assert left.start <= right.start
        assert left.end <= right.end
    for place, span in enumerate(spans):
        back = normalized.from_source(span.start, span.end)
        assert back.start <= place < back.end


@given(any_text())
def test_map_of_any_text(text: str) -> None:
    check_map(normalize(text))


@given(any_text(), st.data())
def test_wider_spans_have_wider_sources(text: str, data: st.DataObject) -> None:
    normalized = normalize(text)
    length = len(normalized.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    inner = normalized.to_source(start, end)
    outer = normalized.to_source(0, length)
    assert inner.start >= outer.start
    assert inner.end <= max(outer.end, inner.start)


@given(any_text())
def test_result_is_composed_and_stable(text: str) -> None:
    result = normalize(text).text
    assert unicodedata.is_normalized("NFC", result)
    assert "  " not in result
    assert not set("\r\t\u00a0\u200b\u2028") & set(result)
    assert normalize(result).text == result


@given(st.text(alphabet=st.characters(max_codepoint=0x1FFFF, exclude_categories=()), max_size=30))
def test_composition_by_clusters_equals_composition_of_the_whole(text: str) -> None:
    once = normalize(unicodedata.normalize("NFD", text)).text
    assert once == normalize(unicodedata.normalize("NFC", text)).text


@pytest.mark.parametrize("name", sorted(naughty_texts()))
def test_survives(name: str) -> None:
    text = naughty_texts()[name]
    normalized = normalize(text)
    whole = normalized.to_source(0, len(normalized.text))
    assert 0 <= whole.start <= whole.end <= len(text)
    if len(text) < 10_000:
        check_map(normalized)
