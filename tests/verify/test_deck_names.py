"""The names of chapters' decks: as published, and in the order of the book in a list sorted by name."""

from __future__ import annotations

import pytest

from quizgen.model.book import Book, Chapter
from quizgen.model.deck_name import as_part, explain_name, name_key, tidy_name
from quizgen.project.published_decks import PublishedDeck, PublishedDecks, PublishedSubdeck, merged
from quizgen.verify.deck_names import find_kept_names, name_subdecks, propose_names


def book_of(*chapters: str) -> Book:
    """A book with a chapter for each `key: title`."""
    pairs = [each.partition(": ") for each in chapters]
    made = tuple(Chapter(key=key, title=title, opens="it begins") for key, _, title in pairs)
    return Book(title="T", author="A", chapters=made)


def published(book: Book, deck: str = "T") -> dict[str, PublishedSubdeck]:
    """What a release of the book would write down."""
    return {key: PublishedSubdeck.named(deck, key, name, name, 1) for key, name in propose_names(book).items()}


FIRST = book_of("1: One", "2: Two", "3: Three")


@pytest.mark.parametrize(
    ("chapters", "names"),
    [
        (["1: One", "2: Two", "3: Three"], ["01 One", "02 Two", "03 Three"]),
        (["1: First", "2: Two", "3: Three"], ["01 One", "02 Two", "03 Three"]),
        (["0: Zero", "1: One", "2: Two", "3: Three"], ["00 Zero", "01 One", "02 Two", "03 Three"]),
        (["a: A", "b: B", "1: One", "2: Two", "3: Three"], ["00 A", "00.1 B", "01 One", "02 Two", "03 Three"]),
        (["1: One", "1a: More", "2: Two", "3: Three"], ["01 One", "01.1 More", "02 Two", "03 Three"]),
        (["1: One", "2: Two", "3: Three", "4: Four"], ["01 One", "02 Two", "03 Three", "03.1 Four"]),
        (["1: New", "2: One", "3: Two", "4: Three"], ["00 New", "01 One", "02 Two", "03 Three"]),
        (["1: One", "3: Three"], ["01 One", "03 Three"]),
        (["2: Two", "1: One", "3: Three"], ["02 Two", "01 One", "03 Three"]),
    ],
)
def test_published_names_stay_and_new_ones_stand_between(chapters: list[str], names: list[str]) -> None:
    named = name_subdecks(book_of(*chapters), published(FIRST))
    assert named.pop("") == "04 The Whole Book", "which was published as the fourth"
    assert list(named.values()) == names


def test_a_release_after_the_other_keeps_the_order_of_the_book() -> None:
    lines: dict[str, PublishedSubdeck] = {}
    keys = ["1"]
    for number in range(2, 30):
        keys.insert(number // 2, str(number))
        named = name_subdecks(book_of(*(f"{key}: T{key}" for key in keys)), lines)
        assert sorted(named.values(), key=str.casefold) == list(named.values())
        assert len(set(named.values())) == len(named)
        lines = {key: PublishedSubdeck.named("T", key, name, name, 1) for key, name in named.items()}


def test_a_book_of_many_chapters_is_in_order() -> None:
    names = list(propose_names(book_of(*(f"{key}: T" for key in range(1, 151)))).values())
    assert names == sorted(names)


def test_what_is_kept_is_known_with_its_reason() -> None:
    kept = list(find_kept_names(book_of("0: Zero", "1: First", "2: Two", "3: Three"), published(FIRST)))
    assert [(each.published.name, each.asked, each.is_retitled) for each in kept] == [
        ("01 One", "02 First", True),
        ("02 Two", "03 Two", False),
        ("03 Three", "04 Three", False),
        ("04 The Whole Book", "05 The Whole Book", False),
    ]


def test_of_several_lines_the_latest_counts_in_any_order() -> None:
    old, new = (PublishedSubdeck.named("T", "1", name, name, since) for name, since in (("01 Old", 1), ("01 New", 2)))
    for lines in ([old, new], [new, old]):
        assert merged(lines).of_chapters("T") == {"1": new}


def test_lines_that_say_the_same_keep_their_time_and_those_of_no_deck_go() -> None:
    deck = PublishedDeck("r", "T", "chapter", "b", "T", "chapter", 1)
    sub = PublishedSubdeck.named("T", "1", "01 One", "01 One", 1)
    decks = PublishedDecks().with_lines([deck, sub])
    assert decks.with_lines([PublishedDeck("r", "T", "chapter", "b", "T", "chapter", 9)]) == decks
    renamed = decks.with_lines([PublishedDeck("r", "U", "chapter", "b", "U", "chapter", 9)])
    assert renamed.of_chapters("T") == {}
    moved = PublishedSubdeck.named("T", "2", "01 One", "01 One", 9)
    assert decks.with_lines([moved]).of_chapters("T") == {"2": moved}


def test_a_recipe_under_another_file_name_finds_its_deck() -> None:
    decks = PublishedDecks().with_lines([PublishedDeck("r", "Old", "chapter", "b", "New", "chapter", 1)])
    assert decks.name_of("new") == "Old"
    assert decks.name_of("Other") == "Other"


@pytest.mark.parametrize(
    ("written", "name"), [(" A  ::  B ", "A::B"), ("e\u0301t\u00e9", "\u00e9t\u00e9"), ("A: B::c", "A: B::c")]
)
def test_names_that_are_mended_or_right(written: str, name: str) -> None:
    assert tidy_name(written) == name
    assert explain_name(name) == ""


def test_names_that_anki_takes_for_one() -> None:
    assert name_key("The Mill") == name_key("THE MILL")
    assert name_key("e\u0301") == name_key("\u00c9")
    assert name_key("The Mill") != name_key("The Mills")


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ('Appendix: "Socialism in One Country"', "Appendix: Socialism in One Country"),
        ("A::B:", "A: B"),
        ("A\nB", "A B"),
        (":", ""),
        ("x" * 200, "x" * 119 + "…"),
    ],
)
def test_titles_as_parts_of_a_name(title: str, part: str) -> None:
    assert as_part(title) == part
