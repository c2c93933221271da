"""Cards inside the pages of Anki and AnkiDroid: answered by tap and by key, legible by day and night."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.outputs.anki.apps import (
    LOOKS,
    NIGHT,
    OWN,
    RULES,
    SCRIPTS,
    SOURCES,
    VERSIONS,
    Look,
    app_file,
    page_of,
    style_of,
)
from tests.outputs.anki.test_cards import Sides, render
from tests.outputs.anki.test_gallery import ANSWER, FAULTS, every_card
from tests.outputs.anki.test_package import MOD, Reader, deck_of, package_of
from tests.samples import all_items, item

PHONE, DESKTOP = 375, 1280


def fragment(side: str) -> str:
    """A side as an app gets it from Anki: the style and the card."""
    found = re.search(r'(<style>.*?</style>).*?<div id="qa">(.*)</div>', side, re.DOTALL)
    assert found
    return found[1] + found[2]


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    return {
        name: (fragment(front), fragment(back))
        for name, (front, back) in render(tmp_path_factory.mktemp("cards"), *all_items()).items()
    }


Open = Callable[..., Page]


@pytest.fixture
def open_card(browser: Browser) -> Iterator[Open]:
    """Shows a card in an app's page; in the end nothing may have gone wrong in a script."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def load(look: Look, card: str, *, source: str = OWN) -> Page:
        is_phone = look.app != "anki"
        width = PHONE if is_phone else DESKTOP
        context = browser.new_context(has_touch=is_phone, viewport={"width": width, "height": 700})
        contexts.append(context)
        context.add_init_script(SCRIPTS[look.app])
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        html = page_of(look, source, card)
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("http://card.test/")
        return page

    yield load
    for context in contexts:
        context.close()
    assert trouble == []


# --- answering ---

RIGHT = {
    "sample-choice": ["four litres"],
    "sample-multiple": ["trim the wick", "wind the clock"],
    "sample-true-false": ["False"],
    "sample-order": ["fill the lamp", "trim the wick", "light the lamp", "wind the clock"],
    "sample-match": ["oil", "cellar", "clock", "stair", "lens", "lantern"],
}
TYPED = {"sample-short": "lens", "sample-numeric": "28"}


def option(page: Page, name: str) -> Any:
    return page.locator(f".option:has(.text:text-is('{name}'))")


def choose(page: Page, name: str, by: str) -> None:
    if by == "tap":
        option(page, name).tap()
    elif by == "click":
        option(page, name).click()
    else:
        names = option(page, name).locator("xpath=ancestor::*[self::ul or self::ol][1]").locator(".text")
        page.keyboard.press(f"Alt+Digit{names.all_inner_texts().index(name) + 1}")


def verdict(page: Page) -> str:
    return page.get_by_role("status").locator("p").first.inner_text()


WAYS = [("anki-day", "key"), ("anki-day", "click"), ("android-day", "tap"), ("study-day", "tap")]


@pytest.mark.parametrize(("look", "by"), WAYS)
@pytest.mark.parametrize("name", RIGHT)
def test_what_is_chosen_is_answered(name: str, look: str, by: str, cards: Sides, open_card: Open) -> None:
    page = open_card(LOOKS[look], cards[name][0])
    for text in RIGHT[name]:
        choose(page, text, by)
    check = page.get_by_role("button", name="Check")
    if check.count() and by == "key":
        page.keyboard.press("Alt+Digit0")
    elif check.count():
        check.tap() if by == "tap" else check.click()
    assert verdict(page) == "Right."
    if by == "tap":
        page.wait_for_timeout(350)
        assert page.evaluate("window.turned") == 0 and page.url == "http://card.test/"
        page.locator(".task").tap()
        page.wait_for_timeout(350)
        assert page.evaluate("window.turned") == 1


@pytest.mark.parametrize("name", TYPED)
def test_what_is_written_is_answered_where_there_is_a_keyboard(name: str, cards: Sides, open_card: Open) -> None:
    page = open_card(LOOKS["anki-day"], cards[name][0])
    page.keyboard.type(TYPED[name])
    page.keyboard.press("Enter")
    assert verdict(page) == "Right." and page.evaluate("window.taken") == []
    page.keyboard.press("3")
    assert page.evaluate("window.taken") == ["3"]
    page = open_card(LOOKS["study-day"], cards[name][0])
    page.get_by_role("textbox").tap()
    page.keyboard.type(TYPED[name])
    page.get_by_role("button", name="Check").tap()
    assert verdict(page) == "Right." and page.evaluate("window.turned") == 0


@pytest.mark.parametrize("name", TYPED)
def test_without_a_keyboard_the_answer_is_said(name: str, cards: Sides, open_card: Open) -> None:
    page = open_card(LOOKS["android-day"], cards[name][0])
    assert page.get_by_role("textbox").count() == page.get_by_role("button").count() == 0
    asked = "Say it, then turn the card." + (" (litres)" if name == "sample-numeric" else "")
    assert page.locator(".writing").inner_text() == asked
    # With "Type answer into the card" the page has the focus, at the latest when it is touched.
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert page.locator(".aloud").count() == 0
    box = page.get_by_role("textbox").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 20, box["y"] + 20)
    page.wait_for_timeout(600)
    assert page.evaluate("document.activeElement.className") == "field tappable" and page.evaluate("window.turned") == 0
    page.keyboard.type(TYPED[name])
    page.get_by_role("button", name="Check").tap()
    page.wait_for_timeout(350)
    assert verdict(page) == "Right." and page.evaluate("window.turned") == 0


@pytest.mark.parametrize(("look", "by"), WAYS)
def test_the_back_opens_its_passage_and_counts_points(look: str, by: str, cards: Sides, open_card: Open) -> None:
    for name, (_, back) in cards.items():
        if name not in ("sample-essay", "sample-cloze", "sample-choice", "sample-term/2"):
            continue
        page = open_card(LOOKS[look], back)
        assert not page.locator("mark").is_visible()
        if by == "key":
            page.keyboard.press("Alt+Digit0")
        else:
            fold = page.locator("summary, .fold")
            fold.tap() if by == "tap" else fold.click()
        assert page.locator("mark").is_visible()
        if name == "sample-essay":
            if by == "key":
                page.keyboard.press("Alt+Digit2")
            else:
                label = page.locator("label").nth(1)
                label.tap() if by == "tap" else label.click()
            assert page.get_by_role("status").inner_text() == "1 of 2"
            assert page.get_by_role("checkbox").nth(1).is_checked()
        page.wait_for_timeout(350)
        assert page.evaluate("window.turned || 0") == 0 and page.url == "http://card.test/", name


NOT_SPARED = """() => {
  const bare = [];
  for (const control of document.querySelectorAll(".check, .option:not(div), .fold, label, .boxed")) {
    control.scrollIntoView({ block: "center" });
    const { left, top, width, height } = control.getBoundingClientRect();
    for (const across of [0.02, 0.25, 0.5, 0.75, 0.98]) for (const down of [0.1, 0.5, 0.9]) {
      const found = document.elementFromPoint(left + width * across, top + height * down);
      if (!found.closest("a[href]")) bare.push(control.className + " " + control.textContent);
    }
  }
  return bare;
}"""


def test_all_of_a_control_is_a_link_for_androids_taps_and_nothing_else_is_changed(
    cards: Sides, open_card: Open
) -> None:
    for sides in cards.values():
        for side in sides:
            page = open_card(LOOKS["android-day"], side)
            page.evaluate("window.dispatchEvent(new Event('focus'))")
            assert page.evaluate(NOT_SPARED) == []
            assert page.get_by_role("link").count() == 0  # covers are not told to a screen reader
            page.close()
    page = open_card(LOOKS["study-day"], cards["sample-choice"][0])
    assert page.locator(".cover").count() == 0


def test_a_button_that_is_off_does_nothing_when_tapped(cards: Sides, open_card: Open) -> None:
    page = open_card(LOOKS["android-day"], cards["sample-multiple"][0])
    page.get_by_role("button", name="Check").tap(force=True)
    page.wait_for_timeout(350)
    assert page.get_by_role("status").inner_text() == "" and page.evaluate("window.turned") == 0
    assert page.url == "http://card.test/"


KEYS = {
    "sample-choice": "Keys: Alt+1 – Alt+4",
    "sample-true-false": "Keys: Alt+1 – Alt+2",
    "sample-multiple": "Keys: Alt+1 – Alt+4, then Alt+0",
    "sample-order": "Keys, from the top: Alt+1 – Alt+4",
    "sample-match": "Keys, from the top: Alt+1 – Alt+3, then Alt+1 – Alt+4",
}


def test_keys_are_named_where_they_work_and_nowhere_else(cards: Sides, open_card: Open) -> None:
    def named(look: str, side: str) -> list[str]:
        page = open_card(LOOKS[look], side)
        keys = page.locator(".keys").all_inner_texts()
        page.close()
        return keys

    assert {name: named("anki-day", front) for name, (front, _) in cards.items()} == {
        name: [KEYS[name]] if name in KEYS else [] for name in cards
    }
    assert named("anki-day", cards["sample-cloze"][1]) == ["Alt+0"]
    assert named("anki-day", cards["sample-essay"][1]) == ["Keys: Alt+1 – Alt+2", "Alt+0"]
    for look in ("android-day", "study-day"):
        assert named(look, cards["sample-match"][0]) == named(look, cards["sample-essay"][1]) == []
    page = open_card(LOOKS["anki-day"], cards["sample-choice"][0])
    choose(page, "four litres", "key")
    assert page.locator(".keys").count() == 0


def test_a_mac_has_its_own_name_for_the_key_and_writes_something_else(cards: Sides, open_card: Open) -> None:
    mac = "<script>Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' });</script>"
    page = open_card(LOOKS["anki-day"], mac + cards["sample-true-false"][0])
    assert page.locator(".keys").inner_text() == "Keys: ⌥1 – ⌥2"
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: '€', code: 'Digit2', altKey: true, bubbles: true }))"
    )
    assert verdict(page) == "Right."


def test_what_anki_keeps_to_itself_chooses_nothing(cards: Sides, open_card: Open) -> None:
    page = open_card(LOOKS["anki-day"], cards["sample-choice"][0])
    for key in ("1", "2", "Enter", " "):
        page.keyboard.press(key)
    assert page.evaluate("window.taken") == ["1", "2", "Enter", " "]
    assert page.get_by_role("status").inner_text() == ""


# --- what is seen ---


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> str:
    return "".join(every_card(tmp_path_factory.mktemp("every")))


PAPER = """() => [document.body, document.querySelector(".quiz")].map(
  (each, index) => getComputedStyle(each)[index ? "color" : "backgroundColor"])"""
COLOURS = {
    False: ["rgb(251, 250, 247)", "rgb(35, 33, 29)"],
    True: ["rgb(28, 27, 25)", "rgb(235, 231, 222)"],
}
APP_SOURCES = [(app, source) for app, sources in SOURCES.items() for source in sources]


@pytest.mark.parametrize(("app", "source"), APP_SOURCES)
def test_cards_are_legible_and_fit_in_every_look(app: str, source: str, every: str, browser: Browser) -> None:
    """Text at 4.5:1, what can be touched at 3:1, in the app's own style sheets; nothing is wider than the screen."""
    looks = {name: look for name, look in LOOKS.items() if look.app == app}
    context = browser.new_context(viewport={"width": DESKTOP, "height": 900}, has_touch=app != "anki")
    context.add_init_script(SCRIPTS[app])
    page = context.new_page()
    first = next(iter(looks.values()))
    page.set_content(page_of(first, source, every))
    page.evaluate(ANSWER)
    for name, look in looks.items():
        page.evaluate(
            """([html, body, style]) => {
              document.documentElement.className = html;
              document.body.className = "card card1 " + body;
              document.querySelector("head > style").textContent = style;
            }""",
            [look.html, look.body, f"{style_of(app, source)}\n{look.style}"],
        )
        paper, ink = page.evaluate(PAPER)
        assert [paper, ink] == (["rgb(0, 0, 0)", COLOURS[True][1]] if look.is_black else COLOURS[look.is_night]), name
        for width in (320, PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 900})
            if "zoom" in look.style:  # what is wider than a box of it is told in other units
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            else:
                assert page.evaluate(FAULTS) == [], (name, width)
    context.close()


@pytest.mark.parametrize("look", ["android-centred", "android-large"])
def test_a_short_card_is_centred_and_a_long_one_begins_at_the_top(look: str, cards: Sides, open_card: Open) -> None:
    for name in ("sample-term", "sample-choice"):
        page = open_card(LOOKS[look], cards[name][0])
        page.set_viewport_size({"width": PHONE, "height": 1200})
        box = page.locator("#content").bounding_box()
        assert box
        assert abs((box["y"] + box["height"] / 2) - 600) < 40
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        page.set_viewport_size({"width": PHONE, "height": 100})
        top = page.locator("#content").bounding_box()
        assert top and top["y"] >= 0


def test_the_focus_is_seen_though_anki_takes_it_from_buttons(cards: Sides, open_card: Open) -> None:
    page = open_card(LOOKS["anki-night"], cards["sample-choice"][0])
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("look", ["anki-night", "android-black", "study-dark"])
def test_cards_pass_axe_where_they_are_shown(look: str, every: str, open_card: Open, axe: str) -> None:
    """All of what axe-core looks at within the cards; the page around them is the app's."""
    page = open_card(LOOKS[look], every)
    page.evaluate(ANSWER)
    page.evaluate(axe)
    found = page.evaluate(
        "async () => (await axe.run('.quiz')).violations.map((each) => [each.id, each.nodes[0].html])"
    )
    assert found == []


# --- a gap that was taken out ---

GONE = "This gap is no longer asked. You may delete this card (Tools → Empty Cards)."


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Front and back of a card whose number an update took out of its note."""
    reader = Reader(tmp_path_factory.mktemp("gone"))
    reader.take(package_of(deck_of([item("cloze")])))
    text = "The lens has {{1::sixteen}} panels and turns once in eight seconds."
    reader.take(package_of(deck_of([item("cloze", text=text)]), {"sample-cloze": MOD + 1}))
    (second,) = reader.rows("select id from cards where ord = 1")
    output = reader.collection.get_card(second[0]).render_output()
    assert "No cloze" in output.question_text and "No cloze" in output.answer_text
    reader.collection.close()
    return output.question_and_style(), output.answer_and_style()


@pytest.mark.parametrize("look", ["anki-day", "anki-night", "android-black", "study-dark"])
def test_a_gap_that_was_taken_out_says_so(look: str, gone: tuple[str, str], open_card: Open) -> None:
    for side in gone:
        page = open_card(LOOKS[look], side)
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        texts = [
            node["name"]["value"] for node in nodes if node["role"]["value"] == "StaticText" and not node["ignored"]
        ]
        assert texts == [GONE]
        assert page.get_by_role("link").count() == 0
        box = page.locator(".gone:visible, style + div").bounding_box()
        assert box and box["width"] > 300 and 40 < box["height"] < 120


def test_the_other_gap_stays_as_it_is(cards: Sides, open_card: Open) -> None:
    page = open_card(LOOKS["anki-day"], cards["sample-cloze"][0])
    assert not page.locator(".gone").is_visible() and page.locator(".task").is_visible()


# --- against the apps' own files ---

HAS_RULE = """([selector, name, value]) => {
  const probe = document.createElement("i").style;
  const isImportant = value.endsWith("!important");
  probe.setProperty(name, value.replace(" !important", ""));
  const wanted = probe.cssText;
  for (const rule of document.querySelector("head > style").sheet.cssRules) {
    if (!rule.selectorText || !rule.selectorText.split(", ").includes(selector)) continue;
    probe.cssText = "";
    probe.setProperty(name, rule.style.getPropertyValue(name));
    const isSame = probe.cssText === wanted && (rule.style.getPropertyPriority(name) !== "") === isImportant;
    if (wanted && isSame) return true;
  }
  return false;
}"""
OTHERS = [(app, source) for app, source in APP_SOURCES if source != OWN]


@pytest.mark.skipif(not OTHERS, reason="QUIZGEN_APPS names no folder with the pages of Anki and AnkiDroid")
def test_what_is_said_of_the_apps_style_is_so(browser: Browser) -> None:
    page = browser.new_page()
    for app, source in OTHERS:
        page.set_content(f"<!doctype html><head><style>{style_of(app, source)}</style></head>")
        assert [rule for rule in RULES[app] if not page.evaluate(HAS_RULE, list(rule))] == [], source
    page.close()
    template = app_file("ankidroid", "card_template.html")
    assert f'<html class="{LOOKS["android-day"].html}">' in template and '<div id="content" dir="auto">' in template
    study = app_file("ankidroid", "scripts/ankidroid-reviewer.js")
    for spared in ('"A"', '"BUTTON"', '"VIDEO"', '"SUMMARY"', '"INPUT"', '"tappable"'):
        assert spared in study


@pytest.mark.skipif(not VERSIONS, reason="QUIZGEN_APPS names no folder with the pages of Anki")
@pytest.mark.parametrize("version", VERSIONS)
def test_ankis_own_scripts_show_cards_that_are_answered(version: str, cards: Sides, browser: Browser) -> None:
    """One page, in which Anki's reviewer puts one side after the other, as on the desktop."""
    context = browser.new_context(viewport={"width": DESKTOP, "height": 700})
    context.add_init_script(SCRIPTS["anki"])
    page = context.new_page()
    scripts = ("webview.js", "vendor/jquery.min.js", "mathjax.js", "reviewer.js")
    tags = "".join(f'<script src="http://card.test/js/{name}"></script>' for name in scripts)
    math = "<script>Object.assign(MathJax.startup, { promise: Promise.resolve() });</script>"  # no sample has any
    look = LOOKS["anki-night"]
    html = page_of(look, version, "").replace('<div id="qa"', f'{tags}{math}<div id="qa"')
    page.route(
        "**/js/**", lambda route: route.fulfill(body=app_file(version, f"js/{route.request.url.partition('/js/')[2]}"))
    )
    page.route("http://card.test/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://card.test/")
    for name, (front, back) in cards.items():
        page.evaluate("([q, a, c]) => _showQuestion(q, a, c)", [front, back, f"card card1 {NIGHT} isLin fancy"])
        page.wait_for_selector(f".quiz.front[data-id='{name.partition('/')[0]}']")
        page.wait_for_timeout(150)
        for text in RIGHT.get(name, []):
            choose(page, text, "key")
        if name == "sample-multiple":
            page.keyboard.press("Alt+Digit0")
        if name in TYPED:
            page.keyboard.type(TYPED[name])
            page.keyboard.press("Enter")
        if name in RIGHT or name in TYPED:
            assert verdict(page) == "Right.", name
        page.evaluate("([a, c]) => _showAnswer(a, c)", [back, f"card card1 {NIGHT} isLin fancy"])
        page.wait_for_selector(".quiz.back")
        page.wait_for_timeout(150)
        page.keyboard.press("Alt+Digit0")
        assert page.locator("mark").first.is_visible(), name
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == COLOURS[True][0]
    context.close()


def served(browser: Browser, html: str, **files: str) -> Page:
    """A page in a phone's browser, with the files that it asks for by the ends of their addresses."""
    page = browser.new_context(has_touch=True, viewport={"width": PHONE, "height": 700}).new_page()

    def answer(route: Route) -> None:
        name = route.request.url.partition("/asset/")[2]
        route.fulfill(body=files.get(name, "") if name else html, content_type="" if name else "text/html")

    page.route("**/*", answer)
    page.goto("http://card.test/")
    return page


@pytest.mark.skipif(not OTHERS, reason="QUIZGEN_APPS names no folder with the pages of AnkiDroid")
def test_androids_own_page_shows_cards_that_are_answered(cards: Sides, browser: Browser) -> None:
    """The older study screen: its page, its style and its script, which adds a class and goes to #answer."""
    names = ("flashcard.css", "scripts/card.js", "scripts/js-api.js")
    template = app_file("ankidroid", "card_template.html").replace("file:///android_asset/", "http://card.test/asset/")
    for name, (front, back) in cards.items():
        for side in (front, back):
            shown = {"style": "", "script": "", "content": f'<div id="qa">{side}</div>', "class": f"card card1 {NIGHT}"}
            html = template
            for key, value in shown.items():
                html = html.replace(f"::{key}::", value)
            page = served(browser, html, **{each: app_file("ankidroid", each) for each in names})
            assert page.evaluate(PAPER) == ["rgb(0, 0, 0)", COLOURS[True][1]]
            assert "chrome" in str(page.evaluate("document.body.className"))
            if side == front and name in RIGHT:
                for text in RIGHT[name]:
                    choose(page, text, "tap")
                if name == "sample-multiple":
                    page.get_by_role("button", name="Check").tap()
                assert verdict(page) == "Right."
            if side == back:
                page.locator(".fold").tap()
                assert page.locator("mark").first.is_visible()
            page.context.close()


@pytest.mark.skipif(not OTHERS, reason="QUIZGEN_APPS names no folder with the pages of AnkiDroid")
def test_the_newer_study_screens_own_gestures_leave_controls_alone(cards: Sides, browser: Browser) -> None:
    script = app_file("ankidroid", "scripts/ankidroid-reviewer.js").replace("window.location.href =", "window.sent =")
    for name in (*RIGHT, *TYPED):
        front, back = cards[name]
        html = page_of(LOOKS["study-dark"], OWN, front) + f"<script>{script}</script>"
        page = served(browser, html)
        if name in TYPED:
            page.get_by_role("textbox").tap()
            page.keyboard.type(TYPED[name])
        for text in RIGHT.get(name, []):
            choose(page, text, "tap")
        if page.get_by_role("button", name="Check").count():
            page.get_by_role("button", name="Check").tap()
        assert verdict(page) == "Right." and page.evaluate("window.sent") is None, name
        page.locator(".task").tap()
        assert page.evaluate("window.sent").startswith("gesture://tapOrSwipe"), name
        page.set_content(page_of(LOOKS["study-dark"], OWN, back) + f"<script>{script}</script>")
        page.evaluate("window.sent = null")
        page.locator("summary").tap()
        assert page.locator("mark").first.is_visible() and page.evaluate("window.sent") is None
        page.context.close()
