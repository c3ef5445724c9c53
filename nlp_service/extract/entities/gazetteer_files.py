"""Reads a gazetteer from CSV or JSON, as newsrooms keep their lists of names.

CSV has a header ``list,name,label,canonical,aliases``: ``list`` is ``allow`` (the default) or ``deny``; ``aliases`` are
separated by ``|``; only ``name`` is needed for ``deny``, ``name`` and ``label`` for ``allow``. JSON is
``{"allow": [{"name", "label", "canonical", "aliases"}], "deny": ["name"]}``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any, Literal, cast

from nlp_service.errors import InvalidField, InvalidJson
from nlp_service.extract.entities.gazetteer import make_gazetteer
from nlp_service.serialize import JsonObject
from nlp_service.text.validation import decode_utf8
from nlp_service.types import ENTITY_LABELS, EntityLabel, Gazetteer, GazetteerEntry

GazetteerFormat = Literal["csv", "json"]
_COLUMNS = ("list", "name", "label", "canonical", "aliases")
_FIELDS = frozenset(_COLUMNS) - {"list"}


def read_gazetteer(content: bytes, form: GazetteerFormat) -> Gazetteer:
    """Return the gazetteer in ``content``.

    Raises:
        InvalidEncoding: it is not UTF-8.
        InvalidJson: what should be JSON is not.
        InvalidField: a row, a name or a label is not valid; the message says which.
    """
    text = decode_utf8(content).removeprefix("\ufeff")
    return _read_csv(text) if form == "csv" else _read_json(text)


def gazetteer_to_dict(gazetteer: Gazetteer) -> JsonObject:
    """Return what :func:`read_gazetteer` reads as JSON, with the digest."""
    return {
        "digest": gazetteer.digest,
        "allow": [
            {"name": entry.name, "label": entry.label, "canonical": entry.canonical, "aliases": list(entry.aliases)}
            for entry in gazetteer.allow
        ],
        "deny": list(gazetteer.deny),
    }


def _read_csv(text: str) -> Gazetteer:
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True))
    except csv.Error as error:
        raise InvalidField(f"gazetteer: the CSV is malformed ({error}).") from error
    allow, deny = [], []
    for number, row in enumerate(rows, 2):
        unknown = row.keys() - set(_COLUMNS)
        if unknown or "name" not in row:
            raise InvalidField(f"line {number}: write the columns {', '.join(_COLUMNS)}; only name is always needed.")
        values = {key: (value or "").strip() for key, value in row.items()}
        if values.get("list") == "deny":
            deny.append(values["name"])
        elif values.get("list", "") in ("", "allow"):
            aliases = [alias.strip() for alias in values.get("aliases", "").split("|") if alias.strip()]
            allow.append(_entry({**values, "aliases": aliases}, f"line {number}"))
        else:
            raise InvalidField(f"line {number}: list is {values['list']!r}; write allow or deny.")
    return make_gazetteer(allow, deny)


def _read_json(text: str) -> Gazetteer:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidJson(f"The gazetteer is not JSON ({error}).") from error
    if not isinstance(value, dict) or value.keys() - {"allow", "deny", "digest"}:
        raise InvalidField('gazetteer: write {"allow": [...], "deny": [...]}.')
    allow, deny = value.get("allow", []), value.get("deny", [])
    if not isinstance(allow, list) or not isinstance(deny, list) or not all(isinstance(name, str) for name in deny):
        raise InvalidField("gazetteer: allow must be a list of objects, deny a list of strings.")
    return make_gazetteer([_json_entry(item, number) for number, item in enumerate(allow)], deny)


def _json_entry(item: object, number: int) -> GazetteerEntry:
    where = f"allow.{number}"
    if not isinstance(item, dict) or item.keys() - _FIELDS:
        raise InvalidField(f"{where}: write an object with {', '.join(sorted(_FIELDS))}.")
    aliases = item.get("aliases") or []
    texts = [item.get(key) or "" for key in ("name", "label", "canonical")]
    if not isinstance(aliases, list) or not all(isinstance(text, str) for text in [*texts, *aliases]):
        raise InvalidField(f"{where}: name, label and canonical are strings, aliases is a list of them.")
    return _entry({**item, "aliases": aliases}, where)


def _entry(values: Mapping[str, Any], where: str) -> GazetteerEntry:
    name, label = values.get("name") or "", values.get("label") or ""
    if not name or label not in ENTITY_LABELS:
        raise InvalidField(f"{where}: needs a name and a label, one of {', '.join(ENTITY_LABELS)}.")
    aliases = tuple(sorted(set(values["aliases"]) - {name}))
    return GazetteerEntry(name, cast(EntityLabel, label), values.get("canonical") or name, aliases)
