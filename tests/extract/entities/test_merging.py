from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.entities.merging import merge_mentions
from nlp_service.types import ENTITY_LABELS, Entity, EntityLabel

TEXT = "x" * 40


def entity(start: int, end: int, label: EntityLabel, score: float = 0.9) -> Entity:
    return Entity(start, end, TEXT[start:end], label, score)


def test_a_numbered_document_beats_what_it_overlaps() -> None:
    law = entity(5, 20, "LAW")
    assert merge_mentions([entity(0, 8, "ORG"), entity(22, 25, "PER")], [law]) == (law, entity(22, 25, "PER"))


def test_a_law_of_the_network_that_holds_the_number_stays_whole() -> None:
    wider = entity(0, 25, "LAW")
    assert merge_mentions([wider], [entity(5, 20, "LAW")]) == (wider,)


def test_fillers_only_fill() -> None:
    kept = entity(4, 10, "ORG")
    assert merge_mentions([kept], (), [entity(0, 5, "PER"), entity(12, 15, "LOC")]) == (kept, entity(12, 15, "LOC"))


def test_a_filler_takes_in_less_sure_parts_only() -> None:
    whole = entity(0, 12, "ORG", 0.93)
    assert merge_mentions([entity(8, 12, "LOC", 0.5)], (), [whole]) == (whole,)
    sure, across = entity(8, 12, "LOC", 0.97), entity(8, 15, "LOC", 0.5)
    assert merge_mentions([sure], (), [whole]) == (sure,)
    assert merge_mentions([across], (), [whole]) == (across,)
    assert merge_mentions([entity(0, 4, "PER", 0.1), across], (), [whole]) == (entity(0, 4, "PER", 0.1), across)


def test_of_one_rank_the_first_then_the_longer_wins_in_any_order() -> None:
    fillers = [entity(0, 4, "ORG"), entity(0, 6, "ORG"), entity(5, 9, "LOC"), entity(0, 6, "PER")]
    results = {merge_mentions([], (), order) for order in permutations(fillers)}
    assert results == {(entity(0, 6, "PER"),)}


@st.composite
def mentions(draw: st.DrawFn) -> list[Entity]:
    spans = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(ENTITY_LABELS)), max_size=8))
    return [entity(start, start + length, label) for start, length, label in spans]


@given(mentions(), mentions(), mentions())
def test_the_result_is_ordered_and_free_of_overlaps(
    network: list[Entity], laws: list[Entity], fillers: list[Entity]
) -> None:
    merged = merge_mentions(network, laws, fillers)
    assert all(first.end <= second.start for first, second in pairwise(merged))
    assert set(merged) <= {*network, *laws, *fillers}
