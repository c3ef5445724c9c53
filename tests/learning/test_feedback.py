"""From what editors say to a version that is used, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from nlp_service.errors import ArticleNotFound, FeedbackNotFound, ModelCorrupt, ModelMissing, NotEnoughData
from nlp_service.extract.topics.learned import LearnedTopicClassifier, open_classifier
from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.learning.examples import to_document
from nlp_service.learning.feedback import LearnReport, learn_from_feedback
from nlp_service.model_store import ModelFolder
from nlp_service.model_versions import RELEASE, ModelVersions
from nlp_service.pipeline import open_topics
from nlp_service.store.feedback import FeedbackBook, Judgement
from nlp_service.store.store import Store
from nlp_service.types import Article
from tests.dummies import make_pipeline

ZONES = RuleZoneLabeller()


def learn(store: Store, release: ModelFolder, versions: ModelVersions) -> LearnReport:
    return learn_from_feedback(FeedbackBook(store), release, versions, ZONES, lambda _: None)


def say(store: Store, articles: Sequence[Article], section: str, action: str = "add") -> None:
    book = FeedbackBook(store)
    for article in articles:
        book.add(article.id, [Judgement("section", section, action)])  # type: ignore[arg-type]


def sections(folder: ModelFolder, article: Article) -> dict[str, float]:
    topics = open_classifier(folder).classify([to_document(article, ZONES)])[0]
    return {topic.id: topic.score for topic in topics if topic.scheme == "section"}


def best_section(folder: ModelFolder, article: Article) -> str:
    found = sections(folder, article)
    return max(found, key=found.__getitem__)


def score(folder: ModelFolder, article: Article, section: str) -> float:
    return sections(folder, article).get(section, 0.0)


def test_learns_what_editors_say_and_no_more(
    store: Store, articles: list[Article], release: ModelFolder, versions: ModelVersions
) -> None:
    football = [article for article in articles if "bóng đá" in article.text]
    others = [article for article in articles if article not in football]
    say(store, football, "du-lich")
    for article in others:
        say(store, [article], best_section(release, article), "accept")
    report = learn(store, release, versions)
    assert report.better, report.reason
    assert report.new.accuracy > report.current.accuracy
    assert report.new.loss < report.current.loss
    assert versions.state().active == RELEASE  # learned, not yet used
    versions.activate(report.version)
    learned = versions.open_active()
    assert learned is not None
    assert learned.info.name == "topics"
    assert learned.info.version == report.version
    unseen = Article("khác", "Đội tuyển bóng đá nữ thua trận chung kết sau loạt sút luân lưu trên sân khách.")
    assert score(learned, unseen, "du-lich") > 5 * score(release, unseen, "du-lich")
    assert score(learned, unseen, "du-lich") > 0.1
    assert [best_section(learned, article) for article in others] == [best_section(release, a) for a in others]
    assert versions.roll_back().active == RELEASE
    assert versions.open_active() is None


def test_the_same_feedback_gives_the_same_bytes(
    store: Store, articles: list[Article], release: ModelFolder, versions: ModelVersions, tmp_path: Path
) -> None:
    say(store, articles, "giao-duc")
    first = learn(store, release, versions)
    again = ModelVersions(tmp_path / "again", "topics")
    second = learn(store, release, again)
    assert first == second
    assert versions.activate(first.version) == again.activate(second.version)
    one, two = versions.open_active(), again.open_active()
    assert one is not None
    assert two is not None
    names = sorted(path.name for path in one.path.iterdir())
    assert names == sorted(path.name for path in two.path.iterdir())
    assert [(one.path / name).read_bytes() for name in names] == [(two.path / name).read_bytes() for name in names]


def test_a_version_is_judged_by_what_it_has_not_seen(
    store: Store, articles: list[Article], release: ModelFolder, versions: ModelVersions
) -> None:
    say(store, articles[:12], "giao-duc")
    versions.activate(learn(store, release, versions).version)
    with pytest.raises(NotEnoughData, match="new to the version"):
        learn(store, release, versions)
    say(store, articles[12:], "giao-duc")
    report = learn(store, release, versions)
    assert (report.examples, report.judged_on) == (24, 12)


def test_too_little_feedback(
    store: Store, articles: list[Article], release: ModelFolder, versions: ModelVersions
) -> None:
    say(store, articles[:9], "giao-duc")
    FeedbackBook(store).add(articles[10].id, [Judgement("tag", "Nha Trang", "accept")])
    with pytest.raises(NotEnoughData, match="9 articles"):
        learn(store, release, versions)
    assert versions.versions() == (RELEASE,)


def test_rejected_tags_sink(
    store: Store, articles: list[Article], release: ModelFolder, versions: ModelVersions
) -> None:
    say(store, articles, "giao-duc")
    book = FeedbackBook(store)
    for article in articles:
        book.add(article.id, [Judgement("tag", "Nha trang", "reject"), Judgement("tag", "Đà Lạt", "accept")])
    versions.activate(learn(store, release, versions).version)
    learned = versions.open_active()
    assert learned is not None
    pipeline = make_pipeline()
    _, before = open_topics(release.path.parent, None)
    _, after = open_topics(release.path.parent, learned.path.parent.parent)
    article = Article("a", "Du khách tới Nha Trang và Đà Lạt. Nha Trang đông khách, Đà Lạt mát mẻ.")
    analysis = pipeline.analyze(article)
    document = to_document(article, ZONES)
    document = replace(document, tokens=analysis.tokens, sentences=analysis.sentences)
    scores = [
        {tag.tag: tag.score for tag in suggester.suggest(document, analysis.entities, ())}
        for suggester in (before, after)
    ]
    assert scores[1]["Đà Lạt"] == scores[0]["Đà Lạt"]
    assert scores[1].get("Nha Trang", 0) < scores[0]["Nha Trang"] / 2


def test_feedback_stays_with_its_version(store: Store, articles: list[Article]) -> None:
    book, article = FeedbackBook(store), articles[0]
    (first,) = book.add(article.id, [Judgement("section", "the-thao", "accept")], editor="Lan")
    (again,) = book.add(article.id, [Judgement("section", "the-thao", "reject")])
    assert (again.id, again.action, again.editor) == (first.id, "reject", None)
    changed = replace(article, text=article.text + " Bản sửa.")
    store.put(changed, make_pipeline().analyze(changed))
    (later,) = book.add(article.id, [Judgement("section", "the-thao", "accept")])
    assert later.version != first.version
    assert dict(book.versions()) == {first.version: article, later.version: changed}
    store.delete(article.id)
    assert book.list()[1] == 2
    book.remove(first.id)
    assert dict(book.versions()) == {later.version: changed}
    with pytest.raises(FeedbackNotFound):
        book.remove(first.id)
    with pytest.raises(ArticleNotFound):
        book.add(article.id, [Judgement("section", "the-thao", "accept")])
    assert book.list() == ([later], 1)


def test_versions_that_are_not_there_or_damaged(
    store: Store, articles: list[Article], release: ModelFolder, versions: ModelVersions
) -> None:
    with pytest.raises(ModelMissing, match="it has release"):
        versions.activate("2.0")
    say(store, articles, "giao-duc")
    version = learn(store, release, versions).version
    versions.activate(version)
    learned = versions.open_active()
    assert learned is not None
    assert isinstance(open_classifier(learned), LearnedTopicClassifier)
    (learned.path / "sections.npz").write_bytes(b"PK")
    with pytest.raises(ModelCorrupt):
        versions.open_active()
    (learned.path.parent / "active.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelCorrupt, match="delete it"):
        versions.state()
