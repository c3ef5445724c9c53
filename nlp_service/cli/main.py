"""The command line ``nlp-service``: one command a file, errors and exit codes in one place."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from functools import wraps

import typer

from nlp_service.cli.analyze import analyze
from nlp_service.cli.anniversaries import anniversaries
from nlp_service.cli.archive import bulk
from nlp_service.cli.evaluate import evaluate
from nlp_service.cli.exits import Exit, exit_code
from nlp_service.cli.ingest import ingest
from nlp_service.cli.models import models
from nlp_service.cli.output import note, report
from nlp_service.cli.search import search
from nlp_service.cli.serve import serve
from nlp_service.cli.training import sections, topics
from nlp_service.cli.versions import list_versions, roll_back, use_version
from nlp_service.errors import NlpServiceError

_COMMANDS: tuple[Callable[..., None], ...] = (
    analyze,
    ingest,
    bulk,
    serve,
    search,
    anniversaries,
    models,
    evaluate,
)

_GROUPS: Mapping[str, tuple[str, Mapping[str, Callable[..., None]]]] = {
    "train": ("Learn new versions of the topic model.", {"topics": topics, "sections": sections}),
    "versions": (
        "The versions of the topic model.",
        {"list": list_versions, "use": use_version, "rollback": roll_back},
    ),
}


def create_cli() -> typer.Typer:
    """Return the command line with all its commands."""
    cli = typer.Typer(
        name="nlp-service",
        help="Vietnamese news analysis: words, names, dates, anniversaries, topics and tags.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for command in _COMMANDS:
        cli.command()(_guarded(command))
    for group, (summary, commands) in _GROUPS.items():
        subcommands = typer.Typer(help=summary, no_args_is_help=True)
        for name, command in commands.items():
            subcommands.command(name)(_guarded(command))
        cli.add_typer(subcommands, name=group)
    return cli


def run() -> None:
    """Run the command line and end the process with one of :class:`~nlp_service.cli.exits.Exit`."""
    if hasattr(signal, "SIGPIPE"):
        # A reader that closes the pipe early (head) ends the command quietly, as with other tools.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    create_cli()()


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
