"""A bank written against one copy is held against another copy, and nothing is ever found in a wrong place."""

from __future__ import annotations

import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.book.book_text import BookText
from quizgen.book.inline_page_numbers import find_inline_page_numbers
from quizgen.book.positions import CopyPosition
from quizgen.book.structure import read_structure
from quizgen.checks.run import run_checks
from quizgen.checks.subject import make_subject
from quizgen.citations.anchors import MAX_WORDS, Anchors, find_spans, parse_anchors
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, NotFound, Outcome
from quizgen.copies.copy import Copy
from quizgen.model.book import Book
from quizgen.model.citation import Citation
from quizgen.project.bank import parse_bank
from quizgen.text.tokens import Index
from quizgen.text.words import SPACED_WORDS, split_words
from tests.conftest import BOOK_KEY
from tests.projects import BANK, Project

LETTERS = "abcdefghiklmnoprstuvw"
COPY = "library/lighthouse.txt"
LOCK = f"{BANK}/verified.lock"


def find(cite: str, text: BookText, chapter: str = "1") -> Outcome:
    return locate(Citation(text=cite), text, chapter)


def written_text(lines: list[str], book: Book) -> BookText:
    text, findings = read_structure(Copy("copy.txt", "0" * 64, tuple(lines)), book)
    assert text is not None, findings
    return text


# --- citations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cite", "stands"),
    [
        ("The lens has sixteen pannels and turns once", "The lens has sixteen panels and turns once"),
        ("We cleen the glass … on every other day", "We clean the glass"),
        ("We clean the glass … on evry other day", "on every other day"),
        ("the beam thin, and hebelieves that he", "the beam thin, and he believes that he"),
        ("My predecesor used vine gar and his panels", "My predecessor used vinegar, and his panels"),
        ("The lens has sixteen panels and turns twice", None),
        ("The lens has many panels and turns once", None),
        ("in barrels of 160 litres", None),
        ("My predecessor never used vinegar and his panels", None),
        ("may do more harm Of the sixteen panels", None),
        ("the glass we clean with spirit on Mondays", None),
        ("A scratch spreads the beem … has sixteen panels and", None),
    ],
)
def test_what_is_near_enough(lighthouse: BookText, cite: str, stands: str | None) -> None:
    outcome = find(cite, lighthouse)
    if stands is None:
        assert isinstance(outcome, NotFound)
    else:
        assert isinstance(outcome, Located)
        assert [near.stands for near in outcome.differences] == [stands]
        assert stands in lighthouse.written(*outcome.chapter.span_in_copy(outcome.span))


def test_a_citation_that_stands_word_for_word_in_another_chapter_is_near_nothing(lighthouse: BookText) -> None:
    outcome = find("So the order of the evening … wind the clock", lighthouse)
    assert isinstance(outcome, NotFound)
    assert outcome.elsewhere == "ch. 2"


def test_a_figure_that_differs_is_told(lighthouse: BookText) -> None:
    outcome = find("In the year 1912 we … litres a night", lighthouse)
    assert isinstance(outcome, NotFound)
    assert "“1911” where it has “1912”" in outcome.reason
    outcome = find("The oyl comes by … in barrels of 160 litres", lighthouse)
    assert isinstance(outcome, NotFound)
    assert "“150” where it has “160”" in outcome.reason
    assert outcome.near is not None
    assert outcome.near.stands == "in barrels of 150 litres"
    outcome = find("The weight falls metres in six hours", lighthouse, "2")
    assert isinstance(outcome, NotFound)
    assert "a figure that it has not, “nine”" in outcome.reason


def spoil(words: list[str], chance: random.Random) -> str:
    """Words with a letter misread, lost or doubled in one of them."""
    at = max(range(len(words)), key=lambda place: (len(words[place]), chance.random()))
    word = words[at]
    place = chance.randrange(1, len(word))
    letter = chance.choice([chance.choice(LETTERS), "", word[place] * 2])
    return " ".join([*words[:at], word[:place] + letter + word[place + 1 :], *words[at + 1 :]])


def book_of(words: list[str]) -> BookText:
    book = Book.model_validate(
        {"title": "T", "author": "A", "chapters": [{"key": "1", "title": "C", "opens": "here it opens now"}]}
    )
    return written_text([f"here it opens now {' '.join(words)}."], book)


VOCABULARY = ["".join(random.Random(number).choices(LETTERS, k=5 + number % 6)) for number in range(300)]
FUNCTION_WORDS = ["the", "of", "in", "and", "a", "to"]


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), size=st.integers(14, 60), first=st.integers(4, 6), last=st.integers(4, 6))
def test_a_citation_with_a_slip_at_either_end_stands_where_it_was_planted(
    seed: int, size: int, first: int, last: int
) -> None:
    chance = random.Random(seed)
    text = book_of([word for each in chance.sample(VOCABULARY, 150) for word in (each, chance.choice(FUNCTION_WORDS))])
    words = list(text.chapters["1"].words)
    start = chance.randrange(4, len(words) - size)
    planted = words[start : start + size]
    ends = [spoil(planted[:first], chance), spoil(planted[-last:], chance)]
    outcome = find(" … ".join(ends), text)
    assert isinstance(outcome, Located), "one letter in the longest of four words leaves no doubt"
    assert outcome.span == (start, start + size)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), size=st.integers(14, 60), first=st.integers(3, 6), last=st.integers(3, 6))
def test_what_stands_word_for_word_is_found_as_ever(seed: int, size: int, first: int, last: int) -> None:
    chance = random.Random(seed)
    text = book_of(chance.choices([*VOCABULARY[:30], *FUNCTION_WORDS], k=200))
    chapter = text.chapters["1"]
    start = chance.randrange(len(chapter.words) - size)
    planted = chapter.words[start : start + size]
    cite = f"{' '.join(planted[:first])} … {' '.join(planted[-last:])}"
    anchors = parse_anchors(cite, SPACED_WORDS)
    assert isinstance(anchors, Anchors)
    outcome = find(cite, text)
    spans = find_spans(anchors, chapter, MAX_WORDS)
    if len(spans) == 1:
        assert isinstance(outcome, Located)
        assert (outcome.span, outcome.differences) == (spans[0], ())
    else:
        assert not isinstance(outcome, NotFound)


# --- openings and pages -----------------------------------------------------------------------

KEEPER = """\
This small book was written by the keeper of a lamp, who had time enough for it.
OIL
A lamp burns four litres of oil a night, and the keeper carries all of them up.
GLASS
The lens has sixteen panels, and every one of them has to be clean at dusk."""


def keeper(**closes: str) -> Book:
    sections = [
        {"number": 1, "title": "Oil", "opens": "A lamp burns four litres"},
        {"number": 2, "title": "Glass", "opens": "The lens has sixteen panels"},
    ]
    first = {"key": "intro", "title": "To the Reader", "opens": "This small book was", **closes}
    chapters = [first, {"key": "1", "title": "The Lamp", "sections": sections}]
    return Book.model_validate({"title": "The Keeper's Year", "author": "A. Keeper", "chapters": chapters})


def test_openings_that_differ_are_used_and_told_once() -> None:
    spoilt = KEEPER.replace("This small book", "Thls small bcok").replace("has sixteen panels", "has sixtcen pauels")
    text, findings = read_structure(Copy("c", "0", tuple(spoilt.split("\n"))), keeper())
    assert text is not None
    assert [text.written(*part.span).split()[-1] for part in text.parts] == ["it", "up", "dusk"]
    ((code, finding),) = findings
    assert code == "opens-differs"
    assert "2 of 3 openings" in finding.message
    assert "“The lens has sixtcen pauels” (line 5)" in finding.message
    assert "“thls” where book.yaml has “this”" in finding.hint


@pytest.mark.parametrize(
    "spoilt",
    [
        KEEPER.replace("burns four litres", "burns five litres"),
        KEEPER.replace("A lamp burns four litres", "The lamp drank four gallons"),
        KEEPER.replace("The lens has sixteen panels", "The lcns has sixteen panels. Thc lens has sixteen panels"),
    ],
)
def test_openings_that_are_in_doubt_are_not_found(spoilt: str) -> None:
    text, findings = read_structure(Copy("c", "0", tuple(spoilt.split("\n"))), keeper())
    assert text is not None
    assert not text.is_whole
    assert [code for code, _ in findings] == ["opens-not-found"]


def test_closing_words_that_differ_are_used() -> None:
    book = keeper(closes="by the keeper of a lamp")
    spoilt = KEEPER.replace("the keeper of a lamp", "thc keeper of a larnp")
    text = written_text(spoilt.split("\n"), book)
    assert text.written(*text.parts[0].span).endswith("of a larnp")


def test_the_last_line_of_a_part_is_no_heading_because_a_title_has_its_words() -> None:
    lines = KEEPER.replace("who had time enough for it.", "who had time enough for all\nthe lamp's oil.").split("\n")
    text = written_text(lines, keeper())
    assert text.written(*text.parts[0].span).endswith("the lamp's oil")


def pages(text: str, between: str, *, first: int = 9, words: int = 120) -> str:
    """A text with the mark of a page after so many words, ``#`` for its number."""
    pieces = text.split(" ")
    starts = range(0, len(pieces), words)
    marks = (between.replace("#", str(number)) for number, _ in enumerate(starts, first))
    return "".join(" ".join(pieces[at : at + words]) + mark for at, mark in zip(starts, marks, strict=True))


LONG = " ".join(random.Random(7).choices(VOCABULARY, k=3600))


@pytest.mark.parametrize("mark", [" # ", " [#] ", " The Lamp # ", " # THE KEEPER'S YEAR ", "\n#\n", "\nTHE LAMP #\n"])
def test_page_numbers_and_running_titles_inside_of_sentences_are_no_text(mark: str) -> None:
    clean = written_text([*KEEPER.split("\n"), LONG], keeper())
    printed = written_text([*KEEPER.split("\n"), *pages(LONG, mark).split("\n")], keeper())
    assert printed.chapters["1"].words == clean.chapters["1"].words
    for paragraph in printed.chapters["1"].paragraphs:
        assert not re.search(r"\d|KEEPER|Lamp|LAMP", printed.paragraph_text(paragraph))
    last = CopyPosition(printed.flow.end - 1)
    line, _ = printed.at(last)
    assert printed.flow.tokens.words[last] in printed.copy.lines[line - 1]


def test_a_title_beside_one_page_number_is_text() -> None:
    marked = pages(LONG, " # ").replace(" 20 ", " 20 oil ")
    text = written_text([*KEEPER.split("\n"), *marked.split("\n")], keeper())
    assert text.parts[2].words == len(split_words(KEEPER.splitlines()[-1])) + len(LONG.split()) + 1


def test_numbers_without_end_are_read_in_time() -> None:
    assert find_inline_page_numbers(Index(split_words("1 2 3 " * 20_000)), [("the", "lamp")]) == []


def test_a_word_divided_at_the_end_of_a_page() -> None:
    marked = pages(LONG, " indus- # The Lamp trial ")
    text = written_text([*KEEPER.split("\n"), *marked.split("\n")], keeper())
    assert text.chapters["1"].words.count("industrial") == 30


def test_years_and_figures_are_no_page_numbers() -> None:
    chronicle = Index[CopyPosition](split_words(pages(LONG, " # ", first=1850)))
    assert find_inline_page_numbers(chronicle, [("the", "lamp")]) == []
    figures = Index[CopyPosition](split_words(LONG.replace(VOCABULARY[3], "12").replace(VOCABULARY[5], "13")))
    assert find_inline_page_numbers(figures, [("the", "lamp")]) == []


def test_ligatures_and_what_cannot_be_seen_are_no_letters_of_the_text() -> None:
    printed = (
        KEEPER.replace("four", "\ufb01fty-\ufb01ve").replace("sixteen", "six\u00adteen").replace("lens", "le\u200bns")
    )
    book = keeper().model_dump()
    book["chapters"][1]["sections"][0]["opens"] = "A lamp burns fifty-five litres"
    text = written_text(printed.split("\n"), Book.model_validate(book))
    assert "fifty-five litres" in text.paragraph_text(text.parts[1].paragraphs[0])
    assert "The lens has sixteen panels" in text.paragraph_text(text.parts[2].paragraphs[0])


# --- checks, locks and builds -----------------------------------------------------------------


def another_edition(project: Project) -> None:
    """Verify the bank, then put a copy with misread letters in place of the good one."""
    project.run("check")
    project.replace(COPY, "In the year 1911 we burned", "In thc year 1911 we burned")
    project.replace(COPY, "A scratch spreads\nthe beam", "A scratch spreads\nthe beain")


def test_a_citation_that_differs_is_a_warning_with_the_correction(project: Project) -> None:
    another_edition(project)
    before = project.read(LOCK)
    done = project.run("check", "--locked")
    assert done.code == 0
    assert f"{BANK}/1.yaml:20:11: warning[citation-differs]: “In the year 1911 we … litres a night”" in done.err
    assert "line 30 has “thc” where the citation has “the”" in done.err
    assert 'correct it: "In thc year 1911 we … litres a night".' in done.err
    assert project.run("check", "--strict").code == 1
    assert project.read(LOCK) == before, "what a better copy said stays"


def test_a_new_question_with_a_slip_is_verified_and_warned_of(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", "In the year 1911 we …", "In the yaer 1911 we …")
    done = project.run("check")
    assert done.code == 0
    assert "“year” where the citation has “yaer”" in done.err
    assert '"id": "oil-of-a-year"' in project.read(LOCK)


def test_passages_in_other_words_are_built_and_told_in_one_line(project: Project) -> None:
    another_edition(project)
    done = project.run("build")
    assert done.code == 0
    assert "warning[copy-differs]: passages in your copy's own words: 2" in done.err
    assert "citation-differs" not in done.err
    assert "thc year 1911" in "".join(
        content.decode() for name, content in project.files("build").items() if name.endswith("-key.html")
    )


def test_a_misread_figure_is_an_error_and_a_locked_question_is_built_without_its_passage(
    project: Project,
) -> None:
    project.run("check")
    project.replace(COPY, "burned 1,095 litres", "burned 1,096 litres")
    assert "error[figure-not-in-passage]" in project.run("check").err
    done = project.run("build")
    assert done.code == 0
    assert "warning[copy-differs]: questions without their passage: 1" in done.err
    assert not any(
        b"1,096" in content for name, content in project.files("build").items() if name.endswith("-key.html")
    )
    project.replace(f"{BANK}/1.yaml", "How many litres of oil did the light burn", "How much oil did the light burn")
    assert project.run("build").code == 1, "nobody vouches for it as it is now"


def test_differences_and_openings_as_json(project: Project) -> None:
    another_edition(project)
    project.replace(COPY, "The lens has sixteen panels", "The lens has sixteen pancls")
    done = json.loads(project.run("check", "--format", "json").out)
    told = {(each["code"], each["severity"], each["question"]) for each in done["diagnostics"]}
    assert told == {
        ("opens-differs", "warning", None),
        ("citation-differs", "warning", "oil-of-a-year"),
        ("citation-differs", "warning", "scratched-panel"),
    }


def test_a_difference_may_be_ignored_with_a_reason(lighthouse: BookText) -> None:
    fields = {
        "id": "lens", "kind": "short", "prompt": "How many panels has the lens?", "answer": "sixteen",
        "explanation": "Each throws a beam.", "cite": "The lens has sixteen pannels",
        "difficulty": 1, "bloom": "remember",
    }  # fmt: skip
    for ignore, expected in (({}, ["citation-differs"]), ({"citation-differs": "as the first edition spells it"}, [])):
        written = json.dumps({"chapter": "1", "questions": [fields | {"ignore": ignore}]})
        (entry,) = parse_bank(written, "bank", lighthouse.book).entries
        (reported,) = run_checks([make_subject(entry.question, entry.chapter, lighthouse)], lighthouse.book)
        assert [code for code, _, _ in reported] == expected


# --- the first book ---------------------------------------------------------------------------


def test_the_first_book_with_one_letter_in_300_wrong(book_text: BookText) -> None:
    """As `make bench` measures it on every edition, here on one chapter."""
    from evals.editions import Alignment, altered, cited_at_random, measure, splices
    from evals.editions_make import spoil, write_text
    from evals.first_book import BOOK

    assert BOOK == BOOK_KEY
    text = written_text(spoil(write_text(book_text), 1938).split("\n"), book_text.book)
    chance = random.Random(1938)
    true = cited_at_random(book_text, 300, chance)
    alignment = Alignment(book_text, text)
    counts = measure("true", true, text, alignment, is_verbose=False)
    assert counts["exact"] + counts["near"] >= 0.99 * len(true)
    assert not counts["wrong exact"] + counts["wrong near"]
    for make in (splices, altered):
        false = make(true, chance)
        counts = measure("false", [next(false) for _ in range(200)], text, alignment, is_verbose=False)
        assert not counts["near"] + counts["wrong near"]
