"""Documents that hold many articles, cut into parts: memory, transactions and progress stay bounded."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from nlp_service.errors import InputError
from nlp_service.ingest.documents import Content, InputDocument
from nlp_service.ingest.formats import Format, detect_format
from nlp_service.ingest.processing import read_document

_CONTAINERS = frozenset({Format.JSONL, Format.JSON, Format.CSV, Format.WARC, Format.ZIP, Format.GZIP})
PART_ARTICLES = 16


def split_documents(
    documents: Iterable[InputDocument], *, whole_bytes: int, part_articles: int = PART_ARTICLES
) -> Iterator[InputDocument]:
    """Yield the documents; of one that can hold many articles and is larger than ``whole_bytes``, what is in it.

    What is cut up is read here, as a stream, and not where its parts are analysed.
    """
    for document in documents:
        if isinstance(document.content, tuple):
            yield from _in_parts(document, document.content, part_articles)
        elif _holds_many(document, whole_bytes):
            yield from _in_parts(document, read_document(document), part_articles)
        else:
            yield document


def _in_parts(document: InputDocument, contents: Iterable[Content], size: int) -> Iterator[InputDocument]:
    pending = iter(contents)
    part = tuple(islice(pending, size))
    while part:
        following = tuple(islice(pending, size))
        yield replace(document, content=part, is_part=document.is_part or bool(following))
        part = following


def _holds_many(document: InputDocument, whole_bytes: int) -> bool:
    assert not isinstance(document.content, tuple)
    try:
        with _open(document.content) as stream:
            if stream.seek(0, io.SEEK_END) <= whole_bytes:
                return False
            stream.seek(0)
            return detect_format(stream, document.name) in _CONTAINERS
    except (InputError, OSError):  # told when it is read
        return False


def _open(content: Path | bytes) -> AbstractContextManager[BinaryIO]:
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
