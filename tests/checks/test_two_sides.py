"""A person, a date and a term stand in the passage, and not in what they are asked from."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks.repetition import same_front
from quizgen.checks.subject import Subjects, make_subject
from quizgen.checks.two_sides import month_not_in_passage, person_not_in_passage, side_gives_away
from tests.checks.claims import codes_of, make_book, make_claim, routes
from tests.samples import question

ROOK = "The lamp was bought by Captain Aldous Rook in March 1904, after the storm that broke the old one."
REIGN = "Peter the Great had the first beacon built at the mouth of the river, as old Mother Hale used to tell."
MODERN = "In 1912 the inspector came with Hale from the town, and on the 4th of April, 1921, the mast fell."
BOUGHT, BEACON, FELL = "lamp was bought by Captain", "had the first beacon built", "came with Hale from the town"


@pytest.fixture(scope="module")
def text() -> BookText:
    return make_book("en", ROOK, REIGN, MODERN, year=1912)


def person(name: str, description: str = "who bought the lamp", cite: str = BOUGHT, **more: Any) -> dict[str, Any]:
    return {"kind": "person", "person": name, "description": description, "cite": cite, **more}


def date(written: str, event: str = "A new lamp is bought", cite: str = BOUGHT, **more: Any) -> dict[str, Any]:
    return {"kind": "date", "date": written, "event": event, "cite": cite, **more}


@pytest.mark.parametrize(
    ("name", "cite"),
    [
        ("Captain Rook", BOUGHT),
        ("Aldous Rook", BOUGHT),
        ("Rook, Aldous", BOUGHT),
        ("Rook (captain)", BOUGHT),
        ("Sidney Rook", BOUGHT),
        ("Peter the Great", BEACON),
        ("Peter I", BEACON),
        ("the captain", BOUGHT),
    ],
)
def test_a_person_of_the_passage(text: BookText, name: str, cite: str) -> None:
    assert routes(person_not_in_passage, make_claim(text, **person(name, cite=cite))) == []


@pytest.mark.parametrize("name", ["Peter the Great", "Mother Hale", "Aldous Hale", "the inspector"])
def test_a_person_of_another_passage(text: BookText, name: str) -> None:
    assert routes(person_not_in_passage, make_claim(text, **person(name))) == [("person",)]
    derived = person(name, derived="He had taken that name.")
    assert routes(person_not_in_passage, make_claim(text, **derived)) == []


def test_a_person_by_an_alias(text: BookText) -> None:
    claim = make_claim(text, **person("Birdie"))
    assert routes(person_not_in_passage, claim) == [("person",)]
    book = text.book.model_copy(update={"aliases": {"Rook": ("Birdie",)}})
    object.__setattr__(text, "book", book)
    try:
        assert routes(person_not_in_passage, make_claim(text, **person("Birdie"))) == []
    finally:
        object.__setattr__(text, "book", book.model_copy(update={"aliases": {}}))


def test_a_person_in_letters_without_capitals() -> None:
    text = make_book("zh", "王安石在一九二一年修建了灯塔，因为旧的灯塔已经被风暴毁坏了，大家都很高兴。")
    fields = {"kind": "person", "description": "修建灯塔的人", "cite": "在一九二一年修建了灯塔"}
    assert routes(person_not_in_passage, make_claim(text, person="王安石", **fields)) == []
    assert routes(person_not_in_passage, make_claim(text, person="司马光", **fields)) == [("person",)]


@pytest.mark.parametrize(
    ("written", "cite", "found"),
    [
        ("1904", BOUGHT, []),
        ("March 1904", BOUGHT, []),
        ("April 4, 1921", FELL, []),
        ("April 1904", BOUGHT, [("month-not-in-passage", "warning")]),
        ("1905", BOUGHT, [("figure-not-in-passage", "error")]),
        ("1903-4", BOUGHT, [("figure-not-in-passage", "error")]),
        ("March 1912", BOUGHT, [("figure-not-in-passage", "error")]),
        ("1912", BOUGHT, [("figure-not-in-passage", "error")]),  # the book's year, which means “now” in a retelling
        ("April 5, 1921", FELL, [("figure-not-in-passage", "error")]),
    ],
)
def test_a_date_stands_in_the_passage(text: BookText, written: str, cite: str, found: list[tuple[str, str]]) -> None:
    event = "A new lamp is bought" if cite == BOUGHT else "The mast fell"
    codes = {"figure-not-in-passage", "month-not-in-passage"}
    assert [each for each in codes_of(text, **date(written, event, cite)) if each[0] in codes] == found


def test_a_month_that_is_derived_need_not_stand_there(text: BookText) -> None:
    claim = make_claim(text, **date("April 1904", derived="A month after March 1904."))
    assert routes(month_not_in_passage, claim) == []


@pytest.mark.parametrize("passage", ["Er kam im März 1904 und ging.", "Er kam am 3. 3. 1904 an.", "Er kam Mär. 1904."])
def test_a_month_in_another_language(passage: str) -> None:
    text = make_book("de", f"{passage} Dann wurde die Lampe gekauft und das Licht brannte.")
    fields = {"kind": "date", "event": "Er kommt", "cite": " ".join(passage.split()[:5]) + " … Dann wurde die Lampe"}
    assert routes(month_not_in_passage, make_claim(text, date="März 1904", **fields)) == []


@pytest.mark.parametrize("event", ["The lamp of 1904 is bought", "The old lamp goes in spring 1904"])
def test_an_event_has_not_its_year(text: BookText, event: str) -> None:
    assert routes(side_gives_away, make_claim(text, **date("March 1904", event))) == [("event",)]


def test_an_event_may_have_other_figures(text: BookText) -> None:
    assert routes(side_gives_away, make_claim(text, **date("March 4, 1904", "4 lamps are bought, as in 1903"))) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (person("Aldous Rook", "the man of whom the Rooks descend"), True),
        (person("Aldous Rook", "brother of Aldous Hale"), False),
        (person("Peter the Great", "the great builder"), False),
        ({"kind": "term", "term": "Leninist levy", "definition": "the Leninist levy of members"}, True),
        ({"kind": "term", "term": "levies", "definition": "a levy is it"}, True),
        ({"kind": "term", "term": "head (of a mill)", "definition": "the height of a mill's water"}, False),
        ({"kind": "term", "term": "labor aristocracy", "definition": "the aristocracy of labor"}, False),
    ],
)
def test_a_meaning_has_not_its_headword(text: BookText, fields: dict[str, Any], found: bool) -> None:
    claim = make_claim(text, **{"cite": BOUGHT, **fields})
    assert bool(routes(side_gives_away, claim)) is found


def test_cards_that_show_the_same() -> None:
    def told(*asked: tuple[str, str, dict[str, Any]]) -> list[int]:
        questions = [(chapter, question(kind, id=f"q{n}", **each)) for n, (chapter, kind, each) in enumerate(asked)]
        subjects = [make_subject(each, chapter, None) for chapter, each in questions]
        return [subjects.index(subject) for subject, _ in same_front(Subjects(subjects))]

    storm = {"event": "The storm breaks the old lamp"}
    rook, other = {"person": "Aldous Rook"}, {"person": "aldous rook", "description": "who else?"}
    assert told(("1", "person", rook), ("2", "person", other)) == [1]
    assert told(("1", "person", rook), ("1", "person", {"person": "Hale"})) == []
    assert told(("1", "term", {"term": "levy"}), ("2", "term", {"term": "Levy"})) == [1]
    assert told(("1", "date", {"date": "1904"}), ("1", "date", {"date": "1904", **storm})) == [1]
    assert told(("1", "date", {"date": "1904"}), ("1", "date", {"date": "March 1904", **storm})) == []
    assert told(("1", "date", {"date": "1904"}), ("2", "date", {"date": "1904", **storm})) == []
    assert told(("1", "date", {"date": "1904"}), ("1", "date", {"date": "1904", "retired": "true", **storm})) == []
    assert told(("1", "date", {"date": "1904"}), ("1", "term", {"term": "1904"})) == []
