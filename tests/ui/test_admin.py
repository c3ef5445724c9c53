"""The administration page: ingest, jobs, versions of the topic model, the newsroom's lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.serving import BROWSER_MARKS

pytestmark = BROWSER_MARKS
ENDED_MS = 20_000
LEARNED_MS = 60_000


@pytest.fixture
def admin(page: Page, address: str) -> Page:
    page.goto(address)
    page.get_by_role("link", name="Quản trị").click()
    expect(page.locator("#versions")).to_contain_text("bản phát hành")
    return page


def test_ingests_files_and_lists_what_was_refused(admin: Page, address: str, tmp_path: Path) -> None:
    article, picture = tmp_path / "truong-lang.txt", tmp_path / "anh.png"
    article.write_text("Sáng 6/10/2024, cô giáo Vũ Thị Lành khánh thành lớp học mới ở Hà Giang.", encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    admin.get_by_role("button", name="Nhập", exact=True).click()
    expect(admin.locator("#status")).to_have_text("Hãy chọn tệp hoặc ghi địa chỉ.")
    admin.set_input_files("#files", [article, picture])
    admin.get_by_role("button", name="Nhập", exact=True).click()
    job = admin.locator("#jobs article").first
    expect(job.locator(".badge")).to_have_text("xong", timeout=ENDED_MS)
    expect(job).to_contain_text("1 mới, 1 bị từ chối")
    job.locator("summary").click()
    expect(job.locator("li")).to_contain_text("anh.png")
    found = httpx.get(f"{address}/v1/articles", params={"q": "Vũ Thị Lành"}).json()
    assert found["total"] == 1


def test_refuses_an_address_that_is_not_public(admin: Page) -> None:
    admin.fill("#urls", "http://127.0.0.1:9/tin\n\n")
    admin.get_by_role("button", name="Nhập", exact=True).click()
    job = admin.locator("#jobs article").first
    expect(job).to_contain_text("1 tài liệu bị từ chối", timeout=ENDED_MS)


def test_says_why_nothing_was_learned(admin: Page) -> None:
    admin.get_by_role("button", name="Học từ ý kiến").click()
    job = admin.locator("#jobs article").first
    expect(job.locator("h3")).to_contain_text("Học từ ý kiến")
    expect(job.locator(".badge")).to_have_text("hỏng", timeout=ENDED_MS)
    expect(job).to_contain_text("Chưa đủ ý kiến để học.")
    expect(admin.get_by_role("button", name="Quay lại bản trước")).to_be_disabled()


@pytest.mark.parametrize(
    ("name", "content", "count", "none"),
    [
        ("vocabulary", {"terms": [{"id": "1", "preferred": "Giáo dục"}]}, "1 từ đang dùng.", "Chưa có bộ từ vựng."),
        (
            "gazetteer",
            {"allow": [{"name": "Xóm Chài", "label": "LOC"}], "deny": ["Mai"]},
            "1 tên luôn nhận, 1 tên không bao giờ nhận.",
            "Chưa có danh sách tên.",
        ),
    ],
)
def test_sets_and_removes_a_list(
    admin: Page, tmp_path: Path, name: str, content: dict[str, object], count: str, none: str
) -> None:
    file, form = tmp_path / "list.json", admin.locator(f"#{name}")
    expect(form).to_contain_text(none)
    file.write_text("{", encoding="utf-8")
    form.locator("input").set_input_files(file)
    form.get_by_role("button", name="Tải lên").click()
    expect(admin.get_by_role("alert")).to_be_visible()
    file.write_text(json.dumps(content), encoding="utf-8")
    form.locator("input").set_input_files(file)
    form.get_by_role("button", name="Tải lên").click()
    expect(form).to_contain_text(count)
    expect(admin.get_by_role("alert")).to_be_hidden()
    form.get_by_role("button", name="Gỡ bỏ").click()
    form.get_by_role("button", name="Bấm lần nữa để gỡ bỏ").click()
    expect(form).to_contain_text(none)


def test_speaks_english_when_asked(admin: Page) -> None:
    admin.get_by_role("button", name="English").click()
    expect(admin.locator("h1")).to_contain_text("Administration")
    expect(admin.locator("#versions")).to_contain_text("the release")
    expect(admin.locator("#vocabulary")).to_contain_text("No vocabulary is set.")


def test_learns_a_version_uses_it_and_goes_back(admin: Page, address: str) -> None:
    for number in range(1, 13):
        article_id, section = f"hoc-{number}", "the-thao" if number % 2 else "phap-luat"
        text = f"Đội bóng xã số {number} tập luyện trên sân mới vào mỗi buổi chiều cùng các huấn luyện viên trẻ."
        assert httpx.put(f"{address}/v1/articles/{article_id}", json={"text": text}).is_success
        judgement = {"target": "section", "value": section, "action": "add"}
        given = httpx.post(f"{address}/v1/feedback", json={"article_id": article_id, "judgements": [judgement]})
        assert given.is_success, given.text
    admin.locator("#force").check()
    admin.get_by_role("button", name="Học từ ý kiến").click()
    job = admin.locator("#jobs article").first
    expect(job.locator(".badge")).to_have_text("xong", timeout=LEARNED_MS)
    expect(job).to_contain_text("Đã chuyển sang dùng bản")
    rows = admin.locator("#versions tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("đang dùng")
    admin.get_by_role("button", name="Quay lại bản trước").click()
    expect(rows.nth(0)).to_contain_text("đang dùng")
    rows.nth(1).get_by_role("button").click()
    expect(rows.nth(1)).to_contain_text("đang dùng")
    admin.get_by_role("button", name="Dùng bản phát hành").click()
    expect(admin.locator("#status")).to_have_text("Đang dùng: bản phát hành.")


def test_follows_a_job_and_cancels_it(page: Page, address: str) -> None:
    job: dict[str, Any] = {
        "id": "j1",
        "kind": "ingest",
        "status": "running",
        "parameters": {},
        "progress": {"done": 3, "total": 8, "message": "trang-3.html", "counts": {"new": 3}},
        "cancel_requested": False,
        "result": None,
        "error": None,
        "attempts": 1,
        "created": "2026-01-02T08:00:00+00:00",
        "started": "2026-01-02T08:00:01+00:00",
        "finished": None,
    }

    def answer(route: Route) -> None:
        if route.request.method == "DELETE":
            job.update(cancel_requested=True)
            route.fulfill(json=job)
            job.update(status="cancelled")
        else:
            route.fulfill(json={"items": [job], "total": 1, "next": None})

    page.route("**/v1/jobs*", answer)
    page.route("**/v1/jobs/*", answer)
    page.goto(f"{address}/admin.html")
    expect(page.locator("#jobs")).to_contain_text("3 trên 8")
    expect(page.locator("#jobs progress")).to_have_attribute("value", "3")
    page.get_by_role("button", name="Hủy công việc Nhập bài").click()
    expect(page.locator("#jobs .badge")).to_have_text("đã hủy")
    expect(page.locator("#jobs progress")).to_have_count(0)
