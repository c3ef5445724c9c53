from __future__ import annotations

import numpy as np
import pytest

from nlp_service.extract.topics.explanation import WordMap
from nlp_service.extract.topics.features import NgramVocabulary
from nlp_service.extract.topics.function_words import is_function_word
from nlp_service.types import Document, Span, Token


@pytest.mark.parametrize(
    "word", ["và", "Của", "ĐÃ", "trước đó", "những", "12", "25.000", "30/4", "3-1", "hai", "…", "_"]
)
def test_tells_nothing(word: str) -> None:
    assert is_function_word(word)


@pytest.mark.parametrize(
    "word", ["bóng đá", "đồng bằng", "USD", "tuổi", "Covid-19", "5G", "quá độ", "độ tuổi", "SEA Games 31", "U23"]
)
def test_tells_something(word: str) -> None:
    assert not is_function_word(word)


TEXT = "và bóng 12 đá vui"


@pytest.fixture
def words() -> WordMap:
    """A document with one feature a word, in the order of the text."""
    syllables = ("và", "bóng", "00", "đá", "vui")
    ones = np.ones(len(syllables), dtype=np.float32)
    vocabulary = NgramVocabulary(syllables, np.array([], dtype=np.int64), ones, lead=4, lead_boost=0.0)
    ends = np.cumsum([len(part) + 1 for part in TEXT.split(" ")]) - 1
    tokens = [Token(int(end) - len(part), int(end), part) for end, part in zip(ends, TEXT.split(" "), strict=True)]
    return WordMap(Document(TEXT, tokens=tuple(tokens)), [Span(0, len(TEXT))], vocabulary, np.arange(5))


def test_function_words_digits_and_little_weights_are_no_reasons(words: WordMap) -> None:
    effects = np.array([2.0, 0.05, -3.0, -0.4, 0.049], dtype=np.float32)
    assert [(reason.words, reason.weight) for reason in words.reasons(effects)] == [("đá", -0.4), ("bóng", 0.05)]


def test_none_may_be_left(words: WordMap) -> None:
    assert words.reasons(np.array([1, 0.01, 1, -0.01, 0.02], dtype=np.float32)) == ()
