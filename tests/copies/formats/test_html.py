"""Of a web page, what its reader sees as the book's text is read, paragraph by paragraph."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from quizgen.copies.copy import Copy, read_copy
from quizgen.copies.formats.extract import MAX_FILES, Fault
from quizgen.copies.formats.html import find_pages, natural_key
from quizgen.copies.formats.web_page import read_blocks


def paragraphs(markup: str) -> list[str]:
    blocks = read_blocks(f"<html><head><title>The Year</title></head><body>{markup}</body></html>")
    assert not isinstance(blocks, Fault)
    return [block.text for block in blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One</p><p>two\n  three</p>", ["One", "two three"]),
        ("<div>One<div>two</div>three</div>", ["One", "two", "three"]),
        ("loose <b>words</b><p>and more", ["loose words", "and more"]),
        ("one<br>line<br/>three", ["one line three"]),
        ("one<br><br>two<br>\n&nbsp;<br>three", ["one", "two", "three"]),
        ("<ul><li>oil<li>glass</ul>", ["oil", "glass"]),
        ("<table><tr><td>Oil</td><td>4</td></tr><tr><td>Glass<td>16</table>", ["Oil | 4", "Glass | 16"]),
        ("<table><tr><td><p>One</p><p>two</p></td></tr></table>", ["One", "two"]),
        ("<pre>one\ntwo\n\nthree</pre>four", ["one two", "three", "four"]),
        ("<p>in<!-- no -->side<?no php?> it</p>", ["inside it"]),
        ("<p>light&shy;house&#8203;s &amp; caf&eacute; &#x263A;</p>", ["lighthouses & café ☺"]),
        ("<p>one <i>two</i>, <b>t</b>hree</p>", ["one two, three"]),
        ("<p>水门\n  会开，\n退潮 1904\n年</p>", ["水门会开，退潮 1904 年"]),
        ("<p>\x00\x01bell\x07</p>", ["bell"]),
    ],
)
def test_paragraphs(markup: str, expected: list[str]) -> None:
    assert paragraphs(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<script>no</script>", "<style>no</style>", "<nav><p>no</p></nav>", "<template>no</template>",
        "<p hidden>no</p>", '<div style="color: red; display : NONE"><p>no</p></div>',
        '<p style="visibility:hidden">no</p>', '<div role="navigation">no</div>', '<img alt="no">',
        "<noscript>no</noscript>", "<select><option>no</option></select>", "<svg><text>no</text></svg>",
        '<span class="pagenum">[12]</span>', '<a id="page_xii">xii</a>', '<span epub:type="pagebreak" title="9"/>',
        '<aside epub:type="footnote"><p>no</p></aside>', '<div role="doc-endnotes">no</div>',
        '<div class="footnotes"><p>no</p></div>', "<textarea>no</textarea>", "<ruby><rt>no</rt></ruby>",
    ],
)  # fmt: skip
def test_what_is_no_text(markup: str) -> None:
    assert paragraphs(f"<p>One</p>{markup}<p>two</p>") == ["One", "two"]
    assert "no" not in " ".join(paragraphs(f"<p>One {markup} two</p>"))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("the lamp<sup>12</sup>.", "the lamp."),
        ("the lamp.<sup>*</sup> It", "the lamp. It"),
        ('the lamp<sup><a href="#n1">a</a></sup> burns', "the lamp burns"),
        ('the lamp<a href="notes.html#n1">[1]</a> burns', "the lamp burns"),
        ('the lamp<a epub:type="noteref" href="n.xhtml">i</a> burns', "the lamp burns"),
        ("10<sup>2</sup> and 5 m<sup>2</sup>", "102 and 5 m2"),
        ("the 1<sup>st</sup> of M<sup>lle</sup>", "the 1st of Mlle"),
        ('see <a href="#c2">chapter 2</a> and <a href="#y">1917</a>', "see chapter 2 and 1917"),
        ("H<sub>2</sub>O", "H2O"),
        ('<img alt="T">he lamp <img alt="A"> burns', "The lamp burns"),
        ('<img alt="T"> <span class="smcap">he</span> lamp', "The lamp"),
        ('</p><div><img alt="T"></div><p>HE lamp', "THE lamp"),
        ('</p><div><img alt="T"></div><p>He lit the lamp', "He lit the lamp"),
        ('<span class="dropcap">T</span>he lamp', "The lamp"),
        ('<span class="dropcap">T</span>\n<span>HE</span> lamp', "THE lamp"),
        ('<span class="dropcap">A</span> lamp', "A lamp"),
        ('<span class="dropcap">A</span>ll lamps', "All lamps"),
        ('<span class="dropcap">I</span> <span>N</span> the night', "IN the night"),
        ('<span class="dropcap">“T</span>he lamp', "“The lamp"),
        ('</p><div class="dropcap">T</div><p>he lamp', "The lamp"),
        ('and <span class="initial">J</span> came', "and J came"),
        ('<span class="initial">J</span>', "J"),
        ("<ruby>灯<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>台", "灯台"),
    ],
)
def test_marks_of_notes_go_and_other_small_letters_stay(markup: str, expected: str) -> None:
    assert paragraphs(f"<p>{markup}</p>") == [expected]


def test_a_long_text_whose_class_is_like_a_page_mark_stays() -> None:
    assert paragraphs('<div class="page"><p>All of the text.</p></div>') == ["All of the text."]
    assert paragraphs('<p class="pages">About 12 pages</p>') == ["About 12 pages"]


def test_headings_are_marked(tmp_path: Path) -> None:
    copy = read(tmp_path, b"<h1>The <i>Lamp</i></h1><p>One</p><h2 hidden>no</h2><p>two</p><h3>Glass</h3>")
    assert copy.lines == ("The Lamp", "One", "two", "Glass")
    assert copy.headings == {0: 1, 3: 3}


def read(folder: Path, content: bytes, name: str = "book.html") -> Copy:
    (folder / name).write_bytes(content)
    copy, diagnostics = read_copy(folder / name)
    assert copy is not None, diagnostics
    return copy


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"), ("", "utf-8-sig"), ("", "utf-16"), ("", "cp1252"),
        ('<meta charset="iso-8859-1">', "utf-8"), ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=macintosh">', "mac_roman"),
        ('<meta charset="zip">', "cp1252"), ('<meta charset="no-such">', "cp1252"),
    ],
)  # fmt: skip
def test_encodings_declared_rightly_and_wrongly(tmp_path: Path, head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body>" + "<p>“Café” – naïve</p>" * 9 + "</body></html>"
    assert set(read(tmp_path, page.encode(encoding)).lines) == {"“Café” – naïve"}


# --- what stands around the text --------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        '<ul class="docnav"><li class="next"><a href="b.html"><b>Next</b>4.3. no</a></li></ul>',
        '<div class="navheader"><table><tr><th>no</th></tr></table></div>', '<div class="related"><h3>no</h3></div>',
        '<div class="sphinxsidebar"><h3>no</h3><ul><li>no</li></ul></div>', '<div role="search">no</div>',
        '<div class="footer" role="contentinfo">no</div>', '<section epub:type="colophon"><p>no</p></section>',
        '<section epub:type="copyright-page"><p>no</p></section>', '<section epub:type="titlepage">no</section>',
        '<div class="theme-edit-this-page other">no</div>', '<div id="pg-header">no</div>',
        '<p><a accesskey="p" href="a.html">no</a> | <a accesskey="u" href="b.html">Up</a></p>',
        '<p>Next: <a rel="next" href="a.html">no other lamp</a></p>',
        '<p><a href="#a">no</a></p><p><a href="#b">no</a></p><p><a href="#c">no</a></p>', "<footer>no</footer>",
    ],
)  # fmt: skip
def test_what_a_tool_puts_around_the_text(markup: str) -> None:
    assert paragraphs(f"<p>One</p>{markup}<p>two</p>") == ["One", "two"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p>See <a href="#x">the lamp</a> for <a href="#y">oil</a>.</p>', ["See the lamp for oil."]),
        ('<p>a</p><p><a href="https://example.org/a">A book</a></p>', ["a", "A book"]),
        ('<p>a</p><p><a href="x.html">Oil</a></p><p>b</p>', ["a", "Oil", "b"]),
        ('<h2><a href="#toc">The lamp</a></h2><p>a</p>', ["The lamp", "a"]),
        ('<p><a href="x.html">Download it</a></p><h2>The lamp</h2><p>a</p>', ["The lamp", "a"]),
        ('<p>a</p><a href="#x"><p>b</p><p>c</p><p>d</p><p>e</p>', ["a", "b", "c", "d", "e"]),
        ("<blockquote>a<footer>A. Quist</footer></blockquote>", ["a", "A. Quist"]),
        ('<h2>Oil<a class="headerlink" href="#oil">¶</a></h2><p>a</p>', ["Oil", "a"]),
        ('<div class="titlepage"><h2>Oil</h2></div><p>a</p>', ["Oil", "a"]),
        ("<div>site</div><main><p>the text of it</p></main><div>more</div>", ["the text of it"]),
        ("<p>the text of the page</p><main><p>a</p></main>", ["the text of the page", "a"]),
        (f'<div class="page-wrapper">{" " * 50}<p>a</p></div>', ["a"]),
    ],
)
def test_links_in_the_text_and_around_it(markup: str, expected: list[str]) -> None:
    assert paragraphs(markup) == expected


# --- a folder of pages ------------------------------------------------------------------------


def pages(folder: Path, **contents: str) -> Path:
    folder.mkdir()
    for name, content in contents.items():
        file = folder / f"{name.replace('__', '/')}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"<p>{content}</p>")
    return folder


def lines(folder: Path) -> tuple[str, ...]:
    copy, diagnostics = read_copy(folder)
    assert copy is not None, diagnostics
    return copy.lines


def test_pages_in_the_natural_order_of_their_names(tmp_path: Path) -> None:
    folder = pages(tmp_path / "book", ch10="ten", ch2="two", ch1="one", Intro="zero")
    (folder / "notes.txt").write_text("no")
    assert lines(folder) == ("one", "two", "ten", "zero")
    assert natural_key("9" * 30) > natural_key("1")


def test_pages_in_the_order_of_the_index(tmp_path: Path) -> None:
    links = (
        '<a href="ch2.html#a">2</a><a href="./sub/ch%201.html">1</a><a href="ch2.html">again</a>'
        '<a href="https://example.org/ch3.html">no</a><a href="http://[">no</a><a href="gone.html">no</a>'
    )
    folder = pages(tmp_path / "book", index=links, ch2="two", ch3="left out", **{"sub__ch 1": "one"})
    assert lines(folder)[1:] == ("two", "one")


def test_pages_in_the_order_in_which_each_names_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    order = ("index", "zebra", "apple", "print")
    for name, following in zip(order, (*order[1:], "index"), strict=True):
        link = f'<link rel="next" href="{following}.de.html"/>'
        (folder / f"{name}.de.html").write_text(f"<html><head>{link}</head><body><p>{name}</p></body></html>")
    (folder / "search.html").write_text("<p>no</p>")
    assert lines(folder) == order
    (folder / "apple.de.html").write_text((folder / "zebra.de.html").read_text().replace("apple", "print"))
    assert lines(folder) == ("index", "zebra", "print"), "a page that is there twice is read once"


def test_pages_that_a_tool_makes_beside_the_book_are_left_out(tmp_path: Path) -> None:
    folder = pages(tmp_path / "book", one="one", two="two", search="no", genindex="no", print="no")
    assert lines(folder) == ("one", "two")


@pytest.mark.parametrize("by", ["a link", "a symbolic link"])
def test_no_page_outside_of_the_folder_is_read(tmp_path: Path, by: str) -> None:
    (tmp_path / "secret.html").write_text("<p>secret</p>")
    escape = "../secret.html" if by == "a link" else "c.html"
    index = "".join(
        f'<a href="{name}">x</a>' for name in (escape, "..%2Fsecret.html", "/etc/passwd", "a.html", "b.html")
    )
    folder = pages(tmp_path / "book", index=index, a="one", b="two")
    if by == "a symbolic link":
        (folder / "c.html").symlink_to(tmp_path / "secret.html")
    assert lines(folder)[-2:] == ("one", "two")
    assert "secret" not in lines(folder)


def test_a_folder_without_pages_and_one_with_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    copy, (diagnostic,) = read_copy(tmp_path / "empty")
    assert copy is None
    assert (diagnostic.code, diagnostic.message) == ("copy-empty", "this folder has no web pages")
    monkeypatch.setattr("quizgen.copies.formats.html.MAX_FILES", 1)
    folder = pages(tmp_path / "book", a="one", b="two")
    found = find_pages(folder)
    assert isinstance(found, Fault)
    assert found.code == "copy-too-large"
    assert MAX_FILES > 100


# --- hostile pages ----------------------------------------------------------------------------


def test_deep_nesting_is_read_or_told(tmp_path: Path) -> None:
    def nested(depth: int) -> bytes:
        return b"<html><body>" + b"<div>x" * depth + b"</div>" * depth + b"<p>the end</p></body></html>"

    assert read(tmp_path, nested(1500)).lines[-1] == "the end"
    (tmp_path / "deep.html").write_bytes(nested(200_000))
    copy, (diagnostic,) = read_copy(tmp_path / "deep.html")
    assert copy is None
    assert diagnostic.code == "copy-damaged"
    assert "nested" in diagnostic.message


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><html><p>text &b;</p></html>',
        '<!DOCTYPE html SYSTEM "file:///etc/passwd"><html><p>text</p></html>',
        '<html><head><base href="http://127.0.0.1:9/"></head><p>text<iframe src="file:///etc/passwd"></iframe></p></html>',
    ],
)
def test_nothing_is_fetched_and_no_entity_expanded(tmp_path: Path, markup: str) -> None:
    *_, line = read(tmp_path, markup.encode()).lines
    assert line.startswith("text")
    assert "haha" not in line
    assert "root" not in line


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "&amp;&lt", "<b>", "</p>", "<p x='", "<![CDATA[", "<?", "\x00<", "<table>"]
)
def test_endless_repetition_takes_little_time(piece: str) -> None:
    began = time.monotonic()
    read_blocks("<p>text</p>" + piece * 40_000)
    assert time.monotonic() - began < 5


def test_a_page_without_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "app.html").write_text("<html><body><div id=app></div><script>run()</script></body></html>")
    copy, (diagnostic,) = read_copy(tmp_path / "app.html")
    assert copy is None
    assert diagnostic.code == "copy-empty"
    assert "script" in diagnostic.hint
