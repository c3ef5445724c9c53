"""What a caller asks to ingest: addresses as JSON, or a form with files and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import Field
from starlette.datastructures import FormData, UploadFile

from nlp_service.api.bodies import parse_json
from nlp_service.api.requests import FieldErrors, OptionsRequest, Request, validate
from nlp_service.serialize import JsonObject
from nlp_service.store.jobs import JobInput

MULTIPART = "multipart/form-data"
MAX_URLS = 1000
_MAX_NAME = 200


class IngestRequest(Request):
    """Addresses to ingest."""

    urls: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=2000)]],
        Field(min_length=1, max_length=MAX_URLS, description="Pages, feeds and sitemaps; http or https."),
    ]
    options: OptionsRequest = OptionsRequest()


@dataclass(frozen=True, slots=True)
class IngestSubmission:
    """What to ingest: the parameters of the job, and its files."""

    parameters: JsonObject
    files: tuple[JobInput, ...] = ()


def read_json_ingest(body: bytes) -> IngestSubmission:
    """Read ``{"urls": [...], "options"?}``.

    Raises:
        InputError: it is something else.
    """
    request = validate(IngestRequest, parse_json(body))
    return _submission(request.urls, request.options, ())


async def read_multipart_ingest(form: FormData) -> IngestSubmission:
    """Read a form: any number of files, fields ``url``, a field ``tagger``.

    Raises:
        FieldErrors: an unknown field, or nothing to ingest.
    """
    files: list[JobInput] = []
    urls: list[str] = []
    options: JsonObject = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files.append(JobInput(_safe_name(value.filename), value.content_type, await value.read()))
        elif name == "url":
            urls.append(value)
        elif name == "tagger":
            options["tagger"] = value
        else:
            raise FieldErrors([{"field": name[:100], "message": "Unknown. Known here: files, url, tagger."}])
    if not files and not urls:
        raise FieldErrors([{"field": "files", "message": "Nothing to ingest: send files or fields named url."}])
    if urls:
        validate(IngestRequest, {"urls": urls})
    return _submission(urls, validate(OptionsRequest, options), tuple(files))


def _submission(urls: list[str], options: OptionsRequest, files: tuple[JobInput, ...]) -> IngestSubmission:
    return IngestSubmission({"urls": urls, "tagger": options.tagger, "files": len(files)}, files)


def _safe_name(name: str | None) -> str:
    """Return the last part of a file name from the outside: it names the document and is never a path."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    plain = "".join(character for character in last if character.isprintable())[-_MAX_NAME:]
    return plain if plain.strip(". ") else "upload"
