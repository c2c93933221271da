"""Each sign of damage is found where it is, and a healthy copy has none."""

from __future__ import annotations

import json
import random
import re
import textwrap

import pytest

from quizgen.book.book_text import BookText
from quizgen.book.damage import SIGNS, find_damage
from quizgen.book.structure import read_structure
from quizgen.copies.copy import Copy, read_copy
from quizgen.model.book import Book
from tests.projects import LIGHTHOUSE, Project

HEALTHY = (LIGHTHOUSE / "library" / "lighthouse.txt").read_text(encoding="utf-8")


def prose() -> list[str]:
    """Some 6,000 words in paragraphs: the small book's words in another order, none rarer than the others."""
    words = sorted({"a", *re.findall(r"\b[a-z]{2,}\b", HEALTHY)})
    chosen = random.Random(7)
    paragraphs = []
    for _ in range(60):
        sentences = [" ".join(chosen.sample(words, 14)).capitalize() for _ in range(8)]
        paragraphs.append(". ".join(sentences) + ".")
    return paragraphs


PROSE = prose()


def copy_with(*paragraphs: str, controls: tuple[int, ...] = ()) -> BookText:
    """A copy of two chapters, with these paragraphs in the middle of the first; they begin in line 3 of the copy."""
    before, after = (
        "The keeper saw the harbour from the lamp room.",
        "Here the second part opens and goes on in the harbour.",
    )
    middle = "\n\n".join(textwrap.fill(each, 80) for each in (*paragraphs, *PROSE[1:]))
    lines = f"{before}\n\n{middle}\n\n{after}\n\n{PROSE[0]}".split("\n")
    book = Book.model_validate(
        {
            "title": "The Keeper",
            "author": "A. Keeper",
            "chapters": [
                {"key": "1", "title": "Light", "opens": before},
                {"key": "2", "title": "Dark", "opens": "Here the second part opens"},
            ],
        }
    )
    text, findings = read_structure(Copy("copy.txt", "", tuple(lines), controls=controls), book)
    assert text is not None, findings
    return text


def found(text: BookText) -> list[tuple[str, int]]:
    return [(each.kind, each.line) for each in find_damage(text)]


def test_a_healthy_copy() -> None:
    assert found(copy_with()) == []


DAMAGED = {
    "garbled": (
        "But Wit}l all its oil the lamp burns.",
        "Funds for expendi29 are with the harbour.",
        "An offence to tGod is a lamp without oil.",
        "To go out and clean the Iamp is his order.",
        'Panels of th"elords"es are in the museum.',
        "It was bqweelsnm thxkimnt oikvnvtion llwokd in the lamp room.",
    ),
    "mojibake": (
        "It isnâ€™t the lamp that turns.",
        "He drank in the cafÃ© of the harbour.",
        "A keeper\ufffds lamp is clean.",
    ),
    "split-word": ("Nobody tells the cap tain of the storm.", "The light of the pre decessor is cold."),
    "joined-words": ("He ordered spirit,and the boat came.", "The boat came in time.Then it left for the north."),
    "doubled-word": ("He orders the the oil in winter.", "They clean it with with spirit."),
    "stray-letter": ("A share o the oil is spirit.", "The storm has left him t the harbour."),
    "stray-stop": ("He came with the boat. but the lamp burned on.",),
    "twice": (
        "He saw the smoke of a boat in the north. He saw the smoke of a boat in the north. Then it was gone.",
        PROSE[5],
    ),
}


@pytest.mark.parametrize(("kind", "sentence"), [(kind, each) for kind, many in DAMAGED.items() for each in many])
def test_a_damaged_sentence(kind: str, sentence: str) -> None:
    lines = [line for each, line in found(copy_with(sentence)) if each == kind]
    assert len(lines) == 1
    # Of a passage that stands twice, the second place is told.
    assert lines[0] == 3 or (kind == "twice" and lines[0] > 3)
    assert {each for each, _ in found(copy_with(sentence))} == {kind}


SOUND = (
    "McKeever saw the 3rd of 16 panels in the 1890s, a lens of 2b and 15c, and/or a lamp.",
    "He sang the leit motif all the way, en route to the harbour; qu'importe, he said.",
    "He had had no oil, and the keeper said that the captain (e.g. the one of the boat) steers by it.",
    "The notes a + b and (b) are those of a, b, etc. and of no other.",
    "A lamp is a lamp: Iamp is what the sign of the iamp said.",
    "It weighs 4 kg. and costs 3 cts. a day.",
    "The Baden Baden boat came, a very, very old one.",
    "It turned again and again and again and again, tomorrow and tomorrow and tomorrow.",
    "“Spaß“ was the name of the boat, and Ä was its sign; the café of Señor Muñoz was closed.",
)


@pytest.mark.parametrize("sentence", SOUND)
def test_a_sound_sentence(sentence: str) -> None:
    assert found(copy_with(sentence)) == []


def test_what_comes_often_is_the_book_s_own_way() -> None:
    notes = [f"The keeper{number} wrote of the lamp{number} and of the boat." for number in range(1, 40)]
    signs = [f"The value of key_{name} is that of lamp_{name} too." for name in "abcdefghijklmno"]
    assert found(copy_with(*notes, *signs)) == []


def test_joined_words_that_stand_apart_all_through_the_book() -> None:
    sentences = [f"{word.capitalize()} of the lamp we know." for word in re.findall("[a-z]+", PROSE[0])[:24]]
    assert found(copy_with("Some ofthe lamp we know.", " ".join(sentences))) == [("joined-words", 3)]


CODE = [
    f"To {name} it type /usr/bin/{name} --oil-{name} or read {name}(1) and /var/lib/dpkg/{name} in a window."
    for name in "abcdefghijklmnopqrst"
]


@pytest.mark.parametrize(
    "sentence",
    [
        "All is set up in a moment. dpkg asks nothing.",
        "It is read by dpkg dpkg is the keeper of it.",
        "Say lamp|oil and tar+bz2 or libC to it.",
        "It runs the lamp with lamp=oil <OIL>wick ~oil^x {lamp}x on it.",
    ],
)
def test_the_words_of_commands_and_programs_are_not_judged(sentence: str) -> None:
    assert found(copy_with(sentence, *CODE)) == []
    assert found(copy_with("But so he came to the the lamp.", *CODE)) == [("doubled-word", 3)]


@pytest.mark.parametrize(
    ("language", "sentence", "kinds"),
    [
        ("fr", "The harbour nous nous and vous vous have.", []),
        ("en", "The harbour nous nous and vous vous have.", ["doubled-word", "doubled-word"]),
        ("de", "The harbour der der and die die have.", []),
        ("vi", "The harbour and and is and and.", []),
        ("de-AT", "The harbour and and is in it.", ["doubled-word"]),
    ],
)
def test_what_a_language_doubles(language: str, sentence: str, kinds: list[str]) -> None:
    text = copy_with(sentence)
    book = text.book.model_copy(update={"language": language})
    told = find_damage(BookText(book, text.copy, text.flow, text.parts))
    assert [each.kind for each in told] == kinds


def test_a_list_of_words_has_stops_before_small_letters() -> None:
    glossary = [f"The harbour, oil. {word} lamp, the keeper. {word} room, the wick." for word in ("the", "of") * 20]
    assert [kind for kind, _ in found(copy_with(*glossary)) if kind == "stray-stop"] == []


def test_text_that_breaks_off() -> None:
    lost = "The keeper wound the clock at dusk and at midnight, and he trimmed the wick of the lamp, which had been his"
    assert found(copy_with("The keeper has a clock.", lost)) == [("breaks-off", 6)]
    items = ("In winter one needs", *(f"{n} barrels of oil from the boat, which comes twice" for n in ("Two", "Six")))
    assert found(copy_with(*items)) == [], "a list"
    assert found(copy_with("CHAPTER OF THE LAMP")) == [], "a heading"
    text = copy_with()
    lines = [*text.copy.lines[:-1], "and the weight of the clock falls nine metres while the"]
    cut, _ = read_structure(Copy("copy.txt", "", tuple(lines)), text.book)
    assert cut is not None
    assert found(cut)[-1][0] == "breaks-off"


def test_a_section_without_text() -> None:
    text = copy_with()
    opening = text.copy.lines.index("Here the second part opens and goes on in the harbour.")
    cut, _ = read_structure(Copy("copy.txt", "", text.copy.lines[: opening + 1]), text.book)
    assert cut is not None
    assert found(cut) == [("empty-section", opening + 1)]


def test_control_characters(tmp_path: object) -> None:
    assert found(copy_with("The lamp  is lit.", controls=(3,))) == [("control-character", 3)]


def test_what_stands_twice_is_one_finding_however_long() -> None:
    assert [kind for kind, _ in found(copy_with(*PROSE[1:]))] == ["twice"]


# --- on the command line ----------------------------------------------------------------------


def test_doctor_on_the_command_line(project: Project) -> None:
    done = project.run("source", "doctor")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("Nothing in this copy looks damaged.\n")
    project.replace("library/lighthouse.txt", "turns once in eight seconds", "turns turns once in eight seconds")
    project.replace("library/lighthouse.txt", "fill the lamp", "fill the the lamp")
    before = project.files(".")
    done = project.run("source", "doctor", "lighthouse")
    assert done.code == 0, "what it finds is information"
    assert "2 places look damaged; 2 questions have such a place in the passage." in done.out
    assert "doubled-word (2)  A word that stands twice in a row: `of the the people`." in done.out
    assert "  line 48, ch. 1 §2: “turns” stands twice: “sixteen panels and turns turns once in eight”" in done.out
    assert "in the passage of: panels\n" in done.out
    damage = json.loads(project.run("source", "doctor", "--format", "json").out)["damage"]
    assert [(each["kind"], each["line"], each["questions"]) for each in damage] == [
        ("doubled-word", 48, ["panels"]),
        ("doubled-word", 96, ["order-of-the-evening"]),
    ]
    assert project.files(".") == before, "nothing is written"


def test_doctor_without_a_copy_or_a_book(project: Project) -> None:
    done = project.without_copy("source", "doctor")
    assert done.code == 1
    assert "quizgen source add FILE --book lighthouse" in done.err
    assert project.run("source", "doctor", "no-such-book").code == 2
    assert project.run("source", "doctor", "--source", "no-such-file").code == 2


def test_control_characters_of_a_file(project: Project) -> None:
    path = project.library / "lighthouse.txt"
    path.write_bytes(path.read_bytes().replace(b"The weight falls", b"The weight\x07falls"))
    copy, _ = read_copy(path)
    assert copy is not None
    (line,) = copy.controls
    assert "The weight falls" in copy.lines[line - 1]
    assert "control-character (1)" in project.run("source", "doctor").out


# Judged by eye, each of them; the lines are those of the copy whose text the labels of the structure name.
FIRST_BOOK = {
    "garbled": [1096, 1692, 3347, 3352, 3355, 3358, 3363, 3366, 3371, 3605, 3713, 3755, 4032, 4049, 4088, 5961],
    "split-word": [3543, 4136, 4853],
    "joined-words": [382, 2314, 5432],
    "doubled-word": [167, 327, 827, 1073, 1750, 2156, 2519, 3762, 6935, 6986, 7181, 7199],
    "stray-letter": [14, 52, 415, 576, 2433, 2580, 2580, 3348, 3371, 3535, 3535, 3759, 3763, 4064, 4375, 5350, 6206],
    "stray-stop": [636, 918, 2986, 2990, 6448, 6802],
    "breaks-off": [1692, 5093, 6104],
    "twice": [1649, 1999, 3997],
}  # fmt: skip


def test_every_place_of_the_first_book_is_damaged_indeed(book_text: BookText) -> None:
    damage = find_damage(book_text)
    assert {each.kind for each in damage} <= {sign.kind for sign in SIGNS}
    assert {kind: [each.line for each in damage if each.kind == kind] for kind in FIRST_BOOK} == FIRST_BOOK
    assert len(damage) == sum(map(len, FIRST_BOOK.values()))
    assert max(len(each.shown.split()) for each in damage) <= 10
