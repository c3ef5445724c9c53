from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from nlp_service.ingest.html import read_page
from nlp_service.types import VIETNAM_TIME
from tests.ingest.article_layouts import ARTICLES, JSON_LD, head, plain_layout, singular_layout, sortable_layout, text
from tests.ingest.listing_layouts import LISTINGS
from tests.ingest.story import AUTHOR, BODY, BOX, CAPTION, LEAD, LEAKS, PARAGRAPHS, RELATED, TITLE

WITHOUT_DATE = {"plain_layout"}
WITHOUT_AUTHOR = {"plain_layout"}
WITHOUT_CAPTION = {"plain_layout", "divs_layout", "list_layout", "teasers_between_layout"}
OWN_BODIES = {
    "column_layout": (f"Thanh Hóa {LEAD}", *BODY[1:]),
    "singular_layout": (f"(Dân trí) - {LEAD}", *BODY[1:]),
    "sortable_layout": (*BODY[:-1], BOX, BODY[-1]),
}


@pytest.mark.parametrize("layout", ARTICLES, ids=lambda layout: layout.__name__)
def test_the_whole_article_and_nothing_else(layout: Callable[[], str]) -> None:
    page, name = read_page(layout(), name="a"), layout.__name__
    assert not page.is_listing
    assert page.paragraphs == OWN_BODIES.get(name, BODY)
    assert page.title == TITLE
    assert page.language == "vi"
    assert page.captions == (() if name in WITHOUT_CAPTION else (CAPTION,))
    assert page.author == (None if name in WITHOUT_AUTHOR else AUTHOR)
    moment = datetime(2025, 9, 18, 6, 30, tzinfo=VIETNAM_TIME)
    assert page.published == (None if name in WITHOUT_DATE else moment)
    assert not [leak for leak in LEAKS if leak in page.text]


@pytest.mark.parametrize("layout", LISTINGS, ids=lambda layout: layout.__name__)
def test_listings_hold_no_article(layout: Callable[[], str]) -> None:
    page = read_page(layout(), name="a")
    assert page.is_listing
    assert (page.text, page.published, page.author, page.captions) == ("", None, None, ())


def test_marks_of_the_page() -> None:
    page = read_page(sortable_layout(), name="a")
    assert page.section == "Đời sống"
    assert page.site == "Báo Sóng Biển"
    assert page.url is not None
    assert page.url.endswith("20250918063000123.html")


@pytest.mark.parametrize(
    "author",
    [
        '{"@type": "Organization", "name": "Báo Sóng Biển"}',
        '"https://songbien.example"',
        '[{"@type": "Organization", "name": "Báo Sóng Biển"}]',
        "null",
        "17",
        '{"name": {"x": 1}}',
    ],
)
def test_an_author_is_no_organisation(author: str) -> None:
    marks = JSON_LD.replace(f'{{"@type": "Person", "name": "{AUTHOR}"}}', author)
    assert marks != JSON_LD
    assert read_page(plain_layout().replace("</head>", _script(marks) + "</head>"), name="a").author is None


@pytest.mark.parametrize("marks", ["{broken", "[" * 5000, '{"@type": ["NewsArticle", 5]}', '"x"', "", '{"@graph": 3}'])
def test_broken_marks_do_no_harm(marks: str) -> None:
    page = read_page(plain_layout().replace("</head>", _script(marks) + "</head>"), name="a")
    assert page.paragraphs == BODY


def test_a_headline_is_preferred_to_the_title_of_the_window() -> None:
    html = plain_layout().replace(f"<title>{TITLE} - Báo Sóng Biển</title>", "<title>Báo Sóng Biển</title>")
    assert read_page(html, name="a").title == TITLE


def test_short_paragraphs_are_an_article_beside_many_headlines() -> None:
    short = [f"Hiệp {n} trôi qua mà hai đội chưa ghi được bàn nào." for n in range(8)]
    more = "".join(f"<div><a href='/{n}'>{headline}</a></div>" for n, headline in enumerate(RELATED))
    page = read_page(
        f"{head(marks=False)}<body><h1>{TITLE}</h1><div id='b'>{text(*short)}</div>{more}</body>", name="a"
    )
    assert page.paragraphs == tuple(short)


def test_hidden_text_is_not_read() -> None:
    hidden = f'<p style="display: none">{BOX}</p><p hidden>{BOX}</p><p aria-hidden="true">{BOX}</p>'
    html = singular_layout().replace(f"<p>{PARAGRAPHS[2]}</p>", f"<p>{PARAGRAPHS[2]}</p>{hidden}")
    assert BOX not in read_page(html, name="a").text


def test_a_declared_language_is_overruled_by_the_text() -> None:
    assert read_page(plain_layout().replace('lang="vi"', 'lang="en"'), name="a").language == "vi"


def _script(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'
