"""Words: exact slices, whatever the segmenter does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.model_store import default_root
from nlp_service.text.normalize import normalize
from nlp_service.text.segmenters import SegmenterChoice, load_segmenter
from nlp_service.text.sentences import split_sentences
from nlp_service.text.underthesea_words import UndertheseaSegmenter
from nlp_service.text.words import Segmenter, WordSpan, tokenize
from nlp_service.types import SegmenterName, Sentence, Token
from tests.naughty import MEBIBYTE, PARAGRAPH, any_text, naughty_texts

NAMES: tuple[SegmenterName, ...] = get_args(SegmenterName)


@pytest.fixture(scope="module", params=NAMES)
def segmenter(request: pytest.FixtureRequest) -> Segmenter:
    return load_segmenter(default_root(), SegmenterChoice(request.param))


def words_of(segmenter: Segmenter, sentence: str) -> list[WordSpan]:
    return segmenter.find_words(sentence, [Sentence(0, len(sentence))])


class FixedSegmenter:
    """Gives the spans that it was made with, whatever the sentence."""

    name = "fixed"
    models = ()

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans

    def find_words(self, text: str, sentences: Sequence[Sentence]) -> list[WordSpan]:
        return self._spans


TABLE = [
    ("Chủ tịch nước thăm Bệnh viện Bạch Mai.", "Chủ tịch|nước|thăm|Bệnh viện|Bạch Mai|."),
    ("Ông ở TP.HCM, giá 3.500 đồng.", "Ông|ở|TP.HCM|,|giá|3.500|đồng|."),
    ("Huế (Thừa Thiên-Huế)", "Huế|(|Thừa Thiên-Huế|)"),
    ("Gạo, muối, v.v. đều có", "Gạo|,|muối|,|v.v.|đều|có"),
]


@pytest.mark.parametrize(("sentence", "expected"), TABLE)
def test_words(segmenter: Segmenter, sentence: str, expected: str) -> None:
    assert "|".join(sentence[start:end] for start, end in words_of(segmenter, sentence)) == expected


def check_tokens(text: str, sentences: tuple[Sentence, ...], tokens: tuple[Token, ...]) -> None:
    """Check order, cover and that each token lies in one sentence."""
    position = 0
    for token in tokens:
        assert position <= token.start < token.end
        assert not text[position : token.start].strip()
        assert not text[token.start].isspace()
        assert not text[token.end - 1].isspace()
        position = token.end
    assert not text[position:].strip()
    ends = [sentence.end for sentence in sentences]
    crossing = [token for token in tokens for end in ends[:50] if token.start < end < token.end]
    assert not crossing


@given(text=any_text())
def test_tokens_of_any_text(segmenter: Segmenter, text: str) -> None:
    normalized = normalize(text)
    sentences = split_sentences(normalized.text)
    tokens = tokenize(normalized.text, sentences, segmenter)
    check_tokens(normalized.text, sentences, tokens)
    spans = [normalized.to_source(token.start, token.end) for token in tokens]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    raw = split_sentences(text)
    check_tokens(text, raw, tokenize(text, raw, segmenter))


@pytest.mark.parametrize("name", [name for name, text in naughty_texts().items() if len(text) < MEBIBYTE // 8])
def test_tokens_of_naughty_text(segmenter: Segmenter, name: str) -> None:
    text = normalize(naughty_texts()[name]).text
    sentences = split_sentences(text)
    check_tokens(text, sentences, tokenize(text, sentences, segmenter))


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_a_careless_segmenter_harms_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    sentences = split_sentences(text)
    check_tokens_of_fixed(text, sentences, FixedSegmenter(spans))


def check_tokens_of_fixed(text: str, sentences: tuple[Sentence, ...], segmenter: Segmenter) -> None:
    """Check order and cover only: such spans may begin with a blank."""
    position = 0
    for token in tokenize(text, sentences, segmenter):
        assert position <= token.start < token.end <= len(text)
        assert not text[position : token.start].strip()
        position = token.end
    assert not text[position:].strip()


def test_norm_is_normalised_and_keeps_single_blanks() -> None:
    text = "Hoà\nbình"
    (token,) = tokenize(text, (Sentence(0, len(text)),), FixedSegmenter([(0, len(text))]))
    assert token == Token(0, len(text), "Hòa bình")


def test_long_sentences_are_labelled_in_runs(segmenter: Segmenter) -> None:
    sentence = " ".join(["học sinh"] * 1000)
    words = words_of(segmenter, sentence)
    assert words[0] == (0, len("học sinh"))
    assert words[-1][1] == len(sentence)


def test_threads_agree(segmenter: Segmenter) -> None:
    expected = words_of(segmenter, PARAGRAPH)
    with ThreadPoolExecutor(4) as pool:
        assert all(result == expected for result in pool.map(partial(words_of, segmenter), [PARAGRAPH] * 40))


def test_underthesea_itself_is_not_imported() -> None:
    assert UndertheseaSegmenter.name == "underthesea"
    assert "underthesea" not in sys.modules
    assert "torch" not in sys.modules
