"""Long words of a text get soft hyphens where its language divides them."""

from __future__ import annotations

import pytest

from quizgen.outputs.hyphenation import hyphenate


@pytest.mark.parametrize(
    ("language", "html", "wanted"),
    [
        ("en", "a misunderstanding", "a mis|un|der|stand|ing"),
        ("en", "the government’s plan", "the gov|ern|ment’s plan"),
        ("de", "Donaudampfschifffahrt", "Donau|dampf|schiff|fahrt"),
        ("de-AT", "Donaudampfschifffahrt", "Donau|dampf|schiff|fahrt"),
        ("ru", "революционный", "рево|лю|ци|он|ный"),
        ("en", "eight letters do not count", "eight letters do not count"),
        ("he", "misunderstanding", "misunderstanding"),
        ("", "misunderstanding", "misunderstanding"),
        ("en", "self-misunderstanding", "self-mis|un|der|stand|ing"),
        ("en", "<table class=wide><tr><td>lantern</td></tr></table> lantern", None),
    ],
)
def test_words_are_divided_by_the_rules_of_their_language(language: str, html: str, wanted: str | None) -> None:
    wanted = wanted or "<table class=wide><tr><td>lan|tern</td></tr></table> lantern"
    assert hyphenate(html, language).replace("\u00ad", "|") == wanted


@pytest.mark.parametrize(
    "html",
    [
        "<code>misunderstanding</code>",
        "<pre><code><span>misunderstanding(misunderstanding)</span></code></pre>",
        "<math><mi>misunderstanding</mi></math>",
        '<img src="media:misunderstanding.png" alt="misunderstanding">',
        "https://misunderstanding.org/misunderstanding?misunderstanding=misunderstanding#misunderstanding",
        "misunderstanding.txt",
        "mis\u00adunderstanding\u00adfurther",
    ],
)
def test_code_formulas_and_addresses_stay(html: str) -> None:
    assert hyphenate(html, "en") == html
