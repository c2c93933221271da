"""An opening that a copy lacks costs its own part: the rest of the book is found, and held against citations."""

from __future__ import annotations

import pytest

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, NotFound, Unchecked
from quizgen.copies.copy import Copy
from quizgen.model.book import Book
from quizgen.model.citation import Citation

BOOK = Book.model_validate(
    {
        "title": "The Ferry",
        "author": "A. Ferrywoman",
        "chapters": [
            {"key": "1", "title": "The Rope", "opens": "A rope of hemp lasts"},
            {
                "key": "2",
                "title": "The Boat",
                "sections": [
                    {"number": 1, "title": "Hull", "opens": "Oak planks make the hull"},
                    {"number": 2, "title": "Oars", "opens": "Ash is light enough for"},
                ],
            },
            {"key": "3", "title": "The River", "opens": "In spring the river carries"},
            {"key": "4", "title": "The Toll", "opens": "Two pence is what everybody"},
        ],
    }
)

LINES = """\
The Rope
A rope of hemp lasts three years if it is dried after every crossing of the river.
It is as thick as a thumb, and nobody has ever seen it break under a full boat.
The Boat
Oak planks make the hull, and pitch from the north keeps the water out of it.
The boat carries eleven people, or four of them and a horse that is led on board.
Oars
Ash is light enough for an oar, which has to be lifted all day by the same arms.
The blades are bound with copper so that stones in the shallows do not split them.
The River
In spring the river carries trees, and for three weeks no one is taken over it.
The gauge at the landing has marks in red for the days on which the ferry rests.
The Toll
Two pence is what everybody pays, and a horse costs as much as three people do.
The money lies in a box with a slit, and the parish opens it at the end of the month."""

CITATIONS = {
    "1": "It is as thick as a thumb",
    "2 §1": "The boat carries eleven people",
    "2 §2": "bound with copper so that stones",
    "3": "has marks in red for the days",
    "4": "lies in a box with a slit",
}
OPENINGS = {
    "1": "A rope of hemp lasts",
    "2 §1": "Oak planks make the hull",
    "2 §2": "Ash is light enough for",
    "3": "In spring the river carries",
    "4": "Two pence is what everybody",
}


def read_without(*lost: str, lines: str = LINES) -> BookText:
    """The text of a copy that opens some parts with other words."""
    for part in lost:
        lines = lines.replace(OPENINGS[part], "Here other words have been printed")
    text, findings = read_structure(Copy("ferry.txt", "0" * 64, tuple(lines.split("\n"))), BOOK)
    assert text is not None
    assert [code for code, _ in findings] == ["opens-not-found"] * len(lost)
    return text


def cite(text: BookText, part: str, words: str = "") -> object:
    return locate(Citation(text=words or CITATIONS[part]), text, part.partition(" ")[0])


@pytest.mark.parametrize(
    ("lost", "unchecked"),
    [
        (["1"], ["1"]),
        (["2 §1"], ["2 §1"]),
        (["3"], ["3"]),
        (["4"], ["4"]),
        (["3", "4"], ["3", "4"]),
        (["2 §1", "2 §2"], ["2 §1", "2 §2"]),
        (["1", "4"], ["1", "4"]),
        (["2 §2"], []),
        (["2 §2", "3"], ["3"]),
    ],
    ids=str,
)
def test_a_lost_part_costs_its_own_citations(lost: list[str], unchecked: list[str]) -> None:
    text = read_without(*lost)
    found = {part: cite(text, part) for part in CITATIONS}
    assert [part for part, outcome in found.items() if isinstance(outcome, Unchecked)] == unchecked
    assert [part for part, outcome in found.items() if isinstance(outcome, Located)] == [
        part for part in CITATIONS if part not in unchecked
    ]
    for part in unchecked:
        outcome = found[part]
        assert isinstance(outcome, Unchecked)
        assert OPENINGS[part] in outcome.reason or OPENINGS[lost[0]] in outcome.reason
        assert "between line " in outcome.reason


def test_a_section_that_is_lost_behind_another_costs_its_name_alone() -> None:
    text = read_without("2 §2")
    (part,) = text.chapters["2"].parts
    whole = read_without().chapters["2"].words
    assert (part.place, part.is_merged) == ("ch. 2", True)
    assert [word for word in text.chapters["2"].words if word in whole][-3:] == ["not", "split", "them"]
    found = cite(text, "2 §2")
    assert isinstance(found, Located)
    assert found.place == "ch. 2"
    for section in ("1", "2", "Oars"):
        assert isinstance(locate(Citation(section=section), text, "2"), Unchecked)


@pytest.mark.parametrize(
    ("title", "where"),
    [
        ("The River\n", "at line 10, between line 8 and line 14"),
        ("CHAPTER III. THE RIVER\n", "at line 10, between line 8 and line 14"),
        ("", "between line 8 and line 13"),
    ],
)
def test_the_part_before_ends_where_the_lost_one_likely_begins(title: str, where: str) -> None:
    text = read_without("3", lines=LINES.replace("The River\n", title))
    assert text.written(*text.parts[2].span).endswith("do not split them")
    (lost,) = text.lost
    assert f"begins, likely {where}:" in lost.reason


def test_what_stands_nowhere_near_is_an_error_as_ever() -> None:
    text = read_without("3")
    assert isinstance(cite(text, "2 §1", "the ferry has a flag of silk"), NotFound)
    assert isinstance(cite(text, "4", "has marks in red for the days"), NotFound), "ch. 3 stands before ch. 4"
    assert isinstance(cite(text, "2 §2", "has marks in red for the days"), Unchecked), "it may be the end of ch. 2"


def test_a_phrase_of_the_part_before_that_stands_in_the_lost_one_too_is_not_checked() -> None:
    lines = LINES.replace("or four of them and a horse", "or four, and marks in red for the horse")
    assert isinstance(cite(read_without(lines=lines), "2 §1", "marks in red for the"), Located)
    assert isinstance(cite(read_without("3", lines=lines), "2 §1", "marks in red for the"), Unchecked)


def test_an_end_that_is_not_found_costs_its_own_part() -> None:
    chapters = [chapter.model_dump() for chapter in BOOK.chapters]
    chapters[2]["closes"] = "the wreck of a ship"
    book = Book.model_validate({**BOOK.model_dump(), "chapters": chapters})
    text, findings = read_structure(Copy("ferry.txt", "0" * 64, tuple(LINES.split("\n"))), book)
    assert [code for code, _ in findings] == ["closes-not-found"]
    assert text is not None
    assert isinstance(cite(text, "3"), Unchecked)
    assert isinstance(cite(text, "3", "the ferry has a flag of silk"), NotFound)
    assert all(isinstance(cite(text, part), Located) for part in ("1", "2 §1", "2 §2", "4"))


def test_an_opening_that_stands_twice_is_lost_where_it_stands_first() -> None:
    lines = LINES.replace("The gauge at", "In spring the river carries ice as well. The gauge at")
    text, findings = read_structure(Copy("ferry.txt", "0" * 64, tuple(lines.split("\n"))), BOOK)
    assert [code for code, _ in findings] == ["opens-ambiguous"]
    assert text is not None
    (lost,) = text.lost
    assert "stand in 2 places of the copy (line 11, line 12)" in lost.reason
    assert "likely at line 11, between line 8 and line 14" in lost.reason
