from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.ingest.names import article_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01-xay-dung-dang-bo-khoi.txt", "01-xay-dung-dang-bo-khoi"),
        ("trang.html", "trang.html"),
        ("bao_1.2.htm", "bao_1.2.htm"),
    ],
)
def test_plain_names_stay_readable(name: str, expected: str) -> None:
    assert article_id(name) == expected


@pytest.mark.parametrize(
    "name", ["Hà Nội.txt", "thời sự/bão số 3.html", "a/b.txt", "A.txt", "đ.txt", "stdin", "..", "", ".txt", "日本.txt"]
)
def test_ids_are_safe_in_addresses(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", article_id(name))


def test_names_that_look_alike_stay_apart() -> None:
    names = [
        "a/b.txt",
        "a-b.txt",
        "A-b.txt",
        "a b.txt",
        "á-b.txt",
        "a-b",
        "a-b.html",
        "a-b.TXT",
        "a-b.html.txt",
        "hòa.txt",
        "hoà.txt",
    ]
    assert len({article_id(name) for name in names}) == len(names)


def test_composed_and_decomposed_names_are_one() -> None:
    name = "Khánh Hòa.txt"
    assert article_id(unicodedata.normalize("NFD", name)) == article_id(name)


@given(st.text(max_size=40), st.text(max_size=40))
def test_different_names_have_different_ids(first: str, second: str) -> None:
    same = unicodedata.normalize("NFC", first).replace("\\", "/") == unicodedata.normalize("NFC", second).replace(
        "\\", "/"
    )
    assert (article_id(first) == article_id(second)) == same
