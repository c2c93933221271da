"""Places in the book in the words of a sheet, and a selection by the name of a section in any language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizgen.assembly.selection import select
from quizgen.model.recipe import Selection
from quizgen.outputs.languages import choose_words
from quizgen.outputs.places import say_place
from tests.samples import item


@pytest.mark.parametrize(
    ("language", "place", "said"),
    [
        ("en", "ch. 3 §2", "ch. 3 §2"),
        ("de-CH", "ch. 3 §2", "Kap. 3 §2"),
        ("fr", "ch. 12", "chap. 12"),
        ("es", "ch. 9, Opening", "cap. 9, Opening"),
        ("it", "ch. 3 §2", "cap. 3 §2"),
        ("he", "ch. 3", "ch. 3"),
        ("de", "Introduction §2", "Introduction §2"),
        ("de", "ch. 3rd of May", "ch. 3rd of May"),
        ("de", "See ch. 3", "See ch. 3"),
    ],
)
def test_a_chapter_with_a_number_is_named_in_the_words_of_the_sheet(language: str, place: str, said: str) -> None:
    assert say_place(place, choose_words(language)) == said


def test_a_recipe_s_own_word_for_a_chapter_is_used_too() -> None:
    assert say_place("ch. 3 §2", choose_words("en", (("in_chapter", "unit {number}:"),))) == "unit 3: §2"


@pytest.mark.parametrize("name", ["ch. 1 §1", "Kap. 1 §1", "chap. 1 §1", "chapter 1 §1"])
def test_a_section_is_selected_by_its_name_in_any_language(name: str) -> None:
    there = item("choice", id="a")
    bank = [there, replace(item("cloze", id="c"), places=("ch. 1 §2",))]
    assert select(bank, Selection(sections=(name,))) == [there]
    assert not select(bank, Selection(sections=("Kap. 1 §7",)))
