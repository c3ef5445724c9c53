"""The page in a real browser, against a real server with the real models."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from nlp_service.pipeline import Pipeline
from tests.ui.serving import BROWSER_MARKS, serving

pytestmark = BROWSER_MARKS


def choose_sample(page: Page, title: str) -> None:
    option = page.locator("#sample option", has_text=title)
    option.wait_for(state="attached")
    page.select_option("#sample", label=option.text_content())
    page.locator("#result").wait_for(state="visible")


def test_speaks_vietnamese_first_and_english_when_asked(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "vi"
    expect(page.get_by_role("button", name="Phân tích", exact=True)).to_be_visible()
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("button", name="Analyse", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Analyse", exact=True)).to_be_visible()


def test_shows_the_portal_page(page: Page) -> None:
    choose_sample(page, "Xây dựng Đảng bộ Khối các cơ quan tỉnh vững mạnh")
    expect(page.locator("#result-title")).to_have_text("Xây dựng Đảng bộ Khối các cơ quan tỉnh vững mạnh")
    expect(page.locator("#facts")).to_contain_text("22/03/2024 10:48")
    expect(page.locator("#facts")).to_contain_text("XUÂN THÀNH")
    expect(page.locator("mark.PER").filter(has_text="Nguyễn Thị Bích Liên").first).to_be_visible()
    years = page.locator("#anniversaries tbody tr td:first-child").all_text_contents()
    assert years == ["35", "134", "49", "49", "93", "94", "94", "94"]
    expect(page.locator("#anniversaries tbody tr").first).to_contain_text("1989-06-06")
    expect(page.locator("#anniversaries tbody tr").first).to_contain_text("2024-06-06")
    expect(page.locator("#anniversaries tbody tr").first).to_contain_text("khớp")


def test_marks_show_the_text_unchanged(page: Page) -> None:
    text = "Sáng 2/9/2024, ông Nguyễn Văn Đà thăm Trường THPT Kim Liên ở Hà Nội 🎉 cùng đoàn Bộ Y tế."
    page.fill("#text", text)
    page.get_by_role("button", name="Phân tích", exact=True).click()
    page.locator("#result").wait_for(state="visible")
    shown = page.locator("#reading .block").evaluate_all(
        """blocks => blocks.map(block => [...block.childNodes].filter(node => node.className !== 'zone')
            .map(node => node.textContent).join('')).join('')"""
    )
    assert shown == text
    expect(page.locator("mark.PER")).to_have_text("Nguyễn Văn Đà")


def test_keyboard_alone_is_enough(page: Page) -> None:
    page.locator("#text").focus()
    page.keyboard.insert_text("Chủ tịch nước Lương Cường tiếp Đại sứ Nhật Bản tại Hà Nội ngày 3/3/2025.")
    page.keyboard.press("Control+Enter")
    page.locator("#result").wait_for(state="visible")
    assert page.evaluate("document.activeElement.id") == "result"
    page.locator("#entities button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark.found")).to_have_count(1)


def test_hides_and_shows_a_kind_of_mark(page: Page) -> None:
    choose_sample(page, "Xây dựng Đảng bộ Khối")
    mark = page.locator("mark.PER").first
    coloured = mark.evaluate("element => getComputedStyle(element).backgroundColor")
    page.locator("#legend input[value=PER]").uncheck()
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") != coloured
    page.locator("#legend input[value=PER]").check()
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") == coloured


def test_copies_the_tags(page: Page) -> None:
    choose_sample(page, "Xây dựng Đảng bộ Khối")
    page.locator("#copy-tags").click()
    expect(page.locator("#status")).to_contain_text("Đã chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split(", ")[0] in page.locator("#tags").text_content()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Chưa có văn bản"),
        (
            "The prime minister said on Tuesday that the government would not raise taxes this year.",
            "không phải tiếng Việt",
        ),
        ("<script>window.bad = 1</script><img src=x onerror='window.bad = 1'>", "không phải tiếng Việt"),
    ],
)
def test_says_what_is_wrong(page: Page, text: str, words: str) -> None:
    page.fill("#text", text)
    page.get_by_role("button", name="Phân tích", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator("#result")).to_be_hidden()


def test_markup_in_an_article_stays_text(page: Page) -> None:
    page.fill(
        "#text", "Bà Lê Thị Hoa ở Đà Nẵng viết <img src=x onerror='window.bad = 1'> vào sổ lưu bút của trường hôm qua."
    )
    page.get_by_role("button", name="Phân tích", exact=True).click()
    page.locator("#result").wait_for(state="visible")
    expect(page.locator("#reading")).to_contain_text("<img src=x onerror='window.bad = 1'>")
    assert page.evaluate("window.bad") is None


def test_reads_a_text_file_and_a_page(page: Page, tmp_path: Path) -> None:
    text = tmp_path / "bai.txt"
    text.write_text(
        "Ngày 20/11/2024, cô giáo Trần Thị Mai nhận bằng khen của Bộ Giáo dục và Đào tạo.", encoding="utf-8"
    )
    page.set_input_files("#file", text)
    expect(page.locator("mark.PER")).to_have_text("Trần Thị Mai")
    html = Path(__file__).resolve().parents[2] / "corpus" / "samples" / "14-xe-dien-mini-cho-pho-nho.html"
    page.set_input_files("#file", html)
    expect(page.locator("#result-title")).to_have_text("Xe điện mini cho phố nhỏ: 230 km mỗi lần sạc")
    expect(page.locator("#reading")).to_contain_text("Tạ Đình Lâm")
    expect(page.locator("#reading")).not_to_contain_text("Lịch cắt điện tuần này")


def test_the_archive_finds_articles_names_and_anniversaries(page: Page, address: str) -> None:
    text = (
        "Sáng 7/5/2024, Trường THPT Kim Liên kỷ niệm 50 năm Ngày thành lập (7/5/1974 - 7/5/2024). "
        "Cô giáo Nguyễn Thị Thuỳ Dung dự lễ."
    )
    assert httpx.put(f"{address}/v1/articles/kim-lien", json={"text": text}).is_success
    page.goto(f"{address}/archive.html")
    page.fill("#query", "nguyen thi thuy dung")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("#hits mark").first).to_be_visible()
    expect(page.locator("#hits")).to_contain_text("Nguyễn Thị Thuỳ Dung")
    expect(page.locator("#entities")).to_contain_text("Dung")
    page.locator("#seed").uncheck()
    page.fill("#first", "2034-05-01")
    page.fill("#last", "2034-05-31")
    expect(page.locator("#coming tbody tr")).to_have_count(1)
    expect(page.locator("#coming tbody tr")).to_contain_text("60")
    page.locator("#hits a").first.click()
    page.locator("#result").wait_for(state="visible")
    expect(page.locator("#anniversaries tbody tr")).to_contain_text("1974-05-07")


def test_asks_for_a_key_where_one_is_needed(browser: Browser, pipeline: Pipeline, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    digest = hashlib.sha256(b"toa-soan-2026").hexdigest()
    keys.write_text(json.dumps([{"name": "toa-soan", "sha256": digest, "scopes": ["read"]}]), encoding="utf-8")
    with serving(pipeline, tmp_path, keys) as address:
        page = browser.new_page()
        page.goto(f"{address}/archive.html")
        expect(page.get_by_role("alert")).to_contain_text("khóa API")
        page.fill("#key", "sai")
        page.get_by_role("button", name="Dùng khóa").click()
        expect(page.get_by_role("alert")).to_contain_text("khóa API")
        page.fill("#key", "toa-soan-2026")
        page.get_by_role("button", name="Dùng khóa").click()
        expect(page.locator("#status")).to_have_text("0 bài.")
        expect(page.locator("#key-form")).to_be_hidden()
        page.close()


@pytest.mark.parametrize(
    ("name", "start"), [("ics", "BEGIN:VCALENDAR"), ("csv", "day,years,round"), ("atom", "<?xml version")]
)
def test_saves_the_calendar(page: Page, address: str, name: str, start: str) -> None:
    page.goto(f"{address}/archive.html")
    expect(page.locator("#coming tbody tr").first).to_be_visible()
    with page.expect_download() as saving:
        page.locator(f"#{name}").click()
    assert saving.value.suggested_filename == f"anniversaries.{name}"
    assert Path(saving.value.path()).read_text(encoding="utf-8").startswith(start)


def test_lists_and_filters_the_anniversaries_that_come_up(page: Page, address: str) -> None:
    articles = {
        "quoc-khanh-1": "Sáng 2/9/2024, tỉnh mít tinh kỷ niệm 79 năm Ngày Quốc khánh (2/9/1945 - 2/9/2024).",
        "quoc-khanh-2": "Lễ kỷ niệm 78 năm Quốc khánh (2/9/1946 - 2/9/2024) được tổ chức ở xã với đông đảo bà con.",
    }
    for article_id, text in articles.items():
        assert httpx.put(f"{address}/v1/articles/{article_id}", json={"text": text, "title": text[:20]}).is_success
    page.goto(f"{address}/archive.html")
    page.fill("#first", "2035-09-01")
    page.fill("#last", "2035-09-30")
    rows = page.locator("#coming tbody tr")
    day = rows.filter(has_text="Quốc khánh")
    expect(day).to_have_count(1)
    expect(day).to_contain_text("02/09/2035")
    expect(day.locator(".badge")).to_have_text("chẵn")
    expect(day.locator("a")).to_have_count(2)
    expect(day).to_contain_text("Lịch chung: Constitution of 2013")
    day.locator("summary").click()
    expect(day.locator("details")).to_contain_text("02/09/1946: 1 bài")
    expect(rows.filter(has_text="15/08/2035 âm lịch")).to_contain_text("Tết Trung thu")
    page.select_option("#round", "10")
    expect(rows.filter(has_text="Tết Trung thu")).to_have_count(0)
    page.fill("#region", "Việt Nam")
    page.fill("#event", "quoc khanh")
    page.select_option("#type", "other")
    expect(rows).to_have_count(1)
    page.locator("#language").click()
    expect(day.locator(".badge")).to_have_text("round")
    expect(page.locator("#type")).to_have_value("other")
    page.fill("#region", "International")
    page.locator("#region").press("Enter")
    expect(page.locator("#coming")).to_contain_text("No anniversaries")
