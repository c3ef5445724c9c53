"""``nlp-service analyze``: files, standard input or JSON lines in, analyses out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.bulk import Line, Result, analyze_lines, read_lines
from nlp_service.cli.curation import read_gazetteer_file
from nlp_service.cli.exits import Exit
from nlp_service.cli.files import read_content
from nlp_service.cli.loading import PipelineOf
from nlp_service.cli.output import Format, note, print_json, progress, report, wants_table
from nlp_service.cli.tables import print_analysis
from nlp_service.cli.vocabulary import read_vocabulary_file
from nlp_service.cli.words import DictionaryOption, SegmenterOption
from nlp_service.errors import InputError, InvalidField
from nlp_service.extract.entities.choices import order_labels
from nlp_service.ingest.readers import read_articles
from nlp_service.serialize import analysis_to_dict
from nlp_service.text.segmenters import SegmenterChoice
from nlp_service.types import DEFAULT_TAGS, MAX_TAGS, AnalyzeOptions, Article, Gazetteer, TaggerName, Vocabulary

_STANDARD_INPUT = Path("-")


def analyze(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Text or HTML files; - is standard input.", show_default=False)
    ] = None,
    input_: Annotated[
        Path | None, typer.Option("--input", help="JSON lines: {id, text, title?, published?}.", dir_okay=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="Where the analyses of --input go, one a line.", dir_okay=False)
    ] = None,
    tagger: Annotated[TaggerName, typer.Option(help="The entity tagger.")] = "fast",
    label: Annotated[list[str] | None, typer.Option(help="Only entities with this label; repeatable.")] = None,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="Only entities with at least this score.")] = 0.0,
    gazetteer: Annotated[
        Path | None, typer.Option(help="Names to find or to leave out, .csv or .json.", dir_okay=False)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say of each part what made it.")] = False,
    tags_limit: Annotated[int, typer.Option(min=0, max=MAX_TAGS, help="Most tags to give.")] = DEFAULT_TAGS,
    tags_threshold: Annotated[float, typer.Option(min=0, max=1, help="Only tags with at least this score.")] = 0.0,
    tags_exclude: Annotated[list[str] | None, typer.Option(help="A tag not to give; repeatable.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes for --input.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Continue a run of --input that was stopped.")] = False,
    form: Annotated[Format, typer.Option("--format", help="For files: a table or JSON.")] = Format.AUTO,
    vocabulary: Annotated[
        Path | None, typer.Option(help="Map tags to the terms of this file (.csv, .json, .ttl, .rdf).", dir_okay=False)
    ] = None,
    segmenter: SegmenterOption = "nlp_service",
    dictionary: DictionaryOption = None,
    models: Annotated[Path | None, typer.Option(help="The folder of the models.", file_okay=False)] = None,
) -> None:
    """Analyse articles and store nothing."""
    options = AnalyzeOptions(
        tagger=tagger,
        labels=order_labels(label or ()),
        threshold=threshold,
        explain=explain,
        tags_limit=tags_limit,
        tags_threshold=tags_threshold,
        tags_exclude=tuple(tags_exclude or ()),
        gazetteer=read_gazetteer_file(gazetteer) if gazetteer is not None else Gazetteer(),
        vocabulary=read_vocabulary_file(vocabulary) if vocabulary is not None else Vocabulary(),
    )
    load = PipelineOf(models, SegmenterChoice(segmenter, dictionary))
    if input_ is not None:
        if files:
            raise InvalidField("Give either files or --input, not both.")
        _analyze_jsonl(input_, output, options, workers=workers, resume=resume, load=load)
        return
    if output is not None or resume:
        raise InvalidField("--output and --resume go with --input IN.jsonl; redirect standard output for files.")
    if not files and sys.stdin.isatty():
        raise InvalidField("Nothing to analyse: name a file, pipe a text in, or give --input IN.jsonl.")
    _analyze_files(files or [_STANDARD_INPUT], options, form=form, load=load)


def _analyze_files(files: list[Path], options: AnalyzeOptions, *, form: Format, load: PipelineOf) -> None:
    refused = False
    articles: list[Article] = []
    extracted: list[bool] = []
    for path in files:
        try:
            content = sys.stdin.buffer.read() if path == _STANDARD_INPUT else read_content(path)
            found = read_articles(content, name="stdin" if path == _STANDARD_INPUT else path.name)
            articles += found
            extracted += [article.text.encode() not in content for article in found]
        except InputError as error:
            report(error, where=str(path))
            refused = True
    pipeline = load()
    results = pipeline.analyze_many(articles, options)
    for article, is_extracted, result in zip(articles, extracted, results, strict=True):
        if isinstance(result, InputError):
            report(result, where=article.id)
            refused = True
        elif wants_table(form):
            print_analysis(result)
        else:
            # The offsets count in the text that was taken out of a page, which the caller has not seen.
            own_text = {"text": article.text} if is_extracted else {}
            print_json(analysis_to_dict(result, article.text) | own_text)
    if refused:
        raise typer.Exit(Exit.REFUSED)


def _analyze_jsonl(
    source: Path, target: Path | None, options: AnalyzeOptions, *, workers: int, resume: bool, load: PipelineOf
) -> None:
    if not source.is_file():
        raise InvalidField(f"--input {source}: there is no such file.")
    if target is None:
        if resume:
            raise InvalidField("--resume needs --output OUT.jsonl: the part that is done is read from there.")
        results = analyze_lines(read_lines(source), options, workers=workers, load=load)
        refused = _write(results, sys.stdout.write, total=source.stat().st_size)
    else:
        refused = _write_file(source, target, options, workers=workers, resume=resume, load=load)
    if refused:
        note(f"{refused} of the lines could not be analysed; each has an error in the output.")
        raise typer.Exit(Exit.REFUSED)


def _write_file(
    source: Path, target: Path, options: AnalyzeOptions, *, workers: int, resume: bool, load: PipelineOf
) -> int:
    """Write to a file beside the target that takes its name when all is done, so that no reader sees a half."""
    part = target.with_name(target.name + ".part")
    try:
        done, refused = _keep_whole_lines(part, source) if resume and part.exists() else (0, 0)
        with part.open("a" if done else "w", encoding="utf-8", newline="\n") as file:
            results = analyze_lines(read_lines(source, skip=done), options, workers=workers, load=load)
            refused += _write(results, file.write, total=source.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except KeyboardInterrupt:
        note(f"stopped; {part} holds what is done, --resume continues there.")
        raise
    except OSError as error:
        raise InvalidField(f"--output {target}: cannot be written ({error.strerror}).") from error
    return refused


def _write(results: Iterable[Result], write: Callable[[str], object], *, total: int) -> int:
    refused = 0
    ignored: set[str] = set()
    with progress(items=False) as bar:
        task = bar.add_task("Analysing", total=total)
        for result in results:
            write(result.content + "\n")
            refused += result.refused
            ignored.update(result.ignored)
            bar.advance(task, result.size)
    if ignored:
        note(f"fields that were not used: {', '.join(sorted(ignored))}.")
    return refused


def _keep_whole_lines(part: Path, source: Path) -> tuple[int, int]:
    """Cut a half-written last line off ``part``; return how many lines are done and how many of them are refusals.

    Raises:
        InvalidField: the part belongs to another input.
    """
    done = refused = size = 0
    last: object = None
    with part.open("rb") as file:
        for content in file:
            if not content.endswith(b"\n"):
                break
            last = json.loads(content)
            refused += isinstance(last, dict) and "error" in last
            done, size = done + 1, size + len(content)
    if done and not _is_answer(last, next(_line_at(source, done), None)):
        raise InvalidField(f"{part} belongs to another input than {source}; remove it, or run without --resume.")
    os.truncate(part, size)
    return done, refused


def _line_at(source: Path, position: int) -> Iterator[Line]:
    return read_lines(source, skip=position - 1)


def _is_answer(answer: object, line: Line | None) -> bool:
    if line is None or not isinstance(answer, dict):
        return False
    if "error" in answer:
        return True
    if isinstance(line.content, InputError):
        return False
    question = json.loads(line.content)
    return isinstance(question, dict) and question.get("id") == answer.get("id")
