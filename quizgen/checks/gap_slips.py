"""The text of a cloze → slips in its braces: gaps in another program's notation, unbalanced, empty or half marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizgen.kinds.cloze import Cloze
from quizgen.model.diagnostics import counted
from quizgen.text.words import split_words


class GapSlip(NamedTuple):
    """A message, a hint, and the whole text as it may be meant; "" if that is not known."""

    message: str
    hint: str
    mended: str = ""
    is_sure: bool = False


_CODE_OR_MATH = re.compile(r"`[^`\n]+`|\$\$.+?\$\$|\$(?!\s)[^$\n]+(?<!\s)\$(?!\d)|\\.", re.DOTALL)
_MASK, _GAP_MASK = "\ue002", "\ue003"
_BRACES = re.compile(r"(\{+)([^{}]*)(\}*)|(\}\}+)", re.DOTALL)
_ANKIS = re.compile(r"\s*c(\d+)\s*::?", re.IGNORECASE)
_MOODLES = re.compile(r"\{\d*:[A-Z_]+:")
_NUMBER = re.compile(r"(\s*)(\d+)(\s*)(::?)")


def find_gap_slips(text: str) -> Iterator[GapSlip]:
    """What looks like a deletion in a cloze's text, and is none, or another than is meant; the first of each sort."""
    told: set[str] = set()
    masked = _mask(text)
    for found in _BRACES.finditer(masked):
        written = text[found.start() : found.end()]
        inner, mask = text[found.start(2) : found.end(2)] if found[2] is not None else "", found[2] or ""
        signs = len(found[1] or ""), len(found[3] or found[4] or "")
        for sort, slip in _slips_in(written, inner, mask, signs, found.start(), text):
            if sort not in told:
                told.add(sort)
                yield slip
            if sort == "nested":
                return


def _slips_in(
    written: str, inner: str, mask: str, signs: tuple[int, int], start: int, text: str
) -> Iterator[tuple[str, GapSlip]]:
    opened, closed = signs
    if _MOODLES.match(written):
        hint = "Write the words alone, in double braces: `{{1::words}}`. Wrong options have no place in a cloze."
        yield "moodle", GapSlip(f"`{_short(written)}` is Moodle's notation", hint)
    elif _ANKIS.match(inner) and opened and closed:
        mended = re.sub(r"\{+\s*c(\d+)\s*::?([^{}]*)\}+", r"{{\1::\2}}", text, flags=re.IGNORECASE)
        hint = f"Here the number stands alone: `{_first_gap(mended)}`."
        yield "anki", GapSlip(f"`{_short(written)}` is Anki's own notation", hint, mended, is_sure=True)
    elif opened == closed == 1:
        if re.match(r"\s*\d+\s*::", inner):
            mended = text.replace(written, f"{{{written}}}")
            message = f"`{_short(written)}` has single braces, and would be printed as it stands"
            yield "single", GapSlip(message, f"Write double ones: `{{{_short(written)}}}`.", mended, is_sure=True)
    elif opened == closed == 2:
        yield from _slips_in_gap(written, inner, mask, text)
    elif opened > 1 and closed > 1:
        right = f"{{{{{inner}}}}}"
        message = f"`{_short(written)}` has {opened} braces in front and {closed} behind"
        yield "more", GapSlip(message, f"Two on each side are enough: `{_short(right)}`.", text.replace(written, right))
    elif opened > 1 and not closed and text[start + len(written) :].startswith("{"):
        hint = "Write two gaps beside each other, each with a number of its own: `{{1::words}}`, `{{2::words}}`."
        yield "nested", GapSlip(f"`{_short(written.strip())}` is not closed before another gap begins", hint)
    elif opened > 1 or closed > 1:
        yield "open", _unbalanced(written, inner, opened, closed, text)


def _unbalanced(written: str, inner: str, opened: int, closed: int, text: str) -> GapSlip:
    hint = "Write each gap as `{{1::words left out}}` or `{{1::words left out::hint}}`, none inside of another."
    if not opened:
        return GapSlip("`}}` closes no gap: two braces have to open it", hint)
    if closed:
        right = f"{{{{{inner}}}}}"
        message = f"`{_short(written)}` is opened by {counted(opened, 'brace')} and closed by {closed}"
        return GapSlip(message, f"Two on each side are needed: `{_short(right)}`.", text.replace(written, right), True)
    return GapSlip(f"the gap that begins with `{_short(written)}` is not closed by `}}}}`", hint)


def _slips_in_gap(written: str, inner: str, mask: str, text: str) -> Iterator[tuple[str, GapSlip]]:
    """The slips in what stands between two braces on each side."""
    number = _NUMBER.match(inner)
    rest = inner[number.end() :] if number else inner
    parts = (mask[number.end() :] if number else mask).split("::")
    if not split_words(rest[: len(parts[0])]) and _MASK not in parts[0]:
        hint = "Write the words that are left out: `{{words}}`, or `{{1::words}}` with the number of a card."
        yield "empty", GapSlip(f"`{_short(written)}` leaves no words out", hint)
    elif number and number[4] == ":":
        right = f"{{{{{number[2]}::{rest.strip()}}}}}"
        whole = f"{{{{1::{inner}}}}}"
        hint = f"Write two colons: `{_short(right)}`; or, if the words are “{_short(inner)}”, `{_short(whole)}`."
        mended = "" if rest[:1].isdigit() else text.replace(written, right)
        yield "colon", GapSlip(f"`{_short(written)}` has one colon behind its number", hint, mended)
    elif len(parts) > 2:
        words = rest.strip()
        hint = f"A hint stands behind the second `::`. If it belongs to the words, {write_colons(words)}."
        yield "colons", GapSlip(f"`{_short(written)}` has `::` more than once behind its words", hint)
    elif inner != inner.strip() or (number and (number[3] or rest != rest.strip())) or parts[0] != parts[0].strip():
        start = f"{number[2]}::" if number else ""
        right = "{{" + start + "::".join(part.strip() for part in rest.split("::")) + "}}"
        mended = text.replace(written, right)
        hint = f"Write `{_short(right)}`."
        yield "blank", GapSlip(f"`{_short(written)}` has spaces beside its braces or colons", hint, mended, True)


def write_colons(words: str) -> str:
    """How words with ``::`` in them are written in a gap, as a part of a sentence."""
    escaped = words.replace("::", r"\:\:")
    return f"write it as code, `` {{{{1::`{_short(words)}`}}}} ``, or as `{{{{1::{_short(escaped)}}}}}`"


_HALF_MARKED = re.compile(
    r"(?<![\w\\^_}])\{(?P<single>[^{}\n,=|:]*[^\W\d_][^{}\n,=|:]*)\}"
    r"|\[\[(?P<double>[^\[\]\n]+)\]\]"
    r"|(?P<blank>_{2,}|\[ *(?:\.{2,}|…|_+) *\]|\( *(?:\.{2,}|…|_+) *\)|\.{4,}|…{2,})"
)


def find_half_marked(text: str) -> Iterator[tuple[str, str]]:
    """What stands for a gap elsewhere, with its words if it has some: ``{words}``, ``[[words]]``, ``____``, ``[…]``."""
    masked = _mask(text, with_gaps=False)
    for found in _HALF_MARKED.finditer(masked):
        yield text[found.start() : found.end()], found["single"] or found["double"] or ""


def find_gaps(text: str) -> tuple[str, ...]:
    """The gaps in a text that is none of a cloze; not those in code or math."""
    masked = _CODE_OR_MATH.sub(_hide, text)
    return tuple(text[found.start() : found.end()] for found in re.finditer(r"\{\{[^{}\n]+\}\}", masked))


def _mask(text: str, *, with_gaps: bool = True) -> str:
    """The text with as many other letters in place of code, math and what a backslash escapes, and of gaps if asked."""
    gaps = Cloze.model_construct(kind="cloze", text=text).deletions
    around, end = "", 0
    for gap in gaps:
        around += text[end : gap.start] + _GAP_MASK * (gap.end - gap.start)
        end = gap.end
    around += text[end:]
    formulas = [found.span() for found in _CODE_OR_MATH.finditer(around) if found[0].startswith("$")]
    masked = _CODE_OR_MATH.sub(_hide, around)
    for gap in gaps if with_gaps else ():
        is_tex = any(start < gap.start < end for start, end in formulas)
        inside = text[gap.start + 2 : gap.end - 2]
        hidden = re.sub(r"[{}]", _MASK, inside) if is_tex else _CODE_OR_MATH.sub(_hide, inside)
        masked = f"{masked[: gap.start]}{{{{{hidden}}}}}{masked[gap.end :]}"
    return masked


def _hide(found: re.Match[str]) -> str:
    return "".join(sign if sign == _GAP_MASK else _MASK for sign in found[0])


def _first_gap(text: str) -> str:
    found = re.search(r"\{\{.*?\}\}", text, re.DOTALL)
    return _short(found[0] if found else "{{1::words}}")


def _short(written: str) -> str:
    line = " ".join(written.split(" "))
    return line if len(line) <= 60 else f"{line[:59]}…"
