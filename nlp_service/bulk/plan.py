"""What a bulk run will do, fixed before it begins: its partitions, and everything that determines their output.

The plan is written into the output folder first. A later run with the same plan goes on where the first one stopped;
one with another plan is refused, so that a folder never holds a mixture.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from nlp_service.bulk.parquet import count_rows
from nlp_service.errors import InvalidField, UnsupportedFormat
from nlp_service.serialize import JsonObject
from nlp_service.types import AnalyzeOptions, Provenance
from nlp_service.whole_files import write_atomically

PLAN_FILE = "_plan.json"
PARQUET_SUFFIXES = frozenset({".parquet", ".pq"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Partition:
    """``count`` rows of one file from row ``first`` on; ``offset`` is that row's byte in a JSONL file, else 0."""

    index: int
    path: Path
    first: int
    count: int
    offset: int

    @property
    def file_name(self) -> str:
        """The name of its output."""
        return f"part-{self.index:06d}.parquet"


@dataclass(frozen=True, slots=True)
class Plan:
    """The partitions of a run and the text of its plan file."""

    partitions: tuple[Partition, ...]
    content: str


def make_plan(
    sources: Sequence[Path],
    *,
    rows: int,
    columns: Sequence[tuple[str, str]],
    options: AnalyzeOptions,
    provenance: Provenance,
) -> Plan:
    """Cut the sources, files or folders of Parquet and JSONL, into partitions of at most ``rows`` rows.

    Every file is read once, to count its rows and to know it again; ``columns`` pairs an article's fields with columns.

    Raises:
        InvalidField: a source is not there or a folder holds no file of a known kind.
        UnsupportedFormat: a file is neither Parquet nor JSONL.
    """
    files = [file for source in sources for file in _find_files(source)]
    partitions: list[Partition] = []
    described: list[JsonObject] = []
    for path in files:
        digest, starts, total = _scan(path, rows)
        described.append({"file": path.name, "sha256": digest, "rows": total})
        for first, offset in starts:
            partitions.append(Partition(len(partitions), path, first, min(rows, total - first), offset))
    value = {"rows": rows, "columns": dict(columns), "options": asdict(options), "provenance": asdict(provenance)}
    content = json.dumps(value | {"files": described}, ensure_ascii=False, indent=1, default=list) + "\n"
    return Plan(tuple(partitions), content)


def adopt_plan(plan: Plan, output: Path) -> tuple[Partition, ...]:
    """Write the plan into the output folder, or find it there; return the partitions that are still to be done.

    Raises:
        InvalidField: the folder holds the output of another plan.
    """
    path = output / PLAN_FILE
    output.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        if any(output.glob("part-*.parquet")):
            raise InvalidField(f"{output}: holds partitions without their plan; name an empty folder.")
        write_atomically(path, plan.content.encode())
    elif path.read_text(encoding="utf-8") != plan.content:
        raise InvalidField(
            f"{output}: holds the output of another run (other files, rows, columns, options or models); "
            "name an empty folder."
        )
    for unfinished in output.glob(".part-*"):  # of a run that was killed
        unfinished.unlink(missing_ok=True)
    return tuple(partition for partition in plan.partitions if not (output / partition.file_name).exists())


def _find_files(source: Path) -> list[Path]:
    if source.is_dir():
        suffixes = PARQUET_SUFFIXES | JSONL_SUFFIXES
        found = sorted(path for path in source.rglob("*") if path.suffix.lower() in suffixes and path.is_file())
        if not found:
            raise InvalidField(f"{source}: no files with {', '.join(sorted(suffixes))} here.")
        return found
    if not source.is_file():
        raise InvalidField(f"{source}: there is no such file or folder.")
    return [source]


def _scan(path: Path, rows: int) -> tuple[str, list[tuple[int, int]], int]:
    """Return the file's sha256, the first row and byte offset of each of its partitions, and how many rows it has."""
    suffix = path.suffix.lower()
    if suffix in PARQUET_SUFFIXES:
        total = count_rows(path)
        return _digest(path), [(first, 0) for first in range(0, total, rows)], total
    if suffix in JSONL_SUFFIXES:
        return _scan_lines(path, rows)
    raise UnsupportedFormat(f"{path}: a bulk run reads Parquet (.parquet) and JSONL (.jsonl) only.")


def _scan_lines(path: Path, rows: int) -> tuple[str, list[tuple[int, int]], int]:
    digest, starts, total = hashlib.sha256(), [], 0
    position = 0
    with path.open("rb") as file:
        # Line by line in bounded pieces: a piece that does not end its line is no row of its own.
        begins_line = True
        while piece := file.readline(_BLOCK):
            digest.update(piece)
            if begins_line:
                if total % rows == 0:
                    starts.append((total, position))
                total += 1
            begins_line = piece.endswith(b"\n")
            position += len(piece)
    return digest.hexdigest(), starts, total


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
