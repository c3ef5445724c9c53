"""``nlp-service vocabulary``: the newsroom's own tags."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.files import read_content
from nlp_service.cli.output import note, print_json
from nlp_service.cli.search import open_existing
from nlp_service.errors import UnsupportedFormat
from nlp_service.extract.tags.skos import read_skos
from nlp_service.extract.tags.vocabulary_files import read_vocabulary, vocabulary_to_dict
from nlp_service.store.installation import load_vocabulary, save_vocabulary
from nlp_service.store.store import Store
from nlp_service.types import Vocabulary

_Location = Annotated[str, typer.Option("--store", help="The store's file.")]
_DEFAULT_STORE = "var/nlp_service.db"


def set_vocabulary(
    file: Annotated[Path, typer.Argument(help="A .csv, .json, .ttl or .rdf file; it replaces the vocabulary.")],
    location: _Location = _DEFAULT_STORE,
) -> None:
    """Set the terms that suggested tags are mapped to."""
    vocabulary = read_vocabulary_file(file)
    with Store.open(location) as store:
        save_vocabulary(store, vocabulary)
    note(f"{len(vocabulary.terms)} terms.")


def show_vocabulary(location: _Location = _DEFAULT_STORE) -> None:
    """Print the terms as JSON, in the form that set reads."""
    with open_existing(location) as store:
        print_json(vocabulary_to_dict(load_vocabulary(store)))


def remove_vocabulary(location: _Location = _DEFAULT_STORE) -> None:
    """Remove the terms."""
    with open_existing(location) as store:
        save_vocabulary(store, Vocabulary())


def read_vocabulary_file(file: Path) -> Vocabulary:
    """Return the vocabulary in a file.

    Raises:
        UnsupportedFormat: its name ends in nothing that is known.
        InputError: it cannot be read.
    """
    content = read_content(file)
    match file.suffix.lower():
        case ".csv":
            return read_vocabulary(content, "csv")
        case ".json":
            return read_vocabulary(content, "json")
        case ".ttl":
            return read_skos(content, "turtle")
        case ".rdf" | ".xml":
            return read_skos(content, "xml")
    raise UnsupportedFormat(f"{file}: a vocabulary is a .csv, .json, .ttl (Turtle) or .rdf (RDF/XML) file.")
