"""Cards as readers see and use them: Anki's own rendering, in a browser, with every way to the network shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, Route

from quizgen.assembly.quiz import Deck, Item, ShownStimulus
from tests.outputs.anki.test_package import Reader, deck_of, package_of
from tests.outputs.html.test_worksheet_screen import TYPED
from tests.samples import WHY_MATCH, all_items, item

ADDRESS = "http://card.test/"
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, {get() { throw new Error("no " + name); }});
const refuse = () => { throw new Error("no cookie"); };
Object.defineProperty(document, "cookie", {get: refuse, set: refuse});
"""
MORNING = "2026-03-01T12:00:00"

Sides = dict[str, tuple[str, str]]


class Show(Protocol):
    def __call__(self, html: str, now: str = MORNING) -> Page: ...


def render(folder: Path, *items: Item) -> Sides:
    """Front and back, as whole pages, of the cards of some questions: by id, and ``id/2`` for a second card."""
    return render_deck(folder, deck_of(items))


def render_deck(folder: Path, deck: Deck) -> Sides:
    reader = Reader(folder)
    reader.take(package_of(deck))
    sides: Sides = {}
    for row in reader.rows("select id from cards order by due, ord"):
        card = reader.collection.get_card(row[0])
        shown = card.render_output()
        name = card.note()["Id"] + (f"/{card.ord + 1}" if card.ord else "")
        page = '<!doctype html><meta charset="utf-8"><style>{}</style><body class="card card1"><div id="qa">{}</div>'
        sides[name] = page.format(shown.css, shown.question_text), page.format(shown.css, shown.answer_text)
    reader.collection.close()
    return sides


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    numbers = item("choice", id="years", answer="1811", distractors=["1834", "1798", "1820"])
    return render(tmp_path_factory.mktemp("cards"), *all_items(), numbers)


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Loads a page afresh. In the end nothing may have been asked of the network, nor gone wrong in a script."""
    context = browser.new_context(timezone_id="Europe/Berlin")
    context.add_init_script(NO_STORAGE)
    trouble: list[str] = []
    content = ""

    def answer(route: Route) -> None:
        if route.request.url == ADDRESS:
            route.fulfill(body=content, content_type="text/html")
        else:
            trouble.append(route.request.url)
            route.abort()

    context.route("**/*", answer)

    def load(html: str, now: str = MORNING) -> Page:
        nonlocal content
        # Without an icon of its own the browser would ask for one.
        content = html.replace("<style>", '<link rel="icon" href="data:,"><style>', 1)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.clock.set_fixed_time(f"{now}+01:00")
        page.goto(ADDRESS)
        return page

    yield load
    context.close()
    assert trouble == []


def options(page: Page) -> list[str]:
    return page.locator(".options .text").all_inner_texts()


def states(page: Page) -> dict[str, str]:
    return {
        row.locator(".text").inner_text(): row.get_attribute("class") or ""
        for row in page.locator(".options > li").all()
    }


ANSWERS = {
    "sample-choice": "four litres",
    "sample-multiple": "trim the wick",
    "sample-true-false": "False",
    "sample-short": "the lens",
    "sample-numeric": "28\u00a0litres",
    "sample-cloze": "sixteen",
    "sample-cloze/2": "eight seconds",
    "sample-order": "wind the clock",
    "sample-match": "lantern",
    "sample-term": "longer bright than dark",
    "sample-term/2": "occulting light",
    "sample-person": "the keeper who brought the clock",
    "sample-person/2": "Aldous Grey",
    "sample-date": "Two panels of the lens are replaced",
    "sample-date/2": "March 1904",
    "sample-essay": "turns the lens",
}
ON_BOTH = {"sample-choice", "sample-multiple", "sample-true-false", "sample-order", "sample-match"}


def test_every_card_is_looked_at(cards: Sides) -> None:
    assert cards.keys() == {*ANSWERS, "years"}


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("sample-term", "What does it mean?"),
        ("sample-term/2", "Which term is it?"),
        ("sample-person", "Who was it?"),
        ("sample-person/2", "Who is meant?"),
        ("sample-date", "What happened?"),
        ("sample-date/2", "When was it?"),
    ],
)
def test_what_has_two_sides_is_asked_for_in_the_words_of_its_kind(
    name: str, asked: str, cards: Sides, show: Show
) -> None:
    for side in cards[name]:
        assert show(side).locator(".task").inner_text() == asked


@pytest.mark.parametrize("name", ANSWERS)
def test_the_front_asks_and_the_back_answers(name: str, cards: Sides, show: Show) -> None:
    front, back = (show(side) for side in cards[name])
    asked, answered = front.inner_text("body"), back.inner_text("body")
    assert ANSWERS[name] in answered
    assert (ANSWERS[name] in asked) == (name in ON_BOTH)
    assert "The nights are longer" in answered and "The Keeper’s Year, ch. 1 §1" in answered
    assert ("ch. 1" in asked) == (name == "sample-date"), "much may have happened in a year"
    for told in ("The nights are", "Passage", "a summer night", "Seven nights", "litres of oil a night"):
        assert told not in asked
    assert ("Seven nights of four litres." in answered) == (name == "sample-numeric")
    assert not back.locator("mark").is_visible()
    back.locator("summary").click()
    assert back.inner_text("mark") == "the lamp burns four litres of oil a night"


def test_without_a_passage_there_is_no_fold(tmp_path: Path, show: Show) -> None:
    _, back = render(tmp_path, item("short", passages=False))["sample-short"]
    page = show(back)
    assert page.locator("details").count() == 0 and "ch. 1 §1" in page.inner_text("body")


@pytest.mark.parametrize("name", ["sample-choice", "sample-multiple", "sample-true-false"])
def test_both_sides_have_one_order_at_any_time_of_ankis_day(name: str, cards: Sides, show: Show) -> None:
    front, back = cards[name]
    orders = [options(show(front, now)) for now in ("2026-03-01T04:01:00", "2026-03-01T23:59:00")]
    orders += [options(show(back, now)) for now in ("2026-03-01T04:01:00", "2026-03-02T03:59:00")]
    assert len(orders[0]) >= 2 and all(order == orders[0] for order in orders)


def test_the_order_is_another_on_most_days_but_numbers_ascend(cards: Sides, show: Show) -> None:
    days = [f"2026-03-{day:02d}T12:00:00" for day in range(1, 6)]
    assert len({tuple(options(show(cards["sample-choice"][0], day))) for day in days}) > 2
    assert {tuple(options(show(cards["years"][0], day))) for day in days[:2]} == {("1798", "1811", "1820", "1834")}
    lists = {tuple(show(cards["sample-order"][0], day).locator(".options .text").all_inner_texts()) for day in days}
    assert len(lists) > 2


def test_what_is_to_be_ordered_never_stands_in_order(tmp_path: Path, show: Show) -> None:
    many = render(tmp_path, *(item("order", id=f"q-{number}", items=["a", "b", "c"]) for number in range(40)))
    page = show("".join(front for front, _ in many.values()))
    orders = [tuple(items.locator(".text").all_inner_texts()) for items in page.locator(".options").all()]
    assert len(orders) == 40 and len(set(orders)) == 5 and ("a", "b", "c") not in orders


def test_the_right_option_is_right_at_once(cards: Sides, show: Show) -> None:
    page = show(cards["sample-choice"][0])
    assert set(states(page).values()) == {""}
    page.get_by_role("button", name="four litres").click()
    assert states(page) == {"four litres": "right", "two litres": "rest", "one litre": "rest", "eight litres": "rest"}
    assert page.get_by_role("status").inner_text() == "Right."
    assert not page.get_by_text("That is a summer night.").is_visible()
    assert page.evaluate("document.activeElement === document.body")


def test_a_wrong_option_says_why_and_which_was_right(cards: Sides, show: Show) -> None:
    page = show(cards["sample-choice"][0])
    page.get_by_role("button", name="two litres").click()
    assert states(page) == {"four litres": "right", "two litres": "wrong", "one litre": "rest", "eight litres": "rest"}
    assert page.get_by_text("That is a summer night.").is_visible()
    assert page.get_by_role("status").inner_text() == "Not this one."
    assert page.get_by_role("button", name="Wrong: two litres").count() == 1
    page.get_by_role("button", name="four litres").click(force=True)
    assert page.get_by_role("status").inner_text() == "Not this one."


def test_a_digit_with_alt_chooses_and_no_other_key_does(cards: Sides, show: Show) -> None:
    page = show(cards["sample-choice"][0])
    place = options(page).index("four litres") + 1
    for key in ("Alt+Digit9", f"Digit{place}", f"Control+Digit{place}", f"Control+Alt+Digit{place}"):
        page.keyboard.press(key)
    assert set(states(page).values()) == {""}
    page.keyboard.press(f"Alt+Digit{place}")
    assert states(page)["four litres"] == "right" and page.get_by_role("status").inner_text() == "Right."


def test_options_can_be_reached_by_keyboard(cards: Sides, show: Show) -> None:
    page = show(cards["sample-choice"][0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "option"
    page.keyboard.press("Enter")
    assert states(page)["four litres"] == "right"
    assert page.evaluate("document.activeElement.className") == "option"


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        (("trim the wick", "wind the clock"), "Right."),
        (("trim the wick",), "Found 1 of 2."),
        (("trim the wick", "paint the door"), "Found 1 of 2, and 1 wrong."),
    ],
)
def test_several_are_chosen_then_checked(chosen: tuple[str, ...], verdict: str, cards: Sides, show: Show) -> None:
    page = show(cards["sample-multiple"][0])
    check = page.get_by_role("button", name="Check")
    assert check.is_disabled()
    for name in (*chosen, "order the oil", "order the oil"):
        page.get_by_role("button", name=name).click()
    assert page.locator("[aria-pressed=true]").count() == len(chosen)
    assert set(states(page).values()) == {""}
    check.click()
    assert page.get_by_role("status").inner_text() == verdict
    shown = states(page)
    assert shown["trim the wick"] == "right"
    assert shown["wind the clock"] == ("right" if "wind the clock" in chosen else "missed")
    assert shown["paint the door"] == ("wrong" if "paint the door" in chosen else "rest")


def test_several_are_chosen_and_checked_with_the_keys_the_desktop_leaves(cards: Sides, show: Show) -> None:
    page = show(cards["sample-multiple"][0])
    page.keyboard.press("Alt+Digit0")
    assert set(states(page).values()) == {""}
    for name in ("trim the wick", "wind the clock"):
        page.keyboard.press(f"Alt+Digit{options(page).index(name) + 1}")
    page.keyboard.press("Alt+Digit0")
    assert page.get_by_role("status").inner_text() == "Right."


def test_the_back_marks_what_is_right_untouched(cards: Sides, show: Show) -> None:
    page = show(cards["sample-choice"][1])
    assert states(page) == {"four litres": "right", "two litres": "rest", "one litre": "rest", "eight litres": "rest"}
    assert page.get_by_text("That is a summer night.").is_visible()
    assert page.get_by_role("button").count() == 0
    multiple = states(show(cards["sample-multiple"][1]))
    assert sorted(text for text, state in multiple.items() if state == "right") == ["trim the wick", "wind the clock"]
    assert states(show(cards["sample-true-false"][1])) == {"True": "rest", "False": "right"}


# --- what is written ---

SAID = {"✓ Right": "Right.", "✗ Wrong": "Not right.", "Not answered yet": ""}


def test_what_is_typed_is_read_as_on_a_worksheet(tmp_path: Path, show: Show) -> None:
    items = [item(kind, id=f"q-{place}", **changes) for place, (kind, changes, _, _) in enumerate(TYPED)]
    page = show("".join(front for front, _ in render(tmp_path, *items).values()))
    fields = page.get_by_role("textbox")
    for place, (_, _, typed, _) in enumerate(TYPED):
        fields.nth(place).fill(typed)
        fields.nth(place).press("Enter")
    said = page.locator(".verdict").evaluate_all("all => all.map((each) => each.querySelector('p')?.textContent || '')")
    assert list(zip(TYPED, said, strict=True)) == [(case, SAID.get(case[-1], case[-1])) for case in TYPED]


@pytest.mark.parametrize(
    ("name", "typed", "verdict", "shown"),
    [
        ("sample-short", "Lens", "Right.", ["the lens", "Also right: lens"]),
        ("sample-short", "lamp", "Not right.", ["the lens", "Also right: lens"]),
        ("sample-numeric", "28,5 litres", "Right.", ["28\u00a0litres", "Right from 27.5 to 28.5"]),
        ("sample-numeric", "29", "Not right.", ["28\u00a0litres", "Right from 27.5 to 28.5"]),
    ],
)
def test_what_is_written_is_checked_at_once(
    name: str, typed: str, verdict: str, shown: list[str], cards: Sides, show: Show
) -> None:
    page = show(cards[name][0])
    check = page.get_by_role("button", name="Check")
    assert check.is_disabled() and page.get_by_role("status").inner_text() == ""
    page.get_by_role("textbox", name="Your answer").fill(typed)
    check.click()
    assert page.get_by_role("status").locator("p").all_inner_texts() == [verdict, *shown]
    assert check.count() == 0 and not page.get_by_role("textbox").is_editable()
    assert page.evaluate("document.activeElement === document.body")


def test_a_number_has_its_unit_beside_it_and_the_right_keys(tmp_path: Path, show: Show) -> None:
    rendered = render(tmp_path, item("numeric"), item("numeric", id="cold", answer="-4"), item("short"))
    fields = {name: show(sides[0]).get_by_role("textbox") for name, sides in rendered.items()}
    modes = {name: field.get_attribute("inputmode") for name, field in fields.items()}
    assert modes == {"sample-numeric": "decimal", "cold": None, "sample-short": None}
    assert fields["sample-numeric"].get_attribute("aria-label") == "Your answer (litres)"
    assert fields["sample-numeric"].locator("xpath=../following-sibling::*[1]").inner_text() == "litres"
    assert {field.get_attribute("autocapitalize") for field in fields.values()} == {"off"}


REACHED = """() => {
  window.reached = [];
  for (const type of ["keydown", "keypress", "keyup"])
    document.addEventListener(type, (event) => window.reached.push(type + " " + event.key));
}"""


def test_keys_in_a_field_are_not_ankis_until_the_answer_is_checked(cards: Sides, show: Show) -> None:
    page = show(cards["sample-short"][0])
    page.evaluate(REACHED)
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    page.keyboard.type("lens 1e")
    page.keyboard.press("Control+a")
    page.keyboard.type("lens")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").locator("p").first.inner_text() == "Right."
    assert page.evaluate("window.reached") == []
    page.keyboard.press("3")
    assert page.evaluate("window.reached") == ["keydown 3", "keypress 3", "keyup 3"]


@pytest.mark.parametrize("key", ["Enter", " "])
def test_an_empty_field_leaves_to_anki_what_shows_the_answer(key: str, cards: Sides, show: Show) -> None:
    page = show(cards["sample-numeric"][0])
    page.evaluate(REACHED)
    page.keyboard.press(key)
    assert page.evaluate("window.reached")[0] == f"keydown {key}"
    assert page.evaluate("document.activeElement === document.body")
    assert page.get_by_role("textbox").input_value() == "" and page.get_by_role("status").inner_text() == ""


def test_math_that_is_shown_later_is_set_by_ankis_mathjax(cards: Sides, show: Show) -> None:
    for name, act in (("sample-short", "Check"), ("sample-choice", "two litres")):
        page = show(cards[name][0])
        page.evaluate("window.MathJax = {typesetPromise: ([node]) => { window.set = node.textContent; }}")
        for field in page.get_by_role("textbox").all():
            field.fill("lamp")
        page.get_by_role("button", name=act).click()
        shown = "the lensAlso right: lens" if name == "sample-short" else "That is a summer night."
        assert page.evaluate("window.set") == shown


# --- what is put in order ---


def lines(page: Page) -> list[tuple[str, str, str]]:
    """The results: state, text, and what is said under it."""
    return [
        (
            line.get_attribute("class") or "",
            line.locator(".text").inner_text(),
            " ".join(line.locator(".why").all_inner_texts()),
        )
        for line in page.locator(".results > li").all()
    ]


def tap(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f".option:has(.text:text-is('{name}'))").click()


def test_items_are_numbered_as_they_are_tapped(cards: Sides, show: Show) -> None:
    page = show(cards["sample-order"][0])
    tap(page, "fill the lamp", "light the lamp", "trim the wick", "light the lamp")
    keys = {row.locator(".text").inner_text(): row.locator(".key").inner_text() for row in page.locator("li").all()}
    assert keys == {"fill the lamp": "1", "trim the wick": "2", "light the lamp": "", "wind the clock": ""}
    assert page.get_by_role("button", name="2: trim the wick", pressed=True).count() == 1
    tap(page, "light the lamp", "wind the clock")
    assert page.get_by_role("status").inner_text() == "Right."
    assert [line[:2] for line in lines(page)] == [
        ("right", f"{place} {text}")
        for place, text in enumerate(["fill the lamp", "trim the wick", "light the lamp", "wind the clock"], 1)
    ]


def test_a_wrong_order_gives_way_to_the_right_one(cards: Sides, show: Show) -> None:
    page = show(cards["sample-order"][0])
    for name in ("fill the lamp", "light the lamp", "trim the wick", "wind the clock"):
        page.keyboard.press(f"Alt+Digit{options(page).index(name) + 1}")
    assert page.get_by_role("status").inner_text() == "2 of 4 in the right place."
    assert lines(page) == [
        ("right", "1 fill the lamp", ""),
        ("wrong", "2 trim the wick", "You had it as number 3."),
        ("wrong", "3 light the lamp", "You had it as number 2."),
        ("right", "4 wind the clock", ""),
    ]
    assert page.get_by_role("button").count() == 0


def test_equal_items_may_change_places(tmp_path: Path, show: Show) -> None:
    page = show(render(tmp_path, item("order", items=["bell", "lamp", "bell"]))["sample-order"][0])
    for text, which in (("bell", 1), ("bell", 0), ("lamp", 0)):
        page.get_by_role("button", name=text).nth(which).click()
    assert page.get_by_role("status").inner_text() == "1 of 3 in the right place."
    assert [line[:2] for line in lines(page)] == [("right", "1 bell"), ("wrong", "2 lamp"), ("wrong", "3 bell")]


# --- what is paired ---


def test_pairs_are_found_from_either_side_and_undone(cards: Sides, show: Show) -> None:
    page = show(cards["sample-match"][0])
    tap(page, "oil", "jetty")
    assert page.get_by_role("button", name="With jetty: oil").count() == 1
    assert page.locator(".paired .text").all_inner_texts() == ["oil", "jetty"]
    assert page.locator("li:has(.text:text-is('jetty')) .key").inner_text() == "1"
    tap(page, "oil", "oil")  # undone
    assert page.locator(".paired").count() == 0
    tap(page, "cellar", "oil", "clock", "stair", "lens")
    assert page.locator("[aria-pressed=true] .text").all_inner_texts() == ["lens"]
    tap(page, "lantern")
    assert page.get_by_role("status").inner_text() == "Right."
    assert lines(page) == [("right", f"{left} — {right}", "") for left, right in
                           (("oil", "cellar"), ("clock", "stair"), ("lens", "lantern"))]  # fmt: skip


def test_pairs_are_found_by_digits_and_wrong_ones_said(cards: Sides, show: Show) -> None:
    page = show(cards["sample-match"][0])
    rights = options(page)[3:]
    for left, right in ((1, "cellar"), (2, "jetty"), (3, "jetty")):
        page.keyboard.press(f"Alt+Digit{left}")
        page.keyboard.press(f"Alt+Digit{rights.index(right) + 1}")
    assert page.get_by_role("status").inner_text() == "1 of 3 pairs right."
    assert lines(page)[1:] == [
        ("wrong", "clock — stair", "You chose: jetty"),
        ("wrong", "lens — lantern", "You chose: jetty"),
    ]


def test_what_is_said_of_a_pair_and_of_a_wrong_side(tmp_path: Path, show: Show) -> None:
    front, back = render(tmp_path, item("match", **WHY_MATCH))["sample-match"]
    page = show(front)
    assert "cool" not in page.inner_text("body") and "boat" not in page.inner_text("body")
    tap(page, "oil", "jetty", "clock", "stair")
    assert lines(page) == [
        ("wrong", "oil — cellar", "You chose: jetty There the boat lands. It is cool there."),
        ("right", "clock — stair", ""),
    ]
    assert page.locator(".results .why em").inner_text() == "cool"
    page = show(front)
    tap(page, "oil", "cellar", "clock", "roof")
    assert lines(page) == [
        ("right", "oil — cellar", "It is cool there."),
        ("wrong", "clock — stair", "You chose: roof"),
    ]
    page = show(back)
    assert page.locator(".pairs td").all_inner_texts() == ["cellar\nIt is cool there.", "stair"]
    assert page.locator(".answer .also").all_inner_texts() == [
        "Left over: jetty, roof",
        "jetty – There the boat lands.",
    ]


def test_two_left_sides_may_share_a_right_one(tmp_path: Path, show: Show) -> None:
    shared = item("match", pairs=[["oil", "cellar"], ["clock", "stair"], ["wick", "cellar"]], distractors=[])
    page = show(render(tmp_path, shared)["sample-match"][0])
    tap(page, "oil", "cellar", "wick", "cellar")
    assert page.locator("li:has(.text:text-is('cellar')) .key").inner_text() == "1 3"
    tap(page, "clock", "stair")
    assert page.get_by_role("status").inner_text() == "Right."


def test_results_take_the_focus_of_a_keyboard(cards: Sides, show: Show) -> None:
    for name in ("sample-order", "sample-match"):
        page = show(cards[name][0])
        for each in page.locator("li button").all()[: 3 if name == "sample-match" else 4]:
            each.press("Enter")
            if name == "sample-match":
                page.locator("ol").nth(1).locator("button").first.press("Enter")
        assert page.evaluate("document.activeElement.classList.contains('results')")


def test_keys_that_press_a_button_do_not_turn_the_card(cards: Sides, show: Show) -> None:
    page = show(cards["sample-multiple"][0])
    page.evaluate(REACHED.replace('["keydown", "keypress", "keyup"]', '["keydown"]'))
    option = page.locator(".option").first
    option.press("Enter")
    option.press(" ")
    assert page.evaluate("window.reached") == [] and option.get_attribute("aria-pressed") == "false"
    option.press("Enter")
    page.get_by_role("button", name="Check").click()
    option.press("Enter")
    assert page.evaluate("window.reached") == ["keydown Enter"]


# --- essays ---


def test_points_are_ticked_off(cards: Sides, show: Show) -> None:
    page = show(cards["sample-essay"][1])
    page.evaluate(REACHED.replace('["keydown", "keypress", "keyup"]', '["keydown"]'))
    page.get_by_text("it turns the lens").click()
    assert page.get_by_role("checkbox", name="it turns the lens").is_checked()
    assert page.get_by_role("status").inner_text() == "1 of 2"
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("checkbox").nth(1).press(" ")
    assert page.get_by_role("status").inner_text() == "2 of 2" and page.evaluate("window.reached") == []
    page.keyboard.press("3")
    assert page.evaluate("window.reached") == ["keydown 3"]


def test_one_page_may_hold_card_after_card(cards: Sides, show: Show) -> None:
    """As on the desktop, where the next side replaces the last and its scripts run in the same page."""
    page = show(cards["sample-choice"][0])
    first = page.locator(".verdict").element_handle()
    swap = """html => {
      const qa = document.getElementById("qa");
      qa.innerHTML = new DOMParser().parseFromString(html, "text/html").getElementById("qa").innerHTML;
      for (const old of qa.querySelectorAll("script")) {
        const fresh = document.createElement("script");
        fresh.textContent = old.textContent;
        old.replaceWith(fresh);
      }
    }"""
    others = [side for name in ("multiple", "short", "order", "match", "essay") for side in cards[f"sample-{name}"]]
    for side in (*cards["sample-choice"], *others, cards["years"][0]):
        page.evaluate(swap, side)
    page.keyboard.press("Alt+Digit2")
    assert states(page) == {"1798": "rest", "1811": "right", "1820": "rest", "1834": "rest"}
    assert first is not None and first.text_content() == ""


def test_without_scripts_options_are_shown_and_the_back_answers(cards: Sides, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(cards["sample-choice"][0])
    assert len(page.locator(".options li").all_inner_texts()) == 4
    page.set_content(cards["sample-choice"][1])
    assert page.locator(".answer").inner_text() == "four litres" and page.locator(".answer").is_visible()
    page.set_content(cards["sample-order"][0])
    assert len(page.locator(".items li").all_inner_texts()) == 4
    page.set_content(cards["sample-match"][0])
    assert [side.locator("li").count() for side in page.locator(".columns ol").all()] == [3, 4]
    page.set_content(cards["sample-essay"][1])
    assert len(page.locator(".points li").all_inner_texts()) == 2
    context.close()


def test_a_gap_is_a_blank_or_its_hint(cards: Sides, show: Show) -> None:
    page = show(cards["sample-cloze"][0])
    assert page.locator(".cloze").get_attribute("class") == "cloze blank"
    assert "[...]" not in page.inner_text("body") and "eight seconds" in page.inner_text("body")
    page = show(cards["sample-cloze/2"][0])
    assert page.locator(".cloze").inner_text() == "how long?"


@pytest.mark.parametrize("width", [320, 390, 1000])
def test_a_card_fits_a_phone_and_is_large_enough_to_touch(width: int, tmp_path: Path, show: Show) -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 4
    long = [item("choice", prompt=word, answer=word, explanation=word), item("match", pairs=[[word, word], ["a", "b"]])]
    for side in (side for sides in render(tmp_path, *long).values() for side in sides):
        page = show(side)
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.quiz')).fontSize)")) >= 18
        for target in page.locator("button, summary").all():
            box = target.bounding_box()
            assert box is not None and box["height"] >= 44 and box["width"] >= 44


HOSTILE = (
    '<script>alert("run")</script><img src="http://far.test/x.png" onerror="alert(1)"> {{c1::x}} {{Answer}} }} '
    "[a](javascript:alert(2)) [sound:http://far.test/a.mp3] [latex]x[/latex] \"><b onclick='alert(3)'>y</b> </article>"
)


@pytest.mark.parametrize("kind", ["choice", "cloze", "match", "order", "term", "short", "numeric", "essay"])
def test_what_looks_like_code_is_text(kind: str, tmp_path: Path, show: Show) -> None:
    own: dict[str, dict[str, Any]] = {
        "choice": {"prompt": HOSTILE, "answer": HOSTILE + "!", "distractors": [{"text": HOSTILE, "why": HOSTILE}, "b"]},
        "cloze": {"text": f"{{{{2::words {HOSTILE.replace('{{', '{ {').replace('}}', '} }')}}}}} {HOSTILE}"},
        "match": {"prompt": HOSTILE, "pairs": [[HOSTILE, HOSTILE + "!"], ["a", "b"]], "distractors": [HOSTILE + "?"]},
        "order": {"prompt": HOSTILE, "items": [HOSTILE, "a", "b"]},
        "term": {"term": HOSTILE, "definition": HOSTILE},
        "short": {"prompt": HOSTILE, "answer": HOSTILE, "also": [HOSTILE + "!"]},
        "numeric": {"prompt": HOSTILE, "unit": HOSTILE, "derived": HOSTILE},
        "essay": {"prompt": HOSTILE, "points": [HOSTILE]},
    }
    hostile = item(kind, id="hostile", explanation=HOSTILE, **own[kind])
    for name, sides in render(tmp_path, hostile).items():
        for side in sides:
            page = show(side)
            page.evaluate("document.querySelectorAll('button').forEach((button) => button.click())")
            for field in page.locator(".field").all():
                field.fill("1")
                page.keyboard.press("Enter")
            for summary in page.locator("summary").all():
                summary.click()
            if name == "hostile" and kind != "cloze":
                assert '<script>alert("run")</script>' in page.inner_text("body")
            assert page.locator("#qa script").count() <= 1
            assert page.locator("#qa :is(img, b[onclick], a[href^=javascript], audio)").count() == 0
            assert "[sound:http://far.test/a.mp3]" in page.inner_text("body")


# --- what Anki's MathJax would take for a formula ---

EVIL = r"\\(\\href{javascript:alert(1)}{x}\\) `\[\style{background:url(//x)}{x}\]` &#92;(x) $y$"
FORMULAS = r"""
() => {
  // As MathJax does: texts are joined over line ends and comments, and parted by all other elements.
  const strings = [""];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) strings[strings.length - 1] += node.data;
    else if (node.nodeName === "BR" || node.nodeName === "WBR") strings[strings.length - 1] += "\n";
    else if (node.nodeType === Node.ELEMENT_NODE && !/^(SCRIPT|STYLE)$/.test(node.nodeName)) {
      strings.push("");
      node.childNodes.forEach(walk);
      strings.push("");
    }
  };
  walk(document.getElementById("qa"));
  return strings.flatMap((text) => text.match(/\\[(\[].*/gs) ?? []);
}
"""


def test_no_text_of_a_bank_is_a_formula_but_those_that_are_written_as_such(tmp_path: Path, show: Show) -> None:
    texts: dict[str, Any] = {"prompt": EVIL, "explanation": EVIL, "derived": EVIL}
    evil = [
        item("choice", answer=EVIL, distractors=[{"text": "a", "why": EVIL}, "b"], **texts),
        item("short", answer="a", also=[EVIL], **texts),
        item("numeric", **texts | {"unit": r"`\(x\)`"}),
        item("cloze", text=rf"{EVIL} {{{{1::{EVIL}::\(x\)}}}} \\{{{{2::(x}}}} $z {{{{1::y}}}}$", explanation=EVIL),
        item("match", pairs=[[EVIL, "b"], ["c", EVIL]], **texts),
        item("term", term=EVIL, definition=EVIL, explanation=EVIL),
    ]
    seen = []
    for sides in render(tmp_path, *evil).values():
        for side in sides:
            page = show(side)
            for found in page.evaluate(FORMULAS):
                seen.append(found)
            assert "\\\u2060(\\href{javascript:alert(1)}{x}\\)" in page.locator("#qa").inner_text()
    assert set(seen) <= {r"\(y\)", r"\(z y\)", r"\(z [...]\)", r"\(z [\(x\)]\)"}
    assert {r"\(y\)", r"\(z y\)"} <= set(seen)


def test_fixed_options_keep_their_places_on_both_sides_every_day(tmp_path: Path, show: Show) -> None:
    fixed = item("choice", id="fixed", answer={"text": "b", "fixed": "2"}, distractors=["c", "d", "e", "none of these"])
    still = item("choice", id="still", answer={"text": "c", "fixed": "3"}, distractors=["a", "b", "d"], shuffle="false")
    sides = render(tmp_path, fixed, still)
    days = [f"2026-03-{day:02d}T12:00:00" for day in range(1, 9)]
    orders = {tuple(options(show(side, day))) for side in sides["fixed"] for day in days}
    assert {(order[1], order[4]) for order in orders} == {("b", "none of these")}
    assert len({(order[0], *order[2:4]) for order in orders}) > 2
    for day in days[:3]:
        assert options(show(sides["fixed"][0], day)) == options(show(sides["fixed"][1], day))
        assert options(show(sides["still"][0], day)) == ["a", "b", "c", "d"]


def test_the_right_option_says_why_whatever_was_chosen(tmp_path: Path, show: Show) -> None:
    right = {"text": "four litres", "why": "It burns all night."}
    front, back = render(tmp_path, item("choice", answer=right))["sample-choice"]
    for chosen, told in (
        ("four litres", ["It burns all night."]),
        ("two litres", ["It burns all night.", "That is a summer night."]),
    ):
        page = show(front)
        assert page.locator(".why").count() == 0
        page.get_by_role("button", name=chosen).click()
        assert sorted(page.locator(".why").all_inner_texts()) == told
    assert sorted(show(back).locator(".why").all_inner_texts()) == ["It burns all night.", "That is a summer night."]


def test_two_options_are_a_card(tmp_path: Path, show: Show) -> None:
    front, _ = render(tmp_path, item("choice", answer="No", distractors=["Yes"]))["sample-choice"]
    page = show(front)
    assert sorted(options(page)) == ["No", "Yes"]
    page.get_by_role("button", name="Yes").click()
    assert states(page) == {"No": "right", "Yes": "wrong"}


def test_a_stimulus_stands_above_what_is_asked_and_once_on_a_side(tmp_path: Path, show: Show) -> None:
    shown = ShownStimulus("1.yaml#oil", "Oil", "In winter {{c1::four}} litres.")
    items = [replace(item(kind), stimulus=shown) for kind in ("choice", "cloze", "term")]
    sides = render(tmp_path, *items)
    assert list(sides) == ["sample-choice", "sample-cloze", "sample-cloze/2", "sample-term", "sample-term/2"]
    for name, (front, back) in sides.items():
        for side in (front, back):
            page = show(side)
            visible = page.locator(".stimulus:visible")
            assert visible.all_inner_texts() == ["Oil\n\nIn winter {{c1::four}} litres."], name
            above, prompt = visible.bounding_box(), page.locator(".prompt").bounding_box()
            assert above and prompt
            assert above["y"] + above["height"] < prompt["y"] + prompt["height"]
            page.close()
