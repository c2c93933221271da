"""Code, tables, verse and pictures on sheets and keys, as Chromium prints and shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.blocks import LONG_LINE, items_with_blocks
from tests.outputs.html.test_worksheet_forms import in_form
from tests.sheets import PAPER, make_sheet, opened, printed, render_key, render_worksheet

SHEET = make_sheet(items_with_blocks())
PAGES = {
    "sheet": render_worksheet(SHEET),
    "two columns": render_worksheet(in_form(SHEET, columns="2")),
    "large print": render_worksheet(SHEET, is_large=True),
    "key": render_key(SHEET),
}
A4 = round((210 - 36) / 25.4 * 96)

TOO_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  return [...document.querySelectorAll(".pages *")].filter((each) =>
    each.checkVisibility() && each.getBoundingClientRect().right > edge + 1
  ).map((each) => each.outerHTML.slice(0, 80));
}"""

# The rows that each line of code takes, and those that its mark is seen in.
ROWS = """() => [...document.querySelectorAll("pre code > span")].map((line) => {
  const { lineHeight } = getComputedStyle(line);
  const marked = parseFloat(getComputedStyle(line, "::after").height);
  const inner = line.getBoundingClientRect().height;
  return [line.textContent, Math.round(inner / parseFloat(lineHeight)), Math.round(marked / parseFloat(lineHeight))];
})"""


@pytest.fixture(params=PAGES)
def shown(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    with opened(browser, PAGES[request.param], tmp_path, viewport={"width": A4, "height": 900}) as it:
        it.page.emulate_media(media="print")
        yield it.page


def test_nothing_runs_out_of_the_paper(shown: Page) -> None:
    assert shown.evaluate(TOO_WIDE) == []
    assert shown.evaluate("document.documentElement.scrollWidth") == A4


def test_a_line_of_code_that_wraps_has_a_mark_in_all_its_rows_but_the_last(shown: Page) -> None:
    rows = [row for row in shown.evaluate(ROWS) if "____" not in row[0]]
    assert all(marked == max(count - 1, 0) for _, count, marked in rows), rows
    long, *others = [count for text, count, _ in rows if text == LONG_LINE]
    assert min(long, *others) >= 2, "in two columns as in what has the whole width"
    height, line = shown.locator("pre code").first.evaluate(
        "code => [code.getBoundingClientRect().height, parseFloat(getComputedStyle(code).lineHeight)]"
    )
    assert round(height / line) == 4 + long, "an empty line stays one"


def test_code_stands_as_it_was_written(shown: Page) -> None:
    code = shown.locator("pre code").first
    assert code.inner_text().startswith("def f(x):\n\n\tif x:\n\t\treturn 1\n")
    font, space, direction = code.evaluate(
        "e => { const s = getComputedStyle(e); return [s.fontFamily, s.whiteSpace, s.direction]; }"
    )
    assert "monospace" in font
    assert (space, direction) == ("pre-wrap", "ltr")


@pytest.mark.parametrize("paper", PAPER)
def test_marks_are_printed_once_for_each_row(browser: Browser, tmp_path: Path, paper: str) -> None:
    with opened(browser, PAGES["sheet"], tmp_path) as it:
        text = " ".join(printed(it.page, paper))
    assert text.count("↩") == 2, "two questions have the long line, which takes two rows"


def test_options_keep_their_lines_on_paper_and_on_the_screen(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, PAGES["sheet"], tmp_path, viewport={"width": 390, "height": 900}) as it:
        first = it.question(1)
        assert "while True:\n    pass" in first.locator(".option pre").first.inner_text()
        first.locator(".option").first.click()
        first.get_by_role("button", name="Check").click()
        assert "It never ends:" in first.locator(".whys").inner_text()
        assert "while True:\n    pass" in first.locator(".whys pre").inner_text()
        assert "for i in range(3):\n    print(i)" in first.locator(".shown .right pre").inner_text()
        assert "for i in range(3):\n    print(i)" in first.locator(".shown .explanation pre").inner_text()
        assert it.page.evaluate("document.documentElement.scrollWidth") == 390


def test_verse_and_tables_on_the_sheet(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, PAGES["sheet"], tmp_path) as it:
        verse = it.question(3).locator(".prompt p").last.inner_text().split("\n")
        assert verse[:2] == ["Tyger Tyger, burning bright,", "\u00a0\u00a0In the forests of the night;"]
        cells = it.question(2).locator(".posed tbody td")
        aligned = cells.evaluate_all("all => all.map((cell) => getComputedStyle(cell).textAlign)")
        assert aligned == ["left", "right", "center"] * 2
        assert it.question(2).locator(".option table").count() == 1


def test_pictures_are_shown_within_their_bounds(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, PAGES["sheet"], tmp_path, viewport={"width": A4, "height": 900}) as it:
        it.page.emulate_media(media="print")
        pictures = it.page.locator("img").evaluate_all(
            """all => all.map((one) => [
              one.naturalWidth, one.width, one.height, one.alt, !!one.closest('.option, .item'),
            ])"""
        )
        assert len(pictures) == 9
        mm = 96 / 25.4
        for natural, width, height, alternative, is_option in pictures:
            assert natural > 0 and alternative
            assert width <= A4 and height <= (38 if is_option else 80) * mm + 1


def test_the_key_shows_pictures_of_every_text(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, PAGES["key"], tmp_path) as it:
        shown = it.page.locator("img").evaluate_all("all => all.map((one) => [one.alt, one.naturalWidth > 0])")
    assert all(is_there for _, is_there in shown)
    assert {"why", "high", "four equal sides", "four sides", "a sea"} == {alternative for alternative, _ in shown}


def test_what_is_chosen_from_a_list_is_named_by_the_alternative_text(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, PAGES["sheet"], tmp_path) as it:
        box = it.page.get_by_label("Letter for: four sides")
        assert "A high" in box.locator("option").all_inner_texts()


def test_a_picture_that_fails_leaves_its_text(browser: Browser, tmp_path: Path) -> None:
    page = PAGES["sheet"]
    broken = page.content.replace(b"data:image/png;base64,iVBOR", b"data:image/png;base64,AAAAA")
    with opened(browser, type(page)(page.path, broken), tmp_path) as it:
        assert it.page.get_by_role("img", name="four equal sides").evaluate("one => one.naturalWidth") == 0
        assert it.page.get_by_role("img", name="four equal sides").is_visible()


def test_pictures_are_larger_in_large_print_and_have_a_light_ground_in_the_dark(
    browser: Browser, tmp_path: Path
) -> None:
    widths = {}
    for name in ("sheet", "large print"):
        with opened(browser, PAGES[name], tmp_path, viewport={"width": A4, "height": 900}) as it:
            it.page.emulate_media(media="print")
            widths[name] = it.page.locator(".option img").first.evaluate("one => one.getBoundingClientRect().width")
    assert widths["large print"] >= widths["sheet"] * 1.375 - 1
    with opened(browser, PAGES["sheet"], tmp_path) as it:
        ground = "() => getComputedStyle(document.querySelector('.option img')).backgroundColor"
        assert it.page.evaluate(ground) == "rgba(0, 0, 0, 0)"
        it.page.emulate_media(color_scheme="dark")
        assert it.page.evaluate(ground) == "rgb(255, 255, 255)"
