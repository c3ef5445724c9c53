"""From a body that is no JSON, a text or a page as it is, to an article."""

from __future__ import annotations

from nlp_service.api.bodies import HTML, JSON, Submission, make_id
from nlp_service.api.requests import FieldErrors
from nlp_service.ingest.decoding import decode
from nlp_service.ingest.html import read_page
from nlp_service.pipeline import DEFAULT_OPTIONS
from nlp_service.types import AnalyzeOptions, Article, TaggerName

_NAME = "The body"


def parse_text_submission(body: bytes, kind: str, *, tagger: TaggerName | None) -> Submission:
    """Read a text, or take the article out of a page.

    Raises:
        InputError: it is not UTF-8, no text, or a page without an article.
    """
    text = decode(body, name=_NAME)
    article = _read_page(text) if kind == HTML else Article(make_id(text), text)
    options = AnalyzeOptions(tagger) if tagger is not None else DEFAULT_OPTIONS
    return Submission((article,), options, batch=False, extracted=kind == HTML)


def check_tagger(kind: str, tagger: TaggerName | None) -> None:
    """Refuse the parameter ``tagger`` beside a JSON body, which names its own.

    Raises:
        FieldErrors: both may not be given.
    """
    if kind == JSON and tagger is not None:
        raise FieldErrors([{"field": "query.tagger", "message": "For texts and pages; in JSON write options.tagger."}])


def _read_page(text: str) -> Article:
    page = read_page(text, name=_NAME)
    return Article(
        make_id(page.text), page.text, title=page.title, published=page.published, author=page.author, source=page.url
    )
