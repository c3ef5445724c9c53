"""Archives: ZIP and gzip. Members are read in memory, nothing is ever written to where their names point."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from typing import BinaryIO, cast

from nlp_service.errors import BinaryInput, InputError, TextTooLong, UnsupportedFormat
from nlp_service.ingest.context import Context, Reader, Reading

_SMALL = 1 << 20
_SYSTEM_FOLDERS = ("__MACOSX/",)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def read_zip(stream: BinaryIO, context: Context, read_member: Reader) -> Reading:
    """Yield what ``read_member`` finds in each member, in the order of the archive; a bad member is refused by name.

    Raises:
        InputError: the archive has too many members or too much in them, is nested too deep, or damaged.
    """
    check_depth(context)
    limits = context.limits
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise BinaryInput(f"{context.name}: the ZIP archive is damaged ({error}).") from error
    with archive:
        members = archive.infolist()
        if len(members) > limits.archive_members:
            raise TextTooLong(f"{context.name}: {len(members)} members; at most {limits.archive_members} are read.")
        if sum(member.file_size for member in members) > limits.archive_bytes:
            raise TextTooLong(f"{context.name}: more than {limits.archive_bytes >> 20} MiB when unpacked.")
        for member in members:
            if not member.is_dir() and not _is_system_file(member.filename):
                yield from _read_member(archive, member, context, read_member)


def read_gzip(stream: BinaryIO, context: Context, read_member: Reader) -> Reading:
    """Yield what is in a compressed file.

    Raises:
        InputError: it is damaged, or too long when unpacked.
    """
    check_depth(context)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        with gzip.GzipFile(fileobj=stream) as file:
            content = file.read(context.limits.document_bytes + 1)
    except _BROKEN as error:
        raise BinaryInput(f"{context.name}: the gzip file is damaged ({error}).") from error
    if len(content) > context.limits.document_bytes:
        raise TextTooLong(f"{context.name}: longer than {context.limits.document_bytes >> 20} MiB when unpacked.")
    _check_ratio(len(content), size, context)
    inner = context.member(context.name.rpartition("/")[2].removesuffix(".gz"), url=context.url)
    yield from read_member(io.BytesIO(content), inner)


def check_depth(context: Context) -> None:
    """Raise when archives are nested too deep.

    Raises:
        TextTooLong: they are.
    """
    if context.depth >= context.limits.archive_depth:
        raise TextTooLong(f"{context.name}: archives within archives more than {context.limits.archive_depth} deep.")


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, context: Context, read_member: Reader) -> Reading:
    inner = context.member(_safe_name(member.filename))
    try:
        _check_member(member, inner)
        with archive.open(member) as file:
            content = inner.read_all(cast(BinaryIO, file))
        yield from read_member(io.BytesIO(content), inner)
    except InputError as error:
        yield inner.refuse(error)
    except _BROKEN as error:
        yield inner.refuse(BinaryInput(f"{inner.name}: the member is damaged ({error})."))


def _check_member(member: zipfile.ZipInfo, context: Context) -> None:
    if member.flag_bits & 0x1:
        raise UnsupportedFormat(f"{context.name}: the member is encrypted.")
    if _is_outside(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
        raise UnsupportedFormat(f"{context.name}: the member's name leads out of the archive; it is not read.")
    _check_ratio(member.file_size, member.compress_size, context)


def _check_ratio(size: int, compressed: int, context: Context) -> None:
    if size > _SMALL and size > context.limits.compression_ratio * max(compressed, 1):
        raise TextTooLong(f"{context.name}: packed more than {context.limits.compression_ratio} to 1; this is no text.")


def _is_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _safe_name(name: str) -> str:
    """Return the name of a member for messages and ids: no steps upwards, no control characters."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "".join(character if character.isprintable() else "_" for character in "/".join(parts)) or "_"


def _is_system_file(name: str) -> bool:
    return name.startswith(_SYSTEM_FOLDERS) or name.rpartition("/")[2].startswith(".")
