"""``nlp-service serve``: the HTTP API and the page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from nlp_service.api.server import serve as serve_settings
from nlp_service.api.settings import Settings
from nlp_service.cli.output import note
from nlp_service.errors import InvalidField


def serve(
    location: Annotated[str | None, typer.Option("--store", help="The store's file.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
    models: Annotated[Path | None, typer.Option(help="The folder of the models.", file_okay=False)] = None,
) -> None:
    """Serve API and page; every setting can also come from the environment (NLP_SERVICE_…)."""
    given: dict[str, Any] = {"store": location, "host": host, "port": port, "models": models}
    try:
        settings = Settings(**{key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise InvalidField(f"Settings: {problems}.") from error
    note(f"page: http://{settings.host}:{settings.port}/  API: http://{settings.host}:{settings.port}/docs")
    serve_settings(settings)
