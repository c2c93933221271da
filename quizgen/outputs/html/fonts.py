"""The letters of a page → the rules that put the fonts inside which have them.

Every page brings its fonts, so that its lines and pages break alike on every machine. They are cut into files once
(`fonts/README.md`), and a page has those alone of which it has letters: of most pages in English 40 KB.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "fonts"

_STACKS = {
    "--text": '"STIX Two Text", "STIX Two Text Extended", "STIX Two Text Greek", "STIX Two Text Cyrillic", '
    '"STIX Two Math", serif',
    "--sans": '"Noto Sans", "Noto Sans Extended", "Noto Sans Greek", "Noto Sans Cyrillic", "STIX Two Math", sans-serif',
    "--mono": '"JetBrains Mono", "JetBrains Mono Extended", "JetBrains Mono Greek", "JetBrains Mono Cyrillic", '
    '"STIX Two Math", monospace',
    "--math": '"STIX Two Math", "STIX Two Text", math',
}
"""The families of each custom property of the style sheets. A file is a family of its own: WeasyPrint takes the letters
of two files of one family for each other. What stands in none has the machine's font."""

_ENGLISH = frozenset(
    map(chr, (*range(0x20, 0x7F), 0xA0, 0xA7, 0xAB, 0xAD, 0xB0, 0xB7, 0xBB, 0xD7, *range(0x2010, 0x2016)))
) | frozenset("‘’‚‛“”„†‡•…′″‹›−")
"""The signs in the files ``…-english``; those ``…-latin`` have the accented letters of Western Europe too."""


@dataclass(frozen=True, slots=True)
class _Face:
    """A family that comes in files: the beginning of their names, and the styles that it has.

    Bold italics, which are rare, are made by the browser, from the italics, with the same widths everywhere.
    """

    stem: str
    family: str
    styles: tuple[str, ...]


_TEXT = _Face("text", "STIX Two Text", ("regular", "bold", "italic"))
_LABELS = _Face("sans", "Noto Sans", ("regular", "bold"))
_LARGE = _Face("sans", "Noto Sans", ("regular", "bold", "italic"))
_CODE = _Face("mono", "JetBrains Mono", ("regular",))

_STYLES = {"regular": "", "bold": " font-weight: bold;", "italic": " font-style: italic;"}


def choose_fonts(page: bytes, letters: Iterable[str], styles: Collection[str]) -> str:
    """The ``@font-face`` rules for a page in HTML, whose letters and style sheets are given."""
    used = {letter for letter in letters if letter > "\x7f"}
    stacks = "".join(f" {name}: {families};" for name, families in _STACKS.items())
    rules = [f":root {{{stacks} }}"]
    rules += [rule for face in _faces(page, styles) for rule in _rules(face, used)]
    if b"<math" in page:
        rules.append(_rule("math-regular-math", "STIX Two Math"))
    elif b"<pre" in page or any(map(_is_sign, used)):  # whose lines end with a mark where they wrap
        rules.append(_rule("math-regular-signs", "STIX Two Math"))
    return "\n".join(rules)


def _faces(page: bytes, styles: Collection[str]) -> Iterator[_Face]:
    """Circles have letters without serifs, and so has what is read on a screen; in large print all have."""
    if "large.css" in styles:
        yield _LARGE
    else:
        yield _TEXT
        if "sheet.css" not in styles or b"<script" in page or b'class="bubble' in page:
            yield _LABELS
    if b"<code" in page:
        yield _CODE


def _rules(face: _Face, used: set[str]) -> Iterator[str]:
    parts = ["english" if not any(map(_is_western, used - _ENGLISH)) else "latin"]
    parts += [part for part, has in _PARTS.items() if any(map(has, used))]
    for part in parts:
        family = face.family if part in ("english", "latin") else f"{face.family} {part.title()}"
        for style in face.styles:
            yield _rule(f"{face.stem}-{style}-{part}", family, _STYLES[style])


def _is_western(letter: str) -> bool:
    return letter < "\u0100" or letter in "ıŒœˆ˚˜€™" or "\u2000" <= letter < "\u2070"


def _is_sign(letter: str) -> bool:
    return "\u2070" <= letter < "\u2c00" or "\u27e8" <= letter <= "\u27e9"


_PARTS = {
    "extended": lambda letter: "\u0100" <= letter < "\u0300" or "\u1e00" <= letter < "\u1f00",
    "greek": lambda letter: "\u0370" <= letter < "\u0400",
    "cyrillic": lambda letter: "\u0400" <= letter < "\u0530",
}


@cache
def _rule(name: str, family: str, style: str = "") -> str:
    content = base64.b64encode((_FOLDER / f"{name}.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{content}") format("woff2")'
    return f'@font-face {{ font-family: "{family}";{style} src: {source}; }}'
