"""Half-remembered words lead to the place that is meant, and words of elsewhere to none."""

from __future__ import annotations

import json
import random

import pytest

from quizgen.book.book_text import BookText
from quizgen.book.positions import chapter_span
from quizgen.checks.citations import citation_malformed, citation_not_found
from quizgen.citations.anchors import MAX_WORDS
from quizgen.citations.locate import locate
from quizgen.citations.named_places import explain_named_place
from quizgen.citations.outcome import Located
from quizgen.citations.propose import propose_passage
from quizgen.citations.search import Hit, find_outside, recollect_hits
from quizgen.model.citation import Citation
from quizgen.model.diagnostics import Finding
from tests.checks.claims import make_claim
from tests.projects import Project


def recall(words: str, text: BookText, *chapters: str) -> tuple[Hit, ...]:
    return recollect_hits(words, text, [text.chapters[key] for key in chapters or text.chapters])


@pytest.mark.parametrize(
    ("remembered", "cite"),
    [
        ("a lamp burns four liters of oil every winter's night", "A lamp burns … night of summer"),
        ("in winter nights four litres of oil are burnt by the lamp", "A lamp burns … night of summer"),
        ("the captian sees something missing", "and the captain sees that something is missing"),
        ("eight barrells for winter, two for summer", "I order eight … for the summer"),
        ("sea does not deliver during January", "I answered that … deliver in January"),
        ("my predecesor used vinegar", "My predecessor used … no more harm"),
        ("the panels are in the harbour's museum", "My predecessor used … no more harm"),
        ("two of sixteen panels were replaced", "Of the sixteen … visit of schoolchildren"),
        ("the weight falls nine metres within six hours", "The weight falls … the loud one"),
        ("a keeper who slept through the silence", "A keeper who … through the court"),
        ("light that is almost on time drowns people", "They may be … that drowns people"),
        ("every light on the cost has its own pace", "Every light on … apart by it"),
        ("the lens has sixteen panel … in eigth seconds", "The lens has … in eight seconds"),
        ("barels", "The oil comes … of 150 litres"),
    ],
)
def test_the_likeliest_place_is_the_one_that_is_meant(lighthouse: BookText, remembered: str, cite: str) -> None:
    assert recall(remembered, lighthouse)[0].cite == cite


@pytest.mark.parametrize(
    "words",
    ["the violin concerto in D major", "photosynthesis needs carbon dioxide", "of the", "and in the", "1234 5678", "…"],
)
def test_words_of_elsewhere_lead_nowhere(lighthouse: BookText, words: str) -> None:
    assert [hit.cite for hit in recall(words, lighthouse)] == []


def test_there_are_five_places_at_most_each_once(lighthouse: BookText) -> None:
    hits = recall("ligth", lighthouse)
    assert len(hits) == 5
    assert len({hit.passage.text for hit in hits}) == 5


def test_a_chapter_keeps_to_itself(lighthouse: BookText) -> None:
    assert recall("a keeper who slept through the silence", lighthouse, "1") == ()


def test_every_proposed_citation_stands_for_its_place_alone(lighthouse: BookText) -> None:
    chance = random.Random(19)
    for _ in range(300):
        chapter = lighthouse.chapters[chance.choice(list(lighthouse.chapters))]
        at = chance.randrange(len(chapter.words) - 6)
        words = list(chapter.words[at : at + 6])
        chance.shuffle(words)
        for hit in recall(" ".join(words), lighthouse):
            if hit.cite is not None:
                outcome = locate(Citation(text=hit.cite), lighthouse, hit.chapter)
                assert isinstance(outcome, Located)
                assert outcome.differences == ()


def test_a_proposal_is_whole_sentences(lighthouse: BookText) -> None:
    chapter = lighthouse.chapters["1"]
    for first in range(len(chapter.words) - 3):
        cite = propose_passage(lighthouse, chapter, chapter_span(first, first + 3))
        if cite is None:
            continue
        outcome = locate(Citation(text=cite), lighthouse, "1", MAX_WORDS)
        assert isinstance(outcome, Located)
        assert outcome.span[0] <= first and first + 3 <= outcome.span[1]


# --- where the words stand outside of chapters ---


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("by A. Keeper", "line 3, before the first chapter"),
        ("Contents of this chapter", "line 78, between two parts of chapters"),
        ("www.example.org", "line 35, in a running header or another line that is left out"),
        ("The lens has sixteen panels", None),
        ("nothing of the kind", None),
        ("…", None),
    ],
)
def test_words_outside_of_every_chapter_are_told(lighthouse: BookText, words: str, where: str | None) -> None:
    assert find_outside(words, lighthouse) == where


# --- what a check says ---


def said(text: BookText, cite: str, *, chapter: str = "1") -> Finding:
    claim = make_claim(text, chapter, kind="short", answer="x", cite=cite)
    (finding,) = [*citation_malformed(claim), *citation_not_found(claim)]
    return finding


def fixes(finding: Finding) -> list[tuple[str, bool]]:
    return [(fix.title, fix.is_safe) for fix in finding.fixes]


@pytest.mark.parametrize(
    ("cite", "chapter", "hint", "is_safe"),
    [
        (
            "The oil comes by boat, twice a year, in barrels of 150 litres.",
            "1",
            'Write `cite: "The oil comes … of 150 litres"`.',
            True,
        ),
        ("vinegar", "1", 'Write `cite: "My predecessor used … no more harm"`.', True),
        (
            "The weight falls nine metres in six hours, and the last hour is the loud one.",
            "1",
            'It stands in ch. 2: write `cite: {chapter: 2, text: "The weight falls … the loud one"}`.',
            None,
        ),
        (
            "The oil comes by ship, two times a year, in barrels of 150 litres.",
            "1",
            "Line 39 is like it, but not word for word: “The oil comes by boat, twice a year, in barrels of 150 "
            'litres.” If that is meant, write `cite: "The oil comes … of 150 litres"`.',
            False,
        ),
        ("the captain", "1", "Give a few words more, as they stand in the copy.", None),
    ],
)
def test_a_citation_of_another_length_gets_the_finished_one(
    lighthouse: BookText, cite: str, chapter: str, hint: str, is_safe: bool | None
) -> None:
    finding = said(lighthouse, cite, chapter=chapter)
    assert finding.message.startswith("this citation cannot be looked up: “")
    assert finding.hint == hint
    assert [safe for _, safe in fixes(finding)] == ([] if is_safe is None else [is_safe])


@pytest.mark.parametrize(
    ("cite", "chapter", "hint", "fix"),
    [
        (
            "my predecessor took vinegar, his panels",
            "1",
            "Line 65 is like it, but not word for word: “My predecessor used vinegar, and his panels are in the museum "
            "of the harbour, where they may do no more harm.” If that is meant, write"
            ' `cite: "My predecessor used … no more harm"`.',
            "My predecessor used … no more harm",
        ),
        (
            "The clock is what … turns the lenses",
            "1",
            "Line 80 (ch. 2) is like it, but not word for word: “The clock is the heart of the light, since it turns "
            "the lens, and a light that turns at another pace is another light.” If that is meant, write"
            ' `cite: {chapter: 2, text: "The clock is … is another light"}`.',
            None,
        ),
        (
            "Contents of this chapter",
            "2",
            "Its words stand in the copy, line 78, between two parts of chapters; only the text of "
            "chapters can be cited.",
            None,
        ),
        ("nothing like this stands anywhere", "1", "Search your copy with `quizgen find WORDS`.", None),
    ],
)
def test_a_citation_from_memory_is_shown_its_place(
    lighthouse: BookText, cite: str, chapter: str, hint: str, fix: str | None
) -> None:
    finding = said(lighthouse, cite, chapter=chapter)
    assert finding.message.startswith(f"“{cite}” does not stand in the chapter")
    assert finding.hint == hint
    assert fixes(finding) == ([] if fix is None else [(f"Cite “{fix}”", False)])


PAGE, LINE = "it names a page, and pages are not cited", "it names a line, and lines are not cited"
CHAPTER, SECTION = "it names a chapter, but no words of it", "it names a section, but no words of it"


@pytest.mark.parametrize(
    ("cite", "reason"),
    [
        *(
            (cite, PAGE)
            for cite in ("p. 12", "page 12", "pp. 3-4", "S. 12", "Seite 12", "pp. 12 ff.", "p. xii", "p.12")
        ),
        *(
            (cite, PAGE)
            for cite in ("ch. 3, p. 12", "see pages 12 and 13", "Pages 12 to 14 of the book", "pág. 7", "p.12")
        ),
        *((cite, LINE) for cite in ("line 288", "ll. 3-4", "Zeile 5")),
        *((cite, CHAPTER) for cite in ("ch. 3", "Chapter IV", "Kapitel 2", "chapters 2-3")),
        *((cite, SECTION) for cite in ("§2", "§ 2", "section 2", "ch. 1 §2", "para. 3")),
        ("12", "it is a number, and no words of the book"),
    ],
)
def test_a_place_is_no_citation(lighthouse: BookText, cite: str, reason: str) -> None:
    finding = said(lighthouse, cite)
    assert finding.message.startswith(f"this citation cannot be looked up: {reason}")
    assert "first words … last words" in finding.hint
    assert fixes(finding) == []


@pytest.mark.parametrize("cite", ["the page turned twelve", "see the section", "in", "I see a line", "", "of the book"])
def test_words_are_no_place(cite: str) -> None:
    assert explain_named_place(cite) is None


# --- the command ---


def test_find_shows_the_nearest_places(project: Project) -> None:
    done = project.run("find", "my", "predecesor", "used", "vinegar")
    assert done.code == 1
    assert done.err == (
        "“my predecesor used vinegar” stands nowhere in this copy.\nThis place is like it, but not word for word:\n"
    )
    assert done.out == (
        "ch. 1 §2, paragraph 5 (line 65), not word for word\n"
        "  My predecessor used vinegar, and his panels are in the museum of the harbour, where they may\n"
        '  do no more harm.\n  cite: "My predecessor used … no more harm"\n\n'
    )
    found = json.loads(project.run("find", "my predecesor used vinegar", "--format", "json").out)
    assert found["hits"] == []
    assert [hit["cite"] for hit in found["near"]] == ["My predecessor used … no more harm"]
    assert list(json.loads(project.run("find", "vinegar", "--format", "json").out)) == ["hits"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["by A. Keeper"],
            "“by A. Keeper” stands in this copy, but outside of every chapter: line 3, before the first chapter.\n"
            "    Only the text of chapters can be cited; `opens` in book.yaml says where each part begins.\n",
        ),
        (["vinegar", "--chapter", "2"], "“vinegar” stands in ch. 1 §2 (line 65), and not in this chapter.\n"),
        (["violins", "--chapter", "2"], "“violins” stands nowhere in this chapter.\n"),
        (
            ["p. 12"],
            "“p. 12” stands nowhere in this copy.\n"
            '    Cite its words: `cite: "first words … last words"`; `quizgen find WORDS` makes one of what you '
            "remember.\n",
        ),
    ],
)
def test_find_says_where_words_stand_instead(project: Project, words: list[str], said: str) -> None:
    done = project.run("find", *words)
    assert (done.code, done.out, done.err) == (1, "", said)
