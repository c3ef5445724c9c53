"""Small Vietnamese articles made from templates: as many as a test wants, each different, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_PLACES = ("Đồng Hòa", "Vĩnh Phước", "Tân Lập", "Phú Xuân", "Hòa Bình", "Thanh Sơn", "An Khê", "Mỹ Lộc")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Võ")
_MIDDLES = ("Văn", "Thị", "Hữu", "Minh", "Thanh", "Quốc")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Hạnh", "Khoa", "Lan", "Nam", "Phúc", "Yến")
_WORKS = ("khánh thành cây cầu mới", "mở lớp học bơi miễn phí", "trồng thêm một cánh rừng", "sửa con đường liên thôn")
_ENDS = (
    "Bà con trong vùng cho biết họ đã chờ việc này từ nhiều năm nay.",
    "Kinh phí do người dân và các nhà hảo tâm cùng đóng góp.",
    "Công việc sẽ hoàn tất trước mùa mưa năm sau.",
    "Nhiều địa phương khác đã đến tìm hiểu cách làm.",
)


def make_text(number: int) -> str:
    """Return the article with this number."""
    chosen = random.Random(number)
    place, work, end = chosen.choice(_PLACES), chosen.choice(_WORKS), chosen.choice(_ENDS)
    person = " ".join((chosen.choice(_FAMILIES), chosen.choice(_MIDDLES), chosen.choice(_GIVEN)))
    text = f"Xã ta {work}, công trình thứ {number}, nhờ công của ông {person}. {end}\n"
    if number % 3 == 0:
        day = f"{chosen.randint(1, 28)}/{chosen.randint(1, 12)}/{chosen.randint(2001, 2024)}"
        text += f"Việc bắt đầu từ ngày {day} với {chosen.randint(2, 900)} triệu đồng.\n"
    if number % 10 == 0:
        text += f"Công trình mừng {chosen.randint(1, 120)} năm Ngày thành lập xã {place}.\n"
    return text


def write_texts(folder: Path, count: int) -> None:
    """Write the first ``count`` articles as files."""
    folder.mkdir(parents=True)
    for number, text in enumerate(_texts(count)):
        (folder / f"bai-{number:05}.txt").write_text(text, encoding="utf-8")


def _texts(count: int) -> Iterator[str]:
    """Every twentieth article repeats the one before it."""
    for number in range(count):
        yield make_text(number - 1 if number % 20 == 19 else number)
