"""JSON with articles: one object a line, or one value with an article or a list of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import BinaryIO

from nlp_service.errors import InputError, InvalidJson
from nlp_service.ingest.context import Context, Reading
from nlp_service.ingest.decoding import UTF8, Decoded, decode_unicode, repair_lines
from nlp_service.ingest.jsonl import parse_article, read_id, read_jsonl
from nlp_service.ingest.names import article_id
from nlp_service.ingest.records import Kind, Record, Refusal
from nlp_service.types import Article


def read_json_lines(stream: BinaryIO, context: Context) -> Reading:
    """Yield each article, line by line and without reading ahead."""
    for result in read_jsonl(stream, default_id=article_id(context.name)):
        if isinstance(result, Article):
            yield make_record(result, context)
        else:
            yield _refuse(*result, context)


def read_json(stream: BinaryIO, context: Context) -> Reading:
    """Yield the articles of one JSON value: an article, or a list of them.

    Raises:
        InputError: it is too long, no UTF-8, or no JSON.
    """
    text = decode_unicode(context.read_all(stream), name=context.name).text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidJson(f"{context.name}: this is no JSON ({error}).") from error
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        try:
            article = parse_article(item, default_id=f"{article_id(context.name)}-{number}", where=f"article {number}")
        except InputError as error:
            yield _refuse(read_id(item), error, context)
        else:
            yield make_record(article, context)


def make_record(article: Article, context: Context) -> Record:
    """Return the record of an article, older encodings in its text converted."""
    body = repair_lines(Decoded(article.text, UTF8))
    title = repair_lines(Decoded(article.title, UTF8)).text if article.title else article.title
    record = Record(context.name, Kind.ARTICLE, body.encoding, body.text, title=title, author=article.author)
    return replace(record, published=article.published, url=article.source, explicit_id=article.id)


def _refuse(found_id: str | None, error: InputError, context: Context) -> Refusal:
    named = type(error)(f"{context.name}: {error}")
    named.__cause__ = error
    return Refusal(context.name, named, found_id)
