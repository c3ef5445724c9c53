"""What is Vietnamese and what is not. The foreign paragraphs were written for this test."""

from __future__ import annotations

import json
import lzma
import unicodedata
from itertools import islice
from pathlib import Path

import pytest

from nlp_service.text.language import is_vietnamese, weigh
from nlp_service.text.vietnamese import plain_syllables, strip_accents, syllables
from tests.naughty import PARAGRAPH

VIETNAMESE = [
    "Hà Nội",
    "HÀ NỘI",
    "Ha Noi",
    "một",
    "12/5/2021",
    "1/2 - 3/4 (5)",
    "😀",
    "WHO",
    "VTV1",
    "UBND TP.HCM",
    "https://vidu.vn/tin",
    "Real Madrid - Barcelona 2-1",
    "Messi, Ronaldo, Neymar và Mbappe",
    "iPhone 12 Pro Max ra mắt",
    "Manchester United thắng Liverpool",
    "Samsung Galaxy S21 Ultra giá bao nhiêu",
    "Arsenal vs Chelsea: Premier League",
    "Thu tuong Pham Minh Chinh tham Nhat Ban",
    "Google chinh thuc trinh lang bo doi smartphone Pixel 5 va Pixel 4a 5G",
    "TÀU NGẦM INDONESIA MẤT TÍCH GẦN BALI (ẢNH: REUTERS)",
    PARAGRAPH,
    PARAGRAPH.upper(),
    unicodedata.normalize("NFD", PARAGRAPH),
    strip_accents(PARAGRAPH),
    strip_accents(PARAGRAPH).upper(),
    PARAGRAPH.replace("Đ", "Ð").replace("đ", "ð"),
]

FOREIGN = {
    "English": (
        "The government said on Monday that it would raise the minimum wage next year, a move that unions "
        "in Hanoi and Ho Chi Minh City have demanded for a long time, said Nguyen Van Nam, an official in "
        "the ministry."
    ),
    "short English": "This is a short English sentence.",
    "English capitals": "BREAKING NEWS: THE PRIME MINISTER HAS RESIGNED AFTER A LONG NIGHT OF TALKS",
    "French": (
        "Le gouvernement a annoncé lundi que le salaire minimum serait relevé l’année prochaine. À Hanoï, "
        "les syndicats ont déjà demandé cette mesure depuis très longtemps; la décision a été saluée."
    ),
    "Spanish": (
        "El gobierno anunció el lunes que el salario mínimo subirá el próximo año. Los sindicatos lo pedían"
        " desde hace mucho tiempo, según la ministra de Trabajo."
    ),
    "Portuguese": (
        "O governo anunciou na segunda-feira que o salário mínimo vai aumentar no próximo ano. Não há ainda"
        " uma decisão sobre a data, disse o ministro à imprensa."
    ),
    "German": (
        "Die Regierung kündigte am Montag an, dass der Mindestlohn im nächsten Jahr steigen werde. Die "
        "Gewerkschaften hatten das schon lange gefordert."
    ),
    "Italian": (
        "Il governo ha annunciato lunedì che il salario minimo aumenterà l'anno prossimo. I sindacati lo "
        "chiedevano da molto tempo."
    ),
    "Dutch": (
        "De regering kondigde maandag aan dat het minimumloon volgend jaar omhoog gaat, na lang vragen van de bonden."
    ),
    "Polish": (
        "Rząd ogłosił w poniedziałek, że płaca minimalna wzrośnie w przyszłym roku, czego domagały się związki."
    ),
    "Turkish": "Hükümet pazartesi günü asgari ücretin gelecek yıl artacağını açıkladı. Sendikalar bunu istiyordu.",
    "Indonesian": (
        "Pemerintah mengumumkan pada hari Senin bahwa upah minimum akan naik tahun depan. Serikat pekerja "
        "sudah lama meminta hal ini, kata menteri di Jakarta."
    ),
    "Malay": "Kerajaan mengumumkan pada hari Isnin bahawa gaji minimum akan dinaikkan tahun depan, kata menteri.",
    "Tagalog": (
        "Inihayag ng pamahalaan noong Lunes na itataas ang minimum na sahod sa susunod na taon. Matagal na "
        "itong hinihiling ng mga unyon ng manggagawa."
    ),
    "Pinyin": (
        "Zhōngguó zhèngfǔ zài xīngqī yī xuānbù míngnián jiāng tígāo zuìdī gōngzī. Gōnghuì yǐjīng yāoqiú hěn jiǔ le."
    ),
    "plain Pinyin": (
        "Zhong guo zheng fu zai xing qi yi xuan bu ming nian jiang ti gao zui di gong zi, gong hui hen gao xing."
    ),
    "Yoruba": (
        "Ìjọba kéde ní ọjọ́ Ajé pé owó oṣù tó kéré jù lọ yóò pọ̀ sí i ní ọdún tó ń bọ̀. Àwọn ẹgbẹ́ òṣìṣẹ́ "
        "ti ń béèrè fún èyí tipẹ́."
    ),
    "Chinese": "政府周一宣布明年将提高最低工资。工会早已要求这样做。",
    "Japanese": "政府は月曜日、来年の最低賃金を引き上げると発表した。",
    "Korean": "정부는 월요일에 내년 최저임금을 인상한다고 발표했다.",
    "Russian": "Правительство объявило в понедельник, что в следующем году минимальная зарплата вырастет.",
    "Thai": "รัฐบาลประกาศเมื่อวันจันทร์ว่าจะขึ้นค่าแรงขั้นต่ำในปีหน้า",
    "Lorem ipsum": (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."
    ),
    "code": "def main(args): return sum(int(x) for x in args if x.isdigit()) import os sys path",
}


WELL_FORMED = "nghiêng giếng gì quý quyển khuya xoáy ướt yêu hòa thuở đường quỳnh gìn ngoằn"
ILL_FORMED = "ngiêng cì kòa hoà fôi zây đườc street tât"


@pytest.mark.parametrize("text", VIETNAMESE)
def test_accepts(text: str) -> None:
    assert is_vietnamese(text), weigh(text)


@pytest.mark.parametrize("language", FOREIGN)
def test_refuses(language: str) -> None:
    assert not is_vietnamese(FOREIGN[language]), weigh(FOREIGN[language])


def test_reads_windows_of_a_long_text() -> None:
    assert is_vietnamese(PARAGRAPH * 500)
    assert not is_vietnamese(FOREIGN["English"] * 500)


def test_refuses_no_article_of_the_corpora(corpora: Path) -> None:
    with lzma.open(corpora / "topics" / "unc_train.jsonl.xz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in islice(file, 500)]
    refused = [record["id"] for record in records if not is_vietnamese("\n".join(record["paragraphs"]))]
    assert not refused


@pytest.mark.parametrize("word", WELL_FORMED.split())
def test_knows_the_syllable(word: str) -> None:
    assert word in syllables()
    assert strip_accents(word) in plain_syllables()


@pytest.mark.parametrize("word", ILL_FORMED.split())
def test_knows_what_is_no_syllable(word: str) -> None:
    assert word not in syllables()
