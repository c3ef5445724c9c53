"""``nlp-service gazetteer`` and ``nlp-service entities``: the names of an installation, and merges and splits."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.files import read_content
from nlp_service.cli.output import Format, note, print_json, print_table, wants_table
from nlp_service.cli.search import open_existing
from nlp_service.errors import UnsupportedFormat
from nlp_service.extract.entities.gazetteer_files import GazetteerFormat, gazetteer_to_dict, read_gazetteer
from nlp_service.store.curation import EntityCurator
from nlp_service.store.decisions import EntityDecision
from nlp_service.store.installation import load_gazetteer, save_gazetteer
from nlp_service.store.store import Store
from nlp_service.types import Gazetteer

_Location = Annotated[str, typer.Option("--store", help="The store's file.")]
_DEFAULT_STORE = "var/nlp_service.db"
_FORMATS: dict[str, GazetteerFormat] = {".csv": "csv", ".json": "json"}


def set_gazetteer(
    file: Annotated[Path, typer.Argument(help="A .csv or .json file; it replaces the list as a whole.")],
    location: _Location = _DEFAULT_STORE,
) -> None:
    """Set the names that are always found or never given."""
    gazetteer = read_gazetteer_file(file)
    with Store.open(location) as store:
        save_gazetteer(store, gazetteer)
    note(f"{len(gazetteer.allow)} names are always found, {len(gazetteer.deny)} never given.")


def show_gazetteer(location: _Location = _DEFAULT_STORE) -> None:
    """Print the names as JSON, in the form that set reads."""
    with open_existing(location) as store:
        print_json(gazetteer_to_dict(load_gazetteer(store)))


def remove_gazetteer(location: _Location = _DEFAULT_STORE) -> None:
    """Remove the names."""
    with open_existing(location) as store:
        save_gazetteer(store, Gazetteer())


def merge_entities(
    entity_id: Annotated[str, typer.Argument(help="The entity that becomes the other.")],
    into: Annotated[str, typer.Argument(help="The entity that stays.")],
    location: _Location = _DEFAULT_STORE,
) -> None:
    """Make two entities one, in all articles stored and to come."""
    with open_existing(location) as store:
        print_json(_to_dict(EntityCurator(store).merge(entity_id, into)))


def split_entity(
    entity_id: Annotated[str, typer.Argument(help="The entity that two things share.")],
    name: Annotated[str, typer.Argument(help="The name of the other one.")],
    article: Annotated[list[str] | None, typer.Option(help="An article that means the other one; repeatable.")] = None,
    evidence: Annotated[
        list[str] | None, typer.Option(help="An entity in whose company it is the other one; repeatable.")
    ] = None,
    location: _Location = _DEFAULT_STORE,
) -> None:
    """Tell two things of one name apart."""
    with open_existing(location) as store:
        decision = EntityCurator(store).split(entity_id, name, articles=article or (), evidence=evidence or ())
        print_json(_to_dict(decision))


def undo_decision(
    decision_id: Annotated[int, typer.Argument(help="The id of a merge or split.")],
    location: _Location = _DEFAULT_STORE,
) -> None:
    """Take a merge or a split back."""
    with open_existing(location) as store:
        EntityCurator(store).undo(decision_id)


def list_decisions(
    location: _Location = _DEFAULT_STORE,
    form: Annotated[Format, typer.Option("--format", help="A table or JSON lines.")] = Format.AUTO,
) -> None:
    """List the merges and splits in force."""
    with open_existing(location) as store:
        decisions = EntityCurator(store).list()
    if wants_table(form):
        rows = ((item.id, item.kind, item.entity_id, item.target_id, item.name) for item in decisions)
        print_table(f"{len(decisions)} decisions", ("id", "kind", "entity", "target", "name"), rows)
    else:
        for item in decisions:
            print_json(_to_dict(item))


def read_gazetteer_file(file: Path) -> Gazetteer:
    """Return the gazetteer in a file.

    Raises:
        UnsupportedFormat: its name ends neither in .csv nor in .json.
        InputError: it cannot be read.
    """
    form = _FORMATS.get(file.suffix.lower())
    if form is None:
        raise UnsupportedFormat(f"{file}: a gazetteer is a .csv or a .json file.")
    return read_gazetteer(read_content(file), form)


def _to_dict(decision: EntityDecision) -> dict[str, object]:
    return asdict(decision) | {"created": decision.created.isoformat()}
