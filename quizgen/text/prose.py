"""A Markdown text → the prose in it: formulas and code are covered, unless they are nothing but a number."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.text.dollars import read_pair
from quizgen.text.superscripts import POWER

COVER = "\ufffc"
"""The object replacement character: neither a letter nor a blank, so that no word or unit is read across it."""

_OPENS = re.compile(
    r"\\(?:.|\n)"
    r"|(?P<fence>^ {0,3}(?P<marks>`{3,}|~{3,})[^`\n]*$)"
    r"|(?P<ticks>`+)"
    r"|(?P<dollar>\$)"
    r"|(?P<address>(?<=\])\([^()\s]+(?:\s+\"[^\"\n]*\")?\))",
    re.MULTILINE,
)


@lru_cache(maxsize=4096)
def read_prose(text: str) -> str:
    """A text as long as this one, in which formulas, code and addresses of pictures are covered.

    A number in dollar signs or backticks, with its sign and unit, stays: `$-5$` is minus five, and no money.
    """
    if "$" not in text and "`" not in text and "~~~" not in text and "](" not in text:
        return text
    pieces: list[str] = []
    at = 0
    while opening := _OPENS.search(text, at):
        start = opening.start()
        content, end = _inside(text, opening)
        pieces.append(text[at:start])
        pieces.append(text[start:end] if content is None else _cover(content, end - start))
        at = end
    return "".join([*pieces, text[at:]])


def _inside(text: str, opening: re.Match[str]) -> tuple[str | None, int]:
    """The formula or the code that opens here, if any does, and where the text behind it begins."""
    start, end = opening.span()
    if opening["address"]:
        return "", end
    if opening["dollar"]:
        pair = read_pair(text, start)
        return (pair.content, pair.end) if pair is not None and pair.is_formula else (None, end)
    if opening["ticks"]:
        closing = re.compile(rf"(?<!`){opening['ticks']}(?!`)").search(text, end)
        return (text[end : closing.start()], closing.end()) if closing else (None, end)
    if opening["fence"]:
        mark, count = opening["marks"][0], len(opening["marks"])
        closing = re.compile(rf"^ {{0,3}}{mark}{{{count},}}[ \t]*$", re.MULTILINE).search(text, end)
        return "", closing.end() if closing else len(text)
    return None, end


def _cover(content: str, length: int) -> str:
    written = _without_commands(content)
    if len(written) <= length and _NUMBER.fullmatch(written):
        return f" {written}".ljust(length)[:length] if len(written) < length else written
    return COVER * length


_COMMANDS = {
    r"\\(?:text|mathrm|textrm|textup)\{\s*([^{}]*)\}": r" \1",
    r"\\[,;:! ]|~|\\quad": " ",
    r"\\%": "%",
    r"\s*\^\{?\\circ\}?|\\degree": "°",
    r"\{([.,])\}": r"\1",
    r"\\(?:cdot|times)\b ?": "·",
    r"  +": " ",
}


def _without_commands(content: str) -> str:
    """A number in TeX as it would be written without."""
    for pattern, plain in _COMMANDS.items() if not content.strip().isdecimal() else ():
        content = re.sub(pattern, plain, content)
    return content.strip()


_NUMBER = re.compile(
    rf"[-+−±]?\s?\d+(?:[.,\s]\d+)*(?:{POWER})?\s?(?:[%‰]|°\s?[CFK]?|\s(?:[^\W\d_]{{2,}}|[mglhsNJWVAK])(?:\^?\d|[²³])?)?"
)
