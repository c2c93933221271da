"""Words of one stem are told by the rules of their language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.stems import stemmer_for


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "panels", "panel"),
        ("en-GB", "turning", "turns"),
        ("en", "lenin's", "lenin"),
        ("de-CH", "mühlen", "mühle"),
        ("de", "räder", "rad"),
        ("fr", "l'homme", "hommes"),
        ("es", "molineros", "molinero"),
        ("ru", "мельница", "мельницы"),
        ("EL", "μύλος", "μύλοι"),
    ],
)
def test_words_of_one_stem(language: str, one: str, other: str) -> None:
    assert stemmer_for(language)(one) == stemmer_for(language)(other)


def test_words_of_two_stems() -> None:
    assert stemmer_for("en")("panel") != stemmer_for("en")("pane")


@given(st.text(max_size=20))
def test_a_language_without_rules_keeps_its_words(word: str) -> None:
    assert stemmer_for("zh")(word) == (max(word.split("'"), key=len) if "'" in word else word)
    assert isinstance(stemmer_for("en")(word), str)
