"""Words are compared alike however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.words import count_words, in_letters, split_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the workers’ State", "The Workers' state"),
        ("five-year plan", "FIVE – YEAR  plan"),
        ("“Who shall prevail?”", "who shall prevail"),
        ("ef\ufb01cient \ufb02eet", "efficient fleet"),
        ("in\u00addus\u00adtry", "industry"),
        ("caf\u00e9", "cafe\u0301"),
        ("3½ times", "3 1/2 times"),
        ("Straße", "STRASSE"),
        ("１９３６", "1936"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert split_words(one) == split_words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("7,125,000", "7 125 000"), ("3.5", "35"), ("the state", "these tate"), ("don't", "dont")]
)
def test_spellings_that_differ(one: str, other: str) -> None:
    assert split_words(one) != split_words(other)


@pytest.mark.parametrize(
    ("text", "count"), [("a five-year plan", 3), ("60- to 80-", 3), ("Soviet—textile", 2), ("", 0), ("don't", 1)]
)
def test_counting_as_a_reader_does(text: str, count: int) -> None:
    assert count_words(text) == count


TEXTS = st.text(alphabet=st.sampled_from("ab zé’'-—½\u00ad\u0301ßﬁ1,.\n"), max_size=60) | st.text(max_size=60)


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = split_words(text)
    assert split_words(" ".join(once)) == once


@given(st.text(alphabet=st.sampled_from("ab zé-—½\u00ad\u200bßﬁﬄﬆ1"), max_size=60))
def test_a_line_in_letters_has_the_same_words(text: str) -> None:
    assert split_words(in_letters(text)) == split_words(text.rstrip())
    assert in_letters(in_letters(text)) == in_letters(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("the e\ufb03cient \ufb02eet", "the efficient fleet"),
        ("in\u00addus\u200bt\u00adry", "industry"),
        ("the in\u00ad ", "the in\u00ad"),
        ("caf\u00e9 \u2013 3\u00bd", "caf\u00e9 \u2013 3\u00bd"),
    ],
)
def test_ligatures_and_invisible_marks_are_written_as_letters(line: str, expected: str) -> None:
    assert in_letters(line) == expected
