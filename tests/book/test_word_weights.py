"""Words weigh the more the fewer paragraphs have them, and shares of a text stay between nothing and all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.book.book_text import BookText
from quizgen.book.positions import chapter_span
from quizgen.book.word_weights import WordWeights
from quizgen.text.stems import stemmer_for
from quizgen.text.words import SPACED_WORDS

WORDS = st.sampled_from("a b c d e f g h".split())  # noqa: SIM905 (a row of letters)
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=8), max_size=6)
BOOKS = st.dictionaries(st.sampled_from(["1", "2", "3"]), PARAGRAPHS, max_size=3)
CLAIMS = st.frozensets(WORDS | st.just("z"), max_size=6)


def weigh(book: dict[str, list[list[str]]]) -> WordWeights:
    return WordWeights(SPACED_WORDS, stemmer_for("zh"), book)


@given(BOOKS, WORDS, WORDS)
def test_a_rarer_word_weighs_more(book: dict[str, list[list[str]]], one: str, other: str) -> None:
    weights = weigh(book)
    counts = {word: sum(word in each for chapter in book.values() for each in chapter) for word in (one, other)}
    assert (weights.weight(one) > weights.weight(other)) == (counts[one] < counts[other])
    assert 0 < weights.weight(one) <= weights.highest == weights.weight("z")
    assert weights.weigh_word(one) == weights.weight(one)


@given(BOOKS, CLAIMS, CLAIMS, CLAIMS)
def test_shares(
    book: dict[str, list[list[str]]], claim: frozenset[str], source: frozenset[str], more: frozenset[str]
) -> None:
    weights = weigh(book)
    share = weights.share(claim, source)
    assert 0 <= share <= 1
    assert share <= weights.share(claim, source | more) + 1e-9
    assert weights.share(claim, claim) == pytest.approx(1)
    assert (share == 0) == (bool(claim) and claim.isdisjoint(source))


@given(BOOKS, CLAIMS)
def test_the_best_paragraph_has_the_largest_share(book: dict[str, list[list[str]]], claim: frozenset[str]) -> None:
    weights = weigh(book)
    share, key, number = weights.best_paragraph(claim, book)
    shares = [weights.share(claim, frozenset(each)) for chapter in book.values() for each in chapter]
    if claim:
        assert share == pytest.approx(max(shares, default=0.0))
    if share:
        assert weights.share(claim, frozenset(book[key][number])) == pytest.approx(share)


def test_a_name_of_many_paragraphs_is_widespread() -> None:
    weights = weigh({"1": [["a"]] * 5 + [["b"]] * 4 + [["c"]] * 80, "2": [["d"]] * 4})
    assert [weights.is_widespread(word) for word in "abcdz"] == [True, False, True, False, False]
    assert not weigh({"1": [["a"]] * 5 + [["c"]] * 200}).is_widespread("a")


@given(st.data())
def test_spans_of_a_chapter_and_of_the_copy_are_inverse(lighthouse: BookText, data: st.DataObject) -> None:
    chapter = data.draw(st.sampled_from(list(lighthouse.chapters.values())))
    first = data.draw(st.integers(0, len(chapter.words) - 1))
    part = chapter.part_at(chapter_span(first, first)[0])
    start = chapter.span_of_copy(part.span)[0]
    last = data.draw(st.integers(first + 1, start + part.words))
    span = chapter_span(first, last)
    assert chapter.span_of_copy(chapter.span_in_copy(span)) == span


def test_each_word_is_in_its_paragraph(lighthouse: BookText) -> None:
    for chapter in lighthouse.chapters.values():
        for place in range(len(chapter.words)):
            word = chapter.in_copy(chapter_span(place, place)[0])
            first, last = chapter.paragraphs[chapter.paragraph_number(word)]
            assert first <= word < last
