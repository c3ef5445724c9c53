"""What the tests run in other processes: importable, because processes are spawned."""

from __future__ import annotations

import sys
from datetime import datetime
from itertools import count
from pathlib import Path

from nlp_service.store.store import Store
from nlp_service.types import Analysis, Article
from tests.store.builders import NOW, UNCLE_HO, build_analysis, build_article, find_entity

HANGS_AT = 7


def numbered(number: int, *, version: str = "một") -> tuple[Article, Analysis]:
    article = build_article(str(number), f"Bài {number} bản {version} viết về Hồ Chí Minh.")
    return article, build_analysis(article, entities=[find_entity(article.text, "Hồ Chí Minh", UNCLE_HO)])


def put_numbers(path: Path, first: int, amount: int, timeout: float = 60.0) -> None:
    """Open the store, new or not, and put articles one by one."""
    with Store.open(path, busy_timeout=timeout) as store:
        for number in range(first, first + amount):
            store.put(*numbered(number))


def put_and_hang(path: Path) -> None:
    """Update and add articles in one transaction; the clock, asked for each of them, tells and hangs in the middle."""
    calls = count()

    def clock() -> datetime:
        if next(calls) == HANGS_AT:
            sys.stdout.write("hanging\n")
            sys.stdout.flush()
            sys.stdin.read()  # until killed
        return NOW

    with Store.open(path, now=clock) as store:
        store.put_many(numbered(number, version="hai") for number in range(HANGS_AT + 3))


if __name__ == "__main__":
    put_and_hang(Path(sys.argv[1]))
