"""A sheet in another language than its book: the words around the questions are the sheet's, their texts the book's."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from quizgen.assembly.quiz import Theme, Worksheet
from quizgen.model.book import Book
from quizgen.model.recipe import SheetLayout
from tests.projects import Project
from tests.samples import all_items, item
from tests.sheets import make_sheet, render_key, render_worksheet


def asked_for(sheet: Worksheet, language: str, *, book: str = "en", **form: object) -> Worksheet:
    of = Book.model_validate({**sheet.book.model_dump(), "language": book})
    return replace(sheet, book=of, look=Theme(language=language), form=SheetLayout.model_validate(form))


def texts_of(sheet: Worksheet) -> tuple[str, str]:
    return render_worksheet(sheet).content.decode(), render_key(sheet).content.decode()


@pytest.mark.parametrize(
    ("language", "says", "place"),
    [("de", "Richtig oder falsch?", "Kap. 1 §1"), ("it", "Vero o falso?", "cap. 1 §1"), ("de-CH", "Lücken", "Kap. 1")],
)
def test_the_words_are_in_the_language_of_the_sheet(language: str, says: str, place: str) -> None:
    sheet, key = texts_of(asked_for(make_sheet(all_items()), language))
    assert says in sheet
    assert place in key
    for page in (sheet, key):
        assert f'<html lang="{language[:2]}">' in page, "words are hyphenated and read aloud in their own language"
        assert "ch. 1" not in page


def test_texts_say_that_they_are_in_another_language() -> None:
    lantern = item("choice", prompt="How many *lamps* burn?", answer="one of them", explanation="- one\n- two")
    sheet, key = texts_of(asked_for(make_sheet([lantern]), "de"))
    assert '<span lang="en">How many <em>lamps</em> burn?</span>' in sheet
    assert '<span lang="en">one of them</span>' in sheet
    assert '<ul lang="en">' in key
    gaps = texts_of(asked_for(make_sheet([item("cloze")]), "de"))[0]
    assert re.search('<p lang="en">.*<input class="field" lang="de" type="text" aria-label="Lücke 1 von 2"', gaps)
    shown = json.loads(sheet.split('id="answers">')[1].split("</script>")[0])["questions"][0]["shown"]
    assert '<span lang="en">one of them</span>' in shown


@pytest.mark.parametrize("language", ["", "en", "en-GB"])
def test_a_sheet_in_its_book_s_own_language_says_nothing_of_it(language: str) -> None:
    sheet = make_sheet(all_items())
    assert texts_of(asked_for(sheet, language)) == texts_of(sheet)


def test_numbers_of_questions_are_the_book_s_and_numbers_of_points_the_sheet_s() -> None:
    sheet = make_sheet([item("numeric", answer="25000.5", tolerance="10", unit="t")])
    key = texts_of(asked_for(sheet, "de"))[1]
    assert key.count("25,000.5\u00a0t") == 2
    assert "richtig von 24,990.5 bis 25,010.5" in key
    foreign = texts_of(asked_for(sheet, "en", book="de"))[1]
    assert "right from 24.990,5 to 25.010,5" in foreign


def test_quotation_marks_of_instructions_are_the_sheet_s_and_those_of_questions_the_book_s() -> None:
    sheet = make_sheet([item("short", prompt='Who said "no"?')])
    page = texts_of(asked_for(sheet, "de", instructions='Antworte mit "ja" oder "nein".'))[0]
    assert "Antworte mit „ja“ oder „nein“." in page
    assert "Who said “no”?" in page


def test_a_page_has_the_direction_of_the_book() -> None:
    page = texts_of(asked_for(make_sheet(all_items()), "de", book="he"))[0]
    assert '<html lang="de" dir="rtl">' in page
    assert 'lang="he"' in page


def test_a_recipe_has_a_language_and_a_sheet_its_own(project: Project) -> None:
    project.write(
        "decks/lighthouse.yaml",
        "book: lighthouse\nlanguage: de\nworksheets:\n  - {name: deutsch, count: 3}\n"
        "  - {name: italiano, count: 3, language: it}\n  - {name: english, count: 3, language: en}\n",
    )
    done = project.run("build")
    assert (done.code, done.err) == (0, "")
    assert "Beantworte jede Frage." in project.read("build/deutsch.html")
    assert "Rispondi a tutte le domande." in project.read("build/italiano.html")
    assert "Answer every question." in project.read("build/english.html")
    assert re.search(r'(?:class="places">Passo: |<figcaption>)cap\. \d', project.read("build/italiano-key.html"))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("language: eo", "decks/lighthouse.yaml:2:11: error[no-words]: there are no words in `eo`"),
        ("language: German", "error[bad-value]: `language`: `German` is no language tag"),
    ],
)
def test_a_language_without_words_is_refused(project: Project, line: str, says: str) -> None:
    project.write("decks/lighthouse.yaml", f"book: lighthouse\n{line}\nworksheets:\n  - {{name: quiz, count: 3}}\n")
    done = project.run("build")
    assert done.code == 1
    assert says in done.err
    assert not (project.root / "build").exists()
