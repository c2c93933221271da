"""Where mistakes are reported: `report` in book.yaml, and the link on the back of each card."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from quizgen.model.report_link import ReportLink, address_for
from quizgen.outputs.anki.notes import Note, render_notes
from quizgen.outputs.anki.notetypes import NOTE_TYPES
from tests.outputs.anki.test_package import Reader, deck_of, package_of, reader
from tests.projects import BANK, Project
from tests.samples import BOOK, all_items

__all__ = ["reader"]


def notes_with(report: str | None, language: str = "en") -> list[Note]:
    book = BOOK.model_copy(update={"report": report, "language": language})
    return list(render_notes(replace(deck_of(all_items()), book=book)))


def place(note: Note) -> str:
    return dict(zip(NOTE_TYPES[note.notetype].field_names, note.fields, strict=True))["Place"]


def test_every_card_has_the_link_with_its_questions_id() -> None:
    for note in notes_with("https://example.org/new?title={id}&labels=card"):
        address = f"https://example.org/new?title={note.id}&amp;labels=card"
        shown = f'<span class="report" lang="en">· <a href="{address}">Report a mistake</a></span>'
        assert place(note).endswith(shown)
        assert sum("example.org" in field for field in note.fields) == 1
        assert not any(note.fields[-3:]), "the spare fields stay free"


def test_it_is_in_the_books_language() -> None:
    assert 'lang="de">· <a href="mailto:a@b.org">Fehler melden</a>' in place(notes_with("mailto:a@b.org", "de")[0])


def test_notes_of_a_book_without_it_are_as_they_were_and_others_are_published_anew() -> None:
    plain, linked = notes_with(None), notes_with("https://example.org/{id}")
    assert all(place(note) == "ch. 1 §1" for note in plain)
    assert not {note.digest for note in plain} & {note.digest for note in linked}
    assert [note.text_digest for note in plain] == [note.text_digest for note in linked], "which is no news"
    assert [note.guid for note in plain] == [note.guid for note in linked]


def test_ankis_card_has_it_as_a_link(reader: Reader) -> None:
    book = BOOK.model_copy(update={"report": "https://example.org/{id}"})
    reader.take(package_of(replace(deck_of(all_items()), book=book)))
    for (card_id,) in reader.rows("select id from cards"):
        card = reader.collection.get_card(card_id)
        link = f'<a href="https://example.org/{card.note()["Id"]}">Report a mistake</a>'
        assert link in card.answer()
        # The front of a date has the place, in which the link stands; the style sheet hides it there.
        assert link not in re.sub(r'<p class="where">.*?</p>', "", card.question())
        assert ".quiz .where .report { display: none; }" in card.note_type()["css"]


@pytest.mark.parametrize(
    ("link", "question", "address"),
    [
        ("https://example.org/{id}?a={id}#x", "a-b", "https://example.org/a-b?a=a-b#x"),
        ("https://example.org/{id}", "", "https://example.org/"),
        ("https://example.org/fehler/übung%20a", "a", "https://example.org/fehler/%C3%BCbung%20a"),
        ("mailto:a@b.org,c@d.org?subject={id}", "a", "mailto:a@b.org,c@d.org?subject=a"),
        ("mailto:a@b.org?subject=Frage%20{id}&body='x'", "a", "mailto:a@b.org?subject=Frage%20a&body='x'"),
    ],
)
def test_an_address(link: str, question: str, address: str) -> None:
    assert TypeAdapter(ReportLink).validate_python(link) == link
    assert address_for(link, question) == address


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("teacher@example.org", "begins neither as"),
        ("http://example.org", "begins neither as"),
        ("javascript:alert(1)", "begins neither as"),
        ("https://", "begins neither as"),
        ("https://[::1", "begins neither as"),
        ("mailto:nobody", "begins neither as"),
        ("https://example.org:99999", "begins neither as"),
        ("https://example.org/100%/{id}", "`%` stands in no address"),
        ('"https://example.org/{name}"', "`{` stands in no address"),
        ("https://example.org/a b", "` ` stands in no address"),
        ("'https://example.org/\"x'", '`"` stands in no address'),
        ('""', "this is empty"),
        ("[https://example.org]", "this should be one text"),
    ],
)
def test_what_is_no_link_is_told_with_its_place(project: Project, written: str, said: str) -> None:
    project.replace(f"{BANK}/book.yaml", "language: en\n", f"language: en\nreport: {written}\n")
    line = project.read(f"{BANK}/book.yaml").splitlines().index(f"report: {written}") + 1
    done = project.run("check")
    assert done.code == 1
    assert f"{BANK}/book.yaml:{line}:9: error[bad-value]: `report`: " in done.err
    assert said in done.err
    assert "mailto:teacher@example.org?subject={id}" in done.err


def test_a_link_voids_nothing_that_was_verified(project: Project) -> None:
    project.run("check")
    before = project.read(f"{BANK}/verified.lock")
    project.replace(f"{BANK}/book.yaml", "language: en\n", "language: en\nreport: https://example.org/{id}\n")
    assert project.without_copy("check", "--locked").code == 0
    assert project.run("check").code == 0
    assert project.read(f"{BANK}/verified.lock") == before
