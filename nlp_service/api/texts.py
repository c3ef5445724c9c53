"""From a body that is no JSON, a text or a page as it is, to an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nlp_service.api.bodies import HTML, JSON, Submission, make_id, to_options
from nlp_service.api.requests import FieldErrors, OptionsRequest, validate
from nlp_service.errors import EmptyText
from nlp_service.ingest.decoding import UTF8, decode_bytes, decode_text
from nlp_service.ingest.html import read_page
from nlp_service.ingest.readers import NO_ARTICLE
from nlp_service.types import Article

_NAME = "The body"


def parse_text_submission(body: bytes, kind: str, given: Mapping[str, Any]) -> Submission:
    """Read a text, or take the article out of a page; ``given`` are the options in the query.

    Raises:
        InputError: it is in no known encoding, no text, or a page without an article; or an option cannot be.
    """
    decoded = decode_bytes(body, name=_NAME) if kind == HTML else decode_text(body, name=_NAME)
    article = _read_page(decoded.text) if kind == HTML else Article(make_id(decoded.text), decoded.text)
    return Submission(
        (article,),
        to_options(validate(OptionsRequest, dict(given))),
        batch=False,
        extracted=kind == HTML or decoded.encoding != UTF8,
    )


def check_options(kind: str, given: Iterable[str]) -> None:
    """Refuse options in the query beside a JSON body, which has its own; ``given`` are their names.

    Raises:
        FieldErrors: both may not be given.
    """
    if kind == JSON and (names := list(given)):
        raise FieldErrors(
            [
                {"field": f"query.{name}", "message": f"For texts and pages; in JSON write options.{name}."}
                for name in names
            ]
        )


def _read_page(text: str) -> Article:
    page = read_page(text, name=_NAME)
    if page.is_listing:
        raise EmptyText(f"{_NAME}: {NO_ARTICLE}")
    return Article(
        make_id(page.text), page.text, title=page.title, published=page.published, author=page.author, source=page.url
    )
