import pytest
import spacy
from spacy.language import Language

from nlp_service.spacy_entities import NAME
from nlp_service.types import ENTITY_LABELS, TaggerName

TEXT = "Ông Nguyễn Văn Minh, Giám đốc Sở Y tế tỉnh Khánh Hòa, cho biết."


def pipeline(tagger: TaggerName) -> Language:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "nlp_service.words.v1"}}})
    nlp.add_pipe(NAME, config={"tagger": tagger})
    return nlp


@pytest.fixture(scope="module", params=["fast", "accurate"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return pipeline(request.param)


def test_entities_have_labels_and_scores(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Nguyễn Văn Minh", "PER"),
        ("Sở Y tế tỉnh Khánh Hòa", "ORG"),
    ]
    assert all(0.5 < entity._.score < 1 for entity in doc.ents)


def test_spans_are_those_of_the_text_given(nlp: Language) -> None:
    doc = nlp("\u200b" + TEXT.replace("Hòa", "Hoà"))
    assert [entity.text for entity in doc.ents] == ["Nguyễn Văn Minh", "Sở Y tế tỉnh Khánh Hoà"]


def test_both_taggers_have_the_same_labels(nlp: Language) -> None:
    assert nlp.pipe_labels[NAME] == list(ENTITY_LABELS)


@pytest.mark.parametrize("text", ["", " ", "hello", "漢字"])
def test_any_text_is_a_document(nlp: Language, text: str) -> None:
    assert nlp(text).text == text
