from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.extract.topics.classifier import LinearTopicClassifier
from nlp_service.extract.topics.explanation import MAX_REASONS
from nlp_service.extract.topics.learned import LearnedTopicClassifier, SectionHead
from nlp_service.types import Document, Span, Token, TopicReason, TopicScore, Zone, ZoneLabel
from tests.extract.topics.small_model import write_small_model

TEXT = "Đội bóng đá thăm bệnh viện. Bóng đá vui."
WORDS = ("Đội", "bóng đá", "thăm", "bệnh viện", ".", "Bóng đá", "vui", ".")


def document(text: str = TEXT, words: tuple[str, ...] = WORDS, title: str | None = None) -> Document:
    tokens, end = [], 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        tokens.append(Token(start, end, word))
    return Document(text, tokens=tuple(tokens), title=title)


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> LinearTopicClassifier:
    return LinearTopicClassifier(write_small_model(tmp_path_factory.mktemp("models")))


def explain(
    classifier: LinearTopicClassifier | LearnedTopicClassifier, article: Document, topic: str
) -> dict[str, TopicReason]:
    (topics,) = classifier.classify([article])
    explained = classifier.explain(article, topics)
    assert [item.score for item in explained] == [item.score for item in topics]
    (found,) = (item for item in explained if item.id == topic)
    assert found.explanation is not None
    return {reason.words: reason for reason in found.explanation}


def test_words_speak_for_and_against_where_they_stand(classifier: LinearTopicClassifier) -> None:
    reasons = explain(classifier, document(), "the-thao")
    assert set(reasons) == {"bóng đá", "bệnh viện"}
    assert reasons["bóng đá"].weight > 0 > reasons["bệnh viện"].weight
    assert [TEXT[span.start : span.end] for span in reasons["bóng đá"].evidence] == ["bóng đá", "Bóng đá"]
    assert reasons["bệnh viện"].evidence == (Span(17, 26),)


@pytest.mark.parametrize("topic", ["suc-khoe", "medtop:07000000"])
def test_what_speaks_against_one_topic_speaks_for_another(classifier: LinearTopicClassifier, topic: str) -> None:
    reasons = explain(classifier, document(), topic)
    assert reasons["bệnh viện"].weight > 0 > reasons["bóng đá"].weight


def test_the_strongest_come_first(classifier: LinearTopicClassifier) -> None:
    weights = [abs(reason.weight) for reason in explain(classifier, document(), "the-thao").values()]
    assert weights == sorted(weights, reverse=True)


def test_the_title_has_no_places_in_the_text(classifier: LinearTopicClassifier) -> None:
    reasons = explain(classifier, document("Tin vui.", ("Tin", "vui", "."), title="Bóng đá nữ"), "the-thao")
    assert reasons["bóng"].in_title
    assert reasons["bóng"].evidence == ()


def test_a_word_of_the_text_is_found_in_the_title(classifier: LinearTopicClassifier) -> None:
    reasons = explain(classifier, document(title="Bóng đá nữ"), "the-thao")
    assert reasons["bóng đá"].in_title
    assert len(reasons["bóng đá"].evidence) == 2


def test_margins_explain_nothing(classifier: LinearTopicClassifier) -> None:
    article = document("bệnh viện\nbóng đá", ("bệnh viện", "bóng đá"))
    zones = (Zone(0, 9, ZoneLabel.BANNER), Zone(10, 17, ZoneLabel.BODY))
    reasons = explain(classifier, Document(article.text, tokens=article.tokens, zones=zones), "the-thao")
    assert set(reasons) == {"bóng đá"}


def test_the_weights_of_all_words_make_the_contrast_of_the_logits(classifier: LinearTopicClassifier) -> None:
    article = document()
    scores = classifier.score([article])
    evidence = classifier.gather_evidence(scores)["section"]
    others = evidence.probabilities.copy()
    others[0] = 0
    logits = evidence.parts.sum(axis=0)
    expected = logits[0] - float(logits @ others) / float(others.sum())
    total = sum(reason.weight for reason in explain(classifier, article, "the-thao").values())
    assert total == pytest.approx(float(expected), abs=1e-3)


def test_no_words_no_reasons(classifier: LinearTopicClassifier) -> None:
    assert explain(classifier, Document("…"), "the-thao") == {}


@pytest.mark.parametrize("mode", ["adapt", "replace"])
def test_learned_sections_are_explained_by_what_was_learned(
    classifier: LinearTopicClassifier, mode: str, tmp_path: Path
) -> None:
    sections = (("the-thao", "Thể thao"), ("suc-khoe", "Sức khỏe"), ("cong-nghe", "Công nghệ"))
    weights = np.array([[0, 9, 0]], dtype=np.float32)
    head = SectionHead(mode, sections, np.array([6]), weights, np.zeros(3, dtype=np.float32))  # type: ignore[arg-type]
    learned = LearnedTopicClassifier(classifier, head, classifier.info)
    reasons = explain(learned, document(), "suc-khoe")
    assert reasons["Đội"].weight > 0
    assert ("bệnh viện" in reasons) == (mode == "adapt")


@settings(max_examples=60)
@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=40)))
def test_any_text_is_explained(classifier: LinearTopicClassifier, text: str, title: str | None) -> None:
    article = Document(text, title=title)
    (topics,) = classifier.classify([article])
    for topic in classifier.explain(article, topics):
        assert topic.explanation is not None
        assert len(topic.explanation) <= 2 * MAX_REASONS
        for reason in topic.explanation:
            starts = [span.start for span in reason.evidence]
            assert starts == sorted(starts)
            assert all(0 <= span.start < span.end <= len(text) for span in reason.evidence)


def test_topics_without_an_explanation_have_none() -> None:
    assert TopicScore("section", "the-thao", "Thể thao", 0.5).explanation is None
