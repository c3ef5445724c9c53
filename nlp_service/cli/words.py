"""The options of commands that segment words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp_service.types import SegmenterName

SegmenterOption = Annotated[
    SegmenterName, typer.Option("--segmenter", envvar="NLP_SERVICE_SEGMENTER", help="What finds the words.")
]
DictionaryOption = Annotated[
    Path | None,
    typer.Option(
        "--dictionary",
        envvar="NLP_SERVICE_DICTIONARY",
        help="Words of your own, one a line; a bar parts what is no word: ông | ta.",
        dir_okay=False,
    ),
]
