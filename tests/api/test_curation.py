import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from nlp_service.api.curation import DecisionAnswer, DecisionList, EntityNamesAnswer, EntityTypeList, GazetteerAnswer
from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.types import ENTITY_LABELS, Document, Entity, EntityLabel
from tests.api.conftest import MakeApp
from tests.api.test_refusals import check_problem

TEXT = "Hôm nay {} họp mặt bà con trong xã, mọi người trong thôn đều rất vui."
AN, BINH = "per-nguyễn-văn-an", "per-trần-thị-bình"


@pytest.fixture
def stored(client: TestClient) -> TestClient:
    for article_id, name in [("1", "Nguyễn Văn An"), ("2", "Trần Thị Bình"), ("3", "Nguyễn Văn An")]:
        answer = client.put(f"/v1/articles/{article_id}", json={"text": TEXT.format(name)})
        assert answer.status_code == 201
    return client


def test_entity_types_are_described(client: TestClient) -> None:
    listed = EntityTypeList.model_validate(client.get("/v1/entity-types").json())
    assert [item.label for item in listed.items] == list(ENTITY_LABELS)
    assert all(item.name_vi and item.definition_vi and item.examples for item in listed.items)


def test_the_names_of_a_well_known_thing(client: TestClient) -> None:
    found = EntityNamesAnswer.model_validate(client.get(f"/v1/entities/{known_id('LOC', 'Sài Gòn')}/names").json())
    assert found.name == "Thành phố Hồ Chí Minh"
    assert ("Sài Gòn", "former") in [(name.text, name.kind) for name in found.names]
    assert found.unit is not None
    assert found.unit.merged == ["Bà Rịa - Vũng Tàu", "Bình Dương"]
    check_problem(client.get("/v1/entities/per-nobody/names"), 404, "entity-not-found")


def test_an_entity_that_is_not_well_known_has_no_other_names(stored: TestClient) -> None:
    expected: dict[str, object] = {"entity_id": AN, "name": None, "names": [], "unit": None}
    assert stored.get(f"/v1/entities/{AN}/names").json() == expected


def known_id(label: EntityLabel, name: str) -> str:
    (mention,) = RuleEntityLinker().link(Document(name), [Entity(0, len(name), name, label, 1.0)])
    return mention.entity_id


def test_merge_and_undo(stored: TestClient) -> None:
    answer = stored.post(f"/v1/entities/{AN}/merge", json={"into": BINH})
    assert answer.status_code == 201
    decision = DecisionAnswer.model_validate(answer.json())
    assert (decision.kind, decision.target_id, decision.name) == ("merge", BINH, "Trần Thị Bình")
    assert stored.get(f"/v1/entities/{AN}").json()["entity"] == {
        "entity_id": BINH,
        "label": "PER",
        "name": "Trần Thị Bình",
        "articles": 3,
        "mentions": 3,
    }
    found = stored.get("/v1/articles", params={"entity": AN}).json()
    assert {item["id"] for item in found["items"]} == {"1", "2", "3"}
    (entity,) = stored.get("/v1/articles/1").json()["analysis"]["entities"]
    assert (entity["entity_id"], entity["name"]) == (BINH, "Trần Thị Bình")
    listed = DecisionList.model_validate(stored.get("/v1/entity-decisions").json())
    assert [item.id for item in listed.items] == [decision.id]
    assert stored.delete(f"/v1/entity-decisions/{decision.id}").status_code == 204
    assert stored.get(f"/v1/entities/{AN}").json()["entity"]["articles"] == 2
    check_problem(stored.delete(f"/v1/entity-decisions/{decision.id}"), 404, "decision-not-found")


def test_split(stored: TestClient) -> None:
    answer = stored.post(f"/v1/entities/{AN}/split", json={"name": " An  (báo) ", "articles": ["3"]})
    assert answer.status_code == 201
    decision = DecisionAnswer.model_validate(answer.json())
    assert decision.name == "An (báo)"
    found = stored.get(f"/v1/entities/{decision.target_id}").json()
    assert [item["id"] for item in found["articles"]["items"]] == ["3"]
    assert stored.get(f"/v1/entities/{AN}").json()["entity"]["articles"] == 1


def test_what_cannot_be_decided(stored: TestClient) -> None:
    for path, body, status, code in [
        (f"/v1/entities/{AN}/merge", {"into": "per-nobody"}, 404, "entity-not-found"),
        ("/v1/entities/per-nobody/merge", {"into": AN}, 404, "entity-not-found"),
        (f"/v1/entities/{AN}/merge", {"into": AN}, 422, "invalid-field"),
        (f"/v1/entities/{AN}/merge", {}, 422, "invalid-field"),
        (f"/v1/entities/{AN}/split", {"name": "x"}, 422, "invalid-field"),
        (f"/v1/entities/{AN}/split", {"name": " ", "articles": ["1"]}, 422, "invalid-field"),
    ]:
        check_problem(stored.post(path, json=body), status, code)
    check_problem(stored.post(f"/v1/entities/{AN}/merge", content=b"x"), 415, "unsupported-format")
    assert stored.get("/v1/entity-decisions").json() == {"items": []}


NAMES = {
    "allow": [{"name": "bà con", "label": "ORG", "canonical": "Hội Bà Con"}],
    "deny": ["Nguyễn Văn An"],
}


def test_the_gazetteer_works_at_once(client: TestClient) -> None:
    before = client.post("/v1/analyze", json={"text": TEXT.format("Nguyễn Văn An")}).json()
    answer = client.put("/v1/gazetteer", json=NAMES)
    assert answer.status_code == 200
    names = GazetteerAnswer.model_validate(answer.json())
    assert client.get("/v1/gazetteer").json() == answer.json()
    after = client.post("/v1/analyze", json={"text": TEXT.format("Nguyễn Văn An"), "options": {"explain": True}}).json()
    assert [item["text"] for item in before["entities"]] == ["Nguyễn Văn An"]
    assert "explanation" not in before["entities"][0]
    (entity,) = after["entities"]
    assert (entity["text"], entity["source"], entity["score"]) == ("bà con", "gazetteer", 1.0)
    assert entity["explanation"] == {"maker": "gazetteer", "raw_score": None}
    assert after["provenance"]["gazetteer"] == names.digest
    assert client.delete("/v1/gazetteer").status_code == 204
    assert client.post("/v1/analyze", json={"text": TEXT.format("Nguyễn Văn An")}).json() == before


def test_a_stored_article_is_analysed_again_with_new_names(client: TestClient) -> None:
    body = {"text": TEXT.format("Nguyễn Văn An")}
    first = client.put("/v1/articles/1", json=body)
    assert client.put(
        "/v1/gazetteer", content=b"list,name\ndeny,x y\n", headers={"Content-Type": "text/csv"}
    ).is_success
    second = client.put("/v1/articles/1", json=body)
    assert second.headers["ETag"] != first.headers["ETag"]


def test_bad_gazetteers_are_refused(client: TestClient) -> None:
    check_problem(client.put("/v1/gazetteer", json={"allow": [{"name": "x"}]}), 422, "invalid-field")
    check_problem(client.put("/v1/gazetteer", json=[]), 422, "invalid-field")
    check_problem(
        client.put("/v1/gazetteer", content=b"{", headers={"Content-Type": "application/json"}), 400, "invalid-json"
    )
    check_problem(client.put("/v1/gazetteer", content=b"x"), 415, "unsupported-format")
    assert client.get("/v1/gazetteer").json() == {"digest": "", "allow": [], "deny": []}


def test_labels_and_threshold_choose(client: TestClient) -> None:
    text = TEXT.format("Nguyễn Văn An")
    cases: list[tuple[dict[str, Any], int]] = [
        ({"labels": ["PER"]}, 1),
        ({"labels": ["ORG", "LOC"]}, 0),
        ({"threshold": 0.5}, 1),
        ({"threshold": 0.95}, 0),
    ]
    for options, expected in cases:
        answer = client.post("/v1/analyze", json={"text": text, "options": options}).json()
        assert len(answer["entities"]) == expected
        assert answer["provenance"]["threshold"] == options.get("threshold", 0.0)
        plain = client.post(
            "/v1/analyze", params=options, content=text.encode(), headers={"Content-Type": "text/plain"}
        ).json()
        assert plain["entities"] == answer["entities"]
    check_problem(client.post("/v1/analyze", json={"text": text, "options": {"labels": ["X"]}}), 422, "invalid-field")
    check_problem(client.post("/v1/analyze", json={"text": text, "options": {"threshold": 2}}), 422, "invalid-field")
    check_problem(client.post("/v1/analyze", params={"explain": True}, json={"text": text}), 422, "invalid-field")


def test_roles_are_given(client: TestClient) -> None:
    answer = client.post(
        "/v1/analyze", json={"text": "Hôm nay bà Trần Thị Bình đã đến họp mặt mọi người trong xã."}
    ).json()
    (role,) = answer["roles"]
    assert (role["role"], role["text"], role["person_id"]) == ("bà", "bà Trần Thị Bình", BINH)


def test_changes_need_a_key_that_writes(make_app: MakeApp, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps([{"name": "r", "sha256": hashlib.sha256(b"r").hexdigest(), "scopes": ["read"]}]))
    client = TestClient(make_app(api_keys_file=keys), headers={"Authorization": "Bearer r"})
    assert client.get("/v1/gazetteer").status_code == 200
    assert client.get("/v1/entity-decisions").status_code == 200
    for method, path in [
        ("PUT", "/v1/gazetteer"),
        ("DELETE", "/v1/gazetteer"),
        ("POST", f"/v1/entities/{AN}/merge"),
        ("POST", f"/v1/entities/{AN}/split"),
        ("DELETE", "/v1/entity-decisions/1"),
    ]:
        check_problem(client.request(method, path, json={}), 403, "forbidden")
