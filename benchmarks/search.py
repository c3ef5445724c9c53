"""Times the store and the search on generated articles: ``python -m benchmarks.search``.

Names are drawn from common syllables, each entity's number of articles from a power law, as in news. Every keystroke of
a name is one look-up, as in a search box. Figures are milliseconds in one process and thread, by the wall and of the
processor; on a busy machine only the latter mean something.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from nlp_service.search.articles import ArticleQuery, search_articles
from nlp_service.search.entities import EntityQuery, get_entity, search_entities
from nlp_service.store.store import Store
from nlp_service.text.folding import fold
from nlp_service.types import Analysis, Article, Entity, Provenance


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
MIDDLE = _words("Văn Thị Hữu Đức Ngọc Minh Thanh Quang Xuân Thu Bích Chí Hồng Kim Gia Anh")
LAST = _words(
    "An Bình Châu Dũng Hà Hạnh Hiếu Hoa Hòa Hùng Hương Khánh Lan Liên Linh Long Mai Minh Nam Nga Nhung Phúc Phương "
    "Quân Sơn Tâm Thảo Thắng Thúy Trang Trâm Tú Tuấn Tùng Uyên Việt Yến Đạt Đông Giang Hải Khoa Kiên Lâm Loan Nghĩa"
)
WORDS = _words(
    "kinh tế xã hội phát triển đầu tư nông nghiệp lúa gạo thành phố tỉnh huyện dự án hội nghị chính sách giáo dục y tế "
    "môi trường giao thông du lịch văn hóa thể thao khoa học công nghệ doanh nghiệp người dân tăng giảm năm tháng mới"
)
QUERIES = (
    *(
        "hoi nghi",
        "nông nghiệp",
        '"thành phố"',
        "nguyen van an",
        "Trần Thị Mai",
        "khoa hoc cong nghe",
        "hòa bình",
        "tinh",
    ),
    *("lúa gạo tăng", "ho chi"),
)
PROVENANCE = Provenance("0", "none", "fast", (), "none")


def main() -> None:
    arguments = parse_arguments()
    generator = random.Random(7)
    names = list(make_names(arguments.entities, generator))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with Store.open(path) as store:
            fill(store, names, arguments.articles, generator)
            print(
                f"file: {path.stat().st_size / 2**20:.0f} MiB; entities: {search_entities(store, EntityQuery()).total}"
            )
            measure(store, names, generator)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=5_000)
    return parser.parse_args()


def make_names(count: int, generator: random.Random) -> Iterator[str]:
    """Different names of three or four syllables."""
    seen: set[str] = set()
    while len(seen) < count:
        parts = [
            generator.choice(FIRST),
            *generator.sample(MIDDLE, generator.choice((1, 1, 2))),
            generator.choice(LAST),
        ]
        name = " ".join(parts)
        if name not in seen:
            seen.add(name)
            yield name


def fill(store: Store, names: Sequence[str], articles: int, generator: random.Random) -> None:
    """Every name at least once; the first ones, by a power law, in many articles."""
    started, used, batch = time.perf_counter(), time.process_time(), 250
    for first in range(0, articles, batch):
        store.put_many(make_article(number, articles, names, generator) for number in range(first, first + batch))
    wall = (time.perf_counter() - started) / articles * 1000
    processor = (time.process_time() - used) / articles * 1000
    entities = len(names) // articles + 8
    print(f"put_many: {wall:.1f} ms an article, {processor:.1f} of the processor (about {entities} entities each)")


def make_article(
    number: int, articles: int, names: Sequence[str], generator: random.Random
) -> tuple[Article, Analysis]:
    own = range(number, len(names), articles)
    frequent = {min(int(generator.paretovariate(0.6)) - 1, len(names) - 1) for _ in range(20)}
    text, found = " ".join(generator.choices(WORDS, k=400)) + ". ", []
    for index in [*own, *sorted(frequent)]:
        surface = names[index]
        found.append(Entity(len(text), len(text) + len(surface), surface, "PER", 0.9, f"per:{index}", surface))
        text += surface + ", "
    day = date(2020, 1, 1) + timedelta(days=number % 1500)
    article = Article(str(number), text, title=" ".join(generator.choices(WORDS, k=8)), published=day)
    return article, Analysis(article.id, (), (), tuple(found), (), (), (), (), (), article.title, day, None, PROVENANCE)


def measure(store: Store, names: Sequence[str], generator: random.Random) -> None:
    typed = [name[:length] for name in generator.choices(names, k=60) for length in range(1, len(name) + 1)]
    ids = [f"per:{index}" for index in [*range(20), *generator.choices(range(len(names)), k=80)]]
    numbers = [str(number) for number in range(200)]
    show("entity prefix, accents", partial(complete, store), typed)
    show("entity prefix, folded", partial(complete, store), [fold(text) for text in typed])
    show("entity page", partial(get_entity, store), ids)
    show("article search", partial(find, store), QUERIES * 10)
    show("article list", partial(find, store), [""] * 50)
    show("article get", store.get, numbers)


def complete(store: Store, text: str) -> object:
    return search_entities(store, EntityQuery(prefix=text, limit=10))


def find(store: Store, text: str) -> object:
    return search_articles(store, ArticleQuery(text=text))


def show(name: str, call: Callable[[str], object], values: Sequence[str]) -> None:
    wall, processor = [], []
    for value in values:
        started, used = time.perf_counter(), time.process_time()
        call(value)
        wall.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
    print(f"{name:24} n={len(values):5}  wall: {quantiles(wall)}   processor: {quantiles(processor)}")


def quantiles(times: Sequence[float]) -> str:
    cuts = statistics.quantiles(times, n=100)
    return f"p50 {cuts[49]:7.2f}  p99 {cuts[98]:7.2f}"


if __name__ == "__main__":
    main()
