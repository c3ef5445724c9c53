"""What is put comes back exactly; a put is idempotent; a delete leaves nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from nlp_service.errors import ArticleNotFound, InvalidEncoding, InvalidField
from nlp_service.serialize import analysis_to_dict, dumps, format_published
from nlp_service.store.hashing import content_hash
from nlp_service.store.schema import metadata
from nlp_service.store.store import Store
from nlp_service.types import (
    Analysis,
    Anniversary,
    Article,
    DateMention,
    DateRole,
    Sentence,
    Span,
    Tag,
    Token,
    TopicScore,
    Zone,
    ZoneLabel,
)
from tests.store.builders import HANOI, NOW, PROVENANCE, UNCLE_HO, build_analysis, build_article, find_entity

TEXT = "Ngày 19/5/2024, Hà Nội kỷ niệm 134 năm Ngày sinh Chủ tịch Hồ Chí Minh."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "articles.db", now=lambda: NOW) as opened:
        yield opened


def full_article() -> tuple[Article, Analysis]:
    moment = datetime(2024, 5, 19, 6, 5, tzinfo=timezone(timedelta(hours=7)))
    article = build_article("bao/1", TEXT, title="Kỷ niệm ngày sinh Bác", published=moment, source="bao-mau")
    analysis = build_analysis(
        article,
        entities=[find_entity(TEXT, "Hà Nội", HANOI, "LOC"), find_entity(TEXT, "Hồ Chí Minh", UNCLE_HO)],
        dates=[
            DateMention(5, 14, "19/5/2024", "DATE", "2024-05-19", interval=("2024-05-19", "2024-05-20")),
            DateMention(31, 38, "134 năm", "DURATION", "P134Y", role=DateRole.ANNIVERSARY),
        ],
        anniversaries=[
            Anniversary(
                start=23,
                end=69,
                text=TEXT[23:69],
                event=TEXT[39:69],
                event_start=39,
                event_end=69,
                event_type="birth",
                years=134,
                original_date="1890-05-19",
                observed_date="2024-05-19",
                consistent=True,
            )
        ],
        topics=[TopicScore("section", "chinh-tri", "Chính trị", 0.8125)],
        tags=[Tag("Hồ Chí Minh", "person", 0.9, (Span(58, 69),))],
        zones=[Zone(0, len(TEXT), ZoneLabel.BODY)],
    )
    sentence, token = Sentence(0, len(TEXT)), Token(0, 4, "Ngày")
    return article, replace(analysis, sentences=(sentence,), tokens=(token,), warnings=("một lời nhắc",))


def count_rows(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table.name != "schema_info"
        }


def test_get_returns_what_was_put(store: Store) -> None:
    article, analysis = full_article()
    assert store.put(article, analysis) == "created"
    stored = store.get(article.id)
    assert stored.article == article
    assert dumps(stored.analysis) == dumps(analysis_to_dict(analysis, article.text))
    assert stored.content_hash == content_hash(article, analysis.provenance) == store.find_hash(article.id)
    assert stored.created == stored.updated == NOW


@pytest.mark.parametrize("published", [None, date(2024, 3, 22), datetime(2024, 3, 22, 10, 48)])
def test_published_keeps_its_precision(store: Store, published: date | None) -> None:
    article = build_article("1", "Một bài.", published=published)
    store.put(article, build_analysis(article))
    assert store.get("1").article.published == published


def test_text_is_kept_as_received(store: Store) -> None:
    text = unicodedata.normalize("NFD", "Hoà bình\r\n\u200bở Đắk Lắk\u00a0\u0000 \U0001f600")
    article = build_article("1", text)
    store.put(article, build_analysis(article))
    assert store.get("1").article.text == text


def test_put_is_idempotent(store: Store) -> None:
    article, analysis = full_article()
    store.put(article, analysis)
    before = count_rows(store)
    assert store.put(article, analysis) == "unchanged"
    assert count_rows(store) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Bài đã sửa."},
        {"title": "Tên khác"},
        {"published": date(2024, 5, 20)},
        {"author": "Lan Anh"},
        {"source": "bao-khac"},
    ],
)
def test_any_changed_field_updates(store: Store, changed: dict[str, object]) -> None:
    article, analysis = full_article()
    store.put(article, analysis)
    second = replace(article, **changed)  # type: ignore[arg-type]
    assert store.put(second, build_analysis(second)) == "updated"
    assert store.get(article.id).article == second
    assert store.count_articles() == 1


def test_another_model_updates(store: Store) -> None:
    article, analysis = full_article()
    store.put(article, analysis)
    again = replace(analysis, provenance=replace(PROVENANCE, tagger="accurate"))
    assert store.put(article, again) == "updated"
    assert store.get(article.id).analysis["provenance"]["tagger"] == "accurate"


def test_update_moves_only_the_time_of_update(tmp_path: Path) -> None:
    times = iter([NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=2)])
    article, analysis = full_article()
    with Store.open(tmp_path / "articles.db", now=lambda: next(times)) as store:
        store.put(article, analysis)
        store.put(replace(article, author="Lan Anh"), analysis)
        stored = store.get(article.id)
        assert (stored.created, stored.updated) == (NOW, NOW + timedelta(hours=1))
        store.put(replace(article, author="Lan Anh"), analysis)
        assert store.get(article.id).updated == NOW + timedelta(hours=1)


def test_delete_leaves_nothing(store: Store) -> None:
    article, analysis = full_article()
    store.put(article, analysis)
    filled = {name for name, count in count_rows(store).items() if count}
    assert filled >= {"articles", "analyses", "mentions", "dates", "anniversaries", "article_tags", "signatures"}
    assert store.delete(article.id) is True
    assert not any(count_rows(store).values())
    assert store.delete(article.id) is False
    with pytest.raises(ArticleNotFound):
        store.get(article.id)
    assert store.find_hash(article.id) is None


def test_analysis_of_another_article_is_refused(store: Store) -> None:
    article, analysis = full_article()
    with pytest.raises(InvalidField, match="khac"):
        store.put(replace(article, id="khac"), analysis)
    assert store.count_articles() == 0


@pytest.mark.parametrize("field", ["id", "text", "title", "author", "source"])
def test_half_a_surrogate_pair_is_refused(store: Store, field: str) -> None:
    article = replace(build_article("1", "Một bài."), **{field: "hỏng \ud800"})  # type: ignore[arg-type]
    with pytest.raises(InvalidEncoding):
        store.put(article, build_analysis(article))
    assert store.count_articles() == 0


def test_put_many_keeps_order_and_lets_the_last_win(store: Store) -> None:
    first, second = build_article("1", "Bản đầu."), build_article("2", "Bài hai.")
    third = build_article("1", "Bản sau.")
    results = store.put_many((article, build_analysis(article)) for article in (first, second, third, second))
    assert results == ["created", "created", "updated", "unchanged"]
    assert store.get("1").article == third
    assert store.put_many([]) == []


def test_put_many_is_all_or_nothing(store: Store) -> None:
    good, bad = build_article("1", "Bài tốt."), build_article("2", "Bài lỗi.", title="hỏng \udfff")
    with pytest.raises(InvalidEncoding):
        store.put_many([(good, build_analysis(good)), (bad, build_analysis(bad))])
    assert store.count_articles() == 0


@given(
    fields=st.fixed_dictionaries(
        {
            "text": st.text(st.characters(exclude_categories=["Cs"])),
            "title": st.none() | st.text(st.characters(exclude_categories=["Cs"])),
            "published": st.none() | st.dates() | st.datetimes(timezones=st.none() | st.timezones()),
        }
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_article_round_trips(store: Store, fields: dict[str, object]) -> None:
    article = replace(build_article("1", ""), **fields)  # type: ignore[arg-type]
    analysis = build_analysis(article)
    store.put(article, analysis)
    stored = store.get("1")
    assert stored.article.text == article.text
    assert stored.article.title == article.title
    # As text: an hour that a clock shows twice equals no other moment (datetime, PEP 495), not even itself read back.
    assert format_published(stored.article.published) == format_published(article.published)
    assert dumps(stored.analysis) == dumps(analysis_to_dict(analysis, article.text))
    assert store.delete("1")
