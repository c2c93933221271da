"""Markdown and math become HTML of ours alone; everything else is text."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.kinds import response_of
from quizgen.kinds.formulas import find_refused
from quizgen.kinds.response import Fill
from quizgen.outputs.markup import block, block_for_anki, gapped, inline, inline_for_anki, plain
from tests.samples import question


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("*a* **b** `c`", "<em>a</em> <strong>b</strong> <code>c</code>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("[a](https://example.org)", '<a href="https://example.org">a</a>'),
        ("<https://example.org>", '<a href="https://example.org">https://example.org</a>'),
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
    cloze = response_of(question("cloze", text=text))
    assert isinstance(cloze, Fill)
    assert [deletion.words for deletion in cloze.deletions] == words
    assert len(gapped(cloze)) == 2 * len(words) + 1


# --- what MathJax sees on a card ---

MATH = re.compile(r'<(span|div) class="math \w+">(?!<code>)(.*?)</\1>', re.DOTALL)
DELIMITER = re.compile(r"\\(?:[(\[]|begin\s*\{)")


def seen_outside(html: str) -> list[str]:
    """The beginnings of formulas in texts that are none of ours; MathJax puts nothing together over a tag."""
    texts = map(unescape, re.split(r"<[^>]*>", MATH.sub("<math>", html)))
    return [found for text in texts for found in DELIMITER.findall(text)]


@pytest.mark.parametrize(
    "text",
    [
        r"\\(\\href{javascript:alert(1)}{x}\\)",
        r"\\[\\style{background:url(//x)}{x}\\]",
        r"`\(\href{javascript:alert(1)}{x}\)`",
        "~~~\n\\[x\\]\n~~~",
        r"&#92;(x&#92;)",
        r"&bsol;&lbrack;x",
        r"![\\(x\\)](a.png)",
        r"\\begin{align}\\href{javascript:a}{x}\\end{align}",
        r"*a*\\(x\\)*b*",
        "\\\\\0(x",
        r"$\href{a}{\(x\)}$",
    ],
)
def test_what_is_no_math_of_ours_is_none_to_mathjax(text: str) -> None:
    for render, shown in ((inline_for_anki, inline), (block_for_anki, block)):
        html = render(text)
        assert seen_outside(html) == []
        assert html.replace("\u2060", "") == shown(text), "and looks as it does on paper"


def test_only_where_it_has_to_the_mark_without_width_is_put() -> None:
    assert inline_for_anki(r"a \\ b \\{ `\frac{a}` $a\\[2pt] \{b\}$ (x)") == (
        r"a \ b \{ <code>\frac{a}</code> "
        r'<span class="math inline">\(a\\[2pt] \{b\}\)</span> (x)'
    )


PIECES = [*"a$\\{}()[]*`&#92; \n~", "\\\\(", "\\[", "&#92;", "\\href{a}", "\\begin{", "\0"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_of_any_text_mathjax_sees_our_formulas_alone(text: str) -> None:
    for render in (inline_for_anki, block_for_anki):
        html = render(text)
        assert seen_outside(html) == []
        assert "\0" not in html or "\0" in text
        assert not any(find_refused(unescape(found[2])) for found in MATH.finditer(html))


REFUSED = [
    r"\href{javascript:alert(1)}{x}",
    r"\style{background:url(//x)}{x}",
    r"\class{options}{x}",
    r"\cssId{qa}{x}",
    r"\data{a=b}{x}",
    r"\require{html}",
    r"\mmlToken{mi}[href='javascript:alert(1)']{x}",
    r"\bbox[background:url(//x)]{x}",
    r"\fcolorbox{red;background:url(//x)}{white}{x}",
    r"\unicode[a;background:url(//x)]{120}",
    r"\let\x\href \x{javascript:alert(1)}{x}",
    r"\def\a{\a\a}\a",
    r"\newcommand{\a}{\b\b}",
    r"\DeclareMathOperator{\a}{a}",
    "{{{ % a comment\n\\href{a}{x}}}}",
    r"\verb\a\\href{a}{x}",
    r"\text{a $\href{a}{x}$}",
]
"""Commands by which a formula reaches out, or becomes another."""


@pytest.mark.parametrize("tex", REFUSED)
def test_a_formula_that_reaches_out_is_shown_as_it_is_written(tex: str) -> None:
    for render in (inline, block, inline_for_anki, block_for_anki):
        html = render(f"a ${tex}$ b")
        assert "<code>" in html
        assert r"\(" not in html
        assert "<math" not in html
    assert plain(f"a ${tex}$ b").replace("$", "") == " ".join(f"a {tex} b".replace("$", "").split())


def test_definitions_of_one_another_are_not_followed() -> None:
    """Thirty of them, each twice the one before, are a thousand million letters."""
    names = "abcdefghijklmnopqrstuvwxyzABCDE"
    laughs = "".join(rf"\def\{name}{{\{of}\{of}}}" for of, name in pairwise(names))
    assert inline(rf"${laughs}\E$").startswith('<span class="math inline"><code>')


@pytest.mark.parametrize(
    "tex", [r"\textstyle x", r"\database", r"\hrefs", r"\color{red}{x}", r"\boxed{x}", r"\ce{H2O}"]
)
def test_other_commands_are_left_to_mathjax(tex: str) -> None:
    assert rf"\({tex}\)" in inline_for_anki(f"${tex}$")
