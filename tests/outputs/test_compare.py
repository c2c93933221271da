"""The script of pages and cards takes the same answers as `text/typed_answers.py`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from quizgen.outputs.compare import read_compare
from quizgen.text.typed_answers import is_taken
from tests.outputs.typed_texts import TYPED_TEXTS

ASK = "rows.map(([typed, answer, language]) => isTaken(typed, [answer], language))"
TAKEN = f"(rows) => {{ {read_compare()}\nreturn {ASK}; }}"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


def test_a_browser_takes_what_python_takes(page: Page) -> None:
    taken = page.evaluate(TAKEN, [[typed, answer, language] for language, answer, typed, _ in TYPED_TEXTS])
    wrong = [case for case, found in zip(TYPED_TEXTS, taken, strict=True) if found is not case[-1]]
    assert wrong == []


def test_every_answer_is_held_against_every_other_alike(page: Page) -> None:
    """Near or far, both find the same: also where nobody has said what is right."""
    rows = [
        [typed, answer, language]
        for language, typed, _, _ in TYPED_TEXTS[::2]
        for other, answer, _, _ in TYPED_TEXTS[1::3]
        if language == other
    ]
    taken = page.evaluate(TAKEN, rows)
    assert taken == [is_taken(typed, [answer], language) for typed, answer, language in rows]


def test_words_of_the_languages_stand_in_the_script() -> None:
    assert "// typed words" not in read_compare()
    assert "vierzehn" in read_compare()
