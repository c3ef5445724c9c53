"""Pages without an article: fronts, sections, results, tables; invented words, markup as newspapers have it."""
# ruff: noqa: E501 (markup stays on its line)

from __future__ import annotations

from collections.abc import Callable

from tests.ingest.article_layouts import MENU, foot
from tests.ingest.story import PARAGRAPHS, RELATED, TEASERS


def _page(body: str, *, title: str = "Đời sống - Báo Sóng Biển", head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><title>{title}</title>{head}</head><body><nav><ul>{MENU}</ul></nav>{body}'
        f"{foot()}</body></html>"
    )


def _cards(*, date: bool = False, repeat: int = 3) -> str:
    when = '<span class="time">18/09/2025 06:30</span>' if date else ""
    return "".join(
        f'<article class="item-news"><h3 class="title-news"><a href="/bai-{n}{m}">{headline}</a></h3>{when}<p class="description">{teaser}</p></article>'
        for m in range(repeat)
        for n, (headline, teaser) in enumerate(zip(RELATED, TEASERS, strict=True))
    )


def section() -> str:
    return _page(
        f"<h1>Đời sống</h1><div class='list-news'>{_cards()}</div>",
        head='<meta property="og:url" content="https://songbien.example/doi-song">',
    )


def section_with_dates() -> str:
    marks = (
        '<meta property="og:type" content="article"><meta property="og:url" content="https://songbien.example/doi-song.htm">'
        '<meta name="pubdate" content="2025-09-18T06:30:00+07:00">'
    )
    return _page(f"<h1>Đời sống</h1>{_cards(date=True)}", head=marks)


def front_page() -> str:
    columns = "".join(
        f'<div class="col"><h2><a href="/{n}">{name}</a></h2>{_cards(repeat=1)}</div>'
        for n, name in enumerate(["Thời sự", "Kinh tế", "Thể thao"])
    )
    lead = f"<div class='hot'><h1><a href='/hot-1'>{RELATED[1]}</a></h1><p>{TEASERS[1]} {TEASERS[2]}</p></div>"
    return _page(
        lead + columns,
        title="Báo Sóng Biển - Tin nhanh",
        head='<link rel="canonical" href="https://songbien.example/">',
    )


def linked_cards() -> str:
    cards = "".join(f'<a class="card" href="/{n}"><h3>{RELATED[n]}</h3><p>{TEASERS[n]}</p></a>' for n in range(8))
    return _page(f"<div class='grid'>{cards}{cards}</div>")


def search_results() -> str:
    return _page(
        f"<h1>Kết quả tìm kiếm: bến cá</h1><p>Tìm thấy 812 kết quả</p><div class='results'>{_cards(date=True)}</div>"
    )


def topic_with_introduction() -> str:
    return _page(
        f"<h1>Bến cá Hải Lộc</h1><div class='topic-intro'><p>{PARAGRAPHS[1]}</p></div><div class='stream'>{_cards()}</div>"
    )


def headlines_only() -> str:
    items = "".join(
        f'<li><a href="/{m}-{n}">{headline}</a> <i>18/09</i></li>'
        for m in range(5)
        for n, headline in enumerate(RELATED)
    )
    return _page(f"<h1>Lưu trữ tháng 9 năm 2025</h1><ul class='archive'>{items}</ul>")


def price_table() -> str:
    rows = "".join(
        f"<tr><td>Cá thu loại {n}</td><td>{180 + n}.000</td><td>+{n}%</td><td>Bến {n}</td></tr>" for n in range(40)
    )
    return _page(
        f"<h1>Bảng giá hải sản hôm nay</h1><table><tr><th>Mặt hàng</th><th>Giá</th><th>Thay đổi</th><th>Nơi</th></tr>{rows}</table>"
    )


def old_front_page() -> str:
    cells = "".join(
        f"<TR><TD><A HREF='{n}.asp'><B>{RELATED[n]}</B></A><BR>{TEASERS[n]} <A HREF='{n}.asp'>Xem tiếp</A></TD></TR>"
        for n in range(8)
    )
    return f"<HTML><HEAD><TITLE>Báo Sóng Biển</TITLE></HEAD><BODY><TABLE>{cells}{cells}{cells}</TABLE></BODY></HTML>"


def video_page() -> str:
    cards = "".join(
        f'<div class="video-item"><a href="/v{n}"><img src="{n}.jpg"></a><h3><a href="/v{n}">{RELATED[n]}</a></h3></div>'
        for n in range(8)
    )
    return _page(f"<h1>Video</h1><div class='player'></div>{cards}{cards}")


def author_page() -> str:
    about = (
        "<p>Phóng viên thường trú tại Thanh Hóa, chuyên viết về biển và người làm nghề biển từ năm 2008 đến nay.</p>"
    )
    return _page(f"<h1>Phạm Thanh Hòa</h1>{about}<div class='posts'>{_cards(date=True)}</div>")


LISTINGS: tuple[Callable[[], str], ...] = (
    section,
    section_with_dates,
    front_page,
    linked_cards,
    search_results,
    topic_with_introduction,
    headlines_only,
    price_table,
    old_front_page,
    video_page,
    author_page,
)
