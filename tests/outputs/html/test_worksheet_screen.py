"""The student's page on a screen: a quiz that is answered, checked and tried again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from quizgen.assembly.quiz import Theme
from quizgen.kinds import KINDS
from quizgen.outputs.output import OutputFile, Row
from quizgen.outputs.whole_build import BookReport, Build
from tests.outputs.html.test_index_page import render_index
from tests.outputs.typed_numbers import TYPED_NUMBERS
from tests.samples import BOOK, FIELDS, item
from tests.sheets import all_kinds, answer, make_sheet, opened, render_key, render_worksheet

_UNTIL_STORED_MS = 300


def reload(page: Page) -> None:
    """Load the page again as a person would, a moment later.

    What a page keeps is handed to another process of Chromium, and a page loaded in the same moment may miss it.
    """
    page.wait_for_timeout(_UNTIL_STORED_MS)
    page.reload()


def test_everything_right_is_a_full_score(browser: Browser, tmp_path: Path) -> None:
    sheet = all_kinds()
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        expect(shown.page.locator(".score")).to_have_text("0 of 12 right · 12 not answered")
        for entry in sheet.entries:
            answer(shown.question(entry.number), entry)
        shown.page.get_by_role("button", name="Check all").click()
        expect(shown.page.locator(".score")).to_have_text("12 of 12 right")
        expect(shown.page.locator(".verdict")).to_have_text(["✓ Right"] * 12)
        expect(shown.page.locator(".tick.is-wrong")).to_have_count(0)


def test_everything_wrong_is_shown_and_tried_again(browser: Browser, tmp_path: Path) -> None:
    sheet = all_kinds()
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        page = shown.page
        for entry in sheet.entries:
            answer(shown.question(entry.number), entry, right=False)
        page.get_by_role("button", name="Check all").click()
        expect(page.locator(".score")).to_have_text("0 of 12 right · 12 wrong")
        expect(page.locator(".verdict")).to_have_text(["✗ Wrong"] * 12)
        for entry, form in zip(sheet.entries, page.locator(".question").all(), strict=True):
            expect(form.get_by_text("The nights are longer in winter")).to_be_visible()
            expect(form.locator("mark")).to_have_text("the lamp burns four litres of oil a night")
            expect(form.get_by_text("ch. 1 §1")).to_be_visible()
            expect(form.locator(".body :enabled")).to_have_count(0)
            assert entry.item.question.kind in KINDS
        expect(shown.question(1).get_by_text("That is a summer night.")).to_be_visible()
        expect(shown.question(1).locator(".right")).to_have_text("B four litres")

        page.get_by_role("button", name="Try the wrong ones again").click()
        expect(page.locator(".score")).to_have_text("0 of 12 right · 12 not answered")
        expect(page.locator(".tick, mark")).to_have_count(0)
        assert page.evaluate("document.activeElement.closest('.question').id") == "q1"
        for entry in sheet.entries:
            answer(shown.question(entry.number), entry)
        page.get_by_role("button", name="Check all").click()
        expect(page.locator(".score")).to_have_text("12 of 12 right")


def test_trying_again_keeps_what_was_right(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet([item("choice"), item("short"), item("true-false")])
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        for entry, right in zip(sheet.entries, (True, False, True), strict=True):
            answer(shown.question(entry.number), entry, right=right)
        shown.page.get_by_role("button", name="Check all").click()
        shown.page.get_by_role("button", name="Try the wrong ones again").click()
        expect(shown.page.locator(".score")).to_have_text("2 of 3 right · 1 not answered")
        expect(shown.question(2).get_by_role("textbox")).to_have_value("")
        expect(shown.question(2).get_by_role("textbox")).to_be_focused()


def test_what_was_answered_is_there_again(browser: Browser, tmp_path: Path) -> None:
    sheet = all_kinds()
    with opened(browser, render_worksheet(sheet), tmp_path, is_reloaded=True) as shown:
        page = shown.page
        for entry in sheet.entries:
            answer(shown.question(entry.number), entry, right=entry.number % 3 > 0)
            if entry.number % 2 and entry.item.question.kind not in ("term", "person", "date", "essay"):
                shown.question(entry.number).get_by_role("button", name="Check").click()
        shown.question(4).get_by_role("button", name="Check").click()
        shown.question(4).get_by_role("button", name="Try again").click()
        answered = "[...document.querySelectorAll('.field')].map(f => [f.type, f.checked, f.value, f.disabled])"
        state = "document.querySelector('main').innerText"
        before = [page.evaluate(answered), page.evaluate(state), page.locator(".score").inner_text()]
        reload(page)
        assert [page.evaluate(answered), page.evaluate(state), page.locator(".score").inner_text()] == before

        page.get_by_role("button", name="Check all").click()
        shown.question(4).get_by_role("button", name="Show the answer").click()
        reload(page)
        expect(shown.question(4).locator(".right")).to_have_text("the lens")
        page.get_by_role("button", name="Start again").click()
        expect(page.locator(".score")).to_have_text("0 of 12 right · 12 not answered")
        assert page.evaluate("document.activeElement.closest('.question').id") == "q1"
        assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", "null", '[{"state": "open"}]', '[{"state": "right", "answered": null}]']
)
def test_what_cannot_be_read_is_nothing(browser: Browser, tmp_path: Path, kept: str) -> None:
    sheet = make_sheet([item("choice")])
    with opened(browser, render_worksheet(sheet), tmp_path, is_reloaded=True) as shown:
        name = "'quizgen ' + JSON.parse(document.getElementById('answers').textContent).sheet"
        shown.page.evaluate(f"kept => localStorage.setItem({name}, kept)", kept)
        reload(shown.page)
        expect(shown.page.locator(".score")).to_contain_text("0 of 1 right")
        answer(shown.question(1), sheet.entries[0])
        expect(shown.page.locator(".option :checked")).to_have_count(1)


def test_another_paper_does_not_take_its_answers(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet([item("choice"), item("short")])
    turned = make_sheet([item("choice"), item("short", id="another")])
    with opened(browser, render_worksheet(sheet), tmp_path, is_reloaded=True) as shown:
        answer(shown.question(1), sheet.entries[0])
        (tmp_path / "midterm-b.html").write_bytes(render_worksheet(turned).content)
        reload(shown.page)
        expect(shown.page.locator(".option :checked")).to_have_count(0)


def test_without_a_store_it_is_a_quiz_all_the_same(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet([item("short")])
    page = render_worksheet(sheet)
    with opened(browser, page, tmp_path) as shown:
        shown.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
        reload(shown.page)
        shown.requests.pop()
        answer(shown.question(1), sheet.entries[0])
        shown.page.get_by_role("button", name="Check all").click()
        expect(shown.page.locator(".score")).to_have_text("1 of 1 right")


def test_check_all_leaves_open_what_is_not_answered(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_worksheet(all_kinds()), tmp_path) as shown:
        shown.page.get_by_role("button", name="Check all").click()
        expect(shown.page.locator(".score")).to_have_text("0 of 12 right · 12 not answered")
        expect(shown.page.locator(".verdict")).to_have_text(["Not answered yet"] * 12)
        assert "four litres of oil" not in shown.page.locator("main").inner_text()
        shown.question(4).get_by_role("button", name="Show the answer").click()
        expect(shown.question(4).locator(".right")).to_have_text("the lens")
        expect(shown.question(4).get_by_role("button", name="Try again")).to_be_focused()
        shown.question(12).get_by_role("button", name="Show the answer").click()
        expect(shown.question(12).get_by_role("button", name="I had it")).to_be_focused()
        expect(shown.page.locator(".score")).to_have_text("0 of 12 right · 1 wrong · 10 not answered · 1 to compare")


TYPED: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("short", {}, "  THE   Lens. ", "✓ Right"),
    ("short", {}, "a lens", "✓ Right"),
    ("short", {}, "lenses", "✗ Wrong"),
    ("short", {"answer": "*Iskra*, the spark"}, "iskra, the spark", "✓ Right"),
    ("short", {"answer": "the keeper’s cat-walk"}, "keeper's cat walk", "✓ Right"),
    ("short", {"answer": "C++"}, "c++", "✓ Right"),
    ("short", {"answer": "?"}, "?", "✓ Right"),
    ("short", {"answer": "?"}, "!", "✗ Wrong"),
    ("short", {"answer": "-5", "also": []}, "5", "✗ Wrong"),
    ("short", {"answer": "seven"}, "7", "✓ Right"),
    ("short", {"answer": "two million"}, "2,000,000", "✓ Right"),
    ("short", {"answer": "14"}, "forty", "✗ Wrong"),
    ("short", {"answer": "nineteen"}, "ninety", "✗ Wrong"),
    ("short", {"answer": "Karl Kautský"}, "karl kautsky", "✓ Right"),
    ("short", {"answer": "the labor of years"}, "labour of years", "✓ Right"),
    ("short", {"answer": "gold"}, "on gold", "✓ Right"),
    ("numeric", {}, "28", "✓ Right"),
    ("numeric", {}, "27,5", "✓ Right"),
    ("numeric", {}, "27.5 litres", "✓ Right"),
    ("numeric", {}, "27.49", "✗ Wrong"),
    ("numeric", {}, "28.51", "✗ Wrong"),
    ("numeric", {}, "-28", "✗ Wrong"),
    ("numeric", {}, "28 pints", "Write a number, such as 12.5"),
    ("numeric", {}, " ", "Not answered yet"),
    ("numeric", {"answer": "0.3", "tolerance": "0.1"}, ".4", "✓ Right"),
    ("numeric", {"answer": "-4", "tolerance": "0"}, "−4", "✓ Right"),
    ("numeric", {"answer": "1234567", "tolerance": "0"}, "1,234,567", "✓ Right"),
    ("numeric", {"answer": "1234567", "tolerance": "0"}, "1.234.567", "✓ Right"),
    ("numeric", {"answer": "1234567", "tolerance": "0"}, "1 234 567", "✓ Right"),
    ("numeric", {"answer": "12", "tolerance": "0", "unit": "%"}, "12 %", "✓ Right"),
    *TYPED_NUMBERS,
)


def test_what_is_typed_is_read_as_it_is_meant(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet(item(kind, **changes) for kind, changes, _, _ in TYPED)
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        for number, (_, _, typed, _) in enumerate(TYPED, 1):
            shown.question(number).get_by_role("textbox").fill(typed)
            shown.page.keyboard.press("Enter")
        said = shown.page.locator(".verdict").all_inner_texts()
    assert list(zip(TYPED, said, strict=True)) == [(case, case[-1]) for case in TYPED]


def test_parts_are_marked_one_by_one(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet([item("cloze"), item("order"), item("multiple")])
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        cloze, order, multiple = (shown.question(number) for number in (1, 2, 3))
        cloze.get_by_label("Gap 1 of 2").fill("Sixteen")
        for select in order.get_by_role("combobox").all():
            select.select_option("1")
        multiple.get_by_label("trim the wick").check(force=True)
        multiple.get_by_label("order the oil").check(force=True)
        shown.page.get_by_role("button", name="Check all").click()
        expect(cloze.locator(".tick")).to_have_text(["✓ right", "✗ wrong"])
        # One number at all the boxes is no order, not even where it is the right number.
        expect(order.locator(".tick")).to_have_text(["✗ wrong"] * 4)
        expect(multiple.locator(".tick")).to_have_text(["✓ right answer", "✗ your answer", "✓ right answer"])
        expect(shown.page.locator(".score")).to_have_text("0 of 3 right · 3 wrong")


NEARLY: tuple[tuple[str, dict[str, Any], str, str | None], ...] = (
    ("short", {"answer": "socialism"}, "socalism", "[i]"),
    ("short", {"answer": "socialism"}, "Socilaism", None),
    ("short", {"answer": "nineteen"}, "ninteen", "[e]"),
    ("short", {"answer": "permanent revolution"}, "revolution permanent", None),
    ("short", {"answer": "Zürich"}, "zurih", "-u-[ü][c]"),
    ("short", {"answer": "the lens", "also": ["great lantern"]}, "grate lantern", None),
    ("cloze", {"text": "The {{1::keeper}} burns {{1::lamps}}."}, "keper", "[e]"),
)
FAR: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("short", {"answer": "1917 rising"}, "1918 rising"),
    ("short", {"answer": "war"}, "was"),
    ("short", {"answer": "capitalism"}, "socialism"),
    ("short", {"answer": "legal"}, "illegal"),
    ("cloze", {"text": "The {{1::keeper}} burns {{1::oil}}."}, "keper"),
)


def _type(form: Locator, typed: str, *, then: str = "lamps") -> None:
    form.get_by_role("textbox").first.fill(typed)
    for more in form.get_by_role("textbox").all()[1:]:
        more.fill(then)


def test_an_answer_that_is_nearly_right_is_compared_by_the_student(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet([*(item(kind, **changes) for kind, changes, _, _ in NEARLY), item("choice")])
    with opened(browser, render_worksheet(sheet), tmp_path, is_reloaded=True) as shown:
        page = shown.page
        for number, (_, _, typed, _) in enumerate(NEARLY, 1):
            _type(shown.question(number), typed)
        page.get_by_role("button", name="Check all").click()
        for number, (_, _, _, pieces) in enumerate(NEARLY, 1):
            form = shown.question(number)
            expect(form.locator(".verdict")).to_have_text("Nearly right. Did you have it?")
            marked = "line => [...line.querySelectorAll('del, ins')].map(({tagName, textContent}) => "
            marked += "tagName === 'DEL' ? `-${textContent}-` : `[${textContent}]`).join('')"
            if pieces is not None:
                assert form.locator(".difference").evaluate(marked) == pieces
        expect(page.locator(".score")).to_have_text("0 of 8 right · 1 not answered · 7 to compare")
        shown.question(1).get_by_role("button", name="I had it").click()
        shown.question(2).get_by_role("button", name="I did not").click()
        expect(shown.question(1).locator(".verdict")).to_have_text("✓ Right")
        expect(shown.question(1).locator(".difference")).to_have_text("Yours, corrected: socialism")
        expect(page.locator(".score")).to_have_text("1 of 8 right · 1 wrong · 1 not answered · 5 to compare")
        reload(page)
        expect(page.locator(".score")).to_have_text("1 of 8 right · 1 wrong · 1 not answered · 5 to compare")
        expect(shown.question(2).locator(".verdict")).to_have_text("✗ Wrong")


def test_another_word_or_figure_is_not_nearly_right(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet(item(kind, **changes) for kind, changes, _ in FAR)
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        for number, (_, _, typed) in enumerate(FAR, 1):
            _type(shown.question(number), typed, then="all")
        shown.page.get_by_role("button", name="Check all").click()
        expect(shown.page.locator(".verdict")).to_have_text(["✗ Wrong"] * len(FAR))
        expect(shown.page.locator(".difference")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 375, 800, 1280])
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it"])
def test_the_bar_has_one_line(browser: Browser, tmp_path: Path, width: int, language: str) -> None:
    entries = make_sheet(item("choice") for _ in range(12)).entries
    sheet = replace(make_sheet([]), entries=tuple(replace(each, points=Decimal("1.5")) for each in entries))
    with opened(browser, render_worksheet(replace(sheet, look=Theme(language=language))), tmp_path) as shown:
        shown.page.set_viewport_size({"width": width, "height": 640})
        bar = shown.page.locator(".bar")
        # Open, partly answered, all answered and some of it wrong.
        for until in (0, 5, 12):
            for entry in sheet.entries[:until]:
                if shown.question(entry.number).locator(".field").first.is_enabled():
                    answer(shown.question(entry.number), entry, right=entry.number % 2 > 0)
            if until:
                bar.locator(".main-button").click()
            size = bar.bounding_box()
            assert size is not None and size["height"] < 60, until
            assert shown.page.evaluate("document.documentElement.scrollWidth") == width
            for button in bar.get_by_role("button").all():
                assert button.evaluate("one => one.scrollHeight <= one.clientHeight && one.clientHeight >= 42")
            assert "6/12" in (bar.locator(".score").get_attribute("data-right") or "") or until < 12


def test_progress_counts_what_is_answered_before_it_is_checked(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet([item("choice"), item("short"), item("true-false"), item("essay")])
    widths = "[...document.querySelectorAll('.progress span')].map((one) => one.style.width)"
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        answer(shown.question(1), sheet.entries[0])
        answer(shown.question(2), sheet.entries[1], right=False)
        expect(shown.page.locator(".score")).to_have_text("0 of 4 right · 2 not answered")
        assert shown.page.evaluate(widths) == ["0%", "0%", "0%", "50%"]
        shown.page.get_by_role("button", name="Check all").click()
        assert shown.page.evaluate(widths) == ["25%", "0%", "25%", "0%"]


def test_the_result_is_said_by_section_and_in_points(browser: Browser, tmp_path: Path) -> None:
    kinds = ["choice"] * 3 + ["short"] * 3
    sheet = make_sheet(item(kind) for kind in kinds)
    worth = tuple(replace(entry, points=Decimal(1 + entry.number % 2)) for entry in sheet.entries)
    with opened(browser, render_worksheet(replace(sheet, entries=worth)), tmp_path) as shown:
        result = shown.page.get_by_role("region", name="Result")
        expect(result).to_have_count(0)
        for entry in sheet.entries[:5]:
            answer(shown.question(entry.number), entry, right=entry.number != 2)
        shown.page.get_by_role("button", name="Check all").click()
        expect(result.locator("tr")).to_have_text(
            [
                "Multiple choice2 of 3 rightpoints: 4 of 5",
                "Short answers2 of 3 rightpoints: 3 of 4",
                "Total4 of 6 rightpoints: 7 of 9",
            ]
        )


def test_without_headings_the_result_is_said_by_chapter_or_by_place(browser: Browser, tmp_path: Path) -> None:
    first = item("choice")
    second = replace(item("short"), places=("ch. 1 §10",))
    intro = replace(item("true-false"), chapter=BOOK.chapters[0], places=("To the Reader",))
    for items, names in (
        ([second, first, item("term")], ["ch. 1 §1", "ch. 1 §10", "Total"]),
        ([first, intro], ["To the Reader", "1. The Lamp", "Total"]),
        ([first], ["Total"]),
    ):
        sheet = make_sheet(items)
        with opened(browser, render_worksheet(sheet), tmp_path) as shown:
            answer(shown.question(1), sheet.entries[0])
            shown.page.get_by_role("button", name="Check all").click()
            expect(shown.page.locator(".result th")).to_have_text(names)


def test_a_quiz_is_answered_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    sheet = make_sheet([item("choice"), item("multiple"), item("match"), item("short")])
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        press = shown.page.keyboard.press
        press("Tab")
        press("ArrowDown")  # the second option of the choice
        press("Enter")
        expect(shown.question(1).locator(".verdict")).to_have_text("✓ Right")
        shown.question(1).get_by_role("button", name="Try again").focus()
        press("Tab")
        press("Space")  # the first box of the multiple
        press("Tab")
        press("Tab")
        press("Space")  # and the third
        press("Enter")
        expect(shown.question(2).locator(".verdict")).to_have_text("✓ Right")
        shown.question(2).get_by_role("button", name="Try again").focus()
        for key in ("a", "d", "c"):
            press("Tab")
            press(key)
        press("Tab")
        press("Enter")
        expect(shown.question(3).locator(".verdict")).to_have_text("✓ Right")
        expect(shown.question(3).get_by_role("button", name="Try again")).to_be_focused()
        press("Tab")
        shown.page.keyboard.type("lens")
        press("Enter")
        expect(shown.page.locator(".score")).to_have_text("4 of 4 right")


def test_every_field_has_a_name_for_screen_readers(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_worksheet(all_kinds()), tmp_path) as shown:
        fields = shown.page.locator("input, select, textarea")
        for one in fields.all():
            name = one.evaluate("field => field.getAttribute('aria-label') || field.labels[0]?.textContent || ''")
            assert name.strip(), one.evaluate("field => field.outerHTML")
        expect(shown.page.get_by_role("group")).to_have_count(12)
        expect(shown.page.get_by_role("group", name="How much oil does the lamp burn")).to_be_visible()
        expect(shown.page.get_by_label("Gap 2 of 2 (how long?)")).to_be_visible()
        expect(shown.page.get_by_role("status")).to_have_count(13)


def test_nothing_is_wider_than_the_screen(browser: Browser, tmp_path: Path) -> None:
    sheet = all_kinds()
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        for checked in (False, True):
            for width in (320, 390, 700, 1200):
                shown.page.set_viewport_size({"width": width, "height": 800})
                assert shown.page.evaluate("document.documentElement.scrollWidth") == width, (width, checked)
            for entry in sheet.entries if not checked else ():
                answer(shown.question(entry.number), entry, right=False)
            if not checked:
                shown.page.get_by_role("button", name="Check all").click()


HOSTILE = (
    "</script><script>window.owned = 1</script><!--<script> <img src=x onerror='window.owned = 1'> "
    "[go](javascript:window.owned=1) ![go](https://example.org/a.png) {{ words }} {% raw %} \u2028 '\" `"
)


def _hostile(value: Any) -> Any:
    if isinstance(value, list):
        return [_hostile(one) for one in value]
    if isinstance(value, dict):
        return {key: _hostile(one) for key, one in value.items()}
    return f"{value} {HOSTILE}"


def test_hostile_texts_run_nothing(browser: Browser, tmp_path: Path) -> None:
    kept = {"numeric": {"answer", "tolerance"}, "true-false": {"answer"}, "cloze": {"text"}}
    items = []
    for kind, fields in FIELDS.items():
        changes = {name: _hostile(value) for name, value in fields.items() if name not in kept.get(kind, ())}
        if kind == "cloze":
            evil = HOSTILE.replace("{{ words }}", "")
            changes["text"] = f"The {evil} {{{{1::<img src=x onerror=owned=1>::<b>hint</b>}}}} lens."
        items.append(item(kind, explanation=HOSTILE, **changes))
    sheet = make_sheet(items, title=f"Midterm {HOSTILE}")
    file = OutputFile("mid term#1?.html", Row("worksheets", f"Midterm {HOSTILE}", 3, HOSTILE))
    build = Build((BookReport("lighthouse", BOOK),), (file,), has_passages=True)
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        shown.page.get_by_role("button", name="Check all").click()
        for form in shown.page.locator(".question").all():
            form.get_by_role("button", name="Show the answer").click()
        expect(shown.page.locator(".shown img, .shown script, main img, main script")).to_have_count(0)
        expect(shown.question(1).get_by_text("<img src=x onerror").first).to_be_visible()
        assert shown.page.locator("[href^='javascript' i]").count() == 0
        assert shown.page.evaluate("typeof window.owned") == "undefined"
    for artifact in (render_key(sheet), render_index(build)):
        with opened(browser, artifact, tmp_path) as shown:
            assert shown.page.locator("img, script, [href^='javascript' i]").count() == 0
            assert shown.page.evaluate("typeof window.owned") == "undefined"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("four litres", ["✓ B It burns all night."]),
        ("two litres", ["✗ A That is a summer night.", "✓ B It burns all night."]),
    ],
)
def test_the_right_option_says_why_beside_the_one_that_was_chosen(
    browser: Browser, tmp_path: Path, chosen: str, told: list[str]
) -> None:
    sheet = make_sheet([item("choice", answer={"text": "four litres", "why": "It burns all night."})])
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        expect(shown.page.get_by_text("It burns all night.")).to_have_count(0)
        shown.question(1).get_by_label(chosen).check()
        shown.page.get_by_role("button", name="Check all").click()
        expect(shown.question(1).locator(".whys li")).to_have_text(told)


def test_each_of_several_right_options_says_why(browser: Browser, tmp_path: Path) -> None:
    answers = ["trim the wick", {"text": "wind the clock", "why": "It runs for a day."}]
    sheet = make_sheet([item("multiple", answers=answers, distractors=[{"text": "paint the door", "why": "In May."}])])
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        shown.question(1).get_by_label("trim the wick").check()
        shown.page.get_by_role("button", name="Check all").click()
        expect(shown.question(1).locator(".whys li")).to_have_text(["✓ A It runs for a day."])
