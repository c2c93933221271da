"""The forms that a sheet can be printed in: columns, large print, answer sheet, word bank, space, where its key is."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from quizgen.assembly.quiz import Worksheet
from quizgen.model.recipe import SheetLayout
from quizgen.outputs.html.worksheet import ESSAY_LINES, FEWEST_IN_TWO, lines
from tests.firefox import Firefox
from tests.projects import Project
from tests.samples import item
from tests.sheets import (
    PAPER,
    all_kinds,
    long_sheet,
    make_sheet,
    opened,
    pages_of,
    printed,
    render_key,
    render_worksheet,
)


def in_form(sheet: Worksheet, **form: Any) -> Worksheet:
    return replace(sheet, form=SheetLayout.model_validate(form))


def narrow_sheet(count: int = 30) -> Worksheet:
    """Questions that are short enough for two columns."""
    made = []
    for number in range(1, count + 1):
        word = f"q{number:02}"
        options = [f"{word}opt{letter} and no more" for letter in "abcd"]
        texts: dict[str, dict[str, Any]] = {
            "choice": {"answer": options[0], "distractors": options[1:]},
            "true-false": {},
            "short": {},
            "numeric": {},
            "term": {"term": f"{word}prompt"},
        }
        kind = list(texts)[number % 5]
        changes = texts[kind] if kind == "term" else {**texts[kind], "prompt": f"{word}prompt, what is it?"}
        made.append(item(kind, id=f"narrow-{number}", **changes))
    return make_sheet(made, name="narrow-b")


FORMS: dict[str, tuple[Worksheet, bool]] = {
    "one column": (in_form(long_sheet(), columns="1"), False),
    "two columns": (in_form(narrow_sheet(), columns="2"), False),
    "two columns of anything": (in_form(long_sheet(), columns="2"), False),
    "large print": (long_sheet(20, lengths=2), True),
    "an answer sheet": (in_form(long_sheet(20), answer_sheet="true"), False),
}


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("form", FORMS)
def test_in_every_form_questions_are_whole(browser: Browser, tmp_path: Path, form: str, paper: str) -> None:
    sheet, is_large = FORMS[form]
    with opened(browser, render_worksheet(sheet, is_large=is_large), tmp_path) as shown:
        pages = printed(shown.page, paper)
    assert_whole(sheet, pages)
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert not re.search(r"q\d\d(because|definition|point|gap)", " ".join(pages))


def assert_whole(sheet: Worksheet, pages: list[str]) -> None:
    """Every question stands once, on one page with its options, in its order; every page names the version."""
    found = []
    for entry in sheet.entries:
        word = f"q{entry.number:02}"
        where = [number for number, page in enumerate(pages) for _ in re.findall(f"{word}prompt", page)]
        assert len(where) == 1, (word, where)
        found += where
        for option in entry.options:
            own = option.split()[0]
            assert [number for number, page in enumerate(pages) if own in page] == where, own
    assert found == sorted(found)
    assert "Name" in pages[0]
    assert all("Version B" in page for page in pages)


@pytest.mark.parametrize("paper", PAPER)
def test_firefox_prints_them_whole_too(firefox: Firefox, tmp_path: Path, paper: str) -> None:
    """It has no boxes in the margins and no orphans: the version and the name line are in the body."""
    for sheet, is_large in FORMS.values():
        page = tmp_path / "sheet.html"
        page.write_bytes(render_worksheet(sheet, is_large=is_large).content)
        assert_whole(sheet, pages_of(firefox.printed(page, paper)))


@pytest.mark.parametrize("is_large", [False, True])
def test_nothing_is_wider_than_the_paper(browser: Browser, tmp_path: Path, is_large: bool) -> None:
    """Chromium would print the whole sheet smaller."""
    sheet = in_form(all_kinds(), answer_sheet="true", word_bank="true", key="end")
    narrow = round((210 - 36) / 25.4 * 96)
    size = {"width": narrow, "height": 900}
    with opened(browser, render_worksheet(sheet, is_large=is_large), tmp_path, viewport=size) as shown:
        shown.page.emulate_media(media="print")
        assert shown.page.evaluate("document.documentElement.scrollWidth") == narrow


def test_two_columns_are_chosen_for_short_questions_only() -> None:
    def columns(sheet: Worksheet) -> int:
        return 2 if 'class="questions two"' in render_worksheet(sheet).content.decode() else 1

    assert columns(narrow_sheet()) == 2
    assert columns(narrow_sheet(FEWEST_IN_TWO - 1)) == 1
    assert columns(in_form(narrow_sheet(), columns="1")) == 1
    assert columns(all_kinds()) == 1
    assert columns(in_form(all_kinds(), columns="2")) == 2
    assert 'class="questions"' in render_worksheet(narrow_sheet(), is_large=True).content.decode()


def test_large_print_is_large(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_worksheet(all_kinds(), is_large=True), tmp_path) as shown:
        shown.page.emulate_media(media="print")
        assert shown.page.title() == "Midterm, Version B, large print"
        shown_ones = "[...document.querySelectorAll('main *')].filter(e => e.offsetParent)"
        sizes = f"{shown_ones}.map(e => parseFloat(getComputedStyle(e).fontSize))"
        assert round(min(shown.page.evaluate(sizes)) * 0.75) == 13  # the letters in circles; pixels to points
        expect(shown.question(1).locator(".prompt")).to_have_css("font-size", "24px")


def test_every_kind_has_something_to_write_on_in_two_columns(browser: Browser, tmp_path: Path) -> None:
    """Boxes and lines are borders: seen by their size in the layout for print."""
    with opened(browser, render_worksheet(in_form(all_kinds(), columns="2")), tmp_path) as shown:
        shown.page.emulate_media(media="print")
        for number in range(1, len(all_kinds().entries) + 1):
            marks = shown.question(number).locator(".bubble, .line, .gap i, .square, .lines i").all()
            boxes = [box for mark in marks if (box := mark.bounding_box())]
            assert len(boxes) == len(marks) > 0, number
            assert all(box["width"] > 15 for box in boxes), number


def test_the_answer_sheet_has_a_row_for_what_is_marked(browser: Browser, tmp_path: Path) -> None:
    sheet = in_form(all_kinds(), answer_sheet="true")
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        expect(shown.page.locator(".answer-sheet")).to_be_hidden()
        pages = printed(shown.page, "A4")
    assert pages[-1].endswith("Name Date Class 1 A B C D 2 A B C D 3 T F")
    assert "mark your answer on the answer sheet." in pages[0]
    with opened(browser, render_key(sheet), tmp_path) as shown:
        rows = shown.page.locator(".filled-sheet li")
        assert [row.locator(".inked").all_inner_texts() for row in rows.all()] == [["B"], ["A", "C"], ["F"]]
        shown.page.emulate_media(media="print")
        ink = shown.page.locator(".inked").first
        assert ink.evaluate("e => e.clientWidth") == 0  # all border, which prints where backgrounds do not


def test_a_sheet_without_circles_has_no_answer_sheet() -> None:
    sheet = in_form(make_sheet([item("essay")]), answer_sheet="true")
    page = render_worksheet(sheet).content.decode()
    assert '<section class="answer-sheet' not in page
    assert "on the answer sheet" not in page


def test_the_word_bank_has_each_word_once() -> None:
    clozes = [item("cloze", id=f"c{n}", text=text) for n, text in enumerate(("{{oil}} and {{wick}}", "{{*oil*}}"))]
    page = render_worksheet(in_form(make_sheet([item("short"), *clozes]), word_bank="true")).content.decode()
    assert re.findall(r'class="bank-word">(.*?)</span>', page) == ["<em>oil</em>", "wick"]
    assert page.index('class="bank-word"') > page.index('id="q1"')
    assert page.count("Words to choose from") == 1


def test_space_is_as_many_lines_as_are_told() -> None:
    entries = all_kinds().entries
    assert [lines(entry) for entry in entries] == [0] * 8 + [3, 0, 0, ESSAY_LINES[2]]
    page = render_worksheet(make_sheet([item("numeric")])).content.decode()
    assert 'class="lines' not in page
    for kind in ("choice", "multiple", "true-false", "short", "numeric", "cloze", "order", "match", "term", "essay"):
        sheet = make_sheet([item(kind)])
        spaced = replace(sheet, entries=tuple(replace(entry, space=6) for entry in sheet.entries))
        lined = re.findall(
            r'class="lines paper" aria-hidden="true">((?:<i></i>)+)', render_worksheet(spaced).content.decode()
        )
        assert [text.count("<i>") for text in lined] == [4, 2], kind


def test_a_key_at_the_end_is_for_paper(browser: Browser, tmp_path: Path) -> None:
    sheet = in_form(all_kinds(), key="end", answers="none")
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        pages = printed(shown.page, "A4")
    first = next(number for number, page in enumerate(pages) if "Answer key" in page)
    assert first > 1
    assert all(("Answer key: Midterm, Version B" in page) == (number >= first) for number, page in enumerate(pages))
    assert "four litres of oil" not in " ".join(pages[:first])
    with opened(browser, render_worksheet(in_form(sheet, key="end")), tmp_path) as shown:
        expect(shown.page.locator(".key")).to_be_hidden()
        expect(shown.page.get_by_role("button", name="Check all")).to_be_visible()
    assert b"Answer key" not in render_worksheet(sheet, is_large=True).content


def test_without_answers_nothing_of_them_is_in_the_file() -> None:
    page = render_worksheet(in_form(all_kinds(), answers="none")).content.decode()
    assert "<script" not in page
    for secret in ("longer in winter", "In winter", "ch. 1 §1", "turns the lens", "longer bright", "summer night"):
        assert secret not in page


def test_a_recipe_asks_for_all_of_it(project: Project) -> None:
    project.write("decks/school.css", "h1 { letter-spacing: 1px }")
    project.write(
        "decks/paper.yaml",
        """\
book: lighthouse
theme: school.css
worksheets:
  - name: test
    count: 6
    kinds: [choice, short, essay]
    versions: 2
    key: none
    large_print: true
    answer_sheet: true
    answers: none
    instructions: "Use a *pen*."
    points: {short: 2}
    space: {short: 3, essay: 20}
""",
    )
    done = project.run("build", "paper")
    assert done.code == 0, done.err
    assert done.out.startswith("Made 2 worksheets: open")
    assert set(project.files("build")) == {
        "coverage.html", "index.html", "test-a.html", "test-a-large.html", "test-b.html", "test-b-large.html",
    }  # fmt: skip
    page = project.read("build/test-a.html")
    assert "h1 { letter-spacing: 1px }</style>" in page
    assert "Use a <em>pen</em>." in page
    assert "Answer every question." not in page
    assert 'href="test-a-large.html"' in project.read("build/index.html")
    assert "letter-spacing" in project.read("build/index.html")


def test_what_its_own_id_says_goes_first(project: Project) -> None:
    points = '{short: 2, "id:grey-head": 7}'
    sheet = f"{{name: t, include: grey-head, mix: {{short: 1}}, points: {points}}}"
    project.write("decks/paper.yaml", f"book: lighthouse\nworksheets:\n  - {sheet}\n")
    assert project.run("build", "paper").code == 0
    assert "7 points" in project.read("build/t.html")
    project.replace("decks/paper.yaml", "id:grey-head", "id:no-such")
    assert "there is no question `no-such`" in project.run("build", "paper").err


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.css", None, "there is no `none.css`"),
        ("../school.css", "", "is not the name of a CSS file"),
        ("school.txt", "", "is not the name of a CSS file"),
        ("school.css", "@import 'x.css';", "takes something from outside: `@import`"),
        ("school.css", "h1 { background: url(http://localhost/x) }", "takes something from outside"),
        *[
            ("school.css", content, "takes something from outside: `")
            for content in (
                r"h1 { background: u\72l(http://localhost/x) }",
                r"h1 { background: \0075rl(http://localhost/x) }",
                "h1 { background: \\75\r\nrl('http://localhost/x') }",
                r"h1 { background: \55\52\4c('http://localhost/x') }",
                r"@\69mport 'x.css';",
                r"@im\70 ort 'x.css';",
                r"h1 { background: url(\"data:x) }",
                r"h1 { background: url( \66ile:///etc/hostname) }",
                "@font-face { font-family: x; src: url('x.woff2') }",
                "h1 { background: image-set('http://localhost/x' 1x) }",
                "h1 { background: -webkit-image-set('http://localhost/x' 1x) }",
                "h1 { background: image('http://localhost/x') }",
                r"h1 { background: \73rc('http://localhost/x') }",
                "a { content: attr(href url) }",
                '/* "*/ h1 { background: url(http://localhost/x) } /* " */',
            )
        ],
        ("school.css", "</style><script>", "would end the style"),
        ("school.css", "h1 { color: \udcff }", "cannot be read"),
        ("school.css", "h1 {}" * 50_000, "has more than 200 kB"),
    ],
)
def test_a_theme_that_cannot_be_used_is_refused(project: Project, name: str, content: str | None, says: str) -> None:
    if content is not None:
        (project.root / "decks" / Path(name).name).write_bytes(content.encode("utf-8", "surrogateescape"))
    project.write("decks/paper.yaml", f"book: lighthouse\ntheme: {name}\nworksheets:\n  - {{name: t}}\n")
    done = project.run("build", "paper", "--out", "nothing")
    assert done.code == 1
    assert "decks/paper.yaml:2:8: error[bad-theme]" in done.err
    assert says in done.err
    assert not (project.root / "nothing").exists()


@pytest.mark.parametrize(
    "content",
    [
        "h1 { background: url(data:image/gif;base64,AAAA) }",
        "h1 { background: url('data:image/gif;base64,AAAA') }",
        'h1 { background: URL( "DATA:image/gif;base64,AAAA" ) }',
        r"h1::before { content: '\2014\20' } .a\:b { color: red } h2::after { content: \22 }",
        "h1 { background-image: none; list-style-image: none } h1::before { content: attr(title) }",
    ],
)
def test_a_theme_that_brings_all_with_it_is_used(project: Project, content: str) -> None:
    project.write("decks/school.css", content)
    project.write("decks/paper.yaml", "book: lighthouse\ntheme: school.css\nworksheets:\n  - {name: t}\n")
    done = project.run("build", "paper")
    assert (done.code, done.err) == (0, "")
    assert content in project.read("build/t.html")
