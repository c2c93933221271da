"""Runs of a book's words in a text: as many are found as by comparing every stretch with every place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.shared_runs import read_runs, split_pieces
from quizgen.text.tokens import read_tokens
from quizgen.text.words import SPACED_WORDS

WORDS = st.lists(st.sampled_from(["oil", "lamp", "the", "wick", "it's", "3.5"]), max_size=40)


def by_comparing(book: Sequence[str], pieces: Sequence[str], size: int) -> Iterator[str]:
    """The same, in the simplest way."""
    known = {tuple(book[at : at + size]) for at in range(len(book) - size + 1)}
    first = 0
    while first + size <= len(pieces):
        last = first
        while last + size <= len(pieces) and tuple(pieces[last : last + size]) in known:
            last += 1
        if last > first:
            yield " ".join(pieces[first : last + size - 1])
            first = last + size - 1
        else:
            first += 1


@given(book=WORDS, text=WORDS, limit=st.integers(1, 8), at=st.integers(0, 30), size=st.integers(0, 15))
def test_every_run_is_found(book: list[str], text: list[str], limit: int, at: int, size: int) -> None:
    text[at:at] = book[at : at + size]
    runs = read_runs(read_tokens(" ".join(book)), limit)
    written = " ".join(text)
    expected = list(
        by_comparing(split_pieces(" ".join(book), SPACED_WORDS), split_pieces(written, SPACED_WORDS), limit + 1)
    )
    assert list(runs.find(written)) == expected
    assert runs.may_stand_in(written) or not expected


@pytest.mark.parametrize("cut", [0, 7, 11, 20])
def test_only_runs_that_are_too_long_are_found(cut: int) -> None:
    book = [f"word{number}" for number in range(40)]
    runs = read_runs(read_tokens(" ".join(book)), 10)
    text = " ".join(("mine", *book[cut : cut + 20], "yours"))
    assert list(runs.find(text)) == [" ".join(book[cut : cut + 20])]
    assert list(runs.find(" ".join(book[cut : cut + 10]))) == []
