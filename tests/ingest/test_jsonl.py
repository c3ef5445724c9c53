from __future__ import annotations

import io
import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.errors import InputError, InvalidEncoding, InvalidField, InvalidJson, TextTooLong
from nlp_service.ingest.jsonl import MAX_LINE_BYTES, load_line, parse_article, read_jsonl
from nlp_service.types import VIETNAM_TIME, Article


def lines(*values: object) -> io.BytesIO:
    return io.BytesIO("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode())


def test_a_full_article() -> None:
    value = {
        "id": "a/1",
        "text": "Trời mưa.",
        "title": "Mưa",
        "published": "2024-03-22T10:48:00+07:00",
        "author": "Lan",
        "source": "https://songthu.example/1",
    }
    moment = datetime(2024, 3, 22, 10, 48, tzinfo=VIETNAM_TIME)
    assert parse_article(value, default_id=None) == Article(
        "a/1", "Trời mưa.", "Mưa", moment, "Lan", "https://songthu.example/1"
    )


def test_a_day_stays_a_day_and_a_bare_moment_is_local() -> None:
    assert parse_article({"id": "a", "text": "", "published": "2024-03-22"}, default_id=None).published == date(
        2024, 3, 22
    )
    moment = parse_article({"id": "a", "text": "", "published": "2024-03-22T10:48"}, default_id=None).published
    assert moment == datetime(2024, 3, 22, 10, 48, tzinfo=VIETNAM_TIME)


def test_null_is_absent() -> None:
    value = {"id": "a", "text": "x", "title": None, "published": None, "author": None, "source": None}
    assert parse_article(value, default_id=None) == Article("a", "x")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "an article is a JSON object with id, text, title, published, author, source; got a list"),
        ("x", "got a string"),
        (None, "got null"),
        (True, "got true or false"),
        ({"text": "x"}, "id must be a string, got nothing"),
        ({"id": None, "text": "x"}, "id must be a string, got nothing"),
        ({"id": 7, "text": "x"}, "id must be a string, got a number"),
        ({"id": "", "text": "x"}, "id must have 1 to 200 characters"),
        ({"id": " ", "text": "x"}, "id must have 1 to 200 characters"),
        ({"id": "a" * 201, "text": "x"}, "id must have 1 to 200 characters"),
        ({"id": "a\n", "text": "x"}, "control character"),
        ({"id": "a\u202e", "text": "x"}, "control character"),
        ({"id": "\ud800", "text": "x"}, "control character"),
        ({"id": "a"}, "text is missing"),
        ({"id": "a", "text": None}, "text must be a string, got null"),
        ({"id": "a", "text": ["x"]}, "text must be a string, got a list"),
        ({"id": "a", "text": "x", "title": 1}, "title must be a string or null, got a number"),
        ({"id": "a", "text": "x", "published": 20240322}, "published must be a string or null, got a number"),
        ({"id": "a", "text": "x", "published": "22/03/2024"}, "ISO 8601"),
        ({"id": "a", "text": "x", "published": "2024-02-30"}, "ISO 8601"),
        (
            {"id": "a", "text": "x", "lang": "vi"},
            "unknown field 'lang'; allowed: id, text, title, published, author, source",
        ),
    ],
)
def test_what_is_wrong_is_said(value: object, message: str) -> None:
    with pytest.raises(InvalidField) as caught:
        parse_article(value, default_id=None)
    assert message in caught.value.detail


def test_a_default_id() -> None:
    assert parse_article({"text": "x"}, default_id="doc-3").id == "doc-3"
    assert parse_article({"id": "a", "text": "x"}, default_id="doc-3").id == "a"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"{", InvalidJson),
        (b'{"id": "a", "text": NaN}', InvalidJson),
        (b"[" * 100_000, InvalidJson),
        (b'{"id": "a", "n": ' + b"1" * 5000 + b"}", InvalidJson),
        (b'{"id": "a", "text": "\xe0"}', InvalidEncoding),
        (b"{}", InvalidField),
    ],
)
def test_a_wrong_line_says_its_number(line: bytes, error: type[InputError]) -> None:
    with pytest.raises(error, match="line 12"):
        parse_article(load_line(line, number=12), default_id=None, where="line 12")


def test_one_result_a_line_in_order() -> None:
    stream = io.BytesIO(b'{"id":"a","text":"x"}\n\n  \nno\r\n{"id":"b","text":1}\n{"id":"c","text":"z"}')
    results = list(read_jsonl(stream))
    assert results[0] == Article("a", "x")
    assert results[3] == Article("c", "z")
    broken, typed = results[1], results[2]
    assert isinstance(broken, tuple)
    assert isinstance(typed, tuple)
    assert (broken[0], broken[1].code) == (None, "invalid-json")
    assert "line 4" in broken[1].detail
    assert (typed[0], typed[1].code) == ("b", "invalid-field")
    assert "line 5" in typed[1].detail


def test_ids_by_line_when_asked() -> None:
    assert [
        item.id
        for item in read_jsonl(lines({"text": "x"}, {"text": "y"}), default_id="kho")
        if isinstance(item, Article)
    ] == [
        "kho-1",
        "kho-2",
    ]


def test_a_line_without_end_is_refused_and_the_next_is_read() -> None:
    stream = io.BytesIO(b"x" * (MAX_LINE_BYTES + 5) + b'\n{"id":"a","text":"x"}\n')
    first, second = read_jsonl(stream)
    assert isinstance(first, tuple)
    assert isinstance(first[1], TextTooLong)
    assert second == Article("a", "x")


def test_reading_is_lazy() -> None:
    stream = lines({"id": "a", "text": "x"}, {"id": "b", "text": "y"})
    next(iter(read_jsonl(stream)))
    assert stream.readline() == b'{"id": "b", "text": "y"}\n'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "title", "published", "x"]), inner)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_value_gives_an_article_or_an_error(value: object) -> None:
    try:
        article = parse_article(value, default_id=None)
    except InputError:
        return
    assert isinstance(value, dict)
    assert article.text == value["text"]
