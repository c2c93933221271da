"""Make other editions from a book's clean text: a web page, an EPUB, a printed PDF, and text with wrong letters.

``python -m evals.editions_make FOLDER`` writes them for the first book, whose text is in ``QUIZGEN_LIBRARY``. They
contain the whole book, so FOLDER must not be in a repository.
"""

from __future__ import annotations

import html
import random
import re
import shutil
import sys
import textwrap
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from evals.first_book import BOOK, read_first_book
from quizgen.book.book_text import BookText, ChapterText, Part

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SEED = 1936
WRONG_LETTERS = 300
"""One letter in this many is wrong in the spoiled text, as in a scan without proofreading."""

_NOTE_EVERY = 7
_PAGE_EVERY = 5
"""Paragraphs from one footnote to the next, and from one printed page number to the next."""


def chapter_body(text: BookText, chapter: ChapterText) -> str:
    """A chapter in HTML: headings, printed page numbers inside paragraphs, and footnotes linked from the text."""
    rows = [f"<h2>{html.escape(chapter.chapter.heading)}</h2>"]
    notes: list[str] = []
    number = 0
    for part in chapter.parts:
        rows += [f"<h3>{html.escape(_section_heading(part))}</h3>"] if part.section else []
        for paragraph in part.paragraphs:
            number += 1
            written = html.escape(text.paragraph_text(paragraph))
            if number % _NOTE_EVERY == 0:
                notes.append(f"See the note on paragraph {number} of this chapter.")
                mark = f'<sup><a href="#n{chapter.chapter.key}-{len(notes)}">{len(notes)}</a></sup>'
                written = re.sub(r"(?<=\w)(?=[.,;] )", mark, written, count=1)
            if number % _PAGE_EVERY == 0:
                written = written.replace(" ", f' <span class="pagenum">[{number}]</span>', 1)
            rows.append(f"<p>{written}</p>")
    if notes:
        rows.append("<h4>Notes</h4>")
        rows += [
            f'<p class="footnote" id="n{chapter.chapter.key}-{index}">{index}. {note}</p>'
            for index, note in enumerate(notes, 1)
        ]
    return "\n".join(rows)


def _section_heading(part: Part) -> str:
    assert part.section is not None
    return f"{part.section.number}. {part.section.title}" if part.section.number else part.section.title


def write_html(text: BookText) -> str:
    """One web page, with a list of contents and navigation."""
    chapters = text.chapters.values()
    links = "".join(
        f'<li><a href="#c{each.chapter.key}">{html.escape(each.chapter.heading)}</a></li>' for each in chapters
    )
    bodies = "\n".join(
        f'<div id="c{each.chapter.key}">{chapter_body(text, each)}<p><a href="#top">Back to the top</a></p></div>'
        for each in chapters
    )
    title = html.escape(text.book.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{text.book.language}"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>p { text-indent: 1em }</style><script>document.title += '!'</script></head>\n"
        f'<body id="top"><nav><ul>{links}</ul></nav><h1>{title}</h1>\n{bodies}</body></html>\n'
    )


def write_epub(text: BookText) -> bytes:
    """An EPUB 3 with one file per chapter, stored in the archive out of reading order."""
    names = {each.chapter.key: f"c{number:02}.xhtml" for number, each in enumerate(text.chapters.values(), 1)}
    manifest = "".join(
        f'<item id="i{key}" href="text/{name}" media-type="application/xhtml+xml"/>' for key, name in names.items()
    )
    spine = "".join(f'<itemref idref="i{key}"/>' for key in names)
    title = html.escape(text.book.title)
    links = "".join(
        f'<li><a href="text/{names[each.chapter.key]}">{html.escape(each.chapter.heading)}</a></li>'
        for each in text.chapters.values()
    )
    files = {
        "META-INF/container.xml": (
            '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
            "</container>"
        ),
        "OEBPS/book.opf": (
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">made</dc:identifier>'
            f"<dc:title>{title}</dc:title><dc:language>{text.book.language}</dc:language></metadata>"
            '<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            f'{manifest}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>'
        ),
        "OEBPS/nav.xhtml": _xhtml(title, f'<nav epub:type="toc"><ol>{links}</ol></nav>'),
    }
    for each in reversed(text.chapters.values()):
        files[f"OEBPS/text/{names[each.chapter.key]}"] = _xhtml(title, chapter_body(text, each))
    return _zipped(files, "application/epub+zip")


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org"


def write_docx(text: BookText) -> bytes:
    """A Word document, with styles for headings, a list of contents and footnotes."""
    rows = [_word_paragraph("TOC1", each.chapter.heading) for each in text.chapters.values()]
    for level, written in _titled_paragraphs(text):
        rows.append(_word_paragraph(f"Level{level}" if level else "", written))
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Level1", "heading 1"), ("Level2", "heading 2"), ("TOC1", "toc 1"))
    )
    kind = f"{_PACKAGE}/officeDocument/2006/relationships/officeDocument"
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/package/2006/content-types"/>',
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/package/2006/relationships">'
                f'<Relationship Id="r" Type="{kind}" Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": f"<w:document {_WORD}><w:body>{''.join(rows)}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
        }
    )


def _word_paragraph(style: str, written: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return f"<w:p>{properties}<w:r><w:t>{html.escape(written)}</w:t></w:r>{note}</w:p>"


def write_odt(text: BookText) -> bytes:
    """An OpenDocument text, with headings, a list of contents and footnotes."""
    listed = "".join(f"<text:p>{html.escape(each.chapter.heading)}</text:p>" for each in text.chapters.values())
    rows = [f"<text:table-of-content>{listed}</text:table-of-content>"]
    for level, written in _titled_paragraphs(text):
        tag = f'h text:outline-level="{level}"' if level else "p"
        note = "<text:note><text:note-citation>1</text:note-citation><text:p>A note.</text:p></text:note>"
        rows.append(f"<text:{tag}>{html.escape(written)}{note}</text:{tag[0]}>")
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0">'
        f"<office:body><office:text>{''.join(rows)}</office:text></office:body></office:document-content>"
    )
    return _zipped({"content.xml": content}, "application/vnd.oasis.opendocument.text")


def _titled_paragraphs(text: BookText) -> Iterator[tuple[int, str]]:
    """The headings of a book with their levels, and its paragraphs with level 0."""
    for chapter in text.chapters.values():
        yield 1, chapter.chapter.heading
        for part in chapter.parts:
            if part.section:
                yield 2, _section_heading(part)
            yield from ((0, text.paragraph_text(each)) for each in part.paragraphs)


def write_markdown_folder(text: BookText) -> dict[str, str]:
    """A folder of Markdown with a file for each chapter, in the order of a summary; its files by their names."""
    files = {"SUMMARY.md": "# Summary\n\n"}
    for chapter in text.chapters.values():
        name = f"{chapter.chapter.key}.md"
        files["SUMMARY.md"] += f"- [{chapter.chapter.heading}]({name})\n"
        blocks = [f"---\ntitle: {chapter.chapter.key}\n---\n\n# {chapter.chapter.heading}"]
        for part in chapter.parts:
            blocks += [f"## {_section_heading(part)}"] if part.section else []
            blocks += [text.paragraph_text(each) for each in part.paragraphs]
        files[name] = "\n\n".join(blocks) + "\n"
    return files


def _zipped(files: dict[str, str], kind: str = "") -> bytes:
    """An archive of some files, the first of which is stored and says of which kind it is, if it is of one."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind:
            archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _xhtml(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


_PRINT = """
body { font: 11pt/1.3 serif; text-align: justify; hyphens: manual }
p { margin: 0; text-indent: 1.5em }
h2, h3 { text-align: center; break-after: avoid; hyphens: none }
h2 + p, h3 + p { text-indent: 0 }
section { break-before: page }
@page { size: 140mm 210mm; margin: 20mm 17mm; @bottom-center { content: counter(page); font: 9pt serif } }
"""


def print_pdf(text: BookText, browser: Browser) -> bytes:
    """Printed pages with the chapter as running header, page numbers, and justified lines with hyphenated words.

    The browser has no hyphenation dictionaries, so soft hyphens are inserted by a rule.
    """
    styles, sections = [_PRINT], []
    for number, chapter in enumerate(text.chapters.values(), 1):
        heading = chapter.chapter.heading.replace("\\", "").replace('"', "'").replace("<", "")
        styles.append(f'@page c{number} {{ @top-center {{ content: "{heading}"; font: italic 9pt serif }} }}')
        rows = [f"<h2>{html.escape(chapter.chapter.heading)}</h2>"]
        for part in chapter.parts:
            rows += [f"<h3>{html.escape(_section_heading(part))}</h3>"] if part.section else []
            rows += [f"<p>{html.escape(_divisible(text.paragraph_text(each)))}</p>" for each in part.paragraphs]
        sections.append(f'<section style="page: c{number}">{"".join(rows)}</section>')
    page = browser.new_page()
    page.set_content(
        f'<!DOCTYPE html><html lang="{text.book.language}"><head><meta charset="utf-8">'
        f"<style>{''.join(styles)}</style></head><body>{''.join(sections)}</body></html>"
    )
    printed = page.pdf(prefer_css_page_size=True, display_header_footer=False)
    page.close()
    return printed


_DIVISION = re.compile(r"(?<=[^\W\d_]{2}[aeiouyäöü])(?=[bcdfghjklmnpqrstvwxz][aeiouyäöü][^\W\d_]{2})")


def _divisible(text: str) -> str:
    """The text with soft hyphens after vowels, before the next syllable: close to English hyphenation."""
    return _DIVISION.sub("\u00ad", text)


def write_text(text: BookText) -> str:
    """Plain text with 72 characters per line, headings, and blank lines between paragraphs."""
    return "\n\n".join(_blocks(text)) + "\n"


def _blocks(text: BookText) -> Iterator[str]:
    for chapter in text.chapters.values():
        yield chapter.chapter.heading.upper()
        for part in chapter.parts:
            if part.section:
                yield _section_heading(part)
            for paragraph in part.paragraphs:
                yield textwrap.fill(text.paragraph_text(paragraph), 72, break_long_words=False)


_MISREAD = {
    "e": "c", "c": "e", "o": "0", "0": "o", "l": "1", "1": "l", "i": "l", "n": "u", "u": "n", "h": "b", "b": "h",
    "m": "rn", "s": "5", "5": "s", "t": "f", "f": "t", "a": "o", "r": "n", "d": "cl", "g": "q", "y": "v", "v": "y",
}  # fmt: skip


def spoil(text: str, seed: int = SEED) -> str:
    """The text with one letter in 300 wrong: misread, lost, doubled or separated from the next by a space."""
    chance = random.Random(seed)
    spoiled = []
    for letter in text:
        if not letter.isalnum() or chance.random() >= 1 / WRONG_LETTERS:
            spoiled.append(letter)
            continue
        misread = _MISREAD.get(letter.lower(), chance.choice("abdehiklnorstu"))
        spoiled.append(chance.choice((misread, misread, misread, misread, "", letter * 2, f"{letter} ")))
    return "".join(spoiled)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m evals.editions_make FOLDER")
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    text = read_first_book()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        (folder / f"{BOOK}.pdf").write_bytes(print_pdf(text, browser))
        browser.close()
    (folder / f"{BOOK}.epub").write_bytes(write_epub(text))
    (folder / f"{BOOK}.html").write_text(write_html(text), encoding="utf-8")
    (folder / f"{BOOK}.txt").write_text(spoil(write_text(text)), encoding="utf-8")


if __name__ == "__main__":
    main()
