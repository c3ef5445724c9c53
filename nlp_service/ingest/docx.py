"""Word documents (Office Open XML, ECMA-376): the paragraphs of the main part, text of the old fonts converted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from nlp_service.errors import BinaryInput, EmptyText, TextTooLong, UnsupportedFormat
from nlp_service.ingest.context import Context, Reading
from nlp_service.ingest.decoding import UTF8
from nlp_service.ingest.detection import UNICODE, repair
from nlp_service.ingest.records import Kind, Record
from nlp_service.ingest.xml_trees import local_name, parse_xml
from nlp_service.text.language import is_vietnamese

_DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_TITLE_STYLES = frozenset(["title", "tiêu đề", "tieude"])
_SMALL = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, KeyError)


def read_docx(stream: BinaryIO, context: Context) -> Reading:
    """Yield the article in a Word document; its title is the paragraph in the style of titles.

    Raises:
        InputError: it is damaged, too long, or empty.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            document = _read_part(archive, _DOCUMENT, context)
            properties = _read_part(archive, _PROPERTIES, context) if _PROPERTIES in archive.NameToInfo else None
    except _BROKEN as error:
        raise BinaryInput(f"{context.name}: the Word document is damaged ({error}).") from error
    paragraphs = list(_paragraphs(parse_xml(document, name=context.name)))
    found = repair([text for _, text in paragraphs])
    titles = [text for (style, _), text in zip(paragraphs, found.segments, strict=True) if style in _TITLE_STYLES]
    body = [text for (style, _), text in zip(paragraphs, found.segments, strict=True) if style not in _TITLE_STYLES]
    if not body:
        raise EmptyText(f"{context.name}: the Word document holds no text.")
    text = "\n\n".join(body)
    yield Record(
        context.name,
        Kind.ARTICLE,
        UTF8 if found.encoding == UNICODE else found.encoding,
        text,
        title=" ".join(titles) or None,
        author=_creator(properties, context),
        url=context.url,
        language="vi" if is_vietnamese(text) else None,
    )


def _read_part(archive: zipfile.ZipFile, name: str, context: Context) -> bytes:
    part = archive.getinfo(name)
    limits = context.limits
    if part.flag_bits & 0x1:
        raise UnsupportedFormat(f"{context.name}: the document is encrypted.")
    if part.file_size > limits.document_bytes or (
        part.file_size > _SMALL and part.file_size > limits.compression_ratio * max(part.compress_size, 1)
    ):
        raise TextTooLong(f"{context.name}: the document is too long when unpacked.")
    with archive.open(part) as file:
        return file.read(limits.document_bytes)


def _paragraphs(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the style and the text of each paragraph that is not empty."""
    for paragraph in root.iter():
        if local_name(paragraph) != "p":
            continue
        style, parts = "", []
        for element in paragraph.iter():
            name = local_name(element)
            if name == "pstyle":
                style = next(iter(element.attrib.values()), "").casefold()
            elif name == "t":
                parts.append(element.text or "")
            elif name in ("tab", "br", "cr"):
                parts.append(" ")
        text = " ".join("".join(parts).split())
        if text:
            yield style, text


def _creator(properties: bytes | None, context: Context) -> str | None:
    if properties is None:
        return None
    root = parse_xml(properties, name=context.name)
    creators = (element.text for element in root.iter() if local_name(element) == "creator")
    return next((creator.strip() for creator in creators if creator and creator.strip()), None)
