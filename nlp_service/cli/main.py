"""The command line ``nlp-service``: one command a file, errors and exit codes in one place."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from importlib import import_module

import typer

from nlp_service.cli.exits import Exit, exit_code
from nlp_service.cli.output import note, report
from nlp_service.errors import NlpServiceError

# Named, not imported: each command loads its own libraries only, so that a short one answers at once.
_COMMANDS: Mapping[str, str] = {
    "analyze": "analyze:analyze",
    "extract": "extract:extract",
    "ingest": "ingest:ingest",
    "reanalyze": "reanalyze:reanalyze",
    "bulk": "archive:bulk",
    "serve": "serve:serve",
    "search": "search:search",
    "anniversaries": "anniversaries:anniversaries",
    "models": "models:models",
    "evaluate": "evaluate:evaluate",
}
_GROUPS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "entities": (
        "Entities that are one, or two of one name: decide, list, take back.",
        {
            "merge": "curation:merge_entities",
            "split": "curation:split_entity",
            "undo": "curation:undo_decision",
            "list": "curation:list_decisions",
        },
    ),
    "gazetteer": (
        "The names of this installation: always found, or never given.",
        {
            "set": "curation:set_gazetteer",
            "show": "curation:show_gazetteer",
            "remove": "curation:remove_gazetteer",
        },
    ),
    "train": ("Learn new versions of the topic model.", {"topics": "training:topics", "sections": "training:sections"}),
    "vocabulary": (
        "The newsroom's own tags.",
        {
            "set": "vocabulary:set_vocabulary",
            "show": "vocabulary:show_vocabulary",
            "remove": "vocabulary:remove_vocabulary",
        },
    ),
    "versions": (
        "The versions of the topic model.",
        {"list": "versions:list_versions", "use": "versions:use_version", "rollback": "versions:roll_back"},
    ),
}


def create_cli(arguments: Sequence[str] = ()) -> typer.Typer:
    """Return the command line; where ``arguments`` begin with a command, it has that one only."""
    cli = typer.Typer(
        name="nlp-service",
        help="Vietnamese news analysis: words, names, dates, anniversaries, topics and tags.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    wanted = frozenset(arguments[:1])
    chosen = wanted & (_COMMANDS.keys() | _GROUPS.keys()) or _COMMANDS.keys() | _GROUPS.keys()
    cli.callback()(_keep_names)
    for name, place in _COMMANDS.items():
        if name in chosen:
            cli.command(name)(_guarded(_load(place)))
    for group, (summary, places) in _GROUPS.items():
        if group in chosen:
            subcommands = typer.Typer(help=summary, no_args_is_help=True)
            for name, place in places.items():
                subcommands.command(name)(_guarded(_load(place)))
            cli.add_typer(subcommands, name=group)
    return cli


def run() -> None:
    """Run the command line and end the process with one of :class:`~nlp_service.cli.exits.Exit`."""
    if hasattr(signal, "SIGPIPE"):
        # A reader that closes the pipe early (head) ends the command quietly, as with other tools.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    create_cli(sys.argv[1:])()


def _keep_names() -> None:
    """Vietnamese news analysis: words, names, dates, anniversaries, topics and tags."""
    # With a callback a single command keeps its name; without one typer takes it for the program itself.


def _load(place: str) -> Callable[..., None]:
    module, _, name = place.partition(":")
    command: Callable[..., None] = getattr(import_module(f"nlp_service.cli.{module}"), name)
    return command


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Return ``command`` with this package's errors reported as exit codes; others keep their traceback."""

    @wraps(command)
    def run_command(*args: object, **kwargs: object) -> None:
        try:
            command(*args, **kwargs)
        except NlpServiceError as error:
            report(error)
            raise typer.Exit(exit_code(error)) from error
        except KeyboardInterrupt as interrupt:
            note("stopped.")
            raise typer.Exit(Exit.INTERRUPTED) from interrupt

    return run_command
