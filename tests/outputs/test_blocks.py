"""Code, tables, lines and pictures in Markdown as HTML."""

from __future__ import annotations

import pytest

from quizgen.outputs.blocks import with_media
from quizgen.outputs.markup import block, block_for_anki, escaped, inline, plain, prose, prose_for_anki, spoken
from tests.blocks import LOOP, MANY_COLUMNS, TABLE, VERSE


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (LOOP, "<pre><code><span>for i in range(3):</span>\n<span>    print(i)</span></code></pre>"),
        ("```py\na\n\n\tb < c\n```", "<pre><code><span>a</span>\n<span></span>\n<span>\tb &lt; c</span></code></pre>"),
        ("so:\n\n    x\n      y", "<p>so:</p>\n<pre><code><span>x</span>\n<span>  y</span></code></pre>"),
        ("a\nb", "<p>a<br />\nb</p>"),
        (VERSE[:46], "<p>Tyger Tyger, burning bright,<br />\n\u00a0\u00a0In the forests</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("so `x\n  y` ends", "<p>so <code>x\n  y</code> ends</p>"),
    ],
)  # fmt: skip
def test_lines_are_kept(text: str, html: str) -> None:
    assert prose(text) == html
    assert prose_for_anki(text) == html


def test_a_text_of_one_line_is_no_block() -> None:
    assert prose("a *b*\n") == "a <em>b</em>"
    assert prose_for_anki("- a") == "- a"


def test_a_table_is_a_table_with_its_columns_aligned() -> None:
    html = block("| a | b | c | d |\n|:-|-:|:-:|--|\n| 1 | 2 | 3 | *4* |")
    assert "<table>\n<thead>" in html
    assert '<th align="left">a</th>\n<th align="right">b</th>\n<th align="center">c</th>\n<th>d</th>' in html
    assert '<td align="center">3</td>\n<td><em>4</em></td>' in html
    assert "style" not in html
    assert block_for_anki("| a |\n|-|\n| `x` |") == block("| a |\n|-|\n| `x` |")


@pytest.mark.parametrize(
    ("columns", "word", "opening"),
    [
        (3, "four", "<table>"),
        (3, "Population", '<table class="wide">'),
        (9, "four", '<table class="wide wider">'),
        (9, "Population", '<table class="wide wider widest">'),
    ],
)
def test_a_table_tells_where_its_words_do_not_fit(columns: int, word: str, opening: str) -> None:
    rows = [[f"{word} a"] * columns, ["-"] * columns, ["a b c d e f g h i j k"] * columns]
    assert block("\n".join(f"| {' | '.join(row)} |" for row in rows)).startswith(f"{opening}\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LOOP, "for i in range(3): print(i)"),
        (TABLE, "City People River Paris 2,102,650 Seine Roma 2,748,109 Tevere"),
        ("one\n  two", "one two"),
        ("![a lamp](lamp.png) burns", "burns"),
    ],
)
def test_text_without_markup_is_one_line(text: str, words: str) -> None:
    assert plain(text) == words


def test_a_picture_is_spoken_by_its_alternative_text() -> None:
    assert spoken("![a *lamp* & oil](lamp.png) burns") == "a lamp & oil burns"
    assert spoken('![<b>"x"](a.png)\n![](b.png)') == '<b>"x"'
    assert spoken(LOOP) == plain(LOOP)


def test_a_picture_has_its_address_also_in_an_attribute_and_in_json() -> None:
    html = str(inline('![a "b"](<a & b.png>)'))
    sources = {"a & b.png": "quizgen-1.png"}
    shown = '<img src="quizgen-1.png" alt="a &#34;b&#34;">'
    assert with_media(html, sources) == shown
    assert with_media(f'<li data-why="{escaped(html)}">', sources) == f'<li data-why="{escaped(shown)}">'
    assert with_media(f'<li data-why="{escaped(html)}">', {}) == '<li data-why="a &amp;#34;b&amp;#34;">'


def test_an_alternative_text_is_one_line() -> None:
    assert with_media(prose("![two\nlines](a.png)\n\nmore"), {"a.png": "b.png"}) == (
        '<p><img src="b.png" alt="two lines"></p>\n<p>more</p>'
    )


def test_many_columns_are_marked() -> None:
    assert block(MANY_COLUMNS).startswith('<table class="wide wider widest">')
