"""Cards as readers see and use them: Anki's own rendering, in a browser, with every way to the network shut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, Route

from quizgen.model import Item
from tests.samples import all_items, item
from tests.test_anki_package import Reader, deck_of, package_of

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
    reader = Reader(folder)
    reader.take(package_of(deck_of(items)))
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
    "sample-essay": "turns the lens",
}
ON_BOTH = {"sample-choice", "sample-multiple", "sample-true-false", "sample-order", "sample-match"}


def test_every_card_is_looked_at(cards: Sides) -> None:
    assert cards.keys() == {*ANSWERS, "years"}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_front_asks_and_the_back_answers(name: str, cards: Sides, show: Show) -> None:
    front, back = (show(side) for side in cards[name])
    asked, answered = front.inner_text("body"), back.inner_text("body")
    assert ANSWERS[name] in answered
    assert (ANSWERS[name] in asked) == (name in ON_BOTH)
    assert "The nights are longer" in answered and "The Keeper's Year, ch. 1 §1" in answered
    for told in ("The nights are", "ch. 1", "Passage", "a summer night", "Seven nights", "litres of oil a night"):
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
    lists = {tuple(show(cards["sample-order"][0], day).locator(".items li").all_inner_texts()) for day in days}
    assert len(lists) > 2


def test_what_is_to_be_ordered_never_stands_in_order(tmp_path: Path, show: Show) -> None:
    many = render(tmp_path, *(item("order", id=f"q-{number}", items=["a", "b", "c"]) for number in range(40)))
    page = show("".join(front for front, _ in many.values()))
    orders = [tuple(items.locator("li").all_inner_texts()) for items in page.locator(".items").all()]
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


@pytest.mark.parametrize("key", ["{}", "Alt+Digit{}"])
def test_a_digit_chooses_and_a_shortcut_does_not(key: str, cards: Sides, show: Show) -> None:
    page = show(cards["sample-choice"][0])
    place = options(page).index("four litres") + 1
    page.keyboard.press("9")
    page.keyboard.press(f"Control+{place}")
    assert set(states(page).values()) == {""}
    page.keyboard.press(key.format(place))
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
    assert shown["wind the clock"] == ("right" if "wind the clock" in chosen else "right missed")
    assert shown["paint the door"] == ("wrong" if "paint the door" in chosen else "rest")


def test_the_back_marks_what_is_right_untouched(cards: Sides, show: Show) -> None:
    page = show(cards["sample-choice"][1])
    assert states(page) == {"four litres": "right", "two litres": "rest", "one litre": "rest", "eight litres": "rest"}
    assert page.get_by_text("That is a summer night.").is_visible()
    assert page.get_by_role("button").count() == 0
    multiple = states(show(cards["sample-multiple"][1]))
    assert sorted(text for text, state in multiple.items() if state == "right") == ["trim the wick", "wind the clock"]
    assert states(show(cards["sample-true-false"][1])) == {"True": "rest", "False": "right"}


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
    for side in (*cards["sample-choice"], *cards["sample-multiple"], cards["years"][0]):
        page.evaluate(swap, side)
    page.keyboard.press("2")
    assert states(page) == {"1798": "rest", "1811": "right", "1820": "rest", "1834": "rest"}
    assert first is not None and first.text_content() == ""


def test_without_scripts_options_are_shown_and_the_back_answers(cards: Sides, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(cards["sample-choice"][0])
    assert len(page.locator(".options li").all_inner_texts()) == 4
    page.set_content(cards["sample-choice"][1])
    assert page.locator(".answer").inner_text() == "four litres" and page.locator(".answer").is_visible()
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


@pytest.mark.parametrize("kind", ["choice", "cloze", "match", "order", "term", "numeric"])
def test_what_looks_like_code_is_text(kind: str, tmp_path: Path, show: Show) -> None:
    own: dict[str, dict[str, Any]] = {
        "choice": {"prompt": HOSTILE, "answer": HOSTILE + "!", "distractors": [{"text": HOSTILE, "why": HOSTILE}, "b"]},
        "cloze": {"text": f"{{{{2::words {HOSTILE.replace('{{', '{ {').replace('}}', '} }')}}}}} {HOSTILE}"},
        "match": {"prompt": HOSTILE, "pairs": [[HOSTILE, HOSTILE + "!"], ["a", "b"]], "distractors": [HOSTILE + "?"]},
        "order": {"prompt": HOSTILE, "items": [HOSTILE, "a", "b"]},
        "term": {"term": HOSTILE, "definition": HOSTILE},
        "numeric": {"prompt": HOSTILE, "unit": HOSTILE, "derived": HOSTILE},
    }
    hostile = item(kind, id="hostile", explanation=HOSTILE, **own[kind])
    for name, sides in render(tmp_path, hostile).items():
        for side in sides:
            page = show(side)
            if page.locator("button").count():
                page.locator("button").first.click()
            for summary in page.locator("summary").all():
                summary.click()
            if name == "hostile" and kind != "cloze":
                assert '<script>alert("run")</script>' in page.inner_text("body")
            assert page.locator("#qa script").count() <= 1
            assert page.locator("#qa :is(img, b[onclick], a[href^=javascript], audio)").count() == 0
            assert "[sound:http://far.test/a.mp3]" in page.inner_text("body")
