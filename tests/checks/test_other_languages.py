"""Books and banks in other languages than English: no check stops with an exception, and no true answer is an error."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks import TEXT_CHECKS
from quizgen.model.book import Level
from tests.checks.claims import codes_of, make_book

BOOKS = {
    "de": make_book(
        "de",
        "Der Müller am Bach mahlte im Jahr 1874 jeden Tag neun Säcke Roggen, und das Rad lief sechzehn volle Stunden.",
        "Die Mühle steht auf zwei Hektar Land, das der Müller für 1.340 Taler gekauft hatte.",
        "Im Winter fror der Bach zu, und die Bauern aus Neudorf holten ihr Mehl in der Stadt.",
    ),
    "fr": make_book(
        "fr",
        "Le meunier du village moulait en 1874 neuf sacs de seigle par jour, et la roue tournait pendant seize heures.",
        "Le moulin est bâti sur deux hectares, que l'homme avait achetés pour 1 340 écus à la ville.",
        "En hiver le ruisseau gelait, et les paysans de Neuville cherchaient leur farine à la ville.",
    ),
    "es": make_book(
        "es",
        "El molinero del pueblo molía en 1874 nueve sacos de centeno, y la rueda giraba dieciséis horas seguidas.",
        "El molino ocupa dos hectáreas, que el molinero compró por 1.340 reales en tres meses.",
        "En invierno se helaba el arroyo, y los campesinos de Villanueva buscaban su harina en la ciudad.",
    ),
    "ru": make_book(
        "ru",
        "Мельник у ручья молол в 1874 году девять мешков ржи в день, и колесо вертелось целых шестнадцать часов.",
        "Мельница стоит на двух гектарах земли, которую мельник купил за 1340 рублей у соседа.",
        "Зимой ручей замерзал, и крестьяне из Новосёлок брали муку в большом городе.",
    ),
    "el": make_book(
        "el",
        "Ο μυλωνάς του χωριού άλεθε το 1874 εννέα σάκους σίκαλη την ημέρα, και ο τροχός γύριζε δεκαέξι ώρες.",
        "Ο μύλος στέκει σε δύο εκτάρια γης, που ο μυλωνάς αγόρασε για 1.340 δραχμές από τον γείτονα.",
        "Τον χειμώνα το ρυάκι πάγωνε, και οι χωρικοί έπαιρναν το αλεύρι τους από την πόλη.",
    ),
    "pl": make_book(
        "pl",
        "Młynarz nad strumieniem mełł w 1874 roku dziewięć worków żyta, a koło kręciło się szesnaście godzin.",
        "Ryba z jego stawu była słynna, a staw kosztował 1340 rubli.",
        "Zimą strumień zamarzał, i chłopi z Nowej Wsi kupowali mąkę w mieście.",
    ),
    "zh": make_book(
        "zh",
        "磨坊主在1874年，每天磨九袋黑麦，水轮转十六个小时，从不停歇。",
        "磨坊建在河边，占地两公顷，他花了1340块银元，买下了它。",
        "冬天小溪结冰，水轮停了，村民到城里去，买面粉吃。",
    ),
    "ja": make_book(
        "ja",
        "粉屋は1874年に、毎日ライ麦を九袋挽き、水車は十六時間回り、止まらなかった。",
        "水車小屋は川辺にあり、二ヘクタールを占め、彼は1340円を払い、それを買った。",
        "冬には小川が凍り、水車が止まり、村人は町へ行き、粉を買った。",
    ),
    "ko": make_book(
        "ko",
        "방앗간 주인은 1874년에 날마다 호밀 아홉 자루를 빻았고 물레방아는 열여섯 시간 돌았다.",
        "방앗간은 강가에 있고 그는 1340냥을 주고 그것을 샀다.",
        "겨울에는 개울이 얼어 마을 사람들은 도시에서 밀가루를 샀다.",
    ),
    "th": make_book(
        "th",
        "คนโม่แป้งโม่ข้าวไรย์วันละเก้ากระสอบในปี 1874 และกังหันหมุนสิบหกชั่วโมง",
        "โรงโม่ตั้งอยู่บนที่ดินสองเฮกตาร์ซึ่งเขาซื้อมาในราคา 1340 เหรียญ",
        "ในฤดูหนาวลำธารแข็งตัว และชาวบ้านซื้อแป้งในเมือง",
    ),
}

CITES = {
    "de": (
        "Der Müller am Bach … lief sechzehn volle Stunden",
        "Die Mühle steht auf … Taler gekauft hatte",
    ),
    "fr": (
        "Le meunier du village … tournait pendant seize heures",
        "Le moulin est bâti … 1 340 écus",
    ),
    "es": (
        "El molinero del pueblo … giraba dieciséis horas seguidas",
        "El molino ocupa dos … en tres meses",
    ),
    "ru": (
        "Мельник у ручья молол … вертелось целых шестнадцать часов",
        "Мельница стоит на двух … рублей у соседа",
    ),
    "el": (
        "Ο μυλωνάς του χωριού … τροχός γύριζε δεκαέξι ώρες",
        "Ο μύλος στέκει σε … από τον γείτονα",
    ),
    "pl": (
        "Młynarz nad strumieniem … się szesnaście godzin",
        "Ryba z jego stawu … staw kosztował 1340 rubli",
    ),
    "zh": (
        "磨坊主在1874年 … 个小时，从不停歇",
        "磨坊建在河边，占地 … 他花了1340块银元，买下了它",
    ),
    "ja": (
        "粉屋は1874年に … 回り、止まらなかった",
        "水車小屋は川辺にあり … 円を払い、それを買った",
    ),
    "ko": (
        "방앗간 주인은 1874년에 날마다 호밀 아홉 자루를",
        "그는 1340냥을 주고 그것을 샀다",
    ),
    "th": (
        "คนโม่แป้งโม่ … หมุนสิบหกชั่วโมง",
        "โรงโม่ตั้งอยู่บนที่ … ซื้อมาในราคา 1340",
    ),
}
"""The first two paragraphs of each book."""

TRUE = [
    ("de", 0, {"kind": "short", "answer": "ein Rad"}),
    ("de", 0, {"kind": "short", "answer": "die Räder"}),
    ("de", 0, {"kind": "short", "answer": "ein Mühlrad"}),
    ("de", 0, {"kind": "short", "answer": "Roggensäcke"}),
    ("de", 0, {"kind": "numeric", "answer": "9", "unit": "Säcke"}),
    ("de", 1, {"kind": "numeric", "answer": "1340", "unit": "Taler"}),
    ("de", 1, {"kind": "short", "answer": "1.340 Talern"}),
    ("de", 0, {"kind": "choice", "answer": "das Wasserrad", "distractors": ["der Bach", "die Stadt"]}),
    ("fr", 0, {"kind": "short", "answer": "des meuniers"}),
    ("fr", 1, {"kind": "short", "answer": "l'homme"}),
    ("fr", 1, {"kind": "numeric", "answer": "1340", "unit": "écus"}),
    ("fr", 0, {"kind": "numeric", "answer": "16", "unit": "heures"}),
    ("es", 0, {"kind": "short", "answer": "los molineros"}),
    ("es", 1, {"kind": "numeric", "answer": "1340", "unit": "reales"}),
    ("es", 1, {"kind": "numeric", "answer": "3", "unit": "meses"}),
    ("ru", 0, {"kind": "short", "answer": "мельники"}),
    ("ru", 0, {"kind": "cloze", "text": "{{Мельник}} молол {{девятью мешками}} в {{1874}} году."}),
    ("ru", 1, {"kind": "numeric", "answer": "1340", "unit": "рублей"}),
    ("el", 0, {"kind": "short", "answer": "ο μυλωνάς"}),
    ("el", 1, {"kind": "numeric", "answer": "1340", "unit": "δραχμές"}),
    ("pl", 1, {"kind": "short", "answer": "ryby"}),
    ("zh", 0, {"kind": "short", "answer": "黑麦"}),
    ("zh", 0, {"kind": "short", "answer": "是磨坊主"}),
    ("zh", 0, {"kind": "short", "answer": "麦"}),
    ("zh", 0, {"kind": "numeric", "answer": "9", "unit": "袋"}),
    ("zh", 1, {"kind": "numeric", "answer": "1340"}),
    ("ja", 0, {"kind": "short", "answer": "ライ麦です"}),
    ("ja", 0, {"kind": "numeric", "answer": "16", "unit": "時間"}),
    ("ko", 0, {"kind": "short", "answer": "호밀"}),
    ("ko", 0, {"kind": "short", "answer": "방앗간이다"}),
    ("th", 0, {"kind": "short", "answer": "คือข้าวไรย์"}),
]


@pytest.mark.parametrize(("language", "place", "fields"), TRUE, ids=str)
def test_a_true_answer_is_no_error(language: str, place: int, fields: dict[str, Any]) -> None:
    found = codes_of(BOOKS[language], cite=CITES[language][place], **fields)
    assert [code for code, severity in found if severity == "error"] == []


FALSE = [
    ("de", 1, {"kind": "numeric", "answer": "1430", "unit": "Taler"}, "figure-not-in-passage"),
    ("de", 1, {"kind": "numeric", "answer": "1340", "unit": "Rubel"}, "wrong-unit"),
    ("de", 0, {"kind": "short", "answer": "Spiegel"}, "answer-not-in-passage"),
    ("fr", 1, {"kind": "numeric", "answer": "1340", "unit": "francs"}, "wrong-unit"),
    ("fr", 0, {"kind": "short", "answer": "un miroir"}, "answer-not-in-passage"),
    ("es", 1, {"kind": "numeric", "answer": "1340", "unit": "pesos"}, "wrong-unit"),
    ("ru", 0, {"kind": "short", "answer": "зеркало"}, "answer-not-in-passage"),
    ("zh", 0, {"kind": "short", "answer": "镜子"}, "answer-not-in-passage"),
    ("zh", 1, {"kind": "numeric", "answer": "1430"}, "figure-not-in-passage"),
    ("ko", 0, {"kind": "short", "answer": "거울"}, "answer-not-in-passage"),
]


@pytest.mark.parametrize(("language", "place", "fields", "code"), FALSE, ids=str)
def test_a_false_answer_is_an_error(language: str, place: int, fields: dict[str, Any], code: str) -> None:
    assert (code, "error") in codes_of(BOOKS[language], cite=CITES[language][place], **fields)


@pytest.mark.parametrize("language", BOOKS)
@pytest.mark.parametrize(
    "kind", ["choice", "multiple", "order", "match", "term", "person", "true-false", "cloze", "essay"]
)
def test_every_check_reads_every_kind(language: str, kind: str) -> None:
    """Of a question made of the passage itself there is no error, but that it is copied."""
    text, cite = BOOKS[language], CITES[language][0]
    words = first_paragraph(text)
    fields: dict[str, dict[str, Any]] = {
        "choice": {"answer": words[0], "distractors": [words[1], words[2]]},
        "multiple": {"answers": words[:2], "distractors": words[2:4]},
        "order": {"items": words[:3]},
        "match": {"pairs": [words[:2], words[2:4]]},
        "term": {"term": words[0], "definition": words[1]},
        "person": {"person": words[0], "description": words[1]},
        "true-false": {"answer": "true", "prompt": words[0]},
        "cloze": {"text": f"{words[0]} {{{{{words[1]}}}}}"},
        "essay": {"points": words[:2]},
    }
    found = codes_of(text, levels={"name-in-prompt": Level.WARNING, "items-stand-otherwise": Level.WARNING},
                     kind=kind, cite=cite, **fields[kind])  # fmt: skip
    assert [code for code, severity in found if severity == "error" and code in TEXT_CHECKS - {"verbatim"}] == []


def first_paragraph(text: BookText) -> list[str]:
    """Pieces of the first paragraph, of at most twenty letters."""
    chapter = text.chapters["1"]
    written = text.paragraph_text(chapter.paragraphs[0])
    return [
        written[start : start + 20].strip() for start in range(0, 80, 20) if written[start : start + 20].strip()
    ] + [
        "…",
        "—",
        "+",
    ]
