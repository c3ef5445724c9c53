"""Sentence ends on lines of our own that are hard: abbreviations, initials, quotations, headings, glued sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_service.text.sentences import split_sentences

LINES = Path(__file__).parent / "data" / "hard_sentences.txt"
FEWEST_LINES = 400
FLOOR = 0.97

Ends = set[int]


def read_lines() -> list[tuple[str, Ends]]:
    """Return the texts with the ends of their sentences; ``|`` stands after each, ``⏎`` for a line end."""
    marked = [line.replace("⏎", "\n") for line in LINES.read_text(encoding="utf-8").splitlines()]
    return [(line.replace("|", ""), ends_of(line)) for line in marked if line and not line.startswith("# ")]


def ends_of(marked: str) -> Ends:
    ends, position = set(), 0
    for piece in marked.split("|"):
        if piece.strip():
            ends.add(position + len(piece.rstrip()))
        position += len(piece)
    return ends


def f1(lines: list[tuple[str, Ends]]) -> float:
    right = expected = offered = 0
    for text, ends in lines:
        found = {sentence.end for sentence in split_sentences(text)}
        right, expected, offered = right + len(ends & found), expected + len(ends), offered + len(found)
    return 2 * right / (expected + offered)


def test_enough_lines() -> None:
    lines = read_lines()
    assert len(lines) >= FEWEST_LINES
    assert len({text for text, _ in lines}) == len(lines)


def test_ends_of_sentences() -> None:
    assert f1(read_lines()) >= FLOOR


def test_marks_are_read() -> None:
    assert ends_of("Một.| Hai\n|Ba") == {4, 8, 11}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“Đi!" * 20_000, 1),
        ("Điều 1. " * 20_000, 1),
        ("A. " * 30_000, 1),
        ("Ô!😀" * 20_000, 1),
        ("“" * 50_000 + "!", 1),
    ],
)
def test_long_runs_are_covered(text: str, count: int) -> None:
    sentences = split_sentences(text)
    assert len(sentences) >= count
    assert sentences[-1].end == len(text.rstrip())
