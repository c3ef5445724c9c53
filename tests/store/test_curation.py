import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nlp_service.errors import DecisionNotFound, EntityNotFound, InvalidField
from nlp_service.search.entities import EntityQuery, get_entity, search_entities
from nlp_service.store.curation import EntityCurator
from nlp_service.store.store import Store
from nlp_service.types import Coreference, Entity, EntityLabel, PersonRole, Span
from tests.store.builders import build_analysis, build_article

TEXT = "An gặp Bình ở Huế, ông vui"
AN, BINH, HUE = "per-an-1", "per-binh-2", "loc-hue-3"
NAMES: dict[str, tuple[int, int, EntityLabel]] = {AN: (0, 2, "PER"), BINH: (7, 11, "PER"), HUE: (14, 17, "LOC")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


@pytest.fixture
def curator(store: Store) -> EntityCurator:
    return EntityCurator(store)


def put(store: Store, article_id: str, *ids: str) -> None:
    article = build_article(article_id, TEXT)
    entities = [
        Entity(start, end, TEXT[start:end], label, 0.9, entity_id, TEXT[start:end])
        for entity_id, (start, end, label) in NAMES.items()
        if entity_id in ids
    ]
    store.put(article, build_analysis(article, entities=entities))


def counts(store: Store) -> dict[str, tuple[str, int, int]]:
    found = search_entities(store, EntityQuery()).items
    return {hit.entity_id: (hit.name, hit.articles, hit.mentions) for hit in found}


def ids_in(store: Store, article_id: str) -> list[str]:
    return [entity["entity_id"] for entity in store.get(article_id).analysis["entities"]]


def test_a_merge_holds_for_stored_and_later_articles(store: Store, curator: EntityCurator) -> None:
    put(store, "1", AN)
    put(store, "2", AN, BINH)
    put(store, "3", BINH)
    decision = curator.merge(AN, BINH)
    assert (decision.kind, decision.entity_id, decision.target_id, decision.name) == ("merge", AN, BINH, "Bình")
    assert counts(store) == {BINH: ("Bình", 3, 4)}
    put(store, "4", AN)
    assert counts(store) == {BINH: ("Bình", 4, 5)}
    assert ids_in(store, "4") == [BINH]
    assert store.get("1").analysis["entities"][0]["name"] == "Bình"
    assert {form.text for form in get_entity(store, BINH).forms} == {"An", "Bình"}
    assert curator.successor(AN) == BINH


def test_a_merge_taken_back_leaves_nothing(store: Store, curator: EntityCurator) -> None:
    put(store, "1", AN)
    put(store, "2", AN, BINH)
    before = counts(store)
    decision = curator.merge(AN, BINH)
    curator.undo(decision.id)
    assert counts(store) == before
    assert ids_in(store, "2") == [AN, BINH]
    assert curator.list() == []


def test_merges_lead_on(store: Store, curator: EntityCurator) -> None:
    put(store, "1", AN)
    put(store, "2", BINH)
    put(store, "3", AN)
    first = curator.merge(AN, BINH)
    put(store, "4", AN, BINH)
    assert curator.successor(AN) == BINH
    curator.undo(first.id)
    assert counts(store) == {AN: ("An", 3, 3), BINH: ("Bình", 2, 2)}


def test_a_split_by_articles_and_by_company(store: Store, curator: EntityCurator) -> None:
    put(store, "1", AN)
    put(store, "2", AN, HUE)
    put(store, "3", AN, BINH)
    decision = curator.split(AN, "An (nhà báo)", articles=["1"], evidence=[HUE])
    other = f"{AN}-2"
    assert decision.target_id == other
    assert counts(store)[AN] == ("An", 1, 1)
    assert counts(store)[other] == ("An (nhà báo)", 2, 2)
    put(store, "5", AN, HUE)
    put(store, "6", AN)
    assert ids_in(store, "5") == [other, HUE]
    assert ids_in(store, "6") == [AN]
    curator.undo(decision.id)
    assert counts(store)[AN] == ("An", 5, 5)
    assert other not in counts(store)


def test_an_article_deleted_after_a_merge_leaves_nothing(store: Store, curator: EntityCurator) -> None:
    put(store, "1", AN)
    put(store, "2", BINH)
    curator.merge(AN, BINH)
    assert store.delete("1")
    assert store.delete("2")
    assert counts(store) == {}


def test_roles_and_coreferences_follow(store: Store, curator: EntityCurator) -> None:
    article = build_article("1", TEXT)
    entities = [Entity(start, end, TEXT[start:end], label, 0.9, key, "x") for key, (start, end, label) in NAMES.items()]
    analysis = build_analysis(article, entities=entities)
    role = PersonRole(0, 6, TEXT[:6], "gặp", 3, 6, AN, Span(0, 2), HUE, Span(14, 17))
    pronoun = Coreference(19, 22, "ông", AN, Span(0, 2))
    store.put(article, replace(analysis, roles=(role,), coreferences=(pronoun,)))
    curator.merge(AN, BINH)
    stored = store.get("1").analysis
    assert [item["person_id"] for item in stored["roles"]] == [BINH]
    assert [item["organisation_id"] for item in stored["roles"]] == [HUE]
    assert [item["entity_id"] for item in stored["coreferences"]] == [BINH]


def test_what_cannot_be_decided(store: Store, curator: EntityCurator) -> None:
    put(store, "1", AN, BINH, HUE)
    with pytest.raises(EntityNotFound):
        curator.merge("per-nobody", AN)
    with pytest.raises(EntityNotFound):
        curator.merge(AN, "per-nobody")
    with pytest.raises(EntityNotFound):
        curator.split("per-nobody", "x", articles=["1"])
    for entity_id, into in [(AN, AN), (AN, HUE)]:
        with pytest.raises(InvalidField):
            curator.merge(entity_id, into)
    with pytest.raises(InvalidField):
        curator.split(AN, "x")
    with pytest.raises(InvalidField):
        curator.split(AN, "x", evidence=[AN])
    with pytest.raises(DecisionNotFound):
        curator.undo(7)
    split = curator.split(AN, "x", articles=["1"])
    with pytest.raises(EntityNotFound):  # nothing is left of it
        curator.merge(split.target_id, AN)
    put(store, "2", AN)
    with pytest.raises(InvalidField):
        curator.merge(split.target_id, AN)
    assert [item.id for item in curator.list()] == [split.id]


def test_any_order_of_decisions_can_be_taken_back(tmp_path: Path) -> None:
    for number, order in enumerate(itertools.permutations(range(3))):
        with Store.open(tmp_path / f"{number}.db") as store:
            curator = EntityCurator(store)
            put(store, "1", AN)
            put(store, "2", AN, HUE)
            put(store, "3", BINH)
            before = counts(store)
            split = curator.split(AN, "An khác", evidence=[HUE])
            made = [split, curator.merge(split.target_id, BINH), curator.merge(AN, BINH)]
            assert counts(store)[BINH] == ("Bình", 3, 3)
            for place in order:
                curator.undo(made[place].id)
            assert counts(store) == before
