"""One partition to one file, with models that are loaded once; the same bytes whatever engine runs it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nlp_service.bulk.parquet import SCHEMA, read_rows, write_rows
from nlp_service.bulk.plan import PARQUET_SUFFIXES, Partition
from nlp_service.errors import InputError, InvalidField
from nlp_service.ingest.jsonl import ALLOWED, load_line, parse_article, read_id, read_lines
from nlp_service.pipeline import Pipeline, load_pipeline
from nlp_service.serialize import JsonObject, analysis_to_dict, dumps, error_to_dict, format_published
from nlp_service.types import Analysis, AnalyzeOptions, Article

Row = Article | tuple[str | None, InputError]
"""An article, or the id of a refused row, where it has one, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs to know; ``columns`` pairs every field of an article with its column or JSON key."""

    output: Path
    columns: tuple[tuple[str, str], ...]
    options: AnalyzeOptions
    models: Path | None = None
    versions: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a partition."""

    index: int
    rows: int
    refused: int


class PartitionWorker:
    """Analyses partitions one after another. Building one loads the models.

    Raises:
        ModelError: a model is missing or damaged.
    """

    def __init__(self, settings: Settings, pipeline: Pipeline | None = None) -> None:
        self._settings = settings
        self._pipeline = pipeline or load_pipeline(settings.models, settings.versions)

    def run(self, partition: Partition) -> Outcome:
        """Analyse a partition and write its file.

        Raises:
            InputError: the file cannot be read as what it was when the run was planned.
            StoreError: the output cannot be written.
        """
        rows = list(self._analyze(partition))
        write_rows(self._settings.output / partition.file_name, rows)
        return Outcome(partition.index, len(rows), sum(row["error_type"] is not None for row in rows))

    def _analyze(self, partition: Partition) -> Iterator[JsonObject]:
        # The pipeline asks for a batch ahead; what it has taken waits here for its analysis, with the refusals between.
        waiting: deque[Row] = deque()

        def articles() -> Iterator[Article]:
            for row in read_partition(partition, dict(self._settings.columns)):
                waiting.append(row)
                if isinstance(row, Article):
                    yield row

        for result in self._pipeline.analyze_many(articles(), self._settings.options):
            while not isinstance(row := waiting.popleft(), Article):
                yield _refused_row(*row)
            yield _output_row(row, result)
        for row in waiting:
            assert not isinstance(row, Article)
            yield _refused_row(*row)


def read_partition(partition: Partition, columns: Mapping[str, str]) -> Iterator[Row]:
    """Yield the articles of a partition in order, and a refusal for each row that is none; blank lines are no rows."""
    if partition.path.suffix.lower() in PARQUET_SUFFIXES:
        for number, value in enumerate(read_rows(partition.path, partition.first, partition.count, columns), 1):
            yield _parse(value, partition, number)
        return
    with partition.path.open("rb") as file:
        file.seek(partition.offset)
        for number, line in read_lines(file):
            if number > partition.count:
                return
            yield _parse_line(line, partition, number, columns)


def _parse_line(line: bytes | InputError, partition: Partition, number: int, columns: Mapping[str, str]) -> Row:
    if isinstance(line, InputError):
        return None, line
    try:
        value = load_line(line, number=partition.first + number)
    except InputError as error:
        return None, error
    if isinstance(value, dict):
        value = {field: value[column] for field, column in columns.items() if column in value}
    return _parse(value, partition, number)


def _parse(value: object, partition: Partition, number: int) -> Row:
    where = f"{partition.path.name}, row {partition.first + number}"
    try:
        return parse_article(value, default_id=f"{partition.path.stem}-{partition.first + number}", where=where)
    except InputError as error:
        return read_id(value), error


def parse_columns(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return every field of an article with its column: the field's own name where none is given.

    Raises:
        InvalidField: an article has no such field.
    """
    unknown = sorted(set(given) - set(ALLOWED))
    if unknown:
        raise InvalidField(f"column: an article has no field {unknown[0]!r}; it has {', '.join(ALLOWED)}.")
    return tuple((field, given.get(field, field)) for field in ALLOWED)


def _output_row(article: Article, result: Analysis | InputError) -> JsonObject:
    if isinstance(result, InputError):
        return _refused_row(article.id, result)
    sections = [topic for topic in result.topics if topic.scheme == "section"]
    return _EMPTY_ROW | {
        "id": article.id,
        "title": result.title,
        "published": format_published(result.published),
        "author": result.author,
        "source": article.source,
        "section": max(sections, key=lambda topic: topic.score).id if sections else None,
        "tags": [tag.tag for tag in result.tags],
        "entity_ids": list(dict.fromkeys(entity.entity_id for entity in result.entities if entity.entity_id)),
        "analysis": dumps(analysis_to_dict(result, article.text)),
    }


def _refused_row(article_id: str | None, error: InputError) -> JsonObject:
    described = error_to_dict(error)
    return _EMPTY_ROW | {"id": article_id, "error_type": described["type"], "error_detail": described["detail"]}


_EMPTY_ROW: JsonObject = dict.fromkeys(SCHEMA.names)
