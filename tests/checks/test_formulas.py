"""Formulas that paper cannot show, and dollar signs that may be money, are told with a way to write them."""

from __future__ import annotations

import pytest

from quizgen.checks.formulas import doubtful_dollars, unknown_math
from quizgen.checks.subject import Subject
from quizgen.model.diagnostics import Finding, Replace
from tests.samples import question


def subject(text: str) -> Subject:
    return Subject(question("short", prompt=text), "1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"What is $\foo x + \foo y$?", r"`\foo` is not known on paper"),
        (r"What is $\foo x + \baz y$?", r"`\foo`, `\baz` are not known on paper"),
        (r"What is $\ce{A\bond{~}B}$?", r"`\bond` is not known on paper"),
        (r"What is $$\begin{tikzcd}a\end{tikzcd}$$?", r"`\begin{tikzcd}` is not known on paper"),
        (r"What is $\frac{1$?", r"`$\frac{1$` is no complete formula: it is printed as it is written"),
        (r"What is $\left( x$?", r"`$\left( x$` is no complete formula: it is printed as it is written"),
    ],
)
def test_what_paper_cannot_show_is_named(text: str, message: str) -> None:
    (found,) = unknown_math(subject(text))
    assert found.message == message
    assert found.route == ("prompt",)
    assert found.hint


def test_of_a_unit_there_is_another_way_to_write_it() -> None:
    (found,) = unknown_math(subject(r"What is $\pu{5 m}$?"))
    assert found.hint.startswith(r"A unit is `5\,\text{m/s}`.")


@pytest.mark.parametrize(
    "text",
    [
        r"What is $\frac{1}{2}x_1^2$?",
        r"What is $\ce{SO4^2-}$ in $\begin{align}a&=b\end{align}$?",
        r"What is `$\foo$` at $5 and $6?",
        r"What is $\href{a}{b}$?",  # told by `unsafe-math`
    ],
)
def test_what_is_known_or_told_otherwise_is_left(text: str) -> None:
    assert list(unknown_math(subject(text))) == []


def texts_of(finding: Finding) -> list[str]:
    return [change.text for fix in finding.fixes for change in fix.changes if isinstance(change, Replace)]


@pytest.mark.parametrize(
    ("text", "message", "offered"),
    [
        (
            "Is $ x^2 $ even?",
            "`$ x^2 $` is printed as text, with its dollar signs",
            ["Is $x^2$ even?", r"Is \$ x^2 \$ even?"],
        ),
        (
            "Is $20/€18 or 20$ dear?",
            "`$20/€18 or 20$` is printed as text, with its dollar signs",
            [r"Is \$20/€18 or 20\$ dear?"],
        ),
        (
            "What is $speed of light$?",
            "`$speed of light$` is set as a formula, and reads as words",
            [r"What is \$speed of light\$?"],
        ),
    ],
)
def test_doubtful_dollar_signs(text: str, message: str, offered: list[str]) -> None:
    (found,) = doubtful_dollars(subject(text))
    assert found.message == message
    assert texts_of(found) == offered
    assert all(list(doubtful_dollars(subject(mended))) == [] for mended in offered)


def test_a_way_to_write_money_holds_in_double_quotes_too() -> None:
    (found,) = doubtful_dollars(subject("Is $ x^2 $ even?"))
    assert found.hint == (
        r"If that is meant, write each dollar sign as `\$` (in double quotes `\\$`); "
        "a formula has no space inside at its dollar signs: `$x^2$`."
    )


def test_money_in_a_gap_is_money() -> None:
    asked = question("cloze", text="It costs {{1::$5}} or {{2::$6}}, and $ x^{{3::2}} $ more")
    (found,) = doubtful_dollars(Subject(asked, "1"))
    assert found.message == "`$ x^… $` is printed as text, with its dollar signs"
    assert found.fixes == ()
