"""The newsroom's vocabulary over HTTP."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.api.conftest import TEXT

CSV = "id,preferred,alternatives,broader\nbac-ho,Bác Hồ,Hồ Chí Minh,nhan-vat\nnhan-vat,Nhân vật,,\n"


def test_tags_are_terms_from_the_next_analysis_on(client: TestClient) -> None:
    before = client.post("/v1/analyze", json={"text": TEXT}).json()
    assert before["provenance"]["vocabulary"] == ""
    answer = client.put("/v1/vocabulary", content=CSV.encode(), headers={"Content-Type": "text/csv"})
    assert answer.status_code == 200
    assert client.get("/v1/vocabulary").json() == answer.json()
    after = client.post("/v1/analyze", json={"text": TEXT}).json()
    assert after["provenance"]["vocabulary"] == answer.json()["digest"]
    (tag,) = [tag for tag in before["tags"] if "Hồ Chí Minh" in tag["tag"]]
    (term,) = after["tags"]
    assert (term["tag"], term["term_id"], term["broader"]) == ("Bác Hồ", "bac-ho", ["Nhân vật"])
    assert term["evidence"] == tag["evidence"]
    assert [item["tag"] for item in after["unmapped_tags"]] == [
        item["tag"] for item in before["tags"] if item["tag"] != tag["tag"]
    ]
    assert client.delete("/v1/vocabulary").status_code == 204
    assert client.post("/v1/analyze", json={"text": TEXT}).json() == before


def test_a_vocabulary_that_cannot_be_changes_nothing(client: TestClient) -> None:
    client.put("/v1/vocabulary", content=CSV.encode(), headers={"Content-Type": "text/csv"})
    before = client.get("/v1/vocabulary").json()
    for content, kind, status in [
        (CSV.replace("nhan-vat,N", "khac,N"), "text/csv", 422),
        ("{", "application/json", 400),
        ("<t1> a", "text/turtle", 422),
        (CSV, "text/plain", 415),
    ]:
        answer = client.put("/v1/vocabulary", content=content.encode(), headers={"Content-Type": kind})
        assert answer.status_code == status, answer.text
    assert client.get("/v1/vocabulary").json() == before
