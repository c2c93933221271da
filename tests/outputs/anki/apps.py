"""The pages in which Anki and AnkiDroid show a card, in words of our own: classes, colours, keys and taps.

Their own pages are no part of this repository. ``QUIZGEN_APPS`` may name a folder with them: ``anki-<version>/``
with ``css`` and ``js`` of a wheel of aqt (``_aqt/data/web``), ``ankidroid/`` with the assets of AnkiDroid's source.
The tests then run in these style sheets too, and hold what is said here against them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

# Each rule: whether the app's own style sheet has it is asked of a browser, once these are at hand.
Rules = tuple[tuple[str, str, str], ...]

ANKI_ROOT = """:root { --canvas: #f5f5f5; --fg: #020202; --button-bg: #fcfcfc; }
:root.night-mode { --canvas: #2c2c2c; --fg: #fcfcfc; --button-bg: #404040; }"""
REVIEWER: Rules = (
    ("body", "margin", "20px"),
    ("body.nightMode", "background-color", "var(--canvas)"),
    ("body.nightMode", "color", "var(--fg)"),
    ("img", "max-width", "100%"),
    ("button", "margin", "1em 0.5em"),
)
WINDOW: Rules = (
    ("body", "background", "var(--canvas)"),
    ("body", "color", "var(--fg)"),
    ("button", "outline", "none !important"),
    ("button", "color", "var(--fg)"),
    ("a", "text-decoration", "none"),
)
FLASHCARD: Rules = (
    ("body", "padding", "0px"),
    ("body.night_mode", "color", "white"),
    ("body.night_mode", "background-color", "black"),
    ("body.ankidroid_dark_mode", "background-color", "rgb(48, 48, 48)"),
    ("#content", "margin", "0.5em"),
    (".vertically_centered", "position", "absolute"),
    (".vertically_centered", "width", "100%"),
    (".vertically_centered", "min-height", "100%"),
    (".vertically_centered", "display", "-webkit-box"),
    (".vertically_centered", "-webkit-box-pack", "center"),
    (".vertically_centered", "-webkit-box-orient", "vertical"),
)
RULES = {"anki": WINDOW + REVIEWER, "android": FLASHCARD, "study": REVIEWER}

# What each app does with a page before there is a card in it.
# On the desktop 1 to 7, Enter and the space bar never reach a page, but where something is written.
KEYS = """
window.pycmd = window.bridgeCommand = () => {};
window.taken = [];
for (const type of ["keydown", "keypress", "keyup"]) window.addEventListener(type, (event) => {
  const isText = event.target.matches?.("input[type=text]:not([readonly])");
  if (isText || event.altKey || !/^([1-7 ]|Enter)$/.test(event.key)) return;
  if (type === "keydown") window.taken.push(event.key);
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
"""
# In AnkiDroid's older study screen the page has no focus. A tap turns the card unless there was a link where the finger
# came down, or where the focus went since (Chromium's android_webview/renderer/aw_render_frame_ext.cc).
TAPS = """
document.hasFocus = () => false;
window.addEventListener("focus", (event) => { if (event.isTrusted) event.stopImmediatePropagation(); }, true);
window.turned = 0;
let isLink = false;
const links = (element) => element.closest("a[href]:not([href^='javascript:'])") !== null;
document.addEventListener("touchstart", (event) => { isLink = links(event.target); }, true);
document.addEventListener("focusin", (event) => { isLink = event.target.matches("a[href]"); }, true);
document.addEventListener("touchend", () => setTimeout(() => { if (!isLink) window.turned += 1; }, 300), true);
"""
# In the newer one a tap turns the card unless it was on something that says that it can be tapped.
STUDY = """
globalThis.ankiPlatform = "ankidroid";
globalThis.bridgeCommand = () => {};
window.turned = 0;
document.addEventListener("touchend", (event) => {
  if (!event.target.closest("a, button, video, summary, input, .tappable")) window.turned += 1;
});
"""
SCRIPTS = {"anki": KEYS, "android": TAPS, "study": STUDY}


@dataclass(frozen=True)
class Look:
    """An app's page in one of its themes: the classes of html and body, and what its style depends on."""

    app: str
    html: str
    body: str
    style: str = ""

    @property
    def is_night(self) -> bool:
        return "nightMode" in self.body

    @property
    def is_black(self) -> bool:
        return "black" in self.style


NIGHT = "nightMode night_mode"
ANDROID = "mobile android linux js"
LOOKS = {
    "anki-day": Look("anki", "", "isLin fancy"),
    "anki-night": Look("anki", "night-mode", f"{NIGHT} isLin fancy"),
    "android-day": Look("android", ANDROID, "chrome"),
    "android-dark": Look("android", ANDROID, f"{NIGHT} ankidroid_dark_mode chrome"),
    "android-black": Look("android", ANDROID, f"{NIGHT} chrome", "/* black */"),
    "android-centred": Look("android", ANDROID, "vertically_centered chrome"),
    "android-centred-black": Look("android", ANDROID, f"vertically_centered {NIGHT} chrome", "/* black */"),
    "android-large": Look("android", ANDROID, "vertically_centered", "body { zoom: 1.5 }"),
    "study-day": Look("study", "", "mathjax-rendered", ":root { --canvas: #FFFFFF; --fg: #000000; }"),
    "study-dark": Look(
        "study",
        "night-mode",
        f"{NIGHT} mathjax-rendered",
        ":root[class*=night-mode] { --canvas: #303030; --fg: #FFF; }",
    ),
    "study-black": Look(
        "study",
        "night-mode",
        f"{NIGHT} mathjax-rendered",
        "/* black */ :root[class*=night-mode] { --canvas: #000000; --fg: #FFFFFF; }",
    ),
}

OWN = "own words"
_FOLDER = Path(os.environ["QUIZGEN_APPS"]) if os.environ.get("QUIZGEN_APPS") else None
VERSIONS = sorted(path.name for path in _FOLDER.glob("anki-*")) if _FOLDER else []
SOURCES = {
    "anki": [OWN, *VERSIONS],
    "android": [OWN, *(["ankidroid"] if _FOLDER else [])],
    "study": [OWN, *VERSIONS[-1:]],
}


def app_file(source: str, name: str) -> str:
    assert _FOLDER is not None
    return (_FOLDER / source / name).read_text("utf-8")


def style_of(app: str, source: str) -> str:
    """The app's style sheets, in order: of its source, or as restated here."""
    if source == OWN:
        rules = "\n".join(f"{selector} {{ {name}: {value} }}" for selector, name, value in RULES[app])
        return rules if app == "android" else f"{ANKI_ROOT}\n{rules}"
    if app == "android":
        return app_file(source, "flashcard.css")
    sheets = [app_file(source, "css/webview.css"), app_file(source, "css/reviewer.css")]
    return "\n".join(sheets if app == "anki" else [ANKI_ROOT, sheets[1], app_file("ankidroid", "ankidroid.css")])


def page_of(look: Look, source: str, card: str) -> str:
    """A card, with its own style before it, as the app's page has it."""
    shown = f'<div id="qa" dir="auto">{card}</div>'
    if look.app == "android":
        shown = f'<div id="content" dir="auto"><div id="qa">{card}</div></div>'
    viewport = '<meta name="viewport" content="width=device-width">'
    return (
        f'<!doctype html><html class="{look.html}" lang="en"><meta charset="utf-8"><title>Card</title>{viewport}'
        f'<link rel="icon" href="data:,"><style>{style_of(look.app, source)}\n{look.style}</style>'
        f'<body class="card card1 {look.body}">{shown}'
    )
