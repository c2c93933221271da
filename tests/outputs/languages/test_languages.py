"""The words around a book's questions: four languages, and a recipe's own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from quizgen.assembly.quiz import Theme, Worksheet
from quizgen.model.book import Book
from quizgen.outputs.html.key_page import render_key
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.html.worksheet import render_worksheet
from quizgen.outputs.languages import LANGUAGES, choose_words, find_wrong_words
from quizgen.outputs.languages.english import ENGLISH
from tests.conftest import ROOT
from tests.projects import Project
from tests.sheets import all_kinds, answer, opened, printed


def in_language(language: str, **words: str) -> Worksheet:
    sheet = all_kinds()
    book = Book.model_validate({**sheet.book.model_dump(), "language": language})
    return replace(sheet, book=book, look=Theme(tuple(words.items())))


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    words = LANGUAGES[language]
    assert list(words) == list(ENGLISH)
    for name, text in words.items():
        assert text.strip() == text != "", name
        assert places(text) == places(ENGLISH[name]), name


def test_every_word_is_said_somewhere() -> None:
    outputs = ROOT / "quizgen" / "outputs"
    said = "\n".join(path.read_text("utf-8") for path in outputs.rglob("*.*") if path.suffix in (".html", ".js", ".py"))
    used = set(re.findall(r"words\.(\w+)", said)) | set(re.findall(r'words\["(\w+)"', said))
    for name in ENGLISH:
        # True and false are looked up by one expression, headings by the kind, the verdicts by the state.
        if not name.startswith("kind_") and name.removeprefix("quiz_") not in {"true", "false", "right", "wrong"}:
            assert name.removeprefix("quiz_") in used, name


@pytest.mark.parametrize(
    ("language", "sheet_says", "key_says", "page"),
    [
        ("en", "Fill in the gaps.", "Answers in brief", "Page 1 of"),
        ("de-CH", "Fülle die Lücken.", "Antworten in Kürze", "Seite 1 von"),
        ("fr", "Complétez.", "Réponses en bref", "Page 1 sur"),
        ("es", "Rellena los huecos.", "Respuestas en breve", "Página 1 de"),
        ("eo", "Fill in the gaps.", "Answers in brief", "Page 1 of"),
    ],
)
def test_a_sheet_and_its_key_speak_the_book_s_language(
    browser: Browser, tmp_path: Path, language: str, sheet_says: str, key_says: str, page: str
) -> None:
    sheet = in_language(language)
    for artifact, says in ((render_worksheet(sheet), sheet_says), (render_key(sheet), key_says)):
        assert f'<html lang="{language}">' in artifact.content.decode()
        with opened(browser, artifact, tmp_path) as shown:
            text = " ".join(printed(shown.page, "A4"))
        assert says in text
        assert page in text


def test_the_quiz_speaks_it_too(browser: Browser, tmp_path: Path) -> None:
    sheet = in_language("de", quiz_check_all="Fertig")
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        answer(shown.question(1), sheet.entries[0])
        shown.page.get_by_role("button", name="Fertig").click()
        expect(shown.page.locator(".score")).to_have_text("1 von 10 richtig · 9 nicht beantwortet")


def test_a_recipe_changes_words(project: Project) -> None:
    project.write(
        "decks/words.yaml",
        'book: lighthouse\nwords: {class: "Set", page_of: "{page}/{pages} \\"x\\" </style>"}\n'
        "worksheets:\n  - {name: test, count: 3}\n",
    )
    done = project.run("build", "words")
    assert done.code == 0, done.err
    page = project.read("build/test.html")
    assert "Set<i></i>" in page
    assert page.count("</style>") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("{clas: Set}", "decks/words.yaml:2:15: error[unknown-word]: nothing printed is called `clas`"),
        ('{page_of: "Page {page}"}', "error[bad-value]: `page_of` has to have `{page}`, `{pages}` in it"),
        ('{page_of: "Page {page} of {pages"}', "error[bad-value]: `page_of` has to have"),
        ('{name: "{who}"}', "error[bad-value]: `name` has to have no braces in it"),
    ],
)
def test_words_that_do_not_fit_are_refused(project: Project, words: str, says: str) -> None:
    project.write("decks/words.yaml", f"book: lighthouse\nwords: {words}\nworksheets:\n  - {{name: test, count: 3}}\n")
    done = project.run("build", "words", "--out", "nothing")
    assert done.code == 1
    assert says in done.err
    assert not (project.root / "nothing").exists()


@given(st.text(max_size=30))
def test_no_word_breaks_out_of_the_style(text: str) -> None:
    words = choose_words("en", (("page_of", text.replace("{", "").replace("}", "") + "{page}{pages}"),))
    assert not list(find_wrong_words({"page_of": words["page_of"]}))
    page = render_page("index.html", words=words, styles=(), language="en", books=(), decks=(), worksheets=(), keys=(),
                       has_passages=False).decode()  # fmt: skip
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    string = r'"(?:[^"\\<\n]|\\[0-9a-f]+ )*"'
    numbers = rf'{string} counter\(page\) "" counter\(pages\) ""'
    assert re.fullmatch(rf"@page \{{ @bottom-right \{{ content: {numbers}; \}} \}}", style)
