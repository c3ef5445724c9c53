from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from nlp_service.errors import ResourceError
from nlp_service.extract.anniversaries import lexicon as module
from nlp_service.extract.anniversaries.events import KnownEvents
from nlp_service.extract.anniversaries.extractor import fold
from nlp_service.extract.anniversaries.lexicon import load_lexicon
from nlp_service.extract.anniversaries.vocabulary import EVENT_TYPES
from nlp_service.resources.loader import read
from nlp_service.text.normalize import normalize

LEXICON = load_lexicon()


def test_every_type_is_known() -> None:
    kinds = {known.event_type for known in LEXICON.known_events} | set(LEXICON.heads.head_types.values())
    kinds |= {day.event_type for day in LEXICON.heads.named_days.values()}
    assert kinds <= set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("event", "day"),
    [
        ("ngày sinh chủ tịch hồ chí minh", "1890-05-19"),
        ("ngày thành lập đảng cộng sản việt nam", "1930-02-03"),
        ("ngày thành lập đảng bộ tỉnh khánh hòa", None),
        ("ngày thành lập đoàn tncs hồ chí minh", "1931-03-26"),
        ("ngày thành lập sư đoàn 5", None),
        ("ngày thành lập quân đội nhân dân việt nam", "1944-12-22"),
        ("chiến thắng điện biên phủ", "1954-05-07"),
        ("chiến thắng hà nội - điện biên phủ trên không", "1972-12-18"),
        ("ngày giải phóng miền nam, thống nhất đất nước", "1975-04-30"),
        ("ngày nhà giáo việt nam", "1982-11-20"),
        ("ngày thành lập thành phố hồ chí minh", None),
    ],
)
def test_known_events(event: str, day: str | None) -> None:
    known = KnownEvents(LEXICON.known_events).find(event)
    assert (known.date.to_iso() if known is not None else None) == day


@pytest.mark.parametrize("name", ["boundaries", "events", "known_events", "named_days", "negatives", "triggers"])
def test_words_are_spelt_as_normalised_text_is(name: str) -> None:
    for word in words_in(read(f"anniversaries/{name}.yml")):
        assert normalize(word).text == word
        assert fold(word) == word


def words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key == "source":  # a document, in English
                continue
            yield from (*words_in(key), *words_in(item))
    elif isinstance(value, list):
        for item in value:
            yield from words_in(item)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("anniversaries/events.yml", {"heads": {"party": ["tiệc"]}}),
        ("anniversaries/triggers.yml", {"units": {"năm": "một"}}),
        ("anniversaries/triggers.yml", {"commemoration": "kỷ niệm"}),
        ("anniversaries/named_days.yml", {"days": [{"names": ["x"], "type": "other", "month_day": "13-45"}]}),
        ("anniversaries/named_days.yml", {"days": "x"}),
        ("anniversaries/known_events.yml", {"events": [{"date": "1930", "type": "other", "all": [], "none": []}]}),
    ],
)
def test_malformed_data_is_refused(name: str, changes: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def read_changed(asked: str) -> Mapping[str, Any]:
        return {**read(asked), **changes} if asked == name else read(asked)

    monkeypatch.setattr(module, "read", read_changed)
    with pytest.raises(ResourceError, match=name):
        load_lexicon.__wrapped__()
