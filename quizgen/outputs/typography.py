"""Straight quotation marks → those of a language: a parser puts marks of no language, which whole pages exchange.

Texts are rendered without a language, and cached so; `with_quotes` puts its signs in the end, as addresses of images
are (`with_media` in `markup.py`). The signs come from CLDR (https://cldr.unicode.org), a few from printing practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


class Quotes(NamedTuple):
    """The marks around a quotation, and around one inside it."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Quotes("“", "”", "‘", "’")
_GERMAN = Quotes("„", "“", "‚", "‘")
_POINTED = Quotes("«", "»", "“", "”")
_POINTED_TWICE = Quotes("«", "»", "‹", "›")
_SLAVIC = Quotes("«", "»", "„", "“")
_NORDIC = Quotes("”", "”", "’", "’")
_CORNERS = Quotes("「", "」", "『", "』")

_QUOTES: Mapping[str, Quotes] = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "et", "lt", "is", "lb", "ka", "sr", "mk"), _GERMAN),
    **dict.fromkeys(("de-ch", "de-li", "it-ch", "fa"), _POINTED_TWICE),
    **dict.fromkeys(("es", "it", "pt-pt", "ca", "eu", "el", "grc", "sq", "hy", "ar"), _POINTED),
    **dict.fromkeys(("es-419", "es-mx", "es-us", "es-ar", "es-co", "es-cl", "es-pe"), _ENGLISH),
    **dict.fromkeys(("ru", "uk", "be", "kk"), _SLAVIC),
    **dict.fromkeys(("no", "nb", "nn"), Quotes("«", "»", "‘", "’")),
    **dict.fromkeys(("sv", "fi", "da", "he", "iw"), _NORDIC),
    **dict.fromkeys(("ja", "zh-hant", "zh-tw", "zh-hk"), _CORNERS),
    "fr": Quotes("«\u00a0", "\u00a0»", "“", "”"),
    "fr-ch": Quotes("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "hr": Quotes("„", "”", "‚", "’"),
    "hu": Quotes("„", "”", "»", "«"),
    "pl": Quotes("„", "”", "«", "»"),
    "ro": Quotes("„", "”", "«", "»"),
}


@cache
def quotes_of(language: str) -> Quotes:
    """The marks of the nearest language to a tag (BCP 47): ``de-AT`` has those of ``de``; others write as English."""
    tag = language.lower().replace("_", "-")
    while tag and tag not in _QUOTES:
        tag = tag.rpartition("-")[0]
    return _QUOTES.get(tag, _ENGLISH)


# Noncharacters, which Unicode keeps for use inside programs (23.7): no text has them.
_MARKS = "\ufdd0\ufdd1\ufdd2\ufdd3"
_KEPT = {"\ufdd4": "'", "\ufdd5": '"'}
_AS_KEPT = str.maketrans({sign: mark for mark, sign in _KEPT.items()})
_RESTORED = str.maketrans(_KEPT)

_STRAIGHT = str.maketrans(dict(zip(_MARKS, "\"\"''", strict=True)) | {"’": "'"})


def with_quotes(html: str, language: str) -> str:
    """Put the quotation marks of a language in place of the marks, in HTML or in JSON in ASCII."""
    if any(mark in html for mark in _MARKS):
        html = html.translate(_signs(language))
    if "\\ufdd" in html:
        for mark, sign in _signs(language).items():
            html = html.replace(f"\\u{mark:x}", sign)
    return html


@cache
def _signs(language: str) -> dict[int, str]:
    return {ord(mark): sign for mark, sign in zip(_MARKS, quotes_of(language), strict=True)}


def straight(html: str) -> str:
    """HTML that stands in a formula, where a straight mark is a prime, with those that were there."""
    return html.translate(_STRAIGHT)


_BESIDE_NO_LETTER = re.compile(r"(?<![^\W\d_])'|'(?![^\W\d_])")


def marked_text(text: str) -> str:
    """A text without markup, or a title, in which nothing is markup, with marks in place of quotation marks."""
    if '"' not in text and "'" not in text:
        return text
    if '"' not in text and not _BESIDE_NO_LETTER.search(text):
        return text.replace("'", "’")
    (line,) = _plain_parser().parseInline(text)
    return "".join([token.content for token in line.children or ()])


@cache
def _plain_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return mark_quotes(MarkdownIt("zero"))


def mark_quotes(parser: MarkdownIt) -> MarkdownIt:
    """Make a parser put marks in place of quotation marks outside of code, formulas and addresses."""
    parser.options["typographer"] = True
    parser.options["quotes"] = _MARKS
    parser.enable("smartquotes")
    parser.core.ruler.before("smartquotes", "keep_straight", _keep_straight)
    parser.core.ruler.after("smartquotes", "restore_straight", _restore_straight)
    return parser


_ELISION = re.compile(
    r"""
    (?<![\w'’])(?:
        '(?=\d\ds\b)   # the '90s
        | '(?=\d\d\b(?!')(?!.*\S'(?!\w)))   # '68
        | '(?=(?:tis|twas|twere|twill|em|til|s|t|n|k)\b(?!'))   # 'tis, 's avonds
        | '(?=n'\s)   # rock 'n' roll
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ALONE = re.compile(r"(?<=\s)['\"]+(?=\s)")
_MEASURE = re.compile(
    r"(?<![\w'’])[A-Za-z]'{1,3}(?=\(|\s*[=+*/<>^−])|(?<![\w'’])[A-Za-z]'{2,3}(?!\w)|"
    r"(?<![\w'\"])\d+(?:[.,]\d+)?\s?'\s?\d+(?:[.,]\d+)?\s?\"|°\s?\d+(?:[.,]\d+)?\s?'(?:\s?\d+(?:[.,]\d+)?\s?\")?"
)
"""Primes (`f'(x)`), feet and inches (`5' 6"`), degrees with minutes and seconds."""

_OPENS_NOTHING = re.compile(r"(?<![\w'])'(?=[^\W\d_])")
_AFTER_DIGIT = re.compile(r"(?<=\d)(?P<sign>['\"])(?!\w)")
_OPENS = {"'": re.compile(r"(?:^|(?<=[\s(\[—–/\"]))'(?=\S)"), '"': re.compile(r'"')}
_CODE = re.compile(
    r"\w\((['\"]).*?\1\s*[,)]|\w\[['\"]|[\w\])]\s*(?:[=!<>+]?=)\s*['\"]|^\s*(?:\[\s*['\"].*\]|\{\s*['\"].*\})\s*$"
)
"""A call, a comparison, an assignment or a list with strings: code, though its writer has not marked it."""


def _keep_straight(state: StateCore) -> None:
    """Hide the straight marks that stay: measures, addresses, code without backticks; and write elisions."""
    for line in _lines_with_quotes(state):
        tokens = line.children or []
        is_code = line.content.strip() in ("'", '"') or _CODE.search(line.content) is not None
        before = ""
        for token, is_address in _texts(tokens):
            if is_code or is_address:
                token.content = token.content.translate(_AS_KEPT)
                continue
            kept = _ELISION.sub("’", token.content)
            kept = _MEASURE.sub(lambda found: found[0].translate(_AS_KEPT), kept)
            kept = _ALONE.sub(lambda found: found[0].translate(_AS_KEPT), kept)
            token.content = _keep_lone_measures(kept, before)
            before += token.content


def _keep_lone_measures(text: str, before: str) -> str:
    """Keep the sign of feet, minutes, inches or seconds behind a digit where no quotation is open that it could end."""
    pieces: list[str] = []
    end = 0
    for found in _AFTER_DIGIT.finditer(text):
        so_far = before + "".join(pieces) + text[end : found.start()]
        opened = len(_OPENS[found["sign"]].findall(so_far))
        is_open = opened % 2 if found["sign"] == '"' else opened
        pieces += [text[end : found.start()], found[0] if is_open else found[0].translate(_AS_KEPT)]
        end = found.end()
    return "".join([*pieces, text[end:]])


def _restore_straight(state: StateCore) -> None:
    for line in state.tokens:
        for token, _ in _texts(line.children or ()):
            # What still opens has no end: `'cause`, `Stop 'em!`.
            token.content = _OPENS_NOTHING.sub("’", token.content).translate(_RESTORED)


def _lines_with_quotes(state: StateCore) -> Iterator[Token]:
    return (
        token for token in state.tokens if token.type == "inline" and ("'" in token.content or '"' in token.content)
    )


def _texts(tokens: Iterable[Token]) -> Iterator[tuple[Token, bool]]:
    """The texts of a line, and whether each is an address, `<https://…>`."""
    is_address = False
    for token in tokens:
        if token.type == "link_open":
            is_address = token.info == "auto"
        elif token.type == "link_close":
            is_address = False
        elif token.type == "text":
            yield token, is_address
