"""spaCy tokenizers: found by name, and the text comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given

from nlp_service.errors import InvalidEncoding
from tests.naughty import PARAGRAPH, any_text, small_texts

NAMES = ["nlp_service.words.v1", "nlp_service.syllables.v1"]


def blank(name: str) -> Any:
    return spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": name}}})


@pytest.fixture(scope="module", params=NAMES)
def nlp(request: pytest.FixtureRequest) -> Any:
    return blank(request.param)


@given(text=any_text())
def test_text_comes_back(nlp: Any, text: str) -> None:
    check_text_comes_back(nlp, text)


@pytest.mark.parametrize("name", sorted(small_texts()))
def test_naughty_text_comes_back(nlp: Any, name: str) -> None:
    check_text_comes_back(nlp, small_texts()[name])


def check_text_comes_back(nlp: Any, text: str) -> None:
    """Check ``Doc.text``; spaCy itself refuses lone surrogates."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        with pytest.raises(InvalidEncoding):
            nlp.tokenizer(text)
    else:
        assert nlp.tokenizer(text).text == text


def test_words_and_their_norms() -> None:
    doc = blank("nlp_service.words.v1")("Vì hoà  bình\u200b ở Việt Nam.")
    assert [token.text for token in doc if not token.is_space] == ["Vì", "hoà  bình", "\u200b", "ở", "Việt Nam", "."]
    assert doc[1].norm_ == "hòa bình"


def test_travels_with_a_pipeline(tmp_path: Path) -> None:
    nlp = blank("nlp_service.syllables.v1")
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [token.text for token in loaded(PARAGRAPH)] == [token.text for token in nlp(PARAGRAPH)]
    again = blank("nlp_service.syllables.v1").from_bytes(nlp.to_bytes())
    assert [token.text for token in again(PARAGRAPH)] == [token.text for token in nlp(PARAGRAPH)]
    assert [doc.text for doc in nlp.tokenizer.pipe(["Hà Nội", "Huế"])] == ["Hà Nội", "Huế"]
