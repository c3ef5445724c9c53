"""Which format an ``Accept`` header asks for."""

from __future__ import annotations

from collections.abc import Mapping

from nlp_service.api.problems import ApiProblem


def choose_format(accept: str, offered: Mapping[str, str]) -> str:
    """Return the name in ``offered`` (name to media type, the preferred first) that ``accept`` likes best.

    See RFC 9110, 12.5.1: the most specific range that covers a type gives its weight.

    Raises:
        ApiProblem: not-acceptable, when it likes none.
    """
    ranges = [_parse_range(item) for item in accept.split(",") if item.strip()] or [("*/*", 1.0)]
    best, best_weight = "", 0.0
    for name, media_type in offered.items():
        weight = _weigh(media_type, ranges)
        if weight > best_weight:
            best, best_weight = name, weight
    if not best:
        raise ApiProblem("not-acceptable", f"Offered here: {', '.join(offered.values())}.")
    return best


def _parse_range(item: str) -> tuple[str, float]:
    media_range, *parameters = (part.strip().lower() for part in item.split(";"))
    weight = next((value for name, _, value in (part.partition("=") for part in parameters) if name == "q"), "1")
    try:
        return media_range, min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return media_range, 0.0


def _weigh(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """The most specific range that covers the type decides."""
    for wanted in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        weights = [weight for media_range, weight in ranges if media_range == wanted]
        if weights:
            return weights[0]
    return 0.0
