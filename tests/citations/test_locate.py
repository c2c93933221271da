"""A citation stands in exactly one place, or is refused with a way out; a wrong place is never taken."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import chapter_span
from quizgen.book.structure import read_structure
from quizgen.citations.anchors import MAX_WORDS, parse_anchors, split_ends
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Ambiguous, Located, Malformed, NotFound, Outcome
from quizgen.citations.passages import read_passage
from quizgen.citations.propose import propose_citation
from quizgen.copies.copy import Copy
from quizgen.model.book import Book
from quizgen.model.citation import Citation
from quizgen.text.words import SPACED_WORDS

SPANS = 2000


def find(cite: str, text: BookText, chapter: str = "1", **more: str) -> Outcome:
    return locate(Citation(text=cite, **more), text, chapter)


def passage(outcome: Outcome, text: BookText) -> str:
    assert isinstance(outcome, Located)
    return read_passage(text, outcome).text


def test_the_passage_is_whole_sentences_and_what_is_cited_is_marked(lighthouse: BookText) -> None:
    outcome = find("three litres a night … a December would think", lighthouse)
    assert isinstance(outcome, Located)
    assert outcome.place == "ch. 1 §1"
    found = read_passage(lighthouse, outcome)
    assert found.before == "In the year 1911 we burned 1,095 litres in all, which is "
    assert found.cited.startswith("three litres a night")
    assert found.after == " of spreading it evenly."


def test_page_furniture_inside_a_passage_is_not_printed(lighthouse: BookText) -> None:
    text = passage(find("three litres a night … a December would think", lighthouse), lighthouse)
    assert "nobody who has sat through a December" in text


def test_a_passage_over_two_paragraphs(lighthouse: BookText) -> None:
    text = passage(find("in barrels of 150 litres … two for the summer", lighthouse), lighthouse)
    assert "150 litres.\n\nI order eight" in text


@pytest.mark.parametrize(
    "cite",
    [
        "ANSWERED THAT THE SEA … DELIVER IN JANUARY",
        "I answered that the sea ... deliver in january",
        "the sea does not deliver in January",
    ],
)
def test_case_quotes_and_kinds_of_ellipsis_do_not_matter(lighthouse: BookText, cite: str) -> None:
    assert isinstance(find(cite, lighthouse), Located)


@pytest.mark.parametrize(
    ("cite", "reason"),
    [
        ("the lamp", "2 words"),
        ("a … of summer nights", "1 word"),
        ("A lamp burns four litres of oil in a winter", "10 words"),
        ("the lens has … turns once in … eight seconds now", "more than one ellipsis"),
        ("A lamp burns four litres of oil … a night of summer", "7 words"),
    ],
)
def test_malformed(lighthouse: BookText, cite: str, reason: str) -> None:
    outcome = find(cite, lighthouse)
    assert isinstance(outcome, Malformed)
    assert reason in outcome.reason
    assert outcome.hint


@pytest.mark.parametrize(
    ("cite", "reason"),
    [
        ("in eight seconds … A lamp burns four", "before its first"),
        ("A lamp burns four … visit of schoolchildren today", "last words do not stand"),
        ("A lamp burns four … a visit of schoolchildren", "more than 120 words apart"),
        ("The lens of sixteen … in eight seconds", "first words do not stand"),
        ("nothing of this kind … or of that kind", "neither"),
    ],
)
def test_not_found(lighthouse: BookText, cite: str, reason: str) -> None:
    outcome = find(cite, lighthouse)
    assert isinstance(outcome, NotFound)
    assert reason in outcome.reason


def test_of_a_phrase_there_is_no_part_to_name(lighthouse: BookText) -> None:
    outcome = find("the keeper of the whale", lighthouse)
    assert isinstance(outcome, NotFound)
    assert (outcome.reason, outcome.hint) == ("", "")


def test_a_near_miss_that_is_not_taken_is_shown(lighthouse: BookText) -> None:
    outcome = find("The lens has seventeen panels and turns", lighthouse)
    assert isinstance(outcome, NotFound)
    assert "“sixteen” where it has “seventeen”" in outcome.reason
    assert outcome.near is not None
    assert outcome.near.stands == "The lens has sixteen panels and turns"
    assert outcome.near.line == 48


def test_another_chapter_is_named(lighthouse: BookText) -> None:
    outcome = find("I wind it at dusk and at midnight", lighthouse)
    assert isinstance(outcome, NotFound)
    assert (outcome.elsewhere, outcome.elsewhere_key) == ("ch. 2", "2")
    assert isinstance(find("I wind it at dusk and at midnight", lighthouse, chapter="2"), Located)


def text_of(words: str) -> BookText:
    """A book of one chapter with these words."""
    from quizgen.book.structure import read_structure
    from quizgen.copies.copy import Copy
    from quizgen.model.book import Book

    book = Book.model_validate(
        {"title": "T", "author": "A", "chapters": [{"key": "1", "title": "C", "opens": "here it opens now"}]}
    )
    text, findings = read_structure(Copy("c", "0", (f"here it opens now {words}.",)), book)
    assert text is not None, findings
    return text


def test_two_places_are_refused_and_longer_ends_offered() -> None:
    text = text_of("red sails came in at noon and left; blue sails came in at noon and stayed")
    outcome = find("sails came in at noon", text)
    assert isinstance(outcome, Ambiguous)
    assert len(outcome.lines) == 2
    assert outcome.longer
    places = [find(longer, text) for longer in outcome.longer]
    assert [place.span for place in places if isinstance(place, Located)] == [(4, 10), (12, 18)]
    text = text_of("red sails came in and in at noon; blue sails came in and out and in at noon")
    assert isinstance(find("sails came in … in at noon", text), Ambiguous), "one start with two ends"


def test_the_same_words_twice_are_one_place() -> None:
    words = "This is a passage that a copy prints twice for no reason. "
    text = text_of(f"and then. {words}{words}It goes on")
    outcome = find("a passage that a … for no reason", text)
    assert isinstance(outcome, Ambiguous), "the first start with the second end is another"
    outcome = find("that a copy prints twice", text)
    assert isinstance(outcome, Located)
    assert outcome.span[0] == 10


WORDS = st.lists(st.sampled_from(["oil", "lamp", "sea", "a", "the", "wick"]), min_size=12, max_size=60)


@given(words=WORDS, start=st.integers(0, 40), size=st.integers(6, 30), first=st.integers(3, 6), last=st.integers(3, 6))
def test_what_is_located_is_the_span_or_one_of_the_same_words(
    words: list[str], start: int, size: int, first: int, last: int
) -> None:
    text = text_of(" ".join(words))
    chapter = text.chapters["1"]
    planted = chapter.words[start : start + size]
    if len(planted) < first + last:
        return
    cite = f"{' '.join(planted[:first])} … {' '.join(planted[-last:])}"
    outcome = find(cite, text)
    if isinstance(outcome, Located):
        assert chapter.words[slice(*outcome.span)] == planted
    else:
        assert isinstance(outcome, Ambiguous)


def test_an_essay_may_cite_a_section(lighthouse: BookText) -> None:
    outcome = locate(Citation(section="2"), lighthouse, "1")
    assert isinstance(outcome, Located)
    assert outcome.place == "ch. 1 §2"
    assert read_passage(lighthouse, outcome).text == ""
    assert isinstance(locate(Citation(section="Glass"), lighthouse, "1"), Located)
    missing = locate(Citation(section="7"), lighthouse, "1")
    assert isinstance(missing, Malformed)
    assert "§1, §2" in missing.hint


def test_a_citation_of_the_whole_book_names_its_chapter(lighthouse: BookText) -> None:
    assert isinstance(locate(Citation(text="the sea does not deliver"), lighthouse, None), Malformed)
    named = Citation(text="the sea does not deliver", chapter="1")
    assert isinstance(locate(named, lighthouse, None), Located)
    assert isinstance(locate(Citation(text="the sea does not deliver", chapter="9"), lighthouse, None), Malformed)


# --- the first book ---------------------------------------------------------------------------


def anchors(chapter: ChapterText, start: int, end: int, random_: random.Random) -> str:
    first, last = random_.randint(4, 6), random_.randint(4, 6)
    return f"{' '.join(chapter.words[start : start + first])} … {' '.join(chapter.words[end - last : end])}"


def chapters(text: BookText) -> list[ChapterText]:
    return [chapter for chapter in text.chapters.values() if len(chapter.words) > 500]


def test_true_spans_never_resolve_to_a_wrong_place(book_text: BookText) -> None:
    random_ = random.Random(1936)
    outcomes: Counter[str] = Counter()
    for _ in range(SPANS):
        chapter = random_.choice(chapters(book_text))
        size = random_.randint(13, MAX_WORDS)
        start = random_.randrange(len(chapter.words) - size)
        outcome = find(anchors(chapter, start, start + size, random_), book_text, chapter.chapter.key)
        outcomes[type(outcome).__name__] += 1
        if isinstance(outcome, Located):
            assert chapter.words[slice(*outcome.span)] == chapter.words[start : start + size]
    assert set(outcomes) <= {"Located", "Ambiguous"}, outcomes
    assert outcomes["Located"] >= 0.97 * SPANS, outcomes


def test_splices_of_two_chapters_do_not_pass(book_text: BookText) -> None:
    random_ = random.Random(1937)
    passed = 0
    for _ in range(SPANS):
        one, other = random_.sample(chapters(book_text), 2)
        start, end = random_.randrange(len(one.words) - 6), random_.randrange(6, len(other.words))
        first, last = anchors(one, start, start + 13, random_), anchors(other, max(0, end - 13), end, random_)
        cite = f"{first.split(' … ')[0]} … {last.split(' … ')[1]}"
        passed += isinstance(find(cite, book_text, one.chapter.key), Located)
    assert passed < 0.002 * SPANS


def test_ends_before_starts_and_too_far_ends_do_not_pass(book_text: BookText) -> None:
    random_ = random.Random(1938)
    joined = {chapter.chapter.key: f" {' '.join(chapter.words)} " for chapter in chapters(book_text)}
    tried = 0
    for number in range(SPANS + SPANS // 5):
        chapter = random_.choice(chapters(book_text))
        near = random_.randrange(6, len(chapter.words) - 400)
        far = near + random_.randint(MAX_WORDS + 1, 300)
        if number % 2:
            cite = anchors(chapter, near, far, random_)
        else:
            begin = " ".join(chapter.words[near + 6 : near + 6 + random_.randint(4, 6)])
            cite = f"{begin} … {' '.join(chapter.words[near - random_.randint(4, 6) : near])}"
        if any(f" {end} " in joined[chapter.chapter.key].replace(f" {end} ", " ", 1) for end in cite.split(" … ")):
            continue  # these words stand elsewhere too, and there they may be in order
        tried += 1
        assert not isinstance(find(cite, book_text, chapter.chapter.key), Located), cite
    assert tried >= SPANS


def test_proposed_citations_stand_for_their_span(book_text: BookText) -> None:
    random_ = random.Random(1939)
    proposed = 0
    for _ in range(300):
        chapter = random_.choice(chapters(book_text))
        start = random_.randrange(len(chapter.words) - 60)
        span = chapter_span(start, start + random_.randint(4, 60))
        cite = propose_citation(book_text, chapter, span)
        if cite is not None:
            proposed += 1
            outcome = find(cite, book_text, chapter.chapter.key)
            assert isinstance(outcome, Located)
            assert outcome.span == span or chapter.words[slice(*outcome.span)] == chapter.words[slice(*span)]
    assert proposed > 250


@pytest.mark.parametrize(
    ("cite", "ends"),
    [
        ("the lamp burns … all the night", ["the lamp burns", "all the night"]),
        ("the lamp burns ... all the night", ["the lamp burns", "all the night"]),
        ("the lamp burns… all the night", ["the lamp burns", "all the night"]),
        ("the lamp ... burns on … all the night", ["the lamp ... burns on", "all the night"]),
        ("the lamp… burns on ... all the night", ["the lamp… burns on", "all the night"]),
        ("the lamp burns..... all the night", ["the lamp burns..... all the night"]),
        ("the lamp . . . burns all night", ["the lamp . . . burns all night"]),
        ("well... the lamp... burns all night", ["well... the lamp... burns all night"]),
        ("the lamp … burns … all night", ["the lamp", "burns", "all night"]),
    ],
)
def test_only_an_ellipsis_that_is_set_off_or_the_only_one_parts_a_citation(cite: str, ends: list[str]) -> None:
    assert split_ends(cite) == ends


@pytest.mark.parametrize(
    "cite",
    [
        "see https://docs.example.org/en/lamps/oil/winter-nights.html … the last page there",
        "write to the.keeper.of.the.lamp@mail.example.org for all of it",
        "edit /etc/lamps/oil.d/winter/nights.conf and every other file",
        "look into C:\\Lamps\\Oil\\Winter\\Nights\\2024 and there only",
    ],
)
def test_an_address_counts_as_one_word(cite: str) -> None:
    assert not isinstance(parse_anchors(cite, SPACED_WORDS), Malformed)


@pytest.mark.parametrize("words", ["oil and/or gas and/or coal and/or peat", "12/03/1999 to 12/04/1999 or 12/05/1999"])
def test_what_is_no_address_counts_as_ever(words: str) -> None:
    assert isinstance(parse_anchors(words, SPACED_WORDS), Malformed)


def test_an_ellipsis_of_the_book_is_left_out_of_what_is_proposed() -> None:
    said = "“The oil ... is out … I said”, he wrote, and ..... went up to the lamp."
    book = Book.model_validate(
        {"title": "Oil", "author": "A. Keeper", "chapters": [{"key": "1", "title": "One", "opens": "In the night he"}]}
    )
    text, _ = read_structure(Copy("c.txt", "0" * 64, (f"In the night he came. {said} Then all was dark again.",)), book)
    assert text is not None
    chapter = text.chapters["1"]
    cite = propose_citation(text, chapter, chapter_span(5, 19))
    assert cite == "The oil is … to the lamp"
    assert propose_citation(text, chapter, chapter_span(5, 11)) == "The oil is out I said"
