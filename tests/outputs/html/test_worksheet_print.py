"""The student's page on paper, as Chromium prints it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from quizgen.assembly.quiz import ShownStimulus
from quizgen.kinds import KINDS
from quizgen.outputs.languages import choose_words
from tests.samples import item
from tests.sheets import PAPER, all_kinds, answer, long_sheet, make_sheet, opened, printed, render_worksheet

SECRETS = ("longer in winter", "summer night", "In winter", "ch. 1 §1", "turns the lens", "longer bright", "✓", "✗")
"""What stands only in answers, and never in a question of the sheet of all kinds."""


@pytest.fixture(scope="module", params=PAPER)
def pages(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page of the long sheet, on either paper."""
    with opened(browser, render_worksheet(long_sheet()), tmp_path_factory.mktemp("long")) as shown:
        return printed(shown.page, request.param)


def test_no_question_is_parted_from_its_options(pages: list[str]) -> None:
    assert len(pages) > 8
    for entry in long_sheet().entries:
        word = f"q{entry.number:02}"
        where = {number for number, page in enumerate(pages) if f"{word}prompt" in page}
        assert len(where) == 1, f"{word}: its prompt"
        for text in (*entry.options, *(pair.left for pair in getattr(entry.item.question, "pairs", ()))):
            own = text.split()[0]
            assert {number for number, page in enumerate(pages) if own in page} == where, own


def test_questions_stand_in_their_order_each_once(pages: list[str]) -> None:
    text = " ".join(pages)
    prompts = [f"q{entry.number:02}prompt" for entry in long_sheet().entries]
    assert "1. q01prompt" in text
    assert [text.count(prompt) for prompt in prompts] == [1] * len(prompts)
    assert sorted(prompts, key=text.index) == prompts


def test_no_heading_is_parted_from_its_first_question(pages: list[str]) -> None:
    words = choose_words("en")
    for kind in KINDS:
        for number, page in enumerate(pages):
            for after in re.split(rf"{words[f'kind_{kind}']}(?!\?)", page)[1:]:
                assert re.search(r"q\d\dprompt", after), (kind, number)


def test_points_are_printed_and_added_up(browser: Browser, tmp_path: Path) -> None:
    sheet = all_kinds()
    worth = replace(sheet, entries=tuple(replace(entry, points=Decimal(entry.number % 3)) for entry in sheet.entries))
    with opened(browser, render_worksheet(worth), tmp_path) as shown:
        text = " ".join(printed(shown.page, "A4"))
    assert text.count("1 point") == 4
    assert text.count("2 points") == 4 + 1  # of 12 points
    assert f"/ {worth.points}" in text


def test_every_page_has_its_number_and_the_version(pages: list[str]) -> None:
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Version B" in page
        assert ("Name" in page) == (number == 1), "once is enough"


def test_no_answer_is_printed(pages: list[str]) -> None:
    text = " ".join(pages).replace("Fill in the gaps.", "")
    for secret in ("because", "definition", "point", "gap", "In winter", "ch. 1 §1"):
        assert secret not in text


@pytest.mark.parametrize("paper", PAPER)
def test_what_was_clicked_is_not_printed(browser: Browser, tmp_path: Path, paper: str) -> None:
    sheet = all_kinds()
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        clean = printed(shown.page, paper)
        for entry in sheet.entries:
            answer(shown.question(entry.number), entry, right=entry.number % 2 == 0)
        filled = printed(shown.page, paper)
        shown.page.get_by_role("button", name="Check all").click()
        assert "longer in winter" in shown.page.locator("main").inner_text()
        checked = printed(shown.page, paper)
    assert clean == filled == checked
    text = " ".join(clean)
    for secret in SECRETS:
        assert secret not in text


def test_every_kind_has_something_to_write_on(browser: Browser, tmp_path: Path) -> None:
    """On paper, boxes and lines are borders: seen by their size in the layout for print."""
    with opened(browser, render_worksheet(all_kinds()), tmp_path) as shown:
        shown.page.emulate_media(media="print")
        for number, kind in enumerate(KINDS, 1):
            marks = shown.question(number).locator(".bubble, .line, .gap i, .square, .lines i")
            boxes = [box for mark in marks.all() if (box := mark.bounding_box())]
            assert boxes, kind
            assert all(box["width"] > 15 for box in boxes), kind
        assert shown.page.locator("input:visible, select:visible, textarea:visible, button:visible").count() == 0


@pytest.mark.parametrize("paper", PAPER)
def test_paper_has_margins_of_15_mm(browser: Browser, tmp_path: Path, paper: str) -> None:
    with opened(browser, render_worksheet(all_kinds()), tmp_path) as shown:
        shown.page.pdf(path=tmp_path / "sheet.pdf", format=paper)
    for sheet_of_paper in PdfReader(tmp_path / "sheet.pdf").pages:
        lefts: list[float] = []

        def visit(
            text: str, page: list[float], line: list[float], _font: object, _size: float, to: list[float]
        ) -> None:
            if text.strip():
                to.append(page[0] * line[4] + page[4])

        sheet_of_paper.extract_text(visitor_text=partial(visit, to=lefts))
        assert lefts
        assert min(lefts) >= 15 / 25.4 * 72


def test_a_long_word_keeps_within_the_paper(browser: Browser, tmp_path: Path) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    sheet = make_sheet(
        [item("short", prompt=word), item("choice", answer=word), item("match", pairs=[["a", word]] * 2)]
    )
    a4 = round((210 - 36) / 25.4 * 96)
    with opened(browser, render_worksheet(sheet), tmp_path, viewport={"width": a4, "height": 900}) as shown:
        shown.page.emulate_media(media="print")
        assert shown.page.evaluate("document.documentElement.scrollWidth") == a4


def test_the_sheet_prints_without_javascript(browser: Browser, tmp_path: Path) -> None:
    page = render_worksheet(all_kinds())
    with opened(browser, page, tmp_path) as shown:
        scripted = printed(shown.page, "A4")
    with opened(browser, page, tmp_path, java_script_enabled=False) as shown:
        assert shown.page.locator("input:visible, select:visible, textarea:visible, button:visible").count() == 0
        assert shown.page.get_by_text("four litres").is_visible()
        assert printed(shown.page, "A4") == scripted


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large print"])
def test_a_group_that_fits_a_page_is_on_one(browser: Browser, tmp_path: Path, paper: str, *, is_large: bool) -> None:
    entries = []
    for group in range(12):
        about = ShownStimulus(f"1.yaml#g{group}", f"Title{group:02}", f"Shown{group:02}. " * (group * 5 % 13 + 1))
        kinds = ["choice", "short", "cloze", "match"][: 1 + group % (2 if is_large else 4)]
        entries += [
            replace(item(kind, id=f"g{group}-{kind}", **_named(kind, f"asked{group:02}")), stimulus=about)
            for kind in kinds
        ]
    sheet = make_sheet(entries)
    with opened(browser, render_worksheet(sheet, is_large=is_large), tmp_path) as shown:
        pages = printed(shown.page, paper)
    assert len(pages) > 3
    for block, group in zip(sheet.blocks, range(12), strict=True):
        words = [f"Title{group:02}", f"Shown{group:02}", f"asked{group:02}"]
        where = [{number for number, page in enumerate(pages) if word in page} for word in words]
        assert len(where[0]) == 1
        assert where == [where[0]] * 3, group
        names = f"Question {block.first} refers" if block.first == block.last else f"Questions {block.first} "
        assert names in pages[where[0].pop()]


def test_what_is_longer_than_a_page_stays_with_its_first_question(browser: Browser, tmp_path: Path) -> None:
    about = ShownStimulus("1.yaml#long", "Title", "Shown before them. " * 60)
    long = [replace(item("essay", id=f"e-{n}", prompt=f"Asked {n} of it?"), stimulus=about) for n in range(1, 7)]
    with opened(browser, render_worksheet(make_sheet([item("short"), *long])), tmp_path) as shown:
        pages = printed(shown.page, "A4")
    (with_title,) = [page for page in pages if "Questions 2 to 7 refer to the text below. Title" in page]
    assert "Asked 1 of it?" in with_title


def _named(kind: str, word: str) -> dict[str, Any]:
    return {"text": f"{word} {{{{1::gap}}}}"} if kind == "cloze" else {"prompt": f"{word}?"}
