"""Words are compared alike however they are written, and keep their place."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.text.words import Index, count_words, in_letters, read_words, split_words


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
def test_the_map_back_leads_to_the_same_words(text: str) -> None:
    words = read_words(text)
    bounds = list(words.all_bounds())
    for word, (start, end) in zip(words.words, bounds, strict=True):
        assert 0 <= start < end <= len(text)
        assert word in split_words(text[start:end])
    assert bounds == [words.bounds(word) for word in range(len(words))]
    starts = [start for start, _ in bounds]
    assert starts == sorted(starts)
    assert words.words == split_words(text)
    assert set(words.vocabulary) == set(words.words)
    assert [words.first_from(offset) for offset in range(len(text) + 2)] == [
        bisect_left(starts, offset) for offset in range(len(text) + 2)
    ]


@given(st.lists(TEXTS, min_size=1, max_size=8))
@settings(max_examples=50)
def test_a_line_may_be_as_long_as_a_chapter(pieces: list[str]) -> None:
    text = " ".join(pieces).replace("\n", " ") * 30
    words = read_words(text)
    assert words.words == split_words(text)
    bounds = list(words.all_bounds())
    assert bounds == [words.extent(word, word + 1) for word in range(len(words))]
    assert all(word in split_words(text[start:end]) for word, (start, end) in zip(words.words, bounds, strict=True))
    starts = [start for start, _ in bounds]
    assert starts == sorted(starts)
    assert all(words.first_from(offset) == bisect_left(starts, offset) for offset in range(0, len(text) + 2, 7))


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


@given(
    st.lists(st.sampled_from(["a", "aa", "b", "ab"]), max_size=40),
    st.lists(st.sampled_from(["a", "aa", "b"]), max_size=3),
)
def test_the_index_finds_every_run_of_whole_words(words: list[str], run: list[str]) -> None:
    expected = [i for i in range(len(words) - len(run) + 1) if run and words[i : i + len(run)] == run]
    assert list(Index(words).find(run)) == expected
    assert list(Index(words, frozenset(run)).find(run)) == expected
