"""Every kind of card side by side, in both themes and three widths: is it legible, does it fit, can it be touched?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from quizgen.assembly.quiz import ShownStimulus
from quizgen.kinds import KINDS
from tests.outputs.anki.test_cards import ADDRESS, NO_STORAGE, render
from tests.samples import all_items, item

WIDTHS = (360, 768, 1280)
THEMES = ("", "nightMode")

WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
ARABIC = "كم لترًا من الزيت يحرق المصباح في ليلة شتاء طويلة؟"
HEBREW = "כמה ליטרים של שמן שורפת המנורה בליל חורף?"
EMOJI = "👩🏽‍🚒🏝️ 🇦🇶🧂"

HOSTILE: dict[str, dict[str, Any]] = {
    "choice": {"prompt": ARABIC, "answer": HEBREW, "distractors": [{"text": ARABIC, "why": HEBREW}, WORD]},
    "multiple": {"prompt": WORD, "answers": [WORD, EMOJI], "distractors": [HEBREW, WORD * 2]},
    "true-false": {"prompt": f"{EMOJI} {HEBREW}"},
    "short": {"prompt": HEBREW, "answer": HEBREW, "also": [WORD, EMOJI], "explanation": WORD},
    "numeric": {"prompt": ARABIC, "unit": WORD, "explanation": ARABIC},
    "cloze": {"text": f"{WORD} {{{{1::{WORD}::{HEBREW}}}}} {HEBREW} {{{{2::{ARABIC}}}}} {EMOJI}"},
    "order": {"prompt": HEBREW, "items": [WORD, HEBREW, EMOJI, ARABIC]},
    "match": {"prompt": ARABIC, "pairs": [[WORD, HEBREW], [ARABIC, WORD + "e"]], "distractors": [EMOJI]},
    "term": {"term": WORD, "definition": HEBREW},
    "essay": {"prompt": EMOJI + WORD, "points": [HEBREW, WORD, ARABIC]},
}

# Answers every front, by what the note says is right: the copies with a right answer, a wrong one, or a half one.
ANSWER = """() => {
  const press = (box) => box && box.click();
  for (const card of document.querySelectorAll(".front")) {
    const { state } = card.closest("section").dataset;
    const rows = [...card.querySelectorAll(".options > li")];
    const isRight = (row) => "right" in row.dataset;
    const boxOf = (row) => row.querySelector(".option");
    const field = card.querySelector(".field");
    if (state === "untouched") continue;
    if (field) {
      const { accept, low } = field.closest(".writing").dataset;
      field.value = state === "right" ? (accept ? JSON.parse(accept)[0] : low) : "77777777777";
      field.dispatchEvent(new Event("input"));
      if (state !== "half") press(card.querySelector(".check"));
    } else if (card.dataset.kind === "order") {
      rows.sort((one, other) => parseInt(one.dataset.place) - parseInt(other.dataset.place));
      if (state === "wrong") rows.reverse();
      if (state === "half") rows.length = 2;
      rows.map(boxOf).forEach(press);
    } else if (card.dataset.kind === "match") {
      const [lefts, rights] = [...card.querySelectorAll("ol")].map((side) => [...side.children]);
      lefts.forEach((left, index) => {
        press(boxOf(left));
        if (state === "half" && index > 0) return;
        const fits = (right) => right.dataset.pairs.split(" ").includes(String(index + 1));
        press(boxOf(rights.find((right) => fits(right) === (state === "right"))));
      });
    } else if (rows.length && state === "half") {
      if (card.dataset.kind === "multiple") press(boxOf(rows[0]));
    } else if (rows.length) {
      rows.filter((row) => isRight(row) === (state === "right")).map(boxOf).forEach(press);
      press(card.querySelector(".check"));
    }
  }
  document.activeElement.blur();
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
}"""

# What is wrong on the page, as text. Contrast is that of WCAG 2.2, 1.4.3, and 1.4.11 for what can be touched.
FAULTS = """() => {
  const faults = new Set();
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();

  function parts(colour) {
    if (!known.has(colour)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, alpha / 255]);
    }
    return known.get(colour);
  }

  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];

  function ground(element) {
    if (!element) return [255, 255, 255, 1];
    const colour = parts(getComputedStyle(element).backgroundColor);
    return colour[3] === 1 ? colour : over(colour, ground(element.parentElement));
  }

  function luminance(colour) {
    const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = colour.slice(0, 3).map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(colour, below) {
    const [one, other] = [luminance(over(parts(colour), below)), luminance(below)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  function blame(element, fault) {
    const { card, state } = element.closest("section").dataset;
    const name = element.tagName.toLowerCase() + "." + element.className;
    faults.add(`${card} ${state}: ${name} ${JSON.stringify(element.textContent.slice(0, 30))}: ${fault}`);
  }

  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".said");

  function checkText(element) {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(style.color, ground(element));
    if (ratio < (isLarge ? 3 : 4.5)) blame(element, `text contrast ${ratio.toFixed(2)}`);
    for (let each = element; each; each = each.parentElement)
      if (getComputedStyle(each).opacity !== "1") blame(each, "is not opaque");
  }

  for (const section of document.querySelectorAll("section")) {
    const texts = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || /^(SCRIPT|STYLE)$/.test(element.tagName) || !isSeen(element)) continue;
      checkText(element);
    }
    for (const element of section.querySelectorAll("*")) {
      if (!isSeen(element)) continue;
      const box = element.getBoundingClientRect();
      if (box.right > innerWidth + 0.5 || box.left < -0.5) blame(element, `from ${box.left} to ${box.right}`);
      const excess = element.scrollWidth - element.clientWidth;
      const isBox = getComputedStyle(element).display !== "inline" && element.tagName !== "INPUT";
      if (isBox && excess > 1) blame(element, `${excess} too wide for its box`);
    }
    for (const element of section.querySelectorAll("button, [role=button], input, summary, select, textarea")) {
      const target = element.type === "checkbox" ? element.closest("label") : element;
      const box = target.getBoundingClientRect();
      if (box.height < 44 || box.width < 44) blame(target, `${box.width} × ${box.height} to touch`);
    }
    for (const element of section.querySelectorAll(".option:is(button, a):not([aria-disabled]), .field")) {
      const style = getComputedStyle(element);
      if (contrast(style.borderTopColor, ground(section)) < 3) blame(element, "its border is not seen");
    }
    for (const field of section.querySelectorAll(".field")) checkText(field);
  }
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) faults.add(`the page is ${width} wide`);
  return [...faults];
}"""

CONTROLS = {"button", "textbox", "checkbox", "DisclosureTriangle", "combobox", "link"}


def every_card(folder: Path) -> tuple[str, str]:
    """The style of the cards, and every side of each, a front for each state."""
    above = ShownStimulus("1.yaml#hostile", f"{HEBREW} {WORD}", f"{ARABIC}\n\n{WORD}")
    hostile = [
        replace(item(kind, id=f"hostile-{kind}", **changes), stimulus=above) for kind, changes in HOSTILE.items()
    ]
    hostile.append(item("short", id="hostile-retired", retired="true", derived=WORD))
    cards = render(folder, *all_items(), *hostile)
    sections = []
    for name, (front, back) in cards.items():
        for state in ("untouched", "half", "right", "wrong", "back"):
            side = back if state == "back" else front
            body = side.partition('<div id="qa">')[2].removesuffix("</div>")
            sections.append(f'<section data-card="{name}" data-state="{state}">{body}</section>')
    # A script takes the first card that none has taken: so those without one come last.
    sections.sort(key=lambda section: "<script>" not in section)
    styles = {re.search(r"<style>(.*?)</style>", front, re.DOTALL)[1] for front, _ in cards.values()}  # type: ignore[index]
    style = max(styles, key=len)  # of a cloze, which has more than that of the others
    assert all(style.startswith(each) for each in styles)
    return f"<style>{style}</style>", "".join(sections)


@pytest.fixture(scope="module")
def gallery(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One page with every card. In the end nothing may have gone wrong in it."""
    style, cards = every_card(tmp_path_factory.mktemp("gallery"))
    html = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><link rel="icon" href="data:,">'
        f'{style}<body class="card card1">{cards}'
    )
    context = browser.new_context()
    context.add_init_script(NO_STORAGE)
    page = context.new_page()
    trouble: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == ADDRESS:
            route.fulfill(body=html, content_type="text/html")
        else:
            trouble.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(ADDRESS)
    page.evaluate(ANSWER)
    yield page
    context.close()
    assert trouble == []


def test_every_kind_stands_in_every_state(gallery: Page) -> None:
    """As far as there is something to answer; otherwise the checks below would look at less than they say."""
    said = gallery.evaluate(
        """() => [...document.querySelectorAll("section")].map(({ dataset, firstElementChild: card }) => [
          card.dataset.kind, dataset.state,
          (card.querySelector(".verdict > p") || {}).className || "",
          card.querySelectorAll("[aria-pressed=true]").length,
        ])"""
    )
    answered = {(kind, state) for kind, state, verdict, _ in said if verdict == state}
    asked = set(KINDS) - {"cloze", "term", "person", "date", "essay"}
    assert answered == {(kind, state) for kind in asked for state in ("right", "wrong")}
    assert {kind for kind, state, _, pressed in said if state == "half" and pressed} == {"multiple", "order", "match"}
    assert {(kind, state) for kind, state, verdict, _ in said if verdict and state not in ("right", "wrong")} == set()


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_cards_are_legible_fit_and_can_be_touched(width: int, theme: str, gallery: Page) -> None:
    gallery.set_viewport_size({"width": width, "height": 900})
    gallery.evaluate("theme => { document.body.className = 'card card1 ' + theme; }", theme)
    assert gallery.evaluate(FAULTS) == []


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_what_the_pointer_is_over_is_legible(theme: str, gallery: Page) -> None:
    gallery.evaluate("theme => { document.body.className = 'card card1 ' + theme; }", theme)
    states = '[aria-pressed="true"], [aria-pressed="false"], .paired > .option, .check, [aria-disabled]'
    for kind in ("choice", "multiple", "order", "match", "short"):
        for state in ("untouched", "half", "wrong"):
            section = gallery.locator(f'section[data-card="sample-{kind}"][data-state="{state}"]')
            for element in section.locator(f".option:not({states}), {states}").all():
                if element.is_visible():
                    element.hover(force=True)
                    assert gallery.evaluate(FAULTS) == []
    gallery.mouse.move(0, 0)


def test_every_control_has_a_name(gallery: Page) -> None:
    """As the browser itself tells it to a screen reader."""
    session = gallery.context.new_cdp_session(gallery)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    controls = [node for node in nodes if not node["ignored"] and node["role"]["value"] in CONTROLS]
    roles = {node["role"]["value"] for node in controls}
    assert {"button", "textbox", "checkbox", "DisclosureTriangle"} <= roles
    assert [node for node in controls if not node.get("name", {}).get("value", "").strip()] == []
    assert (
        gallery.get_by_role("group", name="Put in order").count()
        == gallery.get_by_role("group", name="Find the").count()
        > 0
    )


def strong_direction(text: str) -> str | None:
    """The direction of a text's first character that has one (Unicode Bidirectional Algorithm, P2 and P3)."""
    classes = (unicodedata.bidirectional(character) for character in text)
    return next(({"L": "ltr", "R": "rtl", "AL": "rtl"}[each] for each in classes if each in ("L", "R", "AL")), None)


def test_each_text_runs_in_its_own_direction(gallery: Page) -> None:
    """Also once words of ours stand before it."""
    found: list[tuple[str, str]] = gallery.evaluate(
        """() => [...document.querySelectorAll(".option > .text, .prompt")].map((text) => [
          text.textContent.trim(), getComputedStyle(text.closest("li, .prompt")).direction,
        ])"""
    )
    assert {direction for _, direction in found} == {"ltr", "rtl"}
    assert [text for text, direction in found if strong_direction(text) not in (direction, None)] == []
    alone = gallery.evaluate(
        """() => [...document.querySelectorAll(".quiz :is(p, li, th, td)")].map(
          (text) => getComputedStyle(text).unicodeBidi).filter((bidi) => bidi !== "plaintext")"""
    )
    assert alone == []


BREAKS = {
    ".quiz .task { color: #999 }": "text contrast",
    ".quiz .option { background: rgb(0 0 0 / 40%); color: #23211d }": "text contrast",
    ".quiz .text { opacity: 0.9 }": "is not opaque",
    ".quiz .option { min-height: 0; padding: 0 }": "to touch",
    ".quiz, .quiz * { overflow-wrap: normal !important }": "too wide for its box",
    ".quiz .option { width: 110% }": "from ",
    ".quiz .field { border-color: #ddd }": "its border is not seen",
}


@pytest.mark.parametrize("rule", BREAKS)
def test_what_is_broken_is_found(rule: str, gallery: Page) -> None:
    gallery.set_viewport_size({"width": 360, "height": 900})
    gallery.evaluate("document.body.className = 'card card1'")
    style = gallery.add_style_tag(content=rule)
    faults = gallery.evaluate(FAULTS)
    style.evaluate("style => style.remove()")
    assert any(BREAKS[rule] in fault for fault in faults)
    assert gallery.evaluate(FAULTS) == []
