"""``python -m nlp_service.api.openapi [FILE]`` writes the OpenAPI document (default: ``docs/openapi.json``)."""

from __future__ import annotations

import sys
from pathlib import Path

from nlp_service.api.app import create_app
from nlp_service.api.document import render_document
from nlp_service.api.settings import Settings

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def render() -> str:
    """Return the document of the application as it is now."""
    return render_document(create_app(Settings()).openapi())


def main(arguments: list[str]) -> int:
    """Write the document; returns the exit code."""
    path = Path(arguments[0]) if arguments else DEFAULT_PATH
    path.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
