"""A prefix completes to names and aliases at syllable starts; an entity shows its articles and its company."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_service.errors import EntityNotFound, InvalidField
from nlp_service.search.entities import EntityQuery, SurfaceForm, get_entity, search_entities
from nlp_service.store.completions import TOP_LEVEL, level_of
from nlp_service.store.store import Store
from nlp_service.types import Entity, EntityLabel
from tests.store.builders import build_analysis, build_article

Named = tuple[str, str, EntityLabel]  # id, surface form, label

PEOPLE: dict[str, Named] = {
    "hcm": ("per:ho-chi-minh", "Hồ Chí Minh", "PER"),
    "tphcm": ("loc:tp-ho-chi-minh", "TP. Hồ Chí Minh", "LOC"),
    "hoa": ("per:ho-chi-hoa", "Hồ Chí Hòa", "PER"),
    "hoang": ("per:hoang-an", "Hoàng An", "PER"),
    "dang": ("per:dang-thuy", "Đặng Thùy Trâm", "PER"),
    "vtv": ("org:vtv", "Đài Truyền hình Việt Nam (VTV)", "ORG"),
    "covid": ("event:covid", "đại dịch Covid-19", "EVENT"),
}


def put(store: Store, article_id: str, *named: Named, name: str | None = None, day: date | None = None) -> None:
    """One article that mentions each; ``name`` is the canonical name if it is not the form itself."""
    text, found = "Bài: ", []
    for entity_id, surface, label in named:
        start = len(text)
        found.append(Entity(start, start + len(surface), surface, label, 0.9, entity_id, name or surface))
        text += surface + ", "
    article = build_article(article_id, text, published=day)
    store.put(article, build_analysis(article, entities=found))


def put_people(store: Store) -> None:
    put(store, "1", *PEOPLE.values())
    put(store, "2", PEOPLE["hcm"], PEOPLE["tphcm"])
    put(store, "3", PEOPLE["hcm"])


def complete(store: Store, prefix: str, label: EntityLabel | None = None) -> list[str]:
    return [hit.name for hit in search_entities(store, EntityQuery(prefix=prefix, label=label)).items]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("ho chi m", ["Hồ Chí Minh", "TP. Hồ Chí Minh"]),
        ("Hồ Chí M", ["Hồ Chí Minh", "TP. Hồ Chí Minh"]),
        (unicodedata.normalize("NFD", "hồ chí m"), ["Hồ Chí Minh", "TP. Hồ Chí Minh"]),
        ("HO CHI", ["Hồ Chí Minh", "TP. Hồ Chí Minh", "Hồ Chí Hòa"]),
        ("ho", ["Hồ Chí Minh", "TP. Hồ Chí Minh", "Hoàng An", "Hồ Chí Hòa"]),
        ("ho ", ["Hồ Chí Minh", "TP. Hồ Chí Minh", "Hồ Chí Hòa"]),
        ("hồ", ["Hồ Chí Minh", "TP. Hồ Chí Minh", "Hồ Chí Hòa", "Hoàng An"]),
        ("hoà", ["Hồ Chí Hòa", "Hoàng An"]),
        ("hòa", ["Hồ Chí Hòa", "Hoàng An"]),
        ("minh", ["Hồ Chí Minh", "TP. Hồ Chí Minh"]),
        ("inh", []),
        ("tp ho", ["TP. Hồ Chí Minh"]),
        ("tp. hồ", ["TP. Hồ Chí Minh"]),
        ("dang thuy", ["Đặng Thùy Trâm"]),
        ("Đặng", ["Đặng Thùy Trâm"]),
        ("vtv", ["Đài Truyền hình Việt Nam (VTV)"]),
        ("covid 1", ["đại dịch Covid-19"]),
        ("covid-1", ["đại dịch Covid-19"]),
        ("?!", []),
        ("%", []),
        ("_", []),
    ],
)
def test_completion(store: Store, prefix: str, expected: list[str]) -> None:
    put_people(store)
    assert complete(store, prefix) == expected


def test_accents_as_typed_come_before_frequency(store: Store) -> None:
    for number in range(3):
        put(store, str(number), ("per:ho", "Hổ Văn", "PER"))
    put(store, "9", ("per:hồ", "Hồ Văn", "PER"))
    assert complete(store, "hồ v") == ["Hồ Văn", "Hổ Văn"]
    assert complete(store, "ho v") == ["Hổ Văn", "Hồ Văn"]


def test_aliases_complete_to_the_name(store: Store) -> None:
    put(store, "1", ("per:ho-chi-minh", "Bác Hồ", "PER"), name="Hồ Chí Minh")
    put(store, "2", ("per:ho-chi-minh", "Nguyễn Ái Quốc", "PER"), name="Hồ Chí Minh")
    assert complete(store, "ai quoc") == complete(store, "bac") == complete(store, "ho chi") == ["Hồ Chí Minh"]
    (hit,) = search_entities(store, EntityQuery(prefix="ai")).items
    assert (hit.articles, hit.mentions) == (2, 2)


def test_blank_lists_the_most_frequent(store: Store) -> None:
    put_people(store)
    page = search_entities(store, EntityQuery(limit=2))
    assert [(hit.name, hit.articles, hit.mentions) for hit in page.items] == [
        ("Hồ Chí Minh", 3, 3),
        ("TP. Hồ Chí Minh", 2, 2),
    ]
    assert page.total == len(PEOPLE)
    assert complete(store, "  ") == complete(store, "")


def test_label_filters(store: Store) -> None:
    put_people(store)
    assert complete(store, "ho chi", "LOC") == ["TP. Hồ Chí Minh"]
    assert complete(store, "", "EVENT") == ["đại dịch Covid-19"]
    with pytest.raises(InvalidField, match="label"):
        search_entities(store, EntityQuery(label="XYZ"))  # type: ignore[arg-type]


@pytest.mark.parametrize("prefix", [None, "ho", "hồ"])
def test_pages_follow_each_other(store: Store, prefix: str | None) -> None:
    put_people(store)
    whole = search_entities(store, EntityQuery(prefix=prefix))
    seen, cursor = list[Any](), None
    for _ in range(whole.total):
        page = search_entities(store, EntityQuery(prefix=prefix, limit=1, cursor=cursor))
        assert page.total == whole.total
        seen += page.items
        cursor = page.next_cursor
    assert cursor is None
    assert seen == list(whole.items)


@given(prefix=st.text(max_size=40))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_prefix_is_safe(store: Store, prefix: str) -> None:
    put(store, "1", PEOPLE["hcm"])
    assert search_entities(store, EntityQuery(prefix=prefix)).total in (0, 1)


def test_too_long_prefix_is_refused(store: Store) -> None:
    with pytest.raises(InvalidField, match="prefix"):
        search_entities(store, EntityQuery(prefix="a" * 201))


def test_very_long_name_completes(store: Store) -> None:
    name = "Ban Chỉ đạo " + "phòng chống thiên tai và tìm kiếm cứu nạn " * 6
    put(store, "1", ("org:ban", name.strip(), "ORG"))
    assert complete(store, "chi dao phong chong") == [name.strip()]
    assert complete(store, name[:190]) == [name.strip()]


def test_entity_with_its_articles_and_company(store: Store) -> None:
    hcm, vtv = PEOPLE["hcm"], PEOPLE["vtv"]
    put(store, "cũ", hcm, vtv, hcm, day=date(2023, 5, 19))
    put(store, "mới", hcm, vtv, PEOPLE["hoang"], day=date(2024, 5, 19))
    put(store, "giữa", hcm, day=date(2023, 9, 2))
    put(store, "khác", vtv, day=date(2024, 9, 2))
    detail = get_entity(store, hcm[0], limit=2)
    assert (detail.entity.name, detail.entity.articles, detail.entity.mentions) == ("Hồ Chí Minh", 3, 4)
    assert detail.forms == (SurfaceForm("Hồ Chí Minh", 4),)
    assert [(other.name, other.articles) for other in detail.related] == [(vtv[1], 2), ("Hoàng An", 1)]
    assert [hit.id for hit in detail.articles.items] == ["mới", "giữa"]
    assert detail.articles.total == 3
    for hit in detail.articles.items:
        (span,) = hit.snippet.highlights
        assert hit.snippet.text[span.start - hit.snippet.start : span.end - hit.snippet.start] == "Hồ Chí Minh"
    rest = get_entity(store, hcm[0], limit=2, cursor=detail.articles.next_cursor)
    assert [hit.id for hit in rest.articles.items] == ["cũ"]
    assert len(rest.articles.items[0].snippet.highlights) == 2
    assert rest.articles.next_cursor is None


def test_unknown_entity(store: Store) -> None:
    put(store, "1", PEOPLE["hcm"])
    with pytest.raises(EntityNotFound, match="per:ai-do"):
        get_entity(store, "per:ai-do")
    store.delete("1")
    with pytest.raises(EntityNotFound):
        get_entity(store, PEOPLE["hcm"][0])


def test_cursor_of_another_entity_is_refused(store: Store) -> None:
    put(store, "1", PEOPLE["hcm"], PEOPLE["vtv"])
    put(store, "2", PEOPLE["hcm"], PEOPLE["vtv"])
    cursor = get_entity(store, PEOPLE["hcm"][0], limit=1).articles.next_cursor
    with pytest.raises(InvalidField, match="cursor"):
        get_entity(store, PEOPLE["vtv"][0], limit=1, cursor=cursor)


@pytest.mark.parametrize("prefix", ["vu", "vũ", "vư"])
def test_order_holds_over_all_magnitudes(store: Store, prefix: str) -> None:
    """Counts on both sides of every level of the completions, going up and down again."""
    counts = {"Vũ Một": 1, "Vú Hai": 2, "Vũ Ba": 3, "Vũ Bốn": 4, "Vu Năm": 15, "Vũ Sáu": 16, "Vũ Bảy": 17, "Vũ Tám": 17}

    def put_all(articles: range) -> None:
        for number in articles:
            named = [(f"per:{name}", name, "PER") for name, count in counts.items() if number < count]
            put(store, str(number), *named)  # type: ignore[arg-type]

    def expected(articles: int) -> list[tuple[str, int]]:
        exact = [name for name in counts if prefix != "vu" and name.lower().startswith(prefix)]
        rows = [(name not in exact, -min(count, articles), name) for name, count in counts.items()]
        return [(name, -count) for _, count, name in sorted(rows)]

    def paged() -> list[tuple[str, int]]:
        seen, cursor = list[tuple[str, int]](), None
        for _ in counts:
            page = search_entities(store, EntityQuery(prefix=prefix, limit=1, cursor=cursor))
            assert page.total == len(counts)
            seen += [(hit.name, hit.articles) for hit in page.items]
            cursor = page.next_cursor
        assert cursor is None
        return seen

    put_all(range(17))
    assert paged() == expected(17)
    for number in reversed(range(3, 17)):
        store.delete(str(number))
    assert paged() == expected(3)
    put_all(range(17))
    assert paged() == expected(17)


def test_magnitudes_never_fall() -> None:
    levels = [level_of(count) for count in range(1, 1000)]
    assert levels == sorted(levels)
    assert set(levels) == set(range(TOP_LEVEL + 1))
