"""Checks of formulas: that they reach out to nothing, that paper can show them, that money is not read as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.formulas import (
    MARKED,
    defines,
    find_formulas,
    find_formulas_of_cloze,
    find_refused,
    mark_deletions,
)
from quizgen.kinds.response import Fill
from quizgen.model.diagnostics import Finding, Fix, Mending, Replace, Route, Severity
from quizgen.text.dollars import DoubtfulPair, Reading
from quizgen.text.markdown import find_doubtful_dollars, find_plain_texts
from quizgen.text.mathml import to_mathml


def unsafe_math(subject: Subject) -> Iterator[Finding]:
    r"""A formula shows something and does nothing else: no links, styles, attributes, extensions or definitions.

    Anki hands formulas to MathJax, whose `\href` and `\mmlToken` may run a program in a card, whose `\style` and
    `\bbox` may ask the network for something, and whose `\def` and `\let` change the formulas of all later cards, or
    give another of these commands a name of their own.

    Bad:
        kind: short
        prompt: 'What is $\style{background:url(https://example.org/seen)}{x}$ called?'
        answer: "the beam"
    Good:
        kind: short
        prompt: 'What is $\color{red}{x}$ called?'
        answer: "the beam"
    """
    for route, formulas in _formulas_with(subject, "\\", "&"):
        yield from _refused_in(route, formulas)


def _formulas_with(subject: Subject, *signs: str) -> Iterator[tuple[Route, Iterator[str]]]:
    """The formulas of each text that has a dollar sign and one of these signs; those of a cloze as on its cards."""
    cloze = subject.response if isinstance(subject.response, Fill) else None
    for route, written in subject.texts:
        if "$" in written and any(sign in written for sign in signs):
            yield route, find_formulas_of_cloze(cloze) if cloze and route == ("text",) else find_formulas(written)


def _refused_in(route: Route, formulas: Iterable[str]) -> Iterator[Finding]:
    found = {name: tex for tex in formulas for name in find_refused(tex)}
    for name, tex in found.items():
        line_end = " If `\\\\` ends a line here, put a space behind it." if f"\\\\{name}" in tex else ""
        yield Finding(route, f"`\\{name}` is not for formulas here", _instead_of(name) + line_end)


def _instead_of(name: str) -> str:
    if defines(name):
        return "Write out what it stands for: on cards, it would hold for the formulas of other cards too."
    if name == "unicode":
        return "Write the character itself."
    if name in ("bbox", "fcolorbox"):
        return "`\\boxed{…}` draws a box."
    return "Leave it out: a formula asks nothing of the network. A link stands beside it: `[words](https://…)`."


def unknown_math(subject: Subject) -> Iterator[Finding]:
    r"""A formula is made of commands that sheets and keys can show.

    On paper, formulas are set without MathJax: a command or environment that is not known there is printed by its name,
    and a formula that is not complete as it is written; so is `\ce{H2O}` without dollar signs, on cards too. Of
    `\ce{…}`, formulas, charges, states, isotopes, bonds and arrows are known. It cannot see a command that paper shows
    and MathJax does not, or a formula that says the wrong.

    Bad:
        kind: short
        prompt: 'What is $\prescript{14}{6}{C}$ called?'
        answer: "carbon"
    Good:
        kind: short
        prompt: 'What is $\ce{^{14}_6C}$ called?'
        answer: "carbon"
    """
    for route, written in subject.texts:
        if "{" in written and _COMMAND.search(written):
            found = (found for text in find_plain_texts(written) for found in _COMMAND.finditer(text))
            for name in dict.fromkeys(each[0] for each in found):
                hint = f"Put it between dollar signs: `${name}$`; what is meant as code stands between backticks."
                yield Finding(route, f"`{name}` is no formula here, and is printed as it is written", hint)
    for route, formulas in _formulas_with(subject, "\\", "^", "_", "{", "}"):
        for tex in dict.fromkeys(tex for tex in formulas if not find_refused(tex)):
            made = to_mathml(tex, is_display=False)
            if made.unknown:
                names = ", ".join(f"`{name}`" for name in made.unknown)
                verb = "is" if len(made.unknown) == 1 else "are"
                hint = "For sheets, write it in other commands, words in `\\text{…}`, or show an image."
                yield Finding(route, f"{names} {verb} not known on paper", f"{_pu(made.unknown)}{hint}")
            elif made.html is None:
                hint = "Look for a brace without its other, a `\\begin` without `\\end`, a `\\left` without `\\right`."
                yield Finding(route, f"`${tex}$` is no complete formula: it is printed as it is written", hint)


_COMMAND = re.compile(r"\\(?:(?:ce|pu|sqrt)\{[^{}$]*\}|frac\{[^{}$]*\}\{[^{}$]*\})")
"""A command with what it is applied to, as it may be left outside of a formula."""


def _pu(names: tuple[str, ...]) -> str:
    return "A unit is `5\\,\\text{m/s}`. " if "\\pu" in names or "\\SI" in names else ""


def doubtful_dollars(subject: Subject) -> Iterator[Finding]:
    r"""Two dollar signs leave no doubt whether a formula or money stands between them.

    A formula begins and ends without a space or a digit beside its dollar signs: `$x$`, and neither `$ x $` nor `2$x$`.
    `$5 and $6` is money by this rule and needs nothing; any dollar sign is text for certain as `\$`. Found is what the
    rule reads as text although it looks like a formula, or as a formula although it looks like words; an amount such as
    `$5$` is not.

    Bad:
        kind: short
        prompt: 'Which curve has the equation $ y = x^2 $ here?'
        answer: "a parabola"
    Good:
        kind: short
        prompt: 'Which curve has the equation $y = x^2$ here?'
        answer: "a parabola"
    """
    cloze = subject.response if isinstance(subject.response, Fill) else None
    for route, written in subject.texts:
        if "$" in written:
            text = mark_deletions(cloze) if cloze and route == ("text",) else written
            for pair in find_doubtful_dollars(text):
                yield _doubt(route, written, pair)


_AS_TEXT = "write each dollar sign as `\\$` (in double quotes `\\\\$`)"


def _doubt(route: Route, written: str, pair: DoubtfulPair) -> Finding:
    text, tight = f"${pair.content}$", f"${pair.content.strip()}$"
    shown, shown_tight = (MARKED.sub("…", each) for each in (text, tight))
    fixes = _offer("Write the dollar signs as text", route, written, text, f"\\${pair.content}\\$")
    if pair.reading is Reading.FORMULA:
        hint = f"If it is money, {_AS_TEXT}; words in a formula stand in `\\text{{…}}`."
        return Finding(route, f"`{shown}` is set as a formula, and reads as words", hint, fixes)
    rule = "a formula has no space inside at its dollar signs, and no digit or letter outside"
    if tight != text:
        rule = f"a formula has no space inside at its dollar signs: `{shown_tight}`"
        fixes = (*_offer("Write it without the spaces", route, written, text, tight), *fixes)
    hint = f"If that is meant, {_AS_TEXT}; {rule}."
    return Finding(route, f"`{shown}` is printed as text, with its dollar signs", hint, fixes)


def _offer(title: str, route: Route, written: str, old: str, new: str) -> tuple[Fix, ...]:
    return (Fix(title, (Replace(route, written.replace(old, new)),)),) if old in written else ()


CHECKS = (
    Check(unsafe_math),
    Check(unknown_math, Severity.WARNING),
    Check(doubtful_dollars, Severity.WARNING, mending=Mending.OFFERED),
)
