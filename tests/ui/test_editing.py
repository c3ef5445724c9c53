"""What editors do on a stored article: feedback, explanations, roles, related articles."""

from __future__ import annotations

import re
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.ui.serving import BROWSER_MARKS

pytestmark = BROWSER_MARKS
TEXT = (
    "Đội tuyển bóng đá Việt Nam thắng 2-0 tại sân Mỹ Đình\n"
    "Tối 5/9/2024, ông Lê Minh Khoa, Chủ tịch Liên đoàn Bóng đá Việt Nam, chúc mừng đội tuyển bóng đá Việt Nam sau "
    "trận thắng ở sân Mỹ Đình. Huấn luyện viên và các cầu thủ ghi hai bàn thắng trong hiệp hai. Ông nói đội tuyển sẽ "
    "đá trận tiếp theo của vòng loại World Cup tại Hà Nội trước đông đảo cổ động viên."
)


def store(address: str, article_id: str, text: str = TEXT, title: str = "Đội tuyển thắng 2-0") -> None:
    answer = httpx.put(f"{address}/v1/articles/{article_id}", json={"text": text, "title": title})
    assert answer.is_success, answer.text


def feedback_on(address: str, article_id: str) -> list[tuple[str, str, str]]:
    items: list[dict[str, Any]] = httpx.get(f"{address}/v1/feedback", params={"article": article_id}).json()["items"]
    return [(item["target"], item["value"], item["action"]) for item in items]


def open_article(page: Page, address: str, article_id: str) -> None:
    page.goto(f"{address}/?article={article_id}")
    expect(page.locator("#add-tag")).to_be_visible()


def test_accepts_rejects_and_takes_back_a_tag_by_keyboard(page: Page, address: str) -> None:
    store(address, "the-thao-1")
    open_article(page, address, "the-thao-1")
    accept = page.locator("#tags .accept").first
    tag = (accept.get_attribute("data-key") or "").removeprefix("tag accept ")
    expect(accept).to_have_attribute("aria-label", f"Đúng: {tag}")
    accept.focus()
    page.keyboard.press("Enter")
    expect(accept).to_have_attribute("aria-pressed", "true")
    expect(accept).to_be_focused()
    assert feedback_on(address, "the-thao-1") == [("tag", tag, "accept")]
    page.locator("#tags .reject").first.click()
    expect(accept).to_have_attribute("aria-pressed", "false")
    assert feedback_on(address, "the-thao-1") == [("tag", tag, "reject")]
    page.reload()
    expect(page.locator("#tags .reject").first).to_have_attribute("aria-pressed", "true")
    page.locator("#tags .reject").first.click()
    expect(page.locator("#status")).to_contain_text("thu hồi")
    assert feedback_on(address, "the-thao-1") == []


def test_adds_a_tag_and_chooses_another_section(page: Page, address: str) -> None:
    store(address, "the-thao-2")
    open_article(page, address, "the-thao-2")
    page.fill("#new-tag", "  niềm vui  chiến thắng ")
    page.keyboard.press("Enter")
    expect(page.locator("#others")).to_contain_text("niềm vui chiến thắng")
    option = page.locator("#section option").nth(1)
    section, label = option.get_attribute("value") or "", option.text_content() or ""
    page.select_option("#section", section)
    page.locator("#choose-section button").click()
    expect(page.locator("#others")).to_contain_text(label)
    page.locator("#topics .reject").first.click()
    expect(page.locator("#topics .reject").first).to_have_attribute("aria-pressed", "true")
    given = feedback_on(address, "the-thao-2")
    assert given[:2] == [("tag", "niềm vui chiến thắng", "add"), ("section", section, "add")]
    assert [item[::2] for item in given[2:]] == [("section", "reject")]
    rejected = page.locator("#tags .reject").first
    tag = (rejected.get_attribute("data-key") or "").removeprefix("tag reject ")
    rejected.click()
    expect(rejected).to_have_attribute("aria-pressed", "true")
    page.locator("#copy-tags").click()
    expect(page.locator("#status")).to_contain_text("Đã chép")
    copied = page.evaluate("navigator.clipboard.readText()").split(", ")
    assert copied[-1] == "niềm vui chiến thắng"
    assert tag not in copied
    page.get_by_role("button", name="Thu hồi ý kiến về niềm vui chiến thắng").click()
    expect(page.locator("#others")).not_to_contain_text("niềm vui chiến thắng")


def test_says_that_the_article_has_changed(page: Page, address: str) -> None:
    store(address, "the-thao-3")
    open_article(page, address, "the-thao-3")
    store(address, "the-thao-3", f"{TEXT} Vé đã bán hết.")
    page.locator("#tags .accept").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Bài đã thay đổi")
    assert feedback_on(address, "the-thao-3") == []


def test_a_pasted_text_has_no_controls_but_an_explanation(page: Page) -> None:
    page.fill("#text", TEXT)
    page.get_by_role("button", name="Phân tích", exact=True).click()
    page.locator("#result").wait_for(state="visible")
    expect(page.locator(".judge")).to_have_count(0)
    expect(page.locator("#add-tag")).to_be_hidden()
    page.get_by_role("button", name="Vì sao?").click()
    expect(page.locator("#reasons")).to_contain_text("Vì sao là")
    expect(page.get_by_role("button", name="Vì sao?")).to_have_attribute("aria-expanded", "true")
    word = page.locator("#reasons li button").first
    expect(word).to_contain_text("+")
    word.click()
    expect(page.locator("mark.CHOSEN.found").first).to_be_visible()
    pointed = (page.locator("mark.CHOSEN.found").first.text_content() or "").lower()
    assert pointed.split()[0] in (word.text_content() or "").lower().replace("_", " ")


def test_shows_roles_and_who_a_pronoun_stands_for(page: Page) -> None:
    page.fill("#text", TEXT)
    page.get_by_role("button", name="Phân tích", exact=True).click()
    role = page.locator("#roles li").filter(has_text="Lê Minh Khoa")
    expect(role).to_contain_text("Chủ tịch")
    expect(role).to_contain_text("Liên đoàn Bóng đá Việt Nam")
    role.locator("button").click()
    expect(page.locator("mark.CHOSEN").first).to_be_visible()
    page.locator("#entities button").filter(has_text="Lê Minh Khoa").click()
    expect(page.locator("mark.COREFERENCE.chosen")).to_have_text("Ông")


def test_shows_similar_articles_and_duplicates(page: Page, address: str) -> None:
    store(address, "the-thao-4")
    store(address, "the-thao-5", title="Bản chép lại")
    other = "Ông Lê Minh Khoa nói đội tuyển bóng đá Việt Nam sẽ tập ở Mỹ Đình tới cuối tuần, rồi nghỉ ba ngày."
    store(address, "the-thao-khac", other, title="Đội tuyển nghỉ ba ngày")
    open_article(page, address, "the-thao-5")
    expect(page.locator("#duplicates a").first).to_be_visible()
    expect(page.locator("#duplicates")).to_contain_text("giống 100 %")
    expect(page.locator("#similar")).to_contain_text("Chung:")


def test_tags_outside_the_vocabulary_stand_apart(page: Page, address: str) -> None:
    terms = [{"id": "1", "preferred": "Thể thao"}, {"id": "2", "preferred": "Bóng đá", "broader": "1"}]
    terms[1]["alternatives"] = ["đội tuyển bóng đá Việt Nam", "Đội tuyển", "Mỹ Đình"]  # type: ignore[assignment]
    assert httpx.put(f"{address}/v1/vocabulary", json={"terms": terms}).is_success
    try:
        store(address, "the-thao-6", f"{TEXT} Khán giả ra về muộn.")
        open_article(page, address, "the-thao-6")
        expect(page.locator("#tags")).to_contain_text("Bóng đá")
        expect(page.locator("#tags")).to_contain_text("thuộc Thể thao")
        expect(page.locator("#unmapped-tags li").first).to_be_visible()
    finally:
        httpx.delete(f"{address}/v1/vocabulary")


def test_says_of_whom_an_anniversary_is(page: Page) -> None:
    page.fill("#text", "Sáng 19/5/2024, tỉnh kỷ niệm 134 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2024).")
    page.get_by_role("button", name="Phân tích", exact=True).click()
    expect(page.locator("#anniversaries thead")).to_contain_text("Của")
    expect(page.locator("#anniversaries tbody tr td").nth(2)).to_have_text("Hồ Chí Minh")


def test_controls_and_reasons_follow_the_language(page: Page, address: str) -> None:
    store(address, "the-thao-7")
    open_article(page, address, "the-thao-7")
    page.locator("#why").click()
    expect(page.locator("#reasons")).to_contain_text("Từ ngữ ủng hộ")
    page.locator("#language").click()
    expect(page.locator("#reasons")).to_contain_text("Words for it")
    expect(page.locator("#tags .accept").first).to_have_attribute("aria-label", re.compile("^Right: "))
