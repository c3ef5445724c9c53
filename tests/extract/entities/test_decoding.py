from itertools import pairwise

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from nlp_service.extract.entities.decoding import Decoder, create_decoder
from nlp_service.extract.entities.syllable_docs import build_doc
from nlp_service.text.syllables import syllable_spans

SENTENCES = [
    ("Bà Lan ở Huế .", [(3, 6, "PER"), (9, 12, "LOC")]),
    ("Ông Trần Văn Minh đến Hà Nội", [(4, 17, "PER"), (22, 28, "LOC")]),
    ("Công ty Sao Mai mở cửa", [(0, 15, "ORG")]),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A small network that has hardly learnt: it makes every kind of mention, most of them wrong."""
    fix_random_seed(3)
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "nlp_service.syllables.v1"}}})
    nlp.add_pipe("ner", config={"incorrect_spans_key": None})
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": spans}) for text, spans in SENTENCES]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(4):
        nlp.update(examples, sgd=optimizer)
    return nlp


@pytest.fixture(scope="module")
def decoder(nlp: Language) -> Decoder:
    return create_decoder(nlp.get_pipe("ner"))


TEXTS = [text for text, _ in SENTENCES] + ["", "Lan", "Minh và Lan đi Huế , Hà Nội , Sao Mai", "A " * 40]


def test_finds_what_spacy_finds(nlp: Language, decoder: Decoder) -> None:
    docs = [build_doc(nlp.vocab, text, syllable_spans(text)) for text in TEXTS]
    decoded = decoder.decode(docs)
    for doc, mentions in zip(docs, decoded, strict=True):
        expected = (
            [(span.start, span.end - 1, span.label_) for span in nlp.get_pipe("ner")(doc).ents] if len(doc) else []
        )
        assert [(item.first, item.last, item.label) for item in mentions] == expected
    assert any(decoded)


def test_mentions_are_ordered_and_probabilities_are_probabilities(nlp: Language, decoder: Decoder) -> None:
    for mentions in decoder.decode([build_doc(nlp.vocab, text, syllable_spans(text)) for text in TEXTS]):
        assert all(first.last < second.first for first, second in pairwise(mentions))
        assert all(item.log_probability <= 1e-6 for item in mentions)


def test_legal_actions_share_all_probability(decoder: Decoder) -> None:
    opened = decoder.labels.index("PER") + 1
    assert {move for move, legal in zip(decoder.moves, decoder.allowed[opened], strict=True) if legal} == {
        "I-PER",
        "L-PER",
    }
    assert {move for move, legal in zip(decoder.moves, decoder.final[opened], strict=True) if legal} == {"L-PER"}
    outside = {move for move, legal in zip(decoder.moves, decoder.allowed[0], strict=True) if legal}
    assert outside == {"O", *(f"{kind}-{label}" for kind in "BU" for label in decoder.labels)}


def test_no_document_is_no_error(decoder: Decoder) -> None:
    assert decoder.decode([]) == []
