import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.entities.encoder_pieces import UNKNOWN, PieceVocabulary

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁Hà", "▁Nội", "▁", "Nội", "N", "ội", "▁xuân", "▁thành", "1", "2"]
NUMBER = {piece: number for number, piece in enumerate(PIECES)}


@pytest.fixture(scope="module")
def vocabulary() -> PieceVocabulary:
    return PieceVocabulary([(piece, -float(number)) for number, piece in enumerate(PIECES)])


def encode(vocabulary: PieceVocabulary, words: list[str], spaces: list[bool]) -> list[list[str]]:
    return [[PIECES[number] for number in token] for token in vocabulary.encode(words, spaces)]


def test_a_blank_before_a_token_belongs_to_it(vocabulary: PieceVocabulary) -> None:
    assert encode(vocabulary, ["Hà", "Nội"], [True, False]) == [["▁Hà"], ["▁Nội"]]
    assert encode(vocabulary, ["Hà", "Nội"], [False, False]) == [["▁Hà"], ["Nội"]]


def test_capitals_are_read_in_lower_case(vocabulary: PieceVocabulary) -> None:
    assert encode(vocabulary, ["XUÂN", "THÀNH"], [True, False]) == [["▁xuân"], ["▁thành"]]


def test_what_cannot_be_spelled_is_unknown(vocabulary: PieceVocabulary) -> None:
    assert encode(vocabulary, ["漢"], [False]) == [["▁", "<unk>"]]


def test_compatible_characters_are_their_plain_ones(vocabulary: PieceVocabulary) -> None:
    assert encode(vocabulary, ["²¹"], [False]) == [["▁", "2", "1"]]


def test_a_long_token_has_few_pieces(vocabulary: PieceVocabulary) -> None:
    (token,) = vocabulary.encode(["12" * 500_000], [False])
    assert len(token) == 16


@given(st.lists(st.tuples(st.text(st.characters(), min_size=1), st.booleans()), min_size=1))
def test_every_token_has_pieces(pairs: list[tuple[str, bool]]) -> None:
    vocabulary = PieceVocabulary([(piece, -float(number)) for number, piece in enumerate(PIECES)])
    tokens = vocabulary.encode([word for word, _ in pairs], [space for _, space in pairs])
    assert len(tokens) == len(pairs)
    assert all(tokens)
    assert max(max(token) for token in tokens) < len(PIECES)


def test_a_lone_surrogate_is_unknown_or_a_mark(vocabulary: PieceVocabulary) -> None:
    ((first, *_),) = vocabulary.encode(["\ud800"], [False])
    assert first in (NUMBER["▁"], UNKNOWN)
