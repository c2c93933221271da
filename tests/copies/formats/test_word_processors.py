"""Of a word processor's document the running text is read, with the headings that its styles say."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from quizgen.copies.copy import Copy, read_copy

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def write(file: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if file.suffix == ".odt":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def docx(body: str, styles: str = "") -> dict[str, str]:
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
    }


def odt(body: str, styles: str = "") -> dict[str, str]:
    head = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return {
        "content.xml": (
            f"<office:document-content{ODF}>{head}<office:text>{body}</office:text></office:document-content>"
        )
    }


def read(file: Path, members: dict[str, str]) -> Copy:
    copy, diagnostics = read_copy(write(file, members))
    assert copy is not None, diagnostics
    return copy


def p(text: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


STYLES = """
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="My chapter"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Level"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>
"""


def test_headings_of_word_by_the_names_and_levels_of_styles(tmp_path: Path) -> None:
    outline = '<w:outlineLvl w:val="1"/>'
    plain = '<w:outlineLvl w:val="9"/>'
    rows = [p("One", "berschrift1"), p("Two", "Mine"), p("Three", "Level"), p("Four", "", outline)]
    rows += [p("text", "Loop"), p("more text", "Mine", plain), p("Chapter One 7", "V1")]
    copy = read(tmp_path / "b.docx", docx("".join(rows), STYLES))
    assert copy.lines == ("One", "Two", "Three", "Four", "text", "more text")
    assert copy.headings == {0: 1, 1: 1, 2: 3, 3: 2}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:p><w:r><w:t>One </w:t></w:r><w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>",
         ["One two three"]),
        ("<w:p><w:r><w:t>in</w:t><w:softHyphen/><w:t>side</w:t></w:r></w:p>", ["inside"]),
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
         ["new"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t>yes</w:t></w:r></w:p>", ["yes"]),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>yes</w:t></w:r></w:p>', ["yes"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>page</w:t></w:r></w:p><w:p/>", ["page"]),
        (p("T", "", '<w:framePr w:dropCap="drop"/>') + p("he lamp burns."), ["The lamp burns."]),
        (f"<w:p><w:r><w:t>a</w:t><w:txbxContent>{p('box')}</w:txbxContent><w:t>b</w:t></w:r></w:p>", ["box", "ab"]),
        (f"<w:tbl><w:tr><w:tc>{p('Oil')}</w:tc><w:tc>{p('4')}</w:tc></w:tr></w:tbl>{p('end')}", ["Oil | 4", "end"]),
        (f"<w:tbl><w:tr><w:tc>{p('a')}{p('b')}</w:tc><w:tc>{p('c')}</w:tc></w:tr></w:tbl>", ["a", "b", "c"]),
        ("<w:p><w:r><w:t>Let </w:t></w:r><oMath><r><t>x+1</t></r></oMath><w:r><w:t> be</w:t></w:r></w:p>",
         ["Let x+1 be"]),
        (f"<w:p><w:r><w:t>a</w:t><Fallback>{p('twice')}</Fallback></w:r></w:p>", ["a"]),
    ],
)  # fmt: skip
def test_the_text_of_word(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert list(read(tmp_path / "b.docx", docx(body)).lines) == expected


NOTE = "<text:note><text:note-citation>1</text:note-citation><text:p>no</text:p></text:note>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<text:p>One<text:s text:c="2"/>two<text:tab/><text:span>th<b>re</b>e</text:span> four</text:p>',
         ["One two three four"]),
        (f"<text:p>lamp{NOTE} burns</text:p>", ["lamp burns"]),
        ("<text:table-of-content><text:p>no</text:p></text:table-of-content><text:p>yes</text:p>", ["yes"]),
        ("<text:tracked-changes><text:p>no</text:p></text:tracked-changes><text:p>yes</text:p>", ["yes"]),
        ("<text:list><text:list-item><text:p>oil</text:p></text:list-item></text:list>", ["oil"]),
        ("<text:p>a<draw:text-box><text:p>box</text:p></draw:text-box>b</text:p>", ["box", "ab"]),
        ("<table:table><table:table-row><table:table-cell><text:p>Oil</text:p></table:table-cell><table:table-cell>"
         "<text:p>4</text:p></table:table-cell></table:table-row></table:table>", ["Oil | 4"]),
    ],
)  # fmt: skip
def test_the_text_of_opendocument(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert list(read(tmp_path / "b.odt", odt(body)).lines) == expected


def test_headings_of_opendocument(tmp_path: Path) -> None:
    style = '<style:style style:name="P1" style:parent-style-name="Heading_20_2"/>'
    body = '<text:h text:outline-level="1">One</text:h><text:p text:style-name="P1">Two</text:p><text:p>text</text:p>'
    copy = read(tmp_path / "b.odt", odt(body, style))
    assert (copy.lines, copy.headings) == (("One", "Two", "text"), {0: 1, 1: 2})


def test_documents_that_are_locked_damaged_or_empty(tmp_path: Path) -> None:
    def code(file: Path) -> str:
        copy, (diagnostic,) = read_copy(file)
        assert copy is None
        assert diagnostic.hint
        return diagnostic.code

    manifest = {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    assert code(write(tmp_path / "a.odt", odt("<text:p>a</text:p>") | manifest)) == "copy-encrypted"
    assert code(write(tmp_path / "b.odt", {})) == "copy-damaged"
    assert code(write(tmp_path / "c.docx", {"[Content_Types].xml": ""})) == "copy-damaged"
    assert code(write(tmp_path / "d.docx", docx("<w:p/>"))) == "copy-empty"
    cut = write(tmp_path / "e.docx", docx(p("text")))
    cut.write_bytes(cut.read_bytes()[:-40])
    assert code(cut) == "copy-damaged"


def test_neither_bombs_nor_entities_are_unpacked(tmp_path: Path) -> None:
    copy, (diagnostic,) = read_copy(write(tmp_path / "b.docx", docx(p("ha" * 50) * 400_000)))
    assert (copy, diagnostic.code) == (None, "copy-too-large")
    bomb = '<!DOCTYPE p [<!ENTITY a "haha"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    members = docx(p("one &a; &f; two"))
    members["word/document.xml"] = bomb + members["word/document.xml"]
    text = " ".join(read(tmp_path / "c.docx", members).lines)
    assert "haha" not in text
    assert "root:" not in text
