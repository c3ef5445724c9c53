"""The articles that the topic model learns from and is measured on, split by a function of the article's id alone.

Held back: one VNTC article in ten and one UNC article in five, by a hash of the id, and all articles of
``tags/dev``. Articles of the training part that repeat a held-back one are dropped, so that no article stands on
both sides in two copies.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Literal

from nlp_service.evaluation.corpora import read_records
from nlp_service.extract.topics.features import split_syllables
from nlp_service.text.normalize import normalize
from nlp_service.types import Document

CorpusName = Literal["vntc", "unc"]
HELD_BACK_PERCENT: Mapping[CorpusName, int] = {"vntc": 10, "unc": 20}

_SECTION_OF_VNTC = {
    "Chinh tri Xa hoi": "chinh-tri-xa-hoi",
    "The gioi": "the-gioi",
    "Kinh doanh": "kinh-doanh",
    "Phap luat": "phap-luat",
    "Suc khoe": "suc-khoe",
    "Khoa hoc": "khoa-hoc",
    "Vi tinh": "cong-nghe",
    "The thao": "the-thao",
    "Van hoa": "van-hoa-giai-tri",
    "Doi song": "doi-song",
}
_SECTION_OF_UNC = {
    "society": "chinh-tri-xa-hoi",
    "world": "the-gioi",
    "business": "kinh-doanh",
    "education": "giao-duc",
    "health": "suc-khoe",
    "science": "khoa-hoc",
    "tech": "cong-nghe",
    "sport": "the-thao",
    "entertainment": "van-hoa-giai-tri",
    "travel": "du-lich",
}
_NEWSPAPER = re.compile(r"_ ?(NLD|TN|TT|VNE)")
_SHINGLE = 5
_SAMPLE = 8
_COMMON = 20
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class TopicArticle:
    """One labelled article; ``held_back`` articles never train a model that is measured or committed."""

    id: str
    corpus: CorpusName
    section: str
    title: str | None
    body: str
    published: date | None
    held_back: bool

    @property
    def text(self) -> str:
        """Title and body, as the model reads them."""
        return f"{self.title}\n{self.body}" if self.title else self.body

    @property
    def newspaper(self) -> str:
        """The newspaper, as the id of the article names it."""
        match = _NEWSPAPER.search(self.id) if self.corpus == "vntc" else None
        return match[1].lower() if match is not None else self.corpus

    def document(self) -> Document:
        """Return the article as the classifier gets it."""
        return Document(self.body, title=self.title, published=self.published)


def read_articles(corpora: Path) -> list[TopicArticle]:
    """Read both corpora in the order of their files."""
    tags = {str(record["id"]) for record in read_records(corpora / "tags" / "dev.jsonl")}
    vntc = read_records(corpora / "topics" / "vntc_train.jsonl.xz")
    unc = read_records(corpora / "topics" / "unc_train.jsonl.xz")
    return [
        *(
            TopicArticle(
                id=record["id"],
                corpus="vntc",
                section=_SECTION_OF_VNTC[record["topic"]],
                title=None,
                body=normalize(record["text"]).text,
                published=None,
                held_back=is_held_back(record["id"], "vntc"),
            )
            for record in vntc
        ),
        *(
            TopicArticle(
                id=record["id"],
                corpus="unc",
                section=_SECTION_OF_UNC[record["topic"]],
                title=normalize(record["title"]).text,
                body=normalize("\n".join(record["paragraphs"])).text,
                published=date.fromisoformat(record["published"]) if record["published"] else None,
                held_back=record["id"] in tags or is_held_back(record["id"], "unc"),
            )
            for record in unc
        ),
    ]


def is_held_back(article_id: str, corpus: CorpusName) -> bool:
    """Say whether the article belongs to the held-back part of its corpus."""
    number = int.from_bytes(hashlib.sha256(article_id.encode()).digest()[:8], "big")
    return number % 100 < HELD_BACK_PERCENT[corpus]


def find_repeats(articles: Sequence[TopicArticle]) -> set[str]:
    """Return the ids of all articles that repeat one on the other side of the split."""
    pairs = near_duplicates([article.text for article in articles])
    crossing = [pair for pair in pairs if articles[pair[0]].held_back != articles[pair[1]].held_back]
    return {articles[index].id for pair in crossing for index in pair}


def near_duplicates(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs of positions whose texts share at least half of the shorter one's sampled shingles.

    Shingles are runs of five syllables; one in eight is sampled by its hash, the same ones in every text (Broder 1997).
    Shingles of more than 20 texts are the newspapers' formulas and count for nothing.
    """
    owners: defaultdict[int, list[int]] = defaultdict(list)
    sizes = []
    for index, text in enumerate(texts):
        sample = _sampled_shingles(text)
        sizes.append(len(sample))
        for shingle in sorted(sample):
            owners[shingle].append(index)
    shared = Counter(
        pair for texts_of in owners.values() if 2 <= len(texts_of) <= _COMMON for pair in combinations(texts_of, 2)
    )
    return {pair for pair, count in shared.items() if count >= _SAME * min(sizes[pair[0]], sizes[pair[1]])}


def _sampled_shingles(text: str) -> set[int]:
    syllables = split_syllables(text)
    sample = set()
    for start in range(len(syllables) - _SHINGLE + 1):
        shingle = " ".join(syllables[start : start + _SHINGLE]).encode()
        number = int.from_bytes(hashlib.blake2b(shingle, digest_size=8).digest(), "big")
        if number % _SAMPLE == 0:
            sample.add(number)
    return sample
