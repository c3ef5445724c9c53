"""The reference as a page: HTML from the OpenAPI document, without scripts.

So it needs no network and no exception in the content security policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

from nlp_service.api.problems import KINDS


def render_reference(document: Mapping[str, Any]) -> str:
    """Return the page of all routes, problems and schemas."""
    info = document["info"]
    operations = [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return (
        _environment()
        .get_template("reference.html")
        .render(title=f"{info['title']} {info['version']}", document=document, operations=operations, kinds=KINDS)
    )


def render_problem(code: str) -> str:
    """Return the page of one kind of problem; ``code`` is a key of the table."""
    kind = KINDS[code]
    return _environment().get_template("problem.html").render(title=kind.title, code=code, kind=kind)


def read_style() -> str:
    """Return the style sheet."""
    return _environment().get_template("style.css").render()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nlp_service.api"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = _mark
    return environment


def _mark(text: str) -> Markup:
    """Return the text as HTML with what stands between backquotes as code."""
    parts = str(escape(text or "")).split("`")
    return Markup("").join(Markup(f"<code>{part}</code>" if index % 2 else part) for index, part in enumerate(parts))  # noqa: S704
