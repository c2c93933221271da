"""A pair of dollar signs in a Markdown text → a formula, money, or one that may be either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline


class Reading(Enum):
    """How a doubtful pair was read."""

    FORMULA = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """What stands between two dollar signs, and how it was read."""

    content: str
    reading: Reading


DOUBTFUL = "doubtful_dollars"
"""The key in the parser's environment under which doubtful pairs are listed."""

_PROSE = re.compile(
    r"(?<![\\\w])(?:[^\W\d_]{3,}|or|to|in|of|at|by|is|if|an|us|und|et|ou|il|la|le|de|en|im|am|zu|el|al)(?=[\s,.;:!?)]|$)"
)
_FUNCTIONS = re.compile(r"\b(?:sin|cos|tan|cot|sec|csc|log|exp|lim|max|min|mod|gcd|det|ker|dim|deg|arg|sup|inf)\b")
_TEX = re.compile(r"\\[A-Za-z]|[\^_={}<>]")
_VARIABLE = re.compile(r"\s?[A-Za-z]\s?")
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")


class Pair(NamedTuple):
    """A pair of dollar signs: where the text behind it begins, what is between them, and how that is read."""

    end: int
    sign: str
    content: str
    is_formula: bool
    is_doubtful: bool


def read_pair(src: str, start: int) -> Pair | None:
    """Read the pair that the dollar sign at an offset opens, if another one closes it.

    As in pandoc, no space follows a single first sign or precedes the last, and no digit follows the last; nor does
    one precede the first, because some write `5$`. What is left and reads as money or as names of a program is text.
    """
    sign = "$$" if src.startswith("$$", start) else "$"
    inside = start + len(sign)
    close = _closing(src, sign, inside)
    if close is None or close == inside:
        return None
    content, end = src[inside:close], close + len(sign)
    if sign == "$$":
        return Pair(end, sign, content, is_formula=True, is_doubtful=False)
    before, behind = src[start - 1 : start] if start else "", src[end : end + 1]
    if content[0].isspace() or content[-1].isspace() or before.isdigit() or behind.isdigit():
        return Pair(end, sign, content, is_formula=False, is_doubtful=_may_be_formula(content))
    is_formula = not _is_no_formula(content, before, behind)
    return Pair(end, sign, content, is_formula, is_doubtful=not is_formula or len(_prose(content)) > 1)


def read_dollars(state: StateInline, silent: bool) -> bool:
    """Read a formula between `$…$` or `$$…$$` in a line; an inline rule of markdown-it."""
    pair = read_pair(state.src, state.pos) if state.src[state.pos] == "$" else None
    if pair is None:
        return False
    if pair.is_doubtful and not silent:
        pairs: list[DoubtfulPair] = state.env.setdefault(DOUBTFUL, [])
        pairs.append(DoubtfulPair(pair.content, Reading.FORMULA if pair.is_formula else Reading.TEXT))
    if not pair.is_formula:
        return False
    if not silent:
        token = state.push("math_inline_double" if pair.sign == "$$" else "math_inline", "math", 0)
        token.content, token.markup = pair.content, pair.sign
    state.pos = pair.end
    return True


def _closing(src: str, sign: str, at: int) -> int | None:
    """The offset of the next such sign that no backslash escapes."""
    while (at := src.find(sign, at)) >= 0:
        backslashes = len(src[:at]) - len(src[:at].rstrip("\\"))
        if backslashes % 2 == 0:
            return at
        at += 1
    return None


def _is_no_formula(content: str, before: str, behind: str) -> bool:
    """Whether it is money (`$20/€18 or 20$`, `US$5–A$`) or names of variables (`$HOME/$USER`, `$a+$b`)."""
    if content[0].isdigit() and (before.isalpha() or _prose(content)):
        return True
    is_cut = not content[-1].isalnum() and content[-1] not in "})]'|!"
    return behind.isalpha() and (is_cut or (_WORD.search(content) is not None and not _TEX.search(content)))


def _may_be_formula(content: str) -> bool:
    """Whether what stays text has a command or an operator of TeX, or a variable alone, and no prose."""
    return (_TEX.search(content) is not None or _VARIABLE.fullmatch(content) is not None) and not _prose(content)


def _prose(content: str) -> list[str]:
    return [] if _TEX.search(content) else _PROSE.findall(_FUNCTIONS.sub("", content))
