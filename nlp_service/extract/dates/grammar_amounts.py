"""The count before a unit of time: whether it is one, and how TIMEX3 writes it."""

from __future__ import annotations

from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_contexts import free_left, free_right, number_of
from nlp_service.extract.dates.rules import Match


def is_amount(match: Match) -> bool:
    """Whether the token ``n`` counts the unit and is no rank, no number of a thing and no part of a longer number."""
    stream, index = match.stream, match.at("n")
    if stream.code(index) in codes("NUM WORDNUM") and number_of(match, "n") == 0 and not match.has("f"):
        return False
    if stream.word(index) in match.contexts["not_a_count"] or match.starts_in(match.last, "not_a_duration_next"):
        return False
    numbered = match.word_in(index - 1, "ordinal_heads") and not match.word_in(index - 1, "length_heads")
    if numbered and stream.code(index) != CODES["VAGUE"]:
        return False
    if stream.code(index - 1) == CODES["THU"] or (
        stream.code(index - 1) in codes("THANG NAM NGAY QUY") and stream.code(index) == CODES["NUM"]
    ):
        return False
    return free_left(match, index) and not (stream.glued_after(match.last) and not free_right(match))


def amount_of(match: Match) -> str:
    """Return the count as TIMEX3 writes it: ``3``, ``2.5``, ``X`` when it is vague."""
    stream, index = match.stream, match.at("n")
    if stream.code(index) == CODES["VAGUE"]:
        return "X"
    if match.has("b"):
        fraction = int(stream.words[match.at("f")]) / 10 ** stream.width(match.at("f")) if match.has("f") else 0
        return str(round((number_of(match, "n") + fraction) * match.number("b")))
    whole = number_of(match, "n")
    if match.has("f") and stream.width(match.at("f")) == 3 and stream.code(match.at("f") - 1) == CODES["DOT"]:
        return f"{whole}{stream.words[match.at('f')]}"
    if match.has("f"):
        return f"{whole}.{stream.words[match.at('f')]}"
    if match.has("r") and stream.code(match.at("r")) == CODES["RUOI"]:
        return f"{whole}.5"
    return str(whole)
