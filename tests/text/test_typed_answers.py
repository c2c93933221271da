"""A typed answer is taken if no teacher would call it wrong, and never for another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.typed_answers import LANGUAGES, is_taken
from tests.outputs.typed_texts import TYPED_TEXTS


@pytest.mark.parametrize(("language", "answer", "typed", "is_right"), TYPED_TEXTS)
def test_what_is_typed(language: str, answer: str, typed: str, is_right: bool) -> None:
    assert is_taken(typed, [answer], language) is is_right


def test_the_language_is_the_primary_one() -> None:
    assert is_taken("labour", ["the labor"], "en-GB")
    assert is_taken("ein Bauer", ["Bauer"], "de-CH")
    assert not is_taken("ein Bauer", ["Bauer"], "eo")


def test_any_variant_will_do() -> None:
    assert is_taken("the lantern", ["lamp", "Lantern"], "en")
    assert not is_taken("the lantern", [], "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_below_a_hundred_are_told_apart(language: str) -> None:
    words = LANGUAGES[language]
    spelt = [*words["numbers"].split(), *words["tens"].split()]
    values = [*map(str, range(21)), *map(str, range(30, 30 + 10 * len(words["tens"].split()), 10))]
    for word, value in zip(spelt, values, strict=True):
        assert [other for other in values if is_taken(word, [other], language)] == [value]


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from([*LANGUAGES, "he"]))
def test_no_text_is_too_odd(typed: str, answer: str, language: str) -> None:
    assert is_taken(typed, [typed], language)
    is_taken(typed, [answer], language)
