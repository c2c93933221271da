"""The answer key: all that a teacher needs to mark a sheet, on the screen and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from quizgen.outputs.languages import choose_words
from quizgen.outputs.solution import SEE_BELOW, solve
from tests.samples import WHY_MATCH, item
from tests.sheets import PAPER, all_kinds, long_sheet, make_sheet, opened, printed, render_key, render_worksheet


def test_answers_in_brief_are_named_as_they_are_printed() -> None:
    briefs = {entry.item.question.kind: solve(entry, choose_words("en")).brief for entry in all_kinds().entries}
    assert briefs == {
        "choice": "B",
        "multiple": "A, C",
        "true-false": "False",
        "short": "the lens",
        "numeric": "28\u00a0litres",
        "cloze": "sixteen; eight seconds",
        "order": "3 4 1 2",
        "match": "A D C",
        "term": SEE_BELOW,
        "person": "Aldous Grey",
        "date": "March 1904",
        "essay": SEE_BELOW,
    }


def test_the_key_says_where_each_version_has_the_questions() -> None:
    sheet = all_kinds()
    ids = tuple(entry.item.question.id for entry in sheet.entries)
    both = replace(sheet, versions=(("A", ids), ("B", ids[::-1])))
    text = render_key(both).content.decode()
    assert "Where each version has the questions" in text
    assert f"<span>1 → {len(ids)}</span>" in text
    same = replace(sheet, versions=(("A", ids), ("B", ids)))
    for nothing_to_say in (sheet, same):
        assert "Where each version" not in render_key(nothing_to_say).content.decode()


@pytest.mark.parametrize(
    ("answer", "language", "brief"),
    [
        ("1500000", "en", "1,500,000\u00a0t"),
        ("1.5e6", "en", "1.5\u00a0×\u00a010⁶\u00a0t"),
        ("1.5e6", "de", "1,5\u00a0×\u00a010⁶\u00a0t"),
        ("0.0000001", "en", "0.0000001\u00a0t"),
    ],
)
def test_a_number_has_a_power_of_ten_only_if_it_was_written_with_one(answer: str, language: str, brief: str) -> None:
    (entry,) = make_sheet([item("numeric", answer=answer, tolerance="0", unit="t")]).entries
    assert solve(entry, choose_words(language)).brief == brief


def test_a_formula_in_brief_is_set() -> None:
    """Without its markup, a half would read “12”."""
    (half, words) = make_sheet(
        [item("short", answer=r"$\frac{1}{2}$"), item("short", id="two", answer="*two*")]
    ).entries
    brief = solve(half, choose_words("en")).brief
    assert "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>" in brief
    assert "<span" not in brief
    assert solve(words, choose_words("en")).brief == "two"


@pytest.mark.parametrize("paper", PAPER)
def test_the_key_has_everything(browser: Browser, tmp_path: Path, paper: str) -> None:
    with opened(browser, render_key(all_kinds()), tmp_path) as shown:
        pages = printed(shown.page, paper)
    assert "ANSWER KEY" in pages[0].upper() and "Version B" in pages[0]
    assert all("Answer key: Midterm, Version B" in page for page in pages[1:])
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    text = " ".join(pages)
    assert "1 B 2 A, C 3 False 4 the lens 5 28 litres 6 sixteen; eight seconds 7 3 4 1 2 8 A D C 9" in text
    for wanted in (
        "B four litres",
        "A two litres – That is a summer night.",
        "A wind the clock",  # of several right ones
        "C trim the wick",
        "also right: lens",
        "right from 27.5 to 28.5",
        "computed: Seven nights of four litres.",
        "The lens has sixteen panels and turns once in eight seconds.",
        "1. fill the lamp 2. trim the wick 3. light the lamp 4. wind the clock",
        "numbers in the boxes, from the top: 3, 4, 1, 2",
        "oil → A cellar",
        "clock → D stair",
        "lens → C lantern",
        "left over: jetty",
        "occulting light: a light that is longer bright than dark",
        "Who is meant? the keeper who brought the clock to the light Aldous Grey",
        "When was it? Two panels of the lens are replaced March 1904",
        "it turns the lens",
        "without it the light cannot be told from others",
    ):
        assert wanted in text
    assert text.count("In winter, the lamp burns four litres of oil a night, and in summer two.") == 12
    assert text.count("The nights are longer in winter") == 12
    assert text.count("ch. 1 §1") == 12


@pytest.mark.parametrize("paper", PAPER)
def test_an_answer_is_not_parted_over_pages(browser: Browser, tmp_path: Path, paper: str) -> None:
    sheet = long_sheet()
    with opened(browser, render_key(sheet), tmp_path) as shown:
        pages = printed(shown.page, paper)
    for entry in sheet.entries:
        word = f"q{entry.number:02}"
        where = [{number for number, page in enumerate(pages) if word + part in page} for part in ("prompt", "because")]
        assert where[0] == where[1], word
        assert len(where[0]) == 1, word


def test_cited_words_are_marked_on_paper_without_colour(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_key(make_sheet([item("short")])), tmp_path) as shown:
        shown.page.emulate_media(media="print")
        expect(shown.page.locator("mark")).to_have_css("text-decoration-line", "underline")
        expect(shown.page.locator("mark")).to_have_css("color", "rgb(0, 0, 0)")


def test_without_a_copy_there_is_the_place_alone() -> None:
    key = render_key(make_sheet([item("short", passages=False)]))
    assert key.path == "midterm-b-key.html"
    text = key.content.decode()
    assert "Place: ch. 1 §1" in text
    assert "<mark>" not in text


def test_the_key_prints_the_true_statement_and_the_quiz_shows_it(browser: Browser, tmp_path: Path) -> None:
    told = "It should read: In summer the lamp burns half as much oil as in winter."
    sheet = make_sheet([item("true-false"), item("true-false", id="true", answer="true")])
    with opened(browser, render_key(sheet), tmp_path) as shown:
        expect(shown.page.locator(".solution .instead")).to_have_text([told])
    page = render_worksheet(sheet)
    with opened(browser, page, tmp_path) as shown:
        assert not any("half" in text for text in printed(shown.page, "A4"))
        shown.question(1).locator(".option").first.click()
        shown.question(1).get_by_role("button", name="Check").click()
        expect(shown.question(1).locator(".instead")).to_have_text(told)


def test_what_is_said_of_pairs_and_of_what_is_left_over(browser: Browser, tmp_path: Path) -> None:
    """On the key all of it; on the screen what is said of the pairs, and of a wrong side only if it was chosen."""
    sheet = make_sheet([item("match", **WHY_MATCH)])
    assert sheet.entries[0].options == ("cellar", "jetty", "roof", "stair")
    with opened(browser, render_key(sheet), tmp_path) as shown:
        expect(shown.page.locator(".right li")).to_have_text(
            ["oil → A cellar – It is cool there.", "clock → D stair"], use_inner_text=True
        )
        expect(shown.page.locator(".right em")).to_have_text("cool")
        expect(shown.page.locator(".also", has_text="left over:")).to_have_text("left over: jetty; roof")
        expect(shown.page.locator(".whys li")).to_have_text(["B jetty – There the boat lands."])
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        assert not any("cool" in text or "boat" in text for text in printed(shown.page, "A4"))
        for chosen, whys in (("B", ["✗ B There the boat lands."]), ("C", [])):
            for box in shown.question(1).get_by_role("combobox").all():
                box.select_option(chosen)
            shown.question(1).get_by_role("button", name="Check").click()
            expect(shown.question(1).locator(".whys li")).to_have_text(whys)
            expect(shown.question(1).locator(".right .why")).to_have_text("– It is cool there.")
            shown.question(1).get_by_role("button", name="Try again").click()


def test_the_key_says_why_of_every_option_in_the_order_printed() -> None:
    right = {"text": "four litres", "why": "It burns *all* night."}
    multiple = item("multiple", answers=["a", {"text": "b", "why": "So."}], distractors=["c"])
    page = render_key(make_sheet([item("choice", answer=right), multiple])).content.decode()
    lines = re.findall(
        r'<li><b class="mark">(.*?)</b> <i class="words">(.*?)</i> – <span class="words">(.*?)</span></li>', page
    )
    assert lines == [
        ("A", "two litres", "That is a summer night."),
        ("B", "four litres", "It burns <em>all</em> night."),
        ("A", "b", "So."),
    ]
