"""Nasty texts that every part must survive, and a strategy that makes realistic and mangled Vietnamese."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from hypothesis import strategies as st

MEBIBYTE = 1 << 20

PARAGRAPH = (
    "Ngày 12/5/2021, Chủ tịch UBND TP.HCM Trần Thị Minh Hoà đã ký Quyết định 35-QĐ/TU về khoẻ mạnh học đường. "
    "“Chúng tôi sẽ làm việc với Bộ Y tế (BYT) và Công ty CP Dược Hậu Giang”, bà nói... Kỷ niệm 46 năm Ngày Giải phóng "
    "miền Nam (30/4/1975 - 30/4/2021), đoàn viếng Nghĩa trang Trường Sơn!"
)
_MIXED = PARAGRAPH + "\n\n- Giá xăng 21.500 đồng/lít; liên hệ: toasoan@baomau.vn, https://baomau.vn/tin?id=1\n"


@cache
def naughty_texts() -> Mapping[str, str]:
    """Return the texts by name; none is longer than 1 MiB of UTF-8."""
    return MappingProxyType({**_layouts(), **_encodings(), **_fragments(), **_floods()})


def _layouts() -> dict[str, str]:
    return {
        "empty": "",
        "one blank": " ",
        "blanks only": " \t\n\r\n \u00a0\u3000\u2003 \n",
        "zero-width only": "\u200b\u200d\ufeff\u2060",
        "one letter": "A",
        "one word": "Hà Nội",
        "paragraph": PARAGRAPH,
        "mixed": _MIXED,
        "capitals": PARAGRAPH.upper(),
        "lower case": PARAGRAPH.lower(),
        "no blanks": PARAGRAPH.replace(" ", ""),
        "glued sentences": PARAGRAPH.replace(". ", "."),
        "blanks doubled": PARAGRAPH.replace(" ", "  "),
        "a syllable a line": PARAGRAPH.replace(" ", "\n"),
        "CR LF": _MIXED.replace("\n", "\r\n"),
        "CR": _MIXED.replace("\n", "\r"),
        "odd line ends": "Một\u2028hai\u2029ba\x85bốn\x0bnăm\x0csáu",
        "tabs": PARAGRAPH.replace(" ", "\t"),
        "no-break blanks": PARAGRAPH.replace(" ", "\u00a0"),
        "indented": "\n".join(f"    {line}   " for line in _MIXED.split("\n")),
        "HTML": f"<p>{PARAGRAPH}</p><br/>&nbsp;&amp; <script>x</script>",
        "quotes unbalanced": "“Anh nói: \"Tôi không biết'. (Xem thêm) ) ] « “",
        "digits and slashes": "12/5/2021 10:48 1/2/3/4/5 35-NQ/TW 100/2019/NĐ-CP 3.500.000,50 -- 1-1-1-1",
        "markup dates": "30.4.1975-30.4.2021; 2/9; 19-8; 1.2.3.4.5.6; 99/99/9999; 00/00/0000; 31/2/2020",
    }


def _encodings() -> dict[str, str]:
    decomposed = unicodedata.normalize("NFD", PARAGRAPH)
    return {
        "NFD": decomposed,
        "NFKD": unicodedata.normalize("NFKD", PARAGRAPH),
        "marks after marks": decomposed.replace("\u0302\u0323", "\u0323\u0302"),
        "old tones": "Hoà bình, khoẻ mạnh, thuỷ thủ, Thuý Kiều, loé sáng, HOÀ KHOẺ THUÝ, quý hoá, toàn quyền",
        "new tones": "Hòa bình, khỏe mạnh, thủy thủ, Thúy Kiều, lóe sáng, HÒA KHỎE THÚY, quý hóa, toàn quyền",
        "eth for Đ": PARAGRAPH.replace("Đ", "Ð").replace("đ", "ð"),
        "African D": "Ɖảng Cộng sản, HƉND TP Ɖà Nẵng, ɖồng bào",
        "Icelandic": "Thủ tướng Iceland Sigurður Ingi Jóhannsson gặp bà Guðrún Þorsteinsdóttir",
        "gha for ư": "Ngƣời dân phƣờng Tân Hƣng đƣợc hỗ trợ",
        "mojibake": PARAGRAPH.encode().decode("latin-1"),
        "replacement": "Tr\ufffdn Th\ufffd Minh H\ufffdoa \ufffd\ufffd",
        "full width": "Ｈà Ｎội，２０２１！ ＵＢＮＤ ＴＰ．ＨＣＭ",
        "mathematical": "𝐇à 𝑵ộ𝒊 𝟐𝟎𝟐𝟏 𝓥𝓲𝓮𝓽 𝔑𝔞𝔪",
        "Cyrillic inside": "Bộ Ngоại giао Việt Nаm",
        "zero-width inside": "Nguyễn\u200b Văn\u200c A\u200d đến\ufeff Hà\u2060 Nội\u00ad",
        "soft hyphens": "Thủ\u00ad tướng Chính\u00ad phủ",
        "combining joiner": "Ha\u034f\u0300 No\u034f\u0302\u0323i",
        "Zalgo": "".join(letter + "\u0300\u0316\u0337\u0489\u0301" for letter in "Hà Nội mùa thu 2021."),
        "lone marks": "\u0301\u0323 a\u0309 \u0302",
        "Hangul letters": "\u1100\u1161\u11a8 \u1112\u1161\u11ab TP.HCM",
        "compatibility": "\u212a \u2126 \uf900 \ufb1d \u0344 \u1e9b\u0323 \U0001d15e 5\u2075 ½ №1 ℃",
    }


def _fragments() -> dict[str, str]:
    return {
        "emoji": "Chúc mừng 🎉🎉 đội tuyển 🇻🇳 👨‍👩‍👧‍👦 👍🏽 ❤️ ☎️ 1️⃣ vô địch!!!",
        "right to left": "Ông \u202eHà Nội\u202c gặp \u200fمحمد\u200e ở תל אביב",
        "Chinese": "Chủ tịch Tập Cận Bình (习近平) thăm Hà Nội（河内）。",
        "controls": "Hà\x01 Nội\x02\x1b[31m đỏ\x1b[0m \x7f\x80\x9f",
        "NUL": "Hà\x00Nội\x00",
        "lone surrogate": "Hà Nội \ud83d và \udc4d",
        "surrogates swapped": "\udc4d\ud83d",
        "private use": "Hà \ue000 Nội \U000f0000",
        "noncharacters": "Hà \ufffe\uffff Nội \U0010ffff",
        "punctuation": "..., ... !? ?! — – - ‘’ “” () [] {} / \\ | @ # $ % ^ & * _ + = ~ ` < >",
        "dots": "...........................",
        "abbreviations": "GS.TS. Ng.V.A, ThS.BS Tr. T. B., TP.HCM, Q.1, P.12, v.v... Tp. HCM, St. Petersburg, N.T.H.",
        "addresses": "www.a.vn http:// https://x.vn/(a)_b?c=d#e a@b a@b.c @@ ://.vn .vn. x.com.vn/",
        "brackets": "((((((((((Hà Nội))))))))))",
        "apostrophes": "H'Mông N’Trang Lơng 'tis rock 'n' roll l'Oréal ''''",
        "dotted capital": "İSTANBUL ıstanbul ẞ ß ŉ ǰ ΐ ﬃ ſ",
    }


def _floods() -> dict[str, str]:
    """Texts of about a mebibyte, against anything slower than linear."""
    return {
        "1 MiB of a letter": "a" * MEBIBYTE,
        "1 MiB of đ": "đ" * (MEBIBYTE // 2),
        "1 MiB of digits": "1" * MEBIBYTE,
        "1 MiB of dates": "1/" * (MEBIBYTE // 2),
        "1 MiB of dashes": "1-" * (MEBIBYTE // 2),
        "1 MiB of blanks": " " * MEBIBYTE,
        "1 MiB of line ends": "\n" * MEBIBYTE,
        "1 MiB of stops": "." * MEBIBYTE,
        "1 MiB of initials": "A." * (MEBIBYTE // 2),
        "1 MiB of quotes": '"' * MEBIBYTE,
        "1 MiB of brackets": "(" * MEBIBYTE,
        "1 MiB of acute accents": "\u0301" * (MEBIBYTE // 2),
        "1 MiB of marks out of order": "\u0301\u0323" * (MEBIBYTE // 4),
        "1 MiB of names": "Hà " * (MEBIBYTE // 4),
    }


_SYLLABLES = (
    "và của là có được trong cho người không một đã với các những này khi đến về từ theo tại để năm ngày tháng trước "
    "hoà khoẻ thuý quý toàn thuỷ nghiêng giếng xoáy khuya Hà Nội Việt Nam Nguyễn Văn Trần Thị Hồ Chí Minh Đà Nẵng Huế "
    "UBND HĐND TP.HCM TW ĐH GD-ĐT Đảng Quốc hội Chính phủ Bộ trưởng đồng tỷ triệu phần trăm"
)
_ITEMS = (
    "12/5/2021 30.4.1975 2-9 2020-2025 10h30 10:48 3.500 4,5% 1.000.000 35-NQ/TW 100/2019/NĐ-CP U23 Covid-19 G7 "
    "(WHO) “Dân trí” 'Tuổi Trẻ' N.T.H. GS.TS. v.v. Q.1 P.12 kỷ niệm 100 năm mùng 3 Tết thứ Hai John Smith "
    "a@b.vn https://bao.vn/x H'Mông Ðảng ngƣời 🇻🇳 👍🏽 习近平"
)
_JOINTS = (
    " ",
    " ",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    ".",
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "\u00a0",
    "\u200b",
    "… ",
    "! ",
    " - ",
    "",
)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def vietnamese_text(max_pieces: int = 60) -> st.SearchStrategy[str]:
    """Return a strategy of Vietnamese with dates, names and abbreviations, about half of it mangled."""
    syllables = st.sampled_from(_SYLLABLES.split())
    piece = st.one_of(
        syllables,
        syllables,
        st.sampled_from(_ITEMS.split()),
        syllables.map(_decomposed),
        syllables.map(str.upper),
        st.text(max_size=3),
        st.text(alphabet="aoeu\u0300\u0301\u0302\u0323đÐ \n\u200b", max_size=4),
    )
    joined = st.lists(st.tuples(piece, st.sampled_from(_JOINTS)), max_size=max_pieces)
    return joined.map(lambda pairs: "".join(word + joint for word, joint in pairs))


def any_text() -> st.SearchStrategy[str]:
    """Return a strategy of Vietnamese, mangled Vietnamese and arbitrary strings, lone surrogates included."""
    surrogates = st.text(alphabet=st.characters(), max_size=20)
    return st.one_of(
        vietnamese_text(), st.text(max_size=80), surrogates, st.sampled_from(sorted(small_texts().values()))
    )


def small_texts() -> Mapping[str, str]:
    """Return the naughty texts that are short enough to run through everything."""
    return {name: text for name, text in naughty_texts().items() if len(text) < MEBIBYTE // 8}
