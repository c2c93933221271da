"""An EPUB is read in the order of its spine, and nothing else in its archive does harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from quizgen.copies.copy import Copy, read_copy
from quizgen.model.diagnostics import Diagnostic, Severity

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><a id="x"/>{}</body></html>'
XHTML = "application/xhtml+xml"


def package(*items: tuple[str, str, str], spine: str) -> str:
    rows = "".join(f'<item id="{key}" href="{href}" media-type="{kind}"/>' for key, href, kind in items)
    return f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{rows}</manifest><spine>{spine}</spine></package>'


def plain_book() -> dict[str, str | bytes]:
    """Two pages, which the spine has in another order than the archive."""
    items = (("one", "text/one.xhtml", XHTML), ("two", "text/t%20wo.xhtml", XHTML), ("css", "s.css", "text/css"))
    return {
        "META-INF/container.xml": CONTAINER,
        "a/book.opf": package(*items, spine='<itemref idref="one"/><itemref idref="two"/><itemref idref="css"/>'),
        "a/text/t wo.xhtml": PAGE.format("<h1>Two</h1><p>two &nbsp;&mdash; 2</p>"),
        "a/text/one.xhtml": PAGE.format("<p>one</p>"),
        "a/s.css": "p { color: red }",
    }


def write(folder: Path, members: dict[str, str | bytes]) -> Path:
    file = folder / "book.epub"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def read(folder: Path, members: dict[str, str | bytes]) -> Copy:
    copy, diagnostics = read_copy(write(folder, members))
    assert copy is not None, diagnostics
    return copy


def fault(file: Path) -> Diagnostic:
    copy, (diagnostic,) = read_copy(file)
    assert copy is None
    assert diagnostic.hint
    return diagnostic


def test_the_order_of_the_spine(tmp_path: Path) -> None:
    copy = read(tmp_path, plain_book())
    assert copy.lines == ("one", "Two", "two — 2")
    assert copy.headings == {1: 1}


def test_pages_outside_of_the_running_text_are_left_out(tmp_path: Path) -> None:
    items = [(name, f"{name}.xhtml", XHTML) for name in ("one", "note", "nav")]
    spine = '<itemref idref="nav"/><itemref idref="one"/><itemref idref="note" linear="no"/><itemref idref="one"/>'
    opf = package(*items, spine=spine).replace('id="nav"', 'id="nav" properties="scripted nav"')
    pages: dict[str, str | bytes] = {
        f"a/{name}.xhtml": PAGE.format(f"<p>{name}</p>") for name in ("one", "note", "nav")
    }
    assert read(tmp_path, {"META-INF/container.xml": CONTAINER, "a/book.opf": opf, **pages}).lines == ("one",)


def test_a_package_without_container_or_at_the_top(tmp_path: Path) -> None:
    book = plain_book()
    del book["META-INF/container.xml"]
    assert len(read(tmp_path, book).lines) == 3
    top = {name.removeprefix("a/"): content for name, content in plain_book().items()}
    top["META-INF/container.xml"] = CONTAINER.replace("a/book.opf", "book.opf")
    assert len(read(tmp_path, top).lines) == 3


def test_pages_that_are_not_well_formed(tmp_path: Path) -> None:
    book = plain_book() | {"a/text/one.xhtml": "<html><body><p>one <b>and<p>1 < 2 & 3 &foo; <script src='x'/><p>end"}
    assert read(tmp_path, book).lines[:3] == ("one and", "1 < 2 & 3 &foo;", "end")


ENCRYPTED = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="a/text/one.xhtml"/>'
    "</enc:CipherData></enc:EncryptedData></encryption>"
)


def test_protected_books_are_told_and_scrambled_fonts_are_no_protection(tmp_path: Path) -> None:
    name = "META-INF/encryption.xml"
    locked = ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")
    assert fault(write(tmp_path, plain_book() | {name: locked})).code == "copy-encrypted"
    fonts = ENCRYPTED.format("http://www.idpf.org/2008/embedding")
    assert len(read(tmp_path, plain_book() | {name: fonts}).lines) == 3
    file = write(tmp_path, plain_book())
    file.write_bytes(file.read_bytes().replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"))
    assert fault(file).code == "copy-encrypted"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off(tmp_path: Path, share: float) -> None:
    file = write(tmp_path, plain_book())
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
    assert fault(file).code == "copy-damaged"


@pytest.mark.parametrize(
    "change",
    [
        {"a/book.opf": "<package"},
        {"a/book.opf": ""},
        {"a/book.opf": package(spine='<itemref idref="one"/>')},
        {"a/book.opf": package(("one", "gone.xhtml", XHTML), spine='<itemref idref="one"/>')},
        {"a/book.opf": package(("one", "../../../etc/passwd", XHTML), spine='<itemref idref="one"/>')},
        {"a/book.opf": package(("one", "file:///etc/passwd", XHTML), spine='<itemref idref="one"/>')},
        {"META-INF/container.xml": CONTAINER.replace("a/book.opf", "../../etc/passwd")},
    ],
)
def test_damaged_packages(tmp_path: Path, change: dict[str, str | bytes]) -> None:
    diagnostic = fault(write(tmp_path, plain_book() | change))
    assert diagnostic.code == "copy-damaged"
    assert "root:" not in diagnostic.message


def doubt(folder: Path, members: dict[str, str | bytes]) -> tuple[Copy, Diagnostic]:
    copy, (diagnostic,) = read_copy(write(folder, members))
    assert copy is not None
    assert (diagnostic.code, diagnostic.severity) == ("copy-damaged", Severity.WARNING)
    return copy, diagnostic


def test_a_page_that_is_missing_or_no_text_leaves_the_others(tmp_path: Path) -> None:
    book = plain_book()
    del book["a/text/one.xhtml"]
    copy, diagnostic = doubt(tmp_path, book)
    assert copy.lines == ("Two", "two — 2")
    assert diagnostic.message == "1 of the 2 pages of this EPUB are missing, or are no text: one.xhtml"
    copy, diagnostic = doubt(tmp_path, plain_book() | {"a/text/one.xhtml": bytes(range(256)) * 20})
    assert copy.lines == ("Two", "two — 2")
    assert "one.xhtml" in diagnostic.message


@pytest.mark.parametrize("name", ["A/Text/ONE.xhtml", "a/text/o%6ee.xhtml"])
def test_a_page_under_a_name_that_is_written_otherwise_is_read(tmp_path: Path, name: str) -> None:
    book = plain_book()
    book[name] = book.pop("a/text/one.xhtml")
    copy, diagnostic = doubt(tmp_path, book)
    assert copy.lines == ("one", "Two", "two — 2")
    assert diagnostic.message == "1 of the 2 pages of this EPUB have other names in its archive: one.xhtml"


def test_pages_that_the_guide_says_are_around_the_text_are_left_out(tmp_path: Path) -> None:
    def lines(kind: str, text: str) -> tuple[str, ...]:
        guide = f'<guide><reference type="{kind}" href="text/one.xhtml"/></guide></package>'
        opf = str(plain_book()["a/book.opf"]).replace("</package>", guide)
        return read(tmp_path, plain_book() | {"a/book.opf": opf, "a/text/one.xhtml": PAGE.format(text)}).lines

    for kind in ("cover", "title-page", "copyright-page"):
        assert lines(kind, "<p>one</p>") == ("Two", "two — 2")
    assert lines("text", "<p>one</p>")[0] == "one"
    assert len(lines("cover", "<p>one</p>" * 2000)) == 2002, "a page that has the text too"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">'
    bomb += "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"
    book = plain_book()
    book["a/book.opf"] = bomb + str(book["a/book.opf"]).replace("text/one", "&f;&j;text/one")
    assert read(tmp_path, book).lines[-1] == "two — 2"
    book = plain_book() | {"a/text/one.xhtml": bomb + PAGE.format("<p>one &j; &f;</p>")}
    text = " ".join(read(tmp_path, book).lines)
    assert "haha" not in text
    assert "root:" not in text


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    million = b"<p>ha</p>" * 120_000
    book = plain_book() | {"a/text/one.xhtml": million * 60}
    assert (tmp_path / write(tmp_path, book)).stat().st_size < 1_000_000
    diagnostic = fault(tmp_path / "book.epub")
    assert diagnostic.code == "copy-too-large"
    assert "50 MB" in diagnostic.message


def test_an_archive_with_too_many_files(tmp_path: Path) -> None:
    many: dict[str, str | bytes] = {f"a/{number}": b"" for number in range(5100)}
    assert fault(write(tmp_path, plain_book() | many)).code == "copy-too-large"
