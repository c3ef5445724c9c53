"""Counts, names and completions of entities and events stay those of the articles that are stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from nlp_service.store.completions import level_of
from nlp_service.store.schema import anniversaries, entities, entity_completions, entity_forms
from nlp_service.store.store import Store
from nlp_service.types import Analysis, Anniversary, Article, Entity
from tests.store.builders import UNCLE_HO, build_analysis, build_article, find_entity

NAMES = {"per:an": ("Trần An", "ông An", "An"), "loc:hue": ("Huế", "TP. Huế"), "org:vnu": ("Đại học Quốc gia",)}
Mention = tuple[str, int]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "articles.db") as opened:
        yield opened


def build(article_id: str, mentioned: list[Mention]) -> tuple[Article, Analysis]:
    """Each mention is an entity id and which of its forms; the canonical name is the form of its first mention."""
    text, found, names = "", [], dict[str, str]()
    for entity_id, form in mentioned:
        surface = NAMES[entity_id][form % len(NAMES[entity_id])]
        name = names.setdefault(entity_id, surface)
        found.append(Entity(len(text), len(text) + len(surface), surface, "PER", 0.9, entity_id, name))
        text += surface + " "
    article = build_article(article_id, text)
    return article, build_analysis(article, entities=found)


def expected(stored: dict[str, list[Mention]]) -> dict[str, tuple[int, Counter[str], Counter[str]]]:
    """Count anew, from all articles: articles, forms and names by entity."""
    counts: dict[str, tuple[int, Counter[str], Counter[str]]] = {}
    for article_id, mentioned in stored.items():
        _, analysis = build(article_id, mentioned)
        for entity_id in {mention.entity_id for mention in analysis.entities}:
            own = [mention for mention in analysis.entities if mention.entity_id == entity_id]
            articles, forms, names = counts.get(entity_id, (0, Counter(), Counter()))
            counts[entity_id] = (articles + 1, forms + Counter(m.text for m in own), names + Counter([own[0].name]))
    return counts


def actual(store: Store) -> dict[str, tuple[int, Counter[str], Counter[str]]]:
    counts: dict[str, tuple[int, Counter[str], Counter[str]]] = {}
    with store.reading() as connection:
        for row in connection.execute(select(entities)):
            forms = connection.execute(select(entity_forms).where(entity_forms.c.entity_key == row.key)).all()
            mentions = Counter({form.form: form.mention_count for form in forms if form.mention_count})
            names = Counter({form.form: form.name_count for form in forms if form.name_count})
            counts[row.entity_id] = (row.article_count, mentions, names)
            levels = select(entity_completions.c.level).where(entity_completions.c.entity_key == row.key)
            assert set(connection.scalars(levels)) == {level_of(row.article_count)}
            assert row.mention_count == mentions.total()
            assert row.name == min(names, key=lambda name: (-names[name], name))
    return counts


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3"]),
        st.none() | st.lists(st.tuples(st.sampled_from(sorted(NAMES)), st.integers(0, 2)), max_size=5),
    ),
    max_size=8,
)


@given(actions=ACTIONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_follow_any_history(store: Store, actions: list[tuple[str, list[Mention] | None]]) -> None:
    for article_id in ("1", "2", "3"):
        store.delete(article_id)
    stored: dict[str, list[Mention]] = {}
    for article_id, mentioned in actions:
        if mentioned is None:
            assert store.delete(article_id) == (stored.pop(article_id, None) is not None)
        else:
            store.put(*build(article_id, mentioned))
            stored[article_id] = mentioned
    assert actual(store) == expected(stored)


def test_completions_follow_the_forms(store: Store) -> None:
    def read() -> set[str]:
        with store.reading() as connection:
            return set(connection.scalars(select(entity_completions.c.folded)))

    store.put(*build("1", [("per:an", 0)]))
    store.put(*build("2", [("per:an", 1)]))
    assert read() == {"tran an ", "an ", "ong an "}
    store.delete("2")
    assert read() == {"tran an ", "an "}
    store.delete("1")
    assert read() == set()


def test_mention_without_identity_is_kept_but_no_entity(store: Store) -> None:
    article = build_article("1", "Hồ Chí Minh")
    store.put(article, build_analysis(article, entities=[find_entity(article.text, "Hồ Chí Minh", ("", ""))]))
    assert actual(store) == {}
    assert len(store.get("1").analysis["entities"]) == 1


def test_forms_are_composed_with_single_blanks(store: Store) -> None:
    article = build_article("1", "Hồ Chí\n  Minh và Hồ Chí Minh")
    found = [
        find_entity(article.text, "Hồ Chí\n  Minh", UNCLE_HO),
        find_entity(article.text, "Hồ Chí Minh", UNCLE_HO),
    ]
    store.put(article, build_analysis(article, entities=found))
    assert actual(store)["per:ho-chi-minh"][1] == Counter({"Hồ Chí Minh": 2})


def test_more_entities_than_a_statement_takes(store: Store) -> None:
    surfaces = [f"Xã{number}" for number in range(1200)]
    article = build_article("1", " ".join(surfaces) + " ")
    found, start = [], 0
    for surface in surfaces:
        found.append(Entity(start, start + len(surface), surface, "LOC", 0.9, f"loc:{surface}", surface))
        start += len(surface) + 1
    store.put(article, build_analysis(article, entities=found))
    assert len(actual(store)) == 1200
    store.delete("1")
    assert actual(store) == {}


def banner(article_id: str, event: str, original: str | None) -> tuple[Article, Analysis]:
    text = f"Kỷ niệm 35 năm {event}"
    anniversary = Anniversary(
        start=0,
        end=len(text),
        text=text,
        event=event,
        event_start=len(text) - len(event),
        event_end=len(text),
        event_type="founding",
        years=35,
        original_date=original,
        observed_date="2024",
        consistent=None,
    )
    article = build_article(article_id, text)
    return article, build_analysis(article, anniversaries=[anniversary])


def test_one_event_for_the_same_banner_on_many_pages(store: Store) -> None:
    def read() -> list[tuple[str, int]]:
        with store.reading() as connection:
            rows = connection.execute(select(anniversaries).order_by(anniversaries.c.original_date))
            return [(row.original_date, row.article_count) for row in rows]

    store.put(*banner("1", "Ngày thành lập tỉnh", "1989-07-01"))
    store.put(*banner("2", "ngày  thành lập TỈNH.", "1989-07-01"))
    store.put(*banner("3", "Ngày thành lập tỉnh", "1990-07-01"))
    assert read() == [("1989-07-01", 2), ("1990-07-01", 1)]
    store.delete("3")
    store.delete("1")
    assert read() == [("1989-07-01", 1)]
    store.delete("2")
    assert read() == []
