"""Thousands of mangled Vietnamese texts, the same ones in every run."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

_SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
_ODD = (
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00a0",
    "\t",
    "\u202e",
    "\x0b",
    "\u0301",
    "🎉",
    "👨‍👩‍👧",
    "…",
    "\u2028",
    "ﬁ",
    "Ð",
    "½",
    "٣",
)
_OLD_TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "úy": "uý", "òe": "oè", "ọa": "oạ", "Ủy": "Uỷ", "ỦY": "UỶ"}

Mangle = Callable[[str, random.Random], str]


def mangled_texts(count: int, *, seed: int = 20240322) -> list[str]:
    """Return ``count`` texts: pieces of the sample articles, most of them mangled in one to four ways."""
    generator = random.Random(seed)
    lines = [line.strip() for path in sorted(_SAMPLES.glob("*.txt")) for line in _lines(path) if line.strip()]
    return [_mangled(_piece(lines, generator), generator) for _ in range(count)]


def _lines(path: Path) -> list[str]:
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()


def _piece(lines: Sequence[str], generator: random.Random) -> str:
    chosen = generator.sample(lines, generator.randint(1, 3))
    cut = [line[: generator.randint(20, 400)] for line in chosen]
    return generator.choice(("\n", "\n\n", " ", "\r\n", "")).join(cut)


def _mangled(text: str, generator: random.Random) -> str:
    for mangle in generator.sample(_MANGLES, generator.randint(0, 4)):
        text = mangle(text, generator)
    return text


def _insert(text: str, generator: random.Random) -> str:
    for _ in range(generator.randint(1, 8)):
        place = generator.randint(0, len(text))
        text = text[:place] + generator.choice(_ODD) + text[place:]
    return text


def _drop(text: str, generator: random.Random) -> str:
    return "".join(character for character in text if not (character == " " and generator.random() < 0.15))


def _double(text: str, generator: random.Random) -> str:
    return "".join(character * (3 if character in " \n-/" and generator.random() < 0.3 else 1) for character in text)


def _old_tones(text: str, _: random.Random) -> str:
    for new, old in _OLD_TONES.items():
        text = text.replace(new, old)
    return text


def _shuffle(text: str, generator: random.Random) -> str:
    words = text.split(" ")
    generator.shuffle(words)
    return " ".join(words)


_MANGLES: tuple[Mangle, ...] = (
    lambda text, _: unicodedata.normalize("NFD", text),
    lambda text, _: unicodedata.normalize("NFKD", text),
    lambda text, _: text.upper(),
    lambda text, _: text.lower(),
    lambda text, _: text.replace("Đ", "Ð"),
    lambda text, _: text.replace("\n", "\r\n"),
    _insert,
    _drop,
    _double,
    _old_tones,
    _shuffle,
)
