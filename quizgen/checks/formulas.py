"""Checks that formulas use no TeX command that loads, links, styles or defines something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.formulas import defines, find_formulas, find_formulas_of_cloze, find_refused
from quizgen.kinds.response import Fill
from quizgen.model.diagnostics import Finding, Route


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
    cloze = subject.response if isinstance(subject.response, Fill) else None
    if cloze and "$" in cloze.text and ("\\" in cloze.text or "&" in cloze.text):
        yield from _refused_in(("text",), find_formulas_of_cloze(cloze))
    for route, written in subject.texts:
        if find_refused(written) and not (cloze and route == ("text",)):
            yield from _refused_in(route, find_formulas(written))


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


CHECKS = (Check(unsafe_math),)
