"""``nlp-service models``: what is installed, verified against its checksums."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.output import Format, print_json, print_table, report, wants_table
from nlp_service.errors import ModelCorrupt
from nlp_service.model_store import ModelFolder, default_root, list_models, open_model


def models(
    root: Annotated[Path | None, typer.Option("--models", help="The folder of the models.", file_okay=False)] = None,
    form: Annotated[Format, typer.Option("--format", help="A table or JSON.")] = Format.AUTO,
) -> None:
    """List the installed models and verify their files."""
    folder = root or default_root()
    found: list[ModelFolder] = []
    damaged = False
    for name in list_models(folder):
        try:
            found.append(open_model(folder, name))
        except ModelCorrupt as error:
            report(error)
            damaged = True
    if wants_table(form):
        rows = ((model.info.name, model.info.version, model.licence, model.info.sha256[:12]) for model in found)
        print_table(f"Models in {folder}", ("name", "version", "licence", "sha256"), rows)
    else:
        for model in found:
            print_json(
                {
                    "name": model.info.name,
                    "version": model.info.version,
                    "licence": model.licence,
                    "sha256": model.info.sha256,
                    "path": str(model.path),
                }
            )
    if damaged or not found:
        raise typer.Exit(Exit.INSTALLATION)
