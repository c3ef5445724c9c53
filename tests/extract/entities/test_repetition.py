from nlp_service.extract.entities.repetition import find_repetitions
from nlp_service.text.syllables import syllable_spans
from nlp_service.types import Entity, EntityLabel

TEXT = "Nhóm Sao Mai hát. Hôm qua Sao Mai lại hát, sao mai mọc."


def named(start: int, name: str, label: EntityLabel, score: float) -> Entity:
    return Entity(start, start + len(name), name, label, score)


def found(*mentions: Entity) -> list[tuple[int, str, str]]:
    return [(item.start, item.text, item.label) for item in find_repetitions(TEXT, syllable_spans(TEXT), mentions)]


def test_a_sure_name_is_found_again_as_written() -> None:
    assert found(named(5, "Sao Mai", "ORG", 0.95)) == [(5, "Sao Mai", "ORG"), (26, "Sao Mai", "ORG")]


def test_a_doubtful_name_is_not() -> None:
    assert found(named(5, "Sao Mai", "ORG", 0.6)) == []


def test_a_name_that_is_read_in_two_ways_is_not() -> None:
    assert found(named(5, "Sao Mai", "ORG", 0.9), named(26, "Sao Mai", "PER", 0.9)) == []


def test_one_syllable_is_too_little() -> None:
    assert found(named(5, "Sao", "PER", 0.99)) == []


def test_the_longest_name_wins() -> None:
    text = "Sao Mai Vàng. Sao Mai. Sao Mai Vàng."
    mentions = [named(0, "Sao Mai Vàng", "ORG", 0.99), named(14, "Sao Mai", "PER", 0.99)]
    result = find_repetitions(text, syllable_spans(text), mentions)
    assert [item.text for item in result] == ["Sao Mai Vàng", "Sao Mai", "Sao Mai Vàng"]
