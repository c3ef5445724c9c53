"""``nlp-service versions``: which versions of the topic model there are, and which one is used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.output import Format, note, print_json, print_table, wants_table
from nlp_service.model_store import TOPIC_MODEL
from nlp_service.model_versions import ModelVersions, versions_folder

VersionsOption = Annotated[Path | None, typer.Option("--versions", help="Where versions are kept.", file_okay=False)]


def list_versions(
    versions: VersionsOption = None,
    form: Annotated[Format, typer.Option("--format", help="A table or JSON.")] = Format.AUTO,
) -> None:
    """List the versions of the topic model; the active one is used."""
    kept = _open(versions)
    active = kept.state().active
    if wants_table(form):
        rows = ((name, "active" if name == active else "") for name in kept.versions())
        print_table("Versions of topics", ("version", ""), rows)
    else:
        for name in kept.versions():
            print_json({"version": name, "active": name == active})


def use_version(
    version: Annotated[str, typer.Argument(help="One of the list; release is the one that came with the release.")],
    versions: VersionsOption = None,
) -> None:
    """Use a version from now on."""
    note(f"topics: {_open(versions).activate(version).active} is used now.")


def roll_back(versions: VersionsOption = None) -> None:
    """Use the version again that was used before the present one."""
    note(f"topics: {_open(versions).roll_back().active} is used now.")


def _open(versions: Path | None) -> ModelVersions:
    return ModelVersions(versions or versions_folder(), TOPIC_MODEL)
