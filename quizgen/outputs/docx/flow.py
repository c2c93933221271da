"""Texts → paragraphs, runs, tables and pictures of a Word document, in the order in which they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import html as lxml_html
from markupsafe import escape

from quizgen.outputs.direction import isolate
from quizgen.outputs.docx.document import (
    INDENT_MM,
    OPTION_MM,
    WordFile,
    add_stop,
    in_country,
    put_property,
    valued,
    without_controls,
)
from quizgen.outputs.docx.look import LOOKS, Look
from quizgen.outputs.docx.omml import to_omml
from quizgen.outputs.docx.pictures import add_picture
from quizgen.outputs.docx.tables import make_table, repeat_first_row
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import prose
from quizgen.outputs.typography import marked_text, with_quotes
from quizgen.project.images import Media

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph


_BLOCKS = frozenset(
    {"p", "ul", "ol", "pre", "table", "blockquote", "hr", "div", *(f"h{level}" for level in range(1, 7))}
)
_SIDES = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_MARKS = {False: "\u200e", True: "\u200f"}
"""The marks of either direction, by whether it is to the left."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")


class Flow:
    """Where the next words go: a container (the document or a cell of a table), and its paragraph that is open.

    ``written`` are the paragraphs since the last ``whole``.
    """

    def __init__(self, file: WordFile, words: Words, signs: str, container: Any = None) -> None:
        self.file, self.words, self.signs = file, words, signs
        self.container = file.document if container is None else container
        self.media: Mapping[str, Media] = {}
        self.written: list[Paragraph] = []
        self.paragraph: Paragraph | None = None
        self.width_mm = file.text_width / Mm(1)
        self._style = "Normal"
        self._is_fresh = False
        self._is_first = container is not None  # a cell begins with a paragraph that has to be used

    # paragraphs

    def begin(self, style: str, *, level: int | None = None, then: str = "", list_number: int = 0) -> Paragraph:
        """Begin a paragraph; what goes on below it has the style ``then``."""
        if self._is_first:
            paragraph: Paragraph = self.container.paragraphs[0]
        else:
            paragraph = self.container.add_paragraph()
        paragraph._p.style = self.file.styles[style]
        self._is_first = False
        self._style = then or style
        if level is not None:
            self._number(paragraph, level, list_number or self.file.questions)
        self.written.append(paragraph)
        self.paragraph, self._is_fresh = paragraph, True
        return paragraph

    @contextmanager
    def whole(self, *, parted: int = 0, is_long: bool = False) -> Iterator[None]:
        """Keep the paragraphs written meanwhile on one page, but for the last ones if ``parted`` is their number.

        What is longer than a page, of which only the beginning is kept together, begins where there is room.
        """
        self.written = []
        yield
        if is_long:
            self.written[0].paragraph_format.keep_with_next = True
            return
        kept = self.written[: -1 - parted]
        for paragraph in kept:
            paragraph.paragraph_format.keep_with_next = True
        for paragraph in self.written:
            paragraph.paragraph_format.keep_together = True

    # words

    def say(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """Write words of the sheet itself."""
        look = Look(bold, italic, right_to_left=self.file.right_to_left)
        said = text.strip(" ")
        before, _, after = text.partition(said) if said else (text, "", "")
        self._run(before, look)
        if said:
            turned = isolate(str(escape(said)), right_to_left=self.file.right_to_left)
            self._tell(with_quotes(turned, self.signs), look)
        self._run(after, look)

    def title(self, text: str, *, italic: bool = False) -> None:
        """Write a title, in which nothing is markup."""
        self.html(escape(marked_text(text)), italic=italic)

    def quoted(self, text: str) -> str:
        """A line without markup, with the quotation marks of the page."""
        return without_controls(with_quotes(marked_text(text), self.signs))

    def set_bookmark(self, name: str) -> str:
        """Name the place where the document ends so far."""
        paragraph = self.container.paragraphs[-1]
        if paragraph._p.getnext() is not None and paragraph._p.getnext().tag == qn("w:tbl"):
            paragraph = self.begin("Cell")
        number = str(len(self.file.document.element.xpath("//w:bookmarkStart")))
        paragraph._p.append(valued("w:bookmarkStart", id=number, name=name))
        paragraph._p.append(valued("w:bookmarkEnd", id=number))
        return name

    def start(self, style: str) -> None:
        """Have what follows begin a paragraph of this style, whatever it is."""
        self.paragraph, self._style = None, style

    def number(self, level: int) -> Paragraph:
        """Give the open paragraph a number of the list of questions."""
        paragraph = self._open()
        self._number(paragraph, level, self.file.questions)
        return paragraph

    def _number(self, paragraph: Paragraph, level: int, list_number: int) -> None:
        properties = OxmlElement("w:numPr")
        properties.append(valued("w:ilvl", val=str(level)))
        properties.append(valued("w:numId", val=str(list_number)))
        put_property(paragraph, properties)

    def prose(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """Write a text of a bank."""
        self.html(prose(text), bold=bold, italic=italic)

    def html(self, html: str, *, bold: bool = False, italic: bool = False, signs: str = "") -> None:
        """Write the HTML of a text of the book, or with ``signs`` one with the quotation marks of that language."""
        turned = isolate(str(html), right_to_left=self.file.right_to_left)
        language = "" if signs else self.words.book_language
        look = Look(bold, italic, right_to_left=self.file.right_to_left, language=language)
        self._tell(with_quotes(turned, signs or self.signs), look)

    def runs(self, runs: tuple[tuple[str, bool], ...]) -> None:
        """Write the runs of words of a passage; some are marked."""
        for text, is_marked in runs:
            self.html(f"<mark>{escape(text)}</mark>" if is_marked else str(escape(text)))

    def tab(self) -> None:
        """Go on at the next stop."""
        self.write("\t")

    def write(self, signs: str) -> None:
        """Write signs that are no words."""
        self._open().add_run(signs)

    def writing_lines(self, count: int) -> None:
        """Add lines to write on."""
        for _ in range(count):
            paragraph = self.begin("Writing Line")
            add_stop(paragraph, self.width_mm)
            self.tab()
        self.paragraph = None

    def _open(self) -> Paragraph:
        return self.paragraph or self.begin(self._style)

    def _tell(self, html: str, look: Look) -> None:
        root = lxml_html.fragment_fromstring(f"<div>{without_controls(html)}</div>")
        self._inside(root, look)

    def _inside(self, node: Any, look: Look) -> None:
        self._text(node.text, look, is_before_block=_is_block(node[0]) if len(node) else False)
        for child in node:
            self._node(child, look)
            following = child.getnext()
            is_between = _is_block(child) or (following is not None and _is_block(following))
            self._text(child.tail, look, is_before_block=is_between, is_after_break=child.tag == "br")

    def _text(self, text: str | None, look: Look, *, is_before_block: bool, is_after_break: bool = False) -> None:
        if not text or (is_before_block and not text.strip(" \t\n\r\f")):
            return
        shown = _BLANKS.sub(" ", text)
        if is_after_break:
            shown = shown.lstrip(" ")
        if shown:
            self._run(shown, look)

    def _run(self, text: str, look: Look) -> None:
        if not text:
            return
        paragraph = self._open()
        if look.link:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(look.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run = paragraph.add_run(text)
            paragraph._p.append(link)
            link.append(run._r)
            run.font.underline = True
        else:
            run = paragraph.add_run(text)
        font = run.font
        if look.bold:
            font.bold = font.cs_bold = True
        if look.italic:
            font.italic = font.cs_italic = True
        if look.code:
            font.name = "Consolas"
        if look.marked:
            run._r.get_or_add_rPr().append(valued("w:shd", val="clear", color="auto", fill="FFF2B3"))
        if look.raised:
            setattr(font, look.raised, True)
        if look.right_to_left:
            font.rtl = True
        if look.language:
            run._r.get_or_add_rPr().append(valued("w:lang", val=in_country(look.language)))

    def _node(self, node: Any, look: Look) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in LOOKS:
            self._code(node, look) if tag == "code" else self._inside(node, replace(look, **LOOKS[tag]))
        elif tag == "br":
            self._open().add_run().add_break()
        elif tag == "bdi":
            self._isolated(node, look)
        elif tag == "a":
            self._inside(node, replace(look, link=node.get("href", "")))
        elif tag == "img":
            self._picture(node, look)
        elif tag == "math":
            self._formula(node)
        elif tag in _BLOCKS:
            self._block(node, tag, look)
        else:
            self._inside(node, look)

    def _isolated(self, node: Any, look: Look) -> None:
        """What runs the other way, between marks that keep its signs on their sides: Word has no isolated runs."""
        runs_left = node.get("dir", "rtl" if self.file.right_to_left else "ltr") == "rtl"
        mark = "" if runs_left == self.file.right_to_left else _MARKS[runs_left]
        look = replace(look, right_to_left=runs_left)
        self._run(mark, look)
        self._inside(node, look)
        self._run(mark, look)

    def _code(self, node: Any, look: Look) -> None:
        """Code within a line, or over several."""
        look = replace(look, **LOOKS["code"])
        for index, line in enumerate((node.text_content()).split("\n")):
            if index:
                self._open().add_run().add_break()
            self._run(line, look)

    def _formula(self, node: Any) -> None:
        made = to_omml(node)
        if node.get("display") != "block":
            self._open()._p.append(made)
            return
        if not self._is_fresh:
            self.begin(self._style)
        self._open()._p.append(made)
        self.paragraph = None

    def _picture(self, node: Any, look: Look) -> None:
        media = self.media.get(node.get("src", "").removeprefix("media:"))
        alternative = node.get("alt", "")
        paragraph = self._open()
        is_option = paragraph.style is not None and paragraph.style.name == "Option"
        widest = self.width_mm - INDENT_MM - (OPTION_MM if is_option else 0) - 2
        if media is None or not add_picture(paragraph, media, alternative, widest):
            self._run(f"[{alternative}]", replace(look, italic=True))

    def _block(self, node: Any, tag: str, look: Look) -> None:
        if tag == "table":
            self._table(node, look)
        elif tag == "pre":
            lines = node.text_content().removesuffix("\n").split("\n")
            self._continue(self._style)
            style = self._style
            paragraph = self._restyle("Code")
            for index, line in enumerate(lines):
                if index:
                    paragraph.add_run().add_break()
                paragraph.add_run(line)
            self.paragraph, self._style = None, style
        elif tag in ("ul", "ol"):
            self._list(node, look, is_numbered=tag == "ol")
        elif tag == "div":
            self._inside(node, look)
        elif tag == "blockquote":
            self._inside(node, replace(look, italic=True))
        else:
            self._continue(self._style)
            is_heading = tag.startswith("h") and tag != "hr"
            self._inside(node, replace(look, bold=look.bold or is_heading))
            self._is_fresh = False

    def _continue(self, style: str) -> None:
        """Go on in the paragraph that was begun, if no block stands in it yet, or else below it."""
        if self.paragraph is None or not self._is_fresh:
            self.begin(style)
        self._is_fresh = False

    def _restyle(self, style: str) -> Paragraph:
        """The open paragraph in another style; one that has a number or words keeps its own, and a new one follows."""
        paragraph = self._open()
        has_number = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
        if has_number or paragraph.text:
            is_option = paragraph.style is not None and paragraph.style.name == "Option"
            paragraph = self.begin(style, then=self._style)
            if is_option:
                paragraph.paragraph_format.left_indent = Mm(INDENT_MM + OPTION_MM)
        else:
            paragraph._p.style = self.file.styles[style]
        self._is_fresh = False
        return paragraph

    def _list(self, node: Any, look: Look, *, is_numbered: bool) -> None:
        then = self._style
        number = self.file.begin_numbers(int(node.get("start", "1"))) if is_numbered else self.file.bullets
        depth = sum(1 for _ in node.iterancestors("ol", "ul"))
        for item in node:
            paragraph = self.begin("Listed", level=0, list_number=number)
            if depth:
                paragraph.paragraph_format.left_indent = Mm(INDENT_MM + 6 * (depth + 1))
            self._inside(item, look)
        self.paragraph, self._style = None, then

    def _table(self, node: Any, look: Look) -> None:
        rows = list(node.iter("tr"))
        columns = max(len(row) for row in rows)
        table = self.add_table(len(rows), columns, style="Table Grid")
        for row, cells in zip(rows, table.rows, strict=True):
            for cell, target in zip(row, cells.cells, strict=False):
                flow = self.inside(target, "Cell")
                flow._inside(cell, replace(look, bold=cell.tag == "th"))
                side = _SIDES.get(cell.get("align", ""))
                if side is not None and flow.paragraph is not None:
                    flow.paragraph.alignment = side
        if any(cell.tag == "th" for cell in rows[0]):
            repeat_first_row(table)

    # tables

    def add_table(
        self,
        rows: int,
        columns: int,
        *,
        style: str = "Normal Table",
        indent_mm: float = INDENT_MM,
        first_mm: float = 0,
    ) -> Table:
        """Add a table as wide as the text, with a first column of its own width if that is given."""
        self.paragraph, self._is_first = None, False
        widths = {"width_mm": self.width_mm - indent_mm, "indent_mm": indent_mm, "first_mm": first_mm}
        return make_table(self.file, self.container, rows, columns, style, **widths)

    def inside(self, cell: _Cell, style: str) -> Flow:
        """What goes into a cell of a table; it stays with what it stands among."""
        flow = Flow(self.file, self.words, self.signs, cell)
        flow.media, flow.written = self.media, self.written
        flow.width_mm = (cell.width or 0) / Mm(1) - 4
        flow.begin(style)
        return flow


def _is_block(node: Any) -> bool:
    return node.tag in _BLOCKS
