import json

import pytest

from nlp_service.errors import InputError
from nlp_service.extract.entities.gazetteer_files import gazetteer_to_dict, read_gazetteer
from nlp_service.types import GazetteerEntry

CSV = """list,name,label,canonical,aliases
,Sao Mai,ORG,Tập đoàn Sao Mai,SMG|SM Group
allow,Biển Xanh,LOC,,
deny,Ban Mai,,,
"""


def test_csv_and_json_say_the_same() -> None:
    from_csv = read_gazetteer(b"\xef\xbb\xbf" + CSV.encode(), "csv")
    assert from_csv.allow == (
        GazetteerEntry("Biển Xanh", "LOC", "Biển Xanh"),
        GazetteerEntry("Sao Mai", "ORG", "Tập đoàn Sao Mai", ("SM Group", "SMG")),
    )
    assert from_csv.deny == ("Ban Mai",)
    from_json = read_gazetteer(json.dumps(gazetteer_to_dict(from_csv)).encode(), "json")
    assert from_json == from_csv
    assert from_json.allow == from_csv.allow


def test_a_list_of_names_to_deny_needs_no_more() -> None:
    assert read_gazetteer(b'{"deny": ["Ban Mai"]}', "json").deny == ("Ban Mai",)


REFUSED = [
    ("name,kind\nx,y\n", "csv", "line 2"),
    ("name,label\nx,BAD\n", "csv", "line 2"),
    ("list,name,label\nmaybe,x,ORG\n", "csv", "line 2"),
    ("label\nORG\n", "csv", "line 2"),
    ("name,label\nx,ORG,a,b\n", "csv", "line 2"),
    ('name,label\n"x,ORG\n', "csv", "malformed"),
    ("[]", "json", "allow"),
    ("{", "json", "not JSON"),
    ('{"allow": {}}', "json", "list"),
    ('{"allow": [1]}', "json", "allow.0"),
    ('{"allow": [{"name": "x"}]}', "json", "allow.0"),
    ('{"allow": [{"name": "x", "label": "ORG", "aliases": "y"}]}', "json", "allow.0"),
    ('{"allow": [{"name": 1, "label": "ORG"}]}', "json", "allow.0"),
    ('{"deny": [1]}', "json", "deny"),
]


@pytest.mark.parametrize(("text", "form", "message"), REFUSED)
def test_refusals_say_where(text: str, form: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_gazetteer(text.encode(), form)  # type: ignore[arg-type]


def test_other_encodings_are_refused() -> None:
    with pytest.raises(InputError):
        read_gazetteer("name,label\nĐà,LOC".encode("utf-16"), "csv")
