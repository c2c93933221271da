"""The words around a book's questions: five languages, and a recipe's own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from quizgen.assembly.quiz import Theme, Worksheet
from quizgen.kinds import KINDS
from quizgen.model.book import Book
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.languages import LANGUAGES, by_code, choose_words, find_wrong_words
from quizgen.outputs.languages.language import Language
from quizgen.outputs.output import Section
from tests.conftest import ROOT
from tests.projects import BANK, Project
from tests.samples import item
from tests.sheets import all_kinds, answer, make_sheet, opened, printed, render_key, render_worksheet

ENGLISH = choose_words("en").texts
OF_KINDS = {f"{word}_{name}" for word in ("kind", "task") for name in KINDS}


def in_language(language: str, **words: str) -> Worksheet:
    sheet = all_kinds()
    book = Book.model_validate({**sheet.book.model_dump(), "language": language})
    return replace(sheet, book=book, look=Theme(tuple(words.items())))


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    words = choose_words(language).texts
    assert set(LANGUAGES[language].words) | OF_KINDS == set(words) == set(ENGLISH)
    for name, text in words.items():
        assert text.strip() == text != "", name
        assert places(text) == places(ENGLISH[name]), name


def test_every_word_is_said_somewhere() -> None:
    outputs = ROOT / "quizgen" / "outputs"
    said = "\n".join(path.read_text("utf-8") for path in outputs.rglob("*.*") if path.suffix in (".html", ".js", ".py"))
    used = set(re.findall(r'words(?:\.|\[")(\w+)', said)) | set(re.findall(r'\bsay(?: |\(")(\w+)', said))
    sections = get_args(Section)
    used |= {*sections, *(f"{section}_how" for section in sections)}
    for name in ENGLISH:
        # True and false are looked up by one expression, headings and tasks by the kind, the cue of a term by its
        # response, the verdicts by the state.
        if name not in OF_KINDS and name.removeprefix("quiz_") not in {"true", "false", "right", "wrong", "define"}:
            assert name.removeprefix("quiz_") in used, name


@pytest.mark.parametrize(
    ("language", "sheet_says", "key_says", "page"),
    [
        ("en", "Fill in the gaps.", "Answers in brief", "Page 1 of"),
        ("de-CH", "Fülle die Lücken.", "Antworten in Kürze", "Seite 1 von"),
        ("fr", "Complétez.", "Réponses en bref", "Page 1 sur"),
        ("es", "Rellena los huecos.", "Respuestas en breve", "Página 1 de"),
        ("it", "Completa gli spazi vuoti.", "Risposte in breve", "Pagina 1 di"),
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


@pytest.mark.parametrize(
    ("language", "right", "accepted"),
    [
        ("en", "25,000.5 t", "right from 24,990.5 to 25,010.5"),
        ("de", "25.000,5 t", "richtig von 24.990,5 bis 25.010,5"),
        ("fr", "25 000,5 t", "24 990,5"),
        ("es", "25 000,5 t", "24 990,5"),
    ],
)
def test_a_key_writes_numbers_as_the_language_does(language: str, right: str, accepted: str) -> None:
    sheet = make_sheet([item("numeric", answer="25000.5", tolerance="10", unit="t")])
    book = Book.model_validate({**sheet.book.model_dump(), "language": language})
    key = render_key(replace(sheet, book=book)).content.decode()
    assert key.count(right) == 2, "in brief, and in the answer"
    assert accepted in key


def test_the_quiz_speaks_it_too(browser: Browser, tmp_path: Path) -> None:
    sheet = in_language("de", quiz_check_all="Fertig")
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        answer(shown.question(1), sheet.entries[0])
        shown.page.get_by_role("button", name="Fertig").click()
        expect(shown.page.locator(".score")).to_have_text("1 von 12 richtig · 11 nicht beantwortet")


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
    page = render_page("index.html", words=words, styles=(), books=(), sections={}, tables=(),
                       has_passages=False).decode()  # fmt: skip
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    string = r'"(?:[^"\\<\n]|\\[0-9a-f]+ )*"'
    numbers = rf'{string} counter\(page\) "" counter\(pages\) ""'
    assert re.fullmatch(rf"@page \{{ @bottom-right \{{ content: {numbers}; \}} \}}", style.splitlines()[-1])


# --- a language of one's own ------------------------------------------------------------------


def make_toy(**changes: str) -> Language:
    """A language whose words are the English ones behind an `ĉ`; a changed word that is empty is left out."""
    words = {name: f"ĉ{text}" for name, text in ENGLISH.items() if name not in OF_KINDS} | changes
    return Language(
        code="tlh",
        words={name: text for name, text in words.items() if text},
        decimal="·",
        grouping="'",
        percent="{} of 100",
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"page_of": ""}, "the language `tlh` lacks words: page_of"),
        ({"date": "", "coverage_gap": ""}, "the language `tlh` lacks words: coverage_gap, date"),
        ({"dade": "Dade"}, "the language `tlh` has words that English has not: dade"),
        ({"page_of": "{page}"}, "the language `tlh` has to fill in ['page', 'pages'] in `page_of`"),
        ({"name": "Name {"}, "the language `tlh` has to fill in nothing in `name`"),
        ({"kind_essay": "{count} Essays"}, "the language `tlh` has to fill in nothing in `kind_essay`"),
    ],
)
def test_a_language_whose_words_do_not_fit_cannot_be_listed(changes: dict[str, str], says: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(says)}$"):
        by_code([make_toy(**changes)])


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: str(language.code))
def test_every_language_names_the_kinds_in_its_own_words(language: Language) -> None:
    assert language.code == "en" or language.words.keys() >= OF_KINDS


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """A language that is listed as long as a test runs."""
    toy = make_toy(page_of="ĉ{page}/{pages}")
    choose_words.cache_clear()
    for code, language in by_code([toy]).items():
        monkeypatch.setitem(LANGUAGES, code, language)
    yield toy
    choose_words.cache_clear()


def test_everything_is_built_in_a_language_that_was_added(toy: Language, project: Project) -> None:
    project.replace(f"{BANK}/book.yaml", "language: en", "language: tlh-AQ")
    project.write("decks/lighthouse.yaml", "book: lighthouse\nworksheets:\n  - {name: quiz, count: 10}\n")
    done = project.run("build")
    assert (done.code, done.err) == (0, "")
    files = project.files("build")
    pages = {name: files[name].decode() for name in ("quiz.html", "quiz-key.html", "index.html", "coverage.html")}
    for name, page in pages.items():
        language = "tlh" if name in ("coverage.html", "index.html") else "tlh-AQ"
        assert f'<html lang="{language}">' in page, name
        assert ".page" not in page or 'content: "ĉ" counter(page) "\\2f " counter(pages) "";' in page, name
    sheet, key, index, coverage = pages.values()
    assert "ĉAnswer every question." in sheet
    assert json.loads(sheet.split('id="answers">')[1].split("</script>")[0])["words"]["check"] == "ĉCheck"
    assert "ĉAnswers in brief" in key
    assert "ĉWorksheets" in index
    assert "ĉEach is a page that you can print" in index
    assert re.search(r'<td class="count">\d+ of 100</td>', index)
    assert re.search(r"<b>\d+ of 100</b> ĉof \d+ words are cited, by \d+ questions: \d+·\d per 1,000 words\.", coverage)
    assert "ĉThe book at a glance" in coverage
    assert re.search(r'class="gap"[^>]*>ĉ\d+ uncited</span>', coverage)
    assert 'aria-label="ĉQuestion 1"' in coverage
    assert 'title="ĉCited by ' in coverage
    headed = " ".join(pages.values())
    for text in ENGLISH.values():
        assert not re.search(rf">{re.escape(html.escape(text))}<", headed), text


@pytest.mark.parametrize(
    ("language", "numbers", "share"),
    [
        ("en", ["0", "999", "1,234", "9,999", "1,234,567", "12.5", "1,234.0", "-1,234"], "45%"),
        ("de", ["0", "999", "1.234", "9.999", "1.234.567", "12,5", "1.234,0", "-1.234"], "45\u00a0%"),
        (
            "fr",
            ["0", "999", "1\u202f234", "9\u202f999", "1\u202f234\u202f567", "12,5", "1\u202f234,0", "-1\u202f234"],
            "45\u202f%",
        ),
        ("it", ["0", "999", "1.234", "9.999", "1.234.567", "12,5", "1.234,0", "-1.234"], "45%"),
        ("es", ["0", "999", "1234", "9999", "1\u00a0234\u00a0567", "12,5", "1234,0", "-1234"], "45\u00a0%"),
    ],
)
def test_numbers_are_written_as_the_language_does(language: str, numbers: list[str], share: str) -> None:
    language_of = LANGUAGES[language]
    values = [(0, 0), (999, 0), (1234, 0), (9999, 0), (1_234_567, 0), (12.5, 1), (1234, 1), (-1234, 0)]
    assert [language_of.number(value, places) for value, places in values] == numbers
    assert language_of.share(0.449) == share


@given(st.floats(0, 1e9), st.integers(0, 3))
def test_numbers_lose_no_digit(value: float, places: int) -> None:
    for language in LANGUAGES.values():
        written = language.number(value, places).replace(language.grouping, "").replace(language.decimal, ".")
        assert written == f"{value:.{places}f}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_coverage_page_speaks_the_book_s_language(code: str, project: Project) -> None:
    project.replace(f"{BANK}/book.yaml", "language: en", f"language: {code}-XX")
    assert project.run("coverage").code == 0
    page = project.read("build/coverage.html")
    language = LANGUAGES[code]
    assert f'<html lang="{code}">' in page
    assert f"<title>{language.words['coverage']}: " in page
    for name in ("coverage_map", "coverage_figures", "coverage_text", "coverage_own_use", "coverage_in_all"):
        assert f">{html.escape(language.words[name], quote=False)}<" in page, name
    percentage = re.escape(language.percent).replace(r"\{\}", "[0-9]+")
    assert re.search(f"<b>{percentage}</b>", page)
