"""``/v1/anniversaries``: window, filters, formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import feedparser
import icalendar
import pytest
from starlette.testclient import TestClient

from nlp_service.api.app import create_app
from nlp_service.api.listings import AnniversaryPage
from nlp_service.api.negotiation import choose_format
from nlp_service.api.problems import ApiProblem
from nlp_service.api.settings import Settings
from nlp_service.store.store import Store
from tests.api.conftest import TEXT, MakeApp
from tests.api.test_refusals import check_problem
from tests.dummies import make_pipeline

OFFERED = {"json": "application/json", "csv": "text/csv", "ics": "text/calendar", "atom": "application/atom+xml"}


def days(client: TestClient, query: str = "") -> list[tuple[str, int]]:
    answer = client.get(f"/v1/anniversaries?seed=false&{query}")
    assert answer.status_code == 200, answer.text
    AnniversaryPage.model_validate_json(answer.content)
    body = answer.json()
    assert body["total"] == len(body["items"])
    return [(item["occurrence"]["day"], item["occurrence"]["years"]) for item in body["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [("2024-05-19", 134)]),  # 90 days from 2024-05-01
        ("from=2024-05-20", []),
        ("from=2024-08-01", [("2024-09-02", 79)]),
        ("from=2024-05-19&to=2024-05-19", [("2024-05-19", 134)]),
        ("from=2025-05-01&to=2025-09-30", [("2025-05-19", 135), ("2025-09-02", 80)]),
        ("from=2025-05-01&to=2025-09-30&round=5", [("2025-05-19", 135), ("2025-09-02", 80)]),
        ("from=2025-05-01&to=2025-09-30&round=10", [("2025-09-02", 80)]),
        ("from=2025-05-01&to=2025-09-30&q=quoc+khanh", [("2025-09-02", 80)]),
        ("type=founding", [("2024-05-19", 134)]),
        ("type=death", []),
        ("region=international", []),
        ("from=2024-09-01&to=2024-09-30&region=vn", []),
    ],
)
def test_window_and_filters(filled: TestClient, query: str, expected: list[tuple[str, int]]) -> None:
    assert days(filled, query) == expected


def test_evidence(filled: TestClient) -> None:
    (item,) = filled.get("/v1/anniversaries?seed=false").json()["items"]
    assert item["occurrence"]["record"]["articles"] == 1
    assert item["occurrence"]["record"]["original_date"] == "1890-05-19"
    (source,) = item["sources"]
    assert source["article"]["id"] == "a/1"
    assert TEXT[source["mention"]["start"] : source["mention"]["end"]] == source["mention"]["text"]
    assert source["mention"]["consistent"] is True


def test_today_is_asked_at_each_request(filled_store: Store, filled: TestClient) -> None:
    now = iter([date(2024, 5, 19), date(2024, 5, 20)])
    app = create_app(Settings(), pipeline=make_pipeline(), store=filled_store, today=lambda: next(now))
    with TestClient(app) as client:
        assert days(client) == [("2024-05-19", 134)]
        assert days(client) == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_time(filled_store: Store, day: date) -> None:
    app = create_app(Settings(), pipeline=make_pipeline(), store=filled_store, today=lambda: day)
    with TestClient(app) as client:
        assert days(client) == []


@pytest.fixture(params=["format", "accept"])
def ask(request: pytest.FixtureRequest, filled: TestClient) -> Callable[[str], Any]:
    def get(name: str) -> Any:
        if request.param == "format":
            return filled.get(f"/v1/anniversaries?seed=false&from=2024-05-01&to=2024-09-30&format={name}")
        return filled.get(
            "/v1/anniversaries?seed=false&from=2024-05-01&to=2024-09-30", headers={"Accept": OFFERED[name]}
        )

    return get


def test_csv(ask: Any) -> None:
    answer = ask("csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["day"], row["years"]) for row in rows] == [("2024-05-19", "134"), ("2024-09-02", "79")]
    assert rows[0]["event"] == "Ngày sinh Chủ tịch Hồ Chí Minh"


def test_icalendar(ask: Any) -> None:
    answer = ask("ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2024, 5, 19), date(2024, 9, 2)]
    assert events[0]["summary"] == "Ngày sinh Chủ tịch Hồ Chí Minh"


def test_atom(ask: Any) -> None:
    answer = ask("atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [
        "19/05/2024: Ngày sinh Chủ tịch Hồ Chí Minh – 134 năm",
        "02/09/2024: Ngày Quốc khánh tại thành phố Huế – 79 năm",
    ]
    assert feed.feed.links[0].href.startswith("http://testserver/v1/anniversaries?")


def test_exports_hold_all_pages(filled: TestClient) -> None:
    query = "/v1/anniversaries?seed=false&from=2024-05-01&to=2024-09-30&limit=1"
    first = filled.get(query).json()
    assert (len(first["items"]), first["total"]) == (1, 2)
    assert len(filled.get(first["next"]).json()["items"]) == 1
    assert len(list(csv.reader(io.StringIO(filled.get(f"{query}&format=csv").text)))) == 3


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "json"),
        ("", "json"),
        ("application/json", "json"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("TEXT/CALENDAR", "ics"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "json"),
        ("text/csv;q=0.5, text/calendar", "ics"),
        ("application/json;q=0, */*", "csv"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=much", None),
    ],
)
def test_negotiation(accept: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ApiProblem, match="text/csv") as caught:
            choose_format(accept, OFFERED)
        assert caught.value.code == "not-acceptable"
    else:
        assert choose_format(accept, OFFERED) == expected


@pytest.fixture
def plain(make_app: MakeApp) -> Iterator[TestClient]:
    with TestClient(make_app(seed_anniversaries=False)) as opened:
        yield opened


def test_the_seed_can_be_switched_off(client: TestClient, plain: TestClient) -> None:
    def names(asked: TestClient, query: str) -> list[str]:
        items = asked.get(f"/v1/anniversaries?from=2024-11-20&to=2024-11-20{query}").json()["items"]
        return [item["occurrence"]["record"]["event"] for item in items]

    seeds = ["Ngày Nhà giáo Việt Nam", "Ngày Trẻ em thế giới"]
    assert names(client, "") == names(plain, "&seed=true") == seeds
    assert names(plain, "") == names(client, "&seed=false") == []
    assert names(client, "&region=vn") == seeds[:1]
    assert names(client, "&region=international") == seeds[1:]


def test_seeds_say_what_they_are(client: TestClient) -> None:
    body = client.get("/v1/anniversaries?from=2024-11-20&to=2024-11-20&q=nha+giao").json()
    AnniversaryPage.model_validate(body)
    (item,) = body["items"]
    record = item["occurrence"]["record"]
    assert (record["seed"], record["articles"], record["original_date"]) == (True, 0, "1982-11-20")
    assert (item["occurrence"]["years"], item["sources"]) == (42, [])
    assert record["seed_source"] == "Decision 167-HĐBT of 28/9/1982"


def test_pages_of_seeds(client: TestClient) -> None:
    query = "/v1/anniversaries?from=2024-01-01&to=2024-12-31&limit=50"
    seen: list[str] = []
    page = client.get(query).json()
    while True:
        seen += [item["occurrence"]["record"]["id"] for item in page["items"]]
        if page["next"] is None:
            break
        page = client.get(page["next"]).json()
    assert len(seen) == page["total"] >= 80
    assert len(set(seen)) >= 80


def test_not_acceptable(filled: TestClient) -> None:
    check_problem(filled.get("/v1/anniversaries", headers={"Accept": "image/png"}), 406, "not-acceptable")


@pytest.mark.parametrize("query", ["from=2024-02-01&to=2024-01-01", "from=2000-01-01&to=2100-01-01", "from=x"])
def test_bad_windows(filled: TestClient, query: str) -> None:
    check_problem(filled.get(f"/v1/anniversaries?{query}"), 422, "invalid-field")
