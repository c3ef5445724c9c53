"""How fast dates and anniversaries are found: ordinary text in syllables a second, hostile text in seconds a MiB.

    python benchmarks/temporal.py                                               # corpus/samples, repeated
    python benchmarks/temporal.py ../shared/corpora/topics/unc_train.jsonl.xz   # articles with publication dates

One core; processor time, so that what else runs on the machine counts little. Each text is normalised beforehand.
"""

from __future__ import annotations

import itertools
import json
import lzma
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from nlp_service.extract.anniversaries.extractor import RuleAnniversaryExtractor
from nlp_service.extract.dates.extractor import GrammarDateExtractor
from nlp_service.text.normalize import normalize
from nlp_service.types import DateMention, Document

_SAMPLES: Final = Path(__file__).resolve().parent.parent / "corpus" / "samples"
_ROUNDS: Final = 3
_LEAST_SYLLABLES: Final = 100_000
_MOST_ARTICLES: Final = 500
_WRITTEN: Final = date(2021, 4, 21)
_MIB: Final = 1 << 20
_HOSTILE_BYTES: Final = 1 << 19
_REPEATED: Final = """
1/ 1/1/ 1- 9 a ( (1 (1/1) [ . ' 1.1.1 1,1 10:48: 12/12/ 30/4/1975_ năm_ năm_năm_năm_ thứ_ thứ_thứ_ thứ_2,_
thứ_hai,_thứ_ba,_ tháng_ tháng_1_ tháng_1,_2,_ tháng_giêng_ ngày_ ngày_1,ngày_1, ngày_1_đến_ ngày_1/1,_ mùng_1_tháng_
8h,_ 20h30_ 1h_ từ_ năm_2020_ 2020-_ quý_1,_ một_ hai_mươi_mốt_ sáng_nay_ hôm_qua,_2/11,_ thứ_Tư,_31/5,_ cách_đây_
2-3_ngày_ 1_năm_trước_ đêm_20_rạng_sáng_21/4_ sinh_ngày_1/1/2000_ kỷ_niệm_ 1, 1_và_ mùng_1,_mùng_2_Tết,_ 5_năm|
Giỗ_lần_thứ_5.| Kỷ_niệm_5_năm_thành_lập._ Kỷ_niệm_5_năm_thành_lập.| Kỷ_niệm_5_năm_thành_lập_trường_(1990_-_1995).|
Ngày_Quốc_khánh_2/9.|
"""
"""Units between blanks, ``_`` for a blank and ``|`` for a line break."""
_WORDS: Final = """
ngày tháng năm thứ hai mười qua tới trước sau nay sáng quý thế kỷ 1 12 31 2021 20h30 / - . , ( )
"""


def main(arguments: Sequence[str]) -> None:
    """Measure on the articles named, or on the samples, and on hostile texts."""
    documents = list(_articles(Path(arguments[0]))) if arguments else _samples()
    dates, anniversaries = GrammarDateExtractor(), RuleAnniversaryExtractor()
    syllables = sum(len(document.text.split()) for document in documents)
    found = [dates.extract(document) for document in documents]
    steps: Mapping[str, Callable[[], object]] = {
        "dates": lambda: [dates.extract(document) for document in documents],
        "dates + anniversaries": lambda: [_both(dates, anniversaries, document) for document in documents],
    }
    print(f"{len(documents)} texts, {syllables:,} syllables, {sum(map(len, found)):,} dates, best of {_ROUNDS}")
    for name, step in steps.items():
        print(f"{name:24}{syllables / _best(step):12,.0f} syllables/s")
    print(f"\nhostile text, {_HOSTILE_BYTES:,} bytes each, dates + anniversaries")
    taken = {name: _best(partial(_both, dates, anniversaries, _hostile(text)), 1) for name, text in _texts()}
    for name, seconds in sorted(taken.items(), key=lambda item: -item[1]):
        print(f"{seconds * _MIB / _HOSTILE_BYTES:8.2f} s/MiB  {name!r}")


def _both(
    dates: GrammarDateExtractor, anniversaries: RuleAnniversaryExtractor, document: Document
) -> tuple[Sequence[DateMention], object]:
    mentions = dates.extract(document)
    return mentions, anniversaries.extract(document, mentions, ())


def _samples() -> list[Document]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SAMPLES.glob("*.txt"))]
    documents = [Document(text=normalize(text).text, published=_WRITTEN) for text in texts]
    syllables = sum(len(document.text.split()) for document in documents)
    return documents * -(-_LEAST_SYLLABLES // syllables)


def _articles(path: Path) -> Iterator[Document]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, _MOST_ARTICLES):
            record = json.loads(line)
            text = record.get("text") or "\n".join([record["title"], *record["paragraphs"]])
            published = date.fromisoformat(record["published"][:10]) if record.get("published") else None
            yield Document(text=normalize(text).text, published=published)


def _hostile(text: str) -> Document:
    return Document(text=text, published=_WRITTEN)


def _texts() -> Iterator[tuple[str, str]]:
    """Yield hostile texts by name: one thing over and over, and random mixtures."""
    for word in _REPEATED.split():
        unit = word.replace("_", " ").replace("|", "\n")
        yield unit, unit * (_HOSTILE_BYTES // len(unit.encode()))
    draw = random.Random(7)
    for alphabet in ("0123456789/", "0123456789/-., ", "0123456789/-. \n"):
        yield f"random {alphabet}", "".join(draw.choices(alphabet, k=_HOSTILE_BYTES))
    words = _WORDS.split()
    yield "random date words", " ".join(draw.choices(words, k=_HOSTILE_BYTES // 5))
    for pattern in ("ngày {}/{}/{}\n", "{}h{}, {}/{} ", "ngày {}, ", "{} ngày và {} tháng, "):
        yield f"random {pattern}", _filled(draw, pattern)
    for head, pattern in (("Ngày 1/1/2021 ", "lúc {}h{} xe {} "), ("Sáng 7/7 ", "xe {} {}, chiều ")):
        yield f"{head}and random {pattern}", head + _filled(draw, pattern)


def _filled(draw: random.Random, pattern: str) -> str:
    count = pattern.count("{}")
    rows = (pattern.format(*(draw.randint(1, 28) for _ in range(count))) for _ in itertools.count())
    return "".join(itertools.islice(rows, _HOSTILE_BYTES // (len(pattern.encode()) + 1)))


def _best(step: Callable[[], object], rounds: int = _ROUNDS) -> float:
    taken: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        step()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main(sys.argv[1:])
