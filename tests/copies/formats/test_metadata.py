"""What formats say of a book beside its text: title, author, language, and a table of contents."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from quizgen.copies.copy import read_copy
from quizgen.copies.formats.bookmarks import read_bookmarks
from quizgen.copies.formats.extract import Metadata
from quizgen.copies.formats.metadata import read_page_metadata, tidy
from tests.copies.formats.test_epub import CONTAINER, PAGE, XHTML, read
from tests.pdfs import Words, make_pdf


@pytest.mark.parametrize(
    ("head", "metadata"),
    [
        ("<html lang='de-CH'><title>Das Öl</title>", Metadata("Das Öl", "", "de-CH")),
        ("<title>Oil &#8212; lamps 1.2 documentation</title>", Metadata("Oil")),
        (
            "<title>Oil - Oil</title><meta name=author content='A. Keeper &lt;a@b.example&gt;'>",
            Metadata("Oil", "A. Keeper"),
        ),
        ("<title>The Project Gutenberg eBook of Oil, by A. Keeper.</title>", Metadata("Oil", "A. Keeper")),
        ("<meta name='dc.title' content='Oil'><meta name='dc.language' content='French'>", Metadata("Oil", "", "fr")),
        ("<title>Oil</title><body><div lang=el><h3 class=author>A. Keeper</h3>", Metadata("Oil", "A. Keeper", "el")),
        ("<p>nothing at all", Metadata()),
    ],
)
def test_a_web_page(head: str, metadata: Metadata) -> None:
    assert read_page_metadata(head) == metadata


def test_what_programs_write_where_nobody_does_is_left_out() -> None:
    assert tidy("Microsoft Word - oil.docx", "Unknown", "und") == Metadata()
    assert tidy("untitled", "[FAMILY Given]", "no language") == Metadata()
    assert tidy("oil.tex", "Keeper, A., 1850-1911", "en_GB.UTF-8") == Metadata("", "Keeper, A.", "en-GB")


NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
    '<nav epub:type="toc"><ol><li><a href="one.xhtml">The <i>Lamp</i></a><ol><li><a href="one.xhtml#oil">Oil</a></li>'
    '</ol></li><li><a href="two.xhtml">The Clock</a></li><li><a href="gone.xhtml">Gone</a></li></ol></nav></body>'
    "</html>"
)
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>The Lamp</text></navLabel>'
    '<content src="one.xhtml"/><navPoint><navLabel><text>Oil</text></navLabel><content src="one.xhtml#oil"/></navPoint>'
    '</navPoint><navPoint><navLabel><text>The Clock</text></navLabel><content src="two.xhtml"/></navPoint></navMap>'
    "</ncx>"
)


@pytest.mark.parametrize(
    ("item", "contents"),
    [
        (f'<item id="n" href="n.xhtml" media-type="{XHTML}" properties="nav"/>', NAV),
        ('<item id="n" href="n.xhtml" media-type="application/x-dtbncx+xml"/>', NCX),
    ],
    ids=["navigation document", "NCX"],
)
def test_an_epub(item: str, contents: str, tmp_path: Path) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        '<dc:title>Oil</dc:title><dc:creator id="a">A. Keeper</dc:creator><dc:creator id="b">B. Wick</dc:creator>'
        '<dc:contributor id="c">C. Glass</dc:contributor><dc:language>fr</dc:language>'
        '<meta refines="#a" property="role">aut</meta><meta refines="#b" property="role">ill</meta>'
        '<meta refines="#c" property="role">trl</meta></metadata><manifest>'
        f'<item id="one" href="one.xhtml" media-type="{XHTML}"/><item id="two" href="two.xhtml" media-type="{XHTML}"/>'
        f'{item}</manifest><spine><itemref idref="one"/><itemref idref="two"/></spine></package>'
    )
    copy = read(
        tmp_path,
        {
            "META-INF/container.xml": CONTAINER,
            "a/book.opf": package,
            "a/n.xhtml": contents,
            "a/one.xhtml": PAGE.format("<h2>I</h2><p>one</p><h3 id='oil'>Oil</h3><p>two</p>"),
            "a/two.xhtml": PAGE.format("<h2>II</h2><p>three</p>"),
        },
    )
    assert copy.metadata == Metadata("Oil", "A. Keeper", "fr", "C. Glass")
    assert [(copy.lines[each.index], each.level, each.title) for each in copy.contents] == [
        ("I", 1, "The Lamp"),
        ("Oil", 2, "Oil"),
        ("II", 1, "The Clock"),
    ]


class _Bookmark:
    """A bookmark as pypdfium2 gives it."""

    def __init__(self, title: str, level: int, page: int | None) -> None:
        self.level = level
        self._title, self._page = title, page

    def get_title(self) -> str:
        return self._title

    def get_dest(self) -> _Bookmark | None:
        return None if self._page is None else self

    def get_index(self) -> int | None:
        return self._page


class _Document:
    def __init__(self, *bookmarks: _Bookmark) -> None:
        self._bookmarks = bookmarks

    def get_toc(self) -> tuple[_Bookmark, ...]:
        return self._bookmarks


def test_bookmarks_lead_to_the_lines_that_print_their_titles() -> None:
    lines = ["\fChapter 1", "The Lamp", "", "1.1 Oil and", "Fish", "text", "\fThe Lamp 2", "text", "1.2 Glass", "\fend"]
    document = _Document(
        _Bookmark("The Lamp", 0, 0),
        _Bookmark("Oil and  Fish", 1, 0),
        _Bookmark("Glass", 1, 1),
        _Bookmark("Not printed", 0, 2),
        _Bookmark("No page", 0, None),
        _Bookmark("Beyond", 0, 9),
    )
    entries, printed = read_bookmarks(document, lines, [0, 6, 9, len(lines)])
    assert [(each.index, each.level, each.title) for each in entries] == [
        (0, 1, "The Lamp"),
        (3, 2, "Oil and Fish"),
        (8, 2, "Glass"),
        (9, 1, "Not printed"),
    ]
    assert printed == {0: 1, 1: 1, 3: 2, 4: 2, 8: 2}


def test_a_pdf_without_bookmarks_and_metadata(tmp_path: Path) -> None:
    data = make_pdf([[Words(100, 700, "The keeper wound the clock at dusk, and the oil burned all night.")]])
    assert list(pypdfium2.PdfDocument(BytesIO(data)).get_toc()) == []
    (tmp_path / "book.pdf").write_bytes(data)
    copy, _ = read_copy(tmp_path / "book.pdf")
    assert copy is not None
    assert (copy.metadata, copy.contents, copy.headings) == (Metadata(), (), {})
