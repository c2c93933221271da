"""Markdown and math become HTML of ours alone; everything else is text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.outputs.markup import block, gapped, inline, inline_for_anki
from tests.samples import question


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("*a* **b** `c`", "<em>a</em> <strong>b</strong> <code>c</code>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("[a](https://example.org)", '<a href="https://example.org">a</a>'),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("it costs $5 and $6", "it costs $5 and $6"),
        ("from $5-$6", "from $5-$6"),
        (r"\$x$", "$x$"),
    ],
)
def test_inline(text: str, html: str) -> None:
    assert inline(text) == html


def test_blocks() -> None:
    assert block("one") == "<p>one</p>"
    assert "<li>a</li>" in block("- a\n- b")


def test_math_on_pages_is_mathml() -> None:
    html = inline(r"so $\frac{1}{2^{n}}$ falls")
    assert '<math display="inline">' in html
    assert "<mfrac>" in html
    assert "http" not in html
    assert '<math display="block">' in block("$$x^2$$")


def test_math_in_anki_is_for_mathjax() -> None:
    assert r"\(\frac{a}{b}\)" in inline_for_anki(r"so $\frac{a}{b}$")
    assert r"\(\displaystyle x &lt; y\)" in inline_for_anki("$$x < y$$")


@pytest.mark.parametrize(
    "tex",
    [r"\frac{", "^", r"\text{<img src=x onerror=alert(1)>}", "<script>alert(1)</script>", r"\href{javascript:a}{b}"],
)
def test_math_that_is_none_runs_nothing(tex: str) -> None:
    html = inline(f"a ${tex}$ b")
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html or "<code>" in html or "&" in html


@given(st.text(alphabet=st.sampled_from("ab$\\{}^_<>&\"'()[]*` \n"), max_size=30))
def test_any_text_gives_only_tags_of_ours(text: str) -> None:
    allowed = {
        "p", "em", "strong", "code", "pre", "a", "ul", "ol", "li", "blockquote", "br", "hr", "h1", "h2", "span", "div",
    }  # fmt: skip
    for render in (inline, block, inline_for_anki):
        tags = set(re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", render(text)))
        assert all(tag in allowed or tag == "math" or tag.startswith("m") for tag in tags), tags


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"It is {{1::$\frac{1}{2^{n}}$}} here", [r"$\frac{1}{2^{n}}$"]),
        ("{{a}} and {{b}}", ["a", "b"]),
        ("{{1::$5}} or {{2::$6::how much?}}", ["$5", "$6"]),
        ("{{1::a::b}}{{2::c}}", ["a", "c"]),
        (r"{{1::$x::y$}} z", ["$x::y$"]),
    ],
)
def test_deletions_with_math(text: str, words: list[str]) -> None:
    cloze = question("cloze", text=text)
    assert [deletion.words for deletion in cloze.deletions] == words  # type: ignore[union-attr] # it is a cloze
    assert len(gapped(cloze)) == 2 * len(words) + 1  # type: ignore[arg-type]
