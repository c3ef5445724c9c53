"""``/docs`` and ``/problems/...``: the reference, served by the application itself."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from nlp_service.api.problems import KINDS
from nlp_service.api.reference import read_style, render_problem, render_reference

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def get_reference(request: Request) -> Response:
    """The reference of all routes."""
    return Response(render_reference(request.app.openapi()), media_type="text/html; charset=utf-8")


@router.get("/docs/style.css")
def get_style() -> Response:
    """The reference's style sheet."""
    return Response(read_style(), media_type="text/css; charset=utf-8")


@router.get("/problems/{code}")
def get_problem(code: str) -> Response:
    """What one kind of problem means."""
    if code not in KINDS:
        raise HTTPException(404)
    return Response(render_problem(code), media_type="text/html; charset=utf-8")
