"""The HTML of a text → the same with runs of the other direction isolated, so that signs stay on their sides.

What a browser does by itself (Unicode Standard Annex 9) puts the signs of ``C++`` and of ``-5`` on their wrong sides
among Hebrew or Arabic words, and the full stop of a Latin sentence on its left.
"""

from __future__ import annotations

import re
from html import unescape

from markupsafe import escape

_R = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_TO_THE_LEFT = re.compile(f"[{_R}]")
_L = rf"(?![{_R}])[^\W\d_]"
_TO_THE_RIGHT = re.compile(_L)

_WORD = (
    rf"(?:(?<![{_R}\w])[-+−±<>≤≥≈=$€£¥#@.~]+)?(?:{_L}|[0-9])(?:{_L}|[0-9]|[.,:/'’_·^&@°-](?=[0-9]|{_L}))*"
    rf"(?:[+#%°′″*]+(?![0-9]|{_L}))?(?:\((?:(?![{_R}])[^()])*\))?"
)
_RUN = re.compile(rf"{_WORD}(?:(?: ?[-=×÷·⋅+−±*/<>≤≥≈≠^→⟶⇌|&–—] ?| ){_WORD})*")
_NUMBER = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")

# What divides a text into parts that are lines of their own; a displayed formula is left alone.
_BLOCK = re.compile(
    r'(<div class="math.*?</div>|</?(?:p|li|ul|ol|table|thead|tbody|tr|th|td|div|h[1-6]|blockquote)\b[^>]*>)', re.DOTALL
)
# Tags, and elements that the style isolates as a whole.
_MARKUP = re.compile(r'(<(code|pre|math|bdi)\b.*?</\2>|<span class="math.*?</span>|<[^>]*>)', re.DOTALL)


def isolate(html: str, *, right_to_left: bool) -> str:
    """Isolate runs of the other direction in the HTML of a text, given the direction of the book's language."""
    html = str(html)  # what is put into `Markup` would be escaped
    if not right_to_left and (html.isascii() or not _TO_THE_LEFT.search(html)):
        return html
    turn = _isolate_in_hebrew if right_to_left else _isolate_in_latin
    return "".join([part if index % 2 else turn(part) for index, part in enumerate(_BLOCK.split(html))])


def _isolate_in_latin(html: str) -> str:
    """A line of a book that runs to the right; among its own words, what runs to the left needs no help."""
    words = unescape(_MARKUP.sub("", html))
    is_other = _TO_THE_LEFT.search(words) and not _TO_THE_RIGHT.search(words)
    return f'<bdi dir="rtl">{html}</bdi>' if is_other else html


def _isolate_in_hebrew(html: str) -> str:
    """A line of a book that runs to the left: all of it is of the other direction, or runs in it are."""
    words = unescape(_MARKUP.sub("", html))
    if _TO_THE_RIGHT.search(words) and not _TO_THE_LEFT.search(words):
        return f'<bdi dir="ltr">{html}</bdi>'
    parts, end = [], 0
    for found in _MARKUP.finditer(html):
        parts += [_isolate_runs(html[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, _isolate_runs(html[end:])])


def _isolate_runs(escaped: str) -> str:
    """The same for HTML without tags."""
    text = unescape(escaped)
    parts, end = [], 0
    for found in _RUN.finditer(text):
        if _NUMBER.fullmatch(found[0]):
            continue
        parts += [escape(text[end : found.start()]), f'<bdi dir="ltr">{escape(found[0])}</bdi>']
        end = found.end()
    return "".join([*parts, escape(text[end:])]) if parts else escaped
