"""Language, paper and letters of a sheet → an empty Word document with its styles and lists, and its bytes."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from quizgen.model.language import is_right_to_left, primary_tag

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.styles.style import ParagraphStyle

    from quizgen.outputs.pdf import Paper

_SIZES = {"a4": (210, 297), "letter": (216, 279)}
"""Width and height of a sheet of paper in millimetres."""

_MARGIN_MM = 20
INDENT_MM, OPTION_MM = 9, 11
"""How far what belongs to a question is indented, and how much farther the words of an option."""

_REGIONS = {"ar": "ar-SA", "de": "de-DE", "en": "en-US", "es": "es-ES", "fr": "fr-FR", "he": "he-IL", "it": "it-IT"}
"""Word's spelling checker knows a language in a country only; these are its own choices."""

_LETTERS_PT = 11
_LARGE_PT = 18

QUESTION, OPTION, BOX, SIDE, SQUARE = range(5)
"""The levels of the list of questions: the number, options with circles and with boxes, letters, and empty squares."""

_LEVELS = (
    ("decimal", "%1."),
    ("upperLetter", "○ %2"),
    ("upperLetter", "□ %3"),
    ("upperLetter", "%4"),
    ("bullet", "□"),
)
_NUMBERS, _BULLETS = (("decimal", "%1."),), (("bullet", "•"),)


_PLACE = re.compile(r"\{(page|pages)\}")


class WordFile:
    """A Word document under construction: its styles, its lists and its margins are those of a sheet."""

    def __init__(self, *, language: str, own_language: str, title: str, paper: Paper, is_large: bool) -> None:
        self.right_to_left = is_right_to_left(language)
        self.document: WordDocument = Document()
        self.letters = _LARGE_PT if is_large else _LETTERS_PT
        width, height = _SIZES[paper]
        self.text_width = Mm(width - 2 * _MARGIN_MM)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(_MARGIN_MM)
        section.top_margin, section.bottom_margin = Mm(20), Mm(18)
        section.header_distance = section.footer_distance = Mm(10)
        self._set_defaults(own_language or language, language)
        self._add_styles()
        # Finding a style by its name takes longer than all else of a paragraph together.
        self.styles = {style.name: style.style_id for style in self.document.styles}
        self.questions = self._add_list(_LEVELS, hanging=True)
        self._numbers = self._add_list(_NUMBERS)
        self.bullets = self._add_list(_BULLETS)
        _set_properties(self.document, title)

    def _set_defaults(self, language: str, of_book: str) -> None:
        defaults = self.document.styles.element.find(qn("w:docDefaults"))
        (lang,) = defaults.iter(qn("w:lang"))
        lang.set(qn("w:val"), in_country(language))
        if primary_tag(of_book) in ("ja", "ko", "zh"):
            lang.set(qn("w:eastAsia"), in_country(of_book))
        if self.right_to_left:
            lang.set(qn("w:bidi"), in_country(of_book))
        settings = self.document.settings.element
        for setting in settings.iter(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), "15")  # else Word says that the file is an old one

    def _add_styles(self) -> None:
        styles, size = self.document.styles, self.letters
        normal = styles["Normal"]
        normal.font.size = Pt(size)
        self._space(normal, before=0, after=4)
        if self.right_to_left:
            put_property(normal, OxmlElement("w:bidi"))
        for name, points, before, after in (("Heading 1", size + 9, 0, 2), ("Heading 2", size + 3, 16, 4)):
            heading = styles[name]
            heading.font.size = Pt(points)
            heading.font.color.rgb = RGBColor(0, 0, 0)
            self._space(heading, before=before, after=after)
        self._style("Kicker", size=size - 1, bold=True).paragraph_format.keep_with_next = True
        self._style("Source", size=size - 1)
        self._style("Instructions", italic=True, before=4)
        self._style("Blanks", before=10, after=6)
        self._style("Question", before=10, after=3)
        self._style("Question Text", indent=INDENT_MM, after=3)
        self._style("Option", after=2)
        lines = self._style("Writing Line", indent=INDENT_MM, after=0)
        lines.paragraph_format.line_spacing = Pt(size + 14)
        stimulus = self._style("Stimulus", indent=4, after=4)
        border = OxmlElement("w:pBdr")
        side = "right" if self.right_to_left else "left"
        border.append(valued(f"w:{side}", val="single", sz="12", space="8", color="808080"))
        put_property(stimulus, border)
        self._style("Passage", indent=INDENT_MM, size=size - 1, after=3)
        self._style("Answer", indent=INDENT_MM, after=3)
        self._style("Detail", indent=INDENT_MM, size=size - 1, after=3)
        self._style("Listed", indent=INDENT_MM + 6, after=2)
        self._style("Cell", size=size - 1, after=1)
        code = self._style("Code", indent=INDENT_MM, size=size - 1, before=2, after=4)
        code.font.name = "Consolas"
        put_property(code, valued("w:shd", val="clear", color="auto", fill="F2F2F2"))
        if self.right_to_left:
            put_property(code, valued("w:bidi", val="0"))

    def _style(
        self,
        name: str,
        *,
        size: int = 0,
        bold: bool | None = None,
        italic: bool | None = None,
        indent: float = 0,
        before: float = 0,
        after: float = 4,
    ) -> ParagraphStyle:
        style: Any = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.document.styles["Normal"]
        style.quick_style = True
        if size:
            style.font.size = Pt(size)
        style.font.bold, style.font.italic = bold, italic
        if indent:
            style.paragraph_format.left_indent = Mm(indent)
        self._space(style, before=before, after=after)
        made: ParagraphStyle = style
        return made

    def _space(self, style: Any, *, before: float, after: float) -> None:
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.15

    def _add_list(self, levels: Sequence[tuple[str, str]], *, hanging: bool = False) -> int:
        """Define a list, and give the number by which paragraphs belong to it."""
        numbering = self.document.part.numbering_part.element
        used = [int(each.get(qn("w:abstractNumId"))) for each in numbering.iter(qn("w:abstractNum"))]
        number = max(used, default=0) + 1
        defined = valued("w:abstractNum", abstractNumId=str(number))
        defined.append(valued("w:multiLevelType", val="multilevel"))
        for index, (form, text) in enumerate(levels):
            level = valued("w:lvl", ilvl=str(index))
            level.append(valued("w:start", val="1"))
            level.append(valued("w:numFmt", val=form))
            level.append(valued("w:lvlText", val=text))
            level.append(valued("w:lvlJc", val="left"))
            properties = OxmlElement("w:pPr")
            outer = INDENT_MM if not hanging else 0 if index == QUESTION else INDENT_MM
            step = INDENT_MM if index == QUESTION else OPTION_MM if index in (OPTION, BOX) else 8
            step = step if hanging else 6
            properties.append(valued("w:ind", start=twips(outer + step), hanging=twips(step)))
            level.append(properties)
            run = OxmlElement("w:rPr")
            if hanging and index in (QUESTION, SIDE):
                run.append(OxmlElement("w:b"))
            if hanging and index == SQUARE:
                run.append(valued("w:sz", val=str(4 * self.letters)))
            level.append(run)
            defined.append(level)
        numbering.insert(len(used), defined)
        return int(numbering.add_num(number).numId)

    def begin_numbers(self, first: int = 1) -> int:
        """The number of a new list that counts from ``first``."""
        numbering = self.document.part.numbering_part.element
        kind = numbering.num_having_numId(self._numbers).abstractNumId.val
        begun = numbering.add_num(kind)
        begun.add_lvlOverride(0).add_startOverride(first)
        return int(begun.numId)

    def set_margins(self, section: Section, head: str, pages: str, *, last: str = "") -> None:
        """Put a head above all pages of a section but its first, and “Page 1 of 3” below each.

        With ``last``, the bookmark of its last paragraph, only the pages of this section are counted, from 1. Word has
        a field for their number, which other programs do not know.
        """
        section.different_first_page_header_footer = True
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            part.is_linked_to_previous = False
        section.header.paragraphs[0].text = head
        fields = {"page": "PAGE", "pages": f"PAGEREF {last}" if last else "NUMPAGES"}
        for footer in (section.footer, section.first_page_footer):
            paragraph = footer.paragraphs[0]
            paragraph.paragraph_format.tab_stops.clear_all()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if self.right_to_left and not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in pages):
                put_property(paragraph, valued("w:bidi", val="0"))
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            for index, piece in enumerate(_PLACE.split(pages)):
                if index % 2:
                    add_field(paragraph, fields[piece])
                else:
                    paragraph.add_run(piece)
        if last:
            properties = section._sectPr
            for each in properties.findall(qn("w:pgNumType")):
                properties.remove(each)
            properties.insert_element_before(valued("w:pgNumType", start="1"), "w:cols", "w:titlePg", "w:docGrid")

    def bytes(self, built: int) -> bytes:
        """The file, the same at any time and in any place, with the time of the build (seconds; 0 for none) in it."""
        core = self.document.core_properties
        if built:
            core.created = core.modified = datetime.fromtimestamp(built, UTC).replace(tzinfo=None)
        else:
            for tag in ("dcterms:created", "dcterms:modified"):
                for each in list(core._element.iter(qn(tag))):
                    core._element.remove(each)
        package = self.document.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):  # of the template
                del package.rels[key]
        written = io.BytesIO()
        self.document.save(written)
        packed = io.BytesIO()
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                new.writestr(entry, old.read(name))
        return packed.getvalue()


def _set_properties(document: WordDocument, title: str) -> None:
    core = document.core_properties
    core.title = without_controls(title)[:255]
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""


def in_country(language: str) -> str:
    return _REGIONS.get(language.lower(), language)


_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_controls(text: str) -> str:
    """A text without the characters that XML 1.0 does not know, and YAML does."""
    return _NOT_IN_XML.sub("", text)


def twips(millimetres: float) -> str:
    """A length in twentieths of a point, as Word writes it."""
    return str(round(millimetres * 1440 / 25.4))


def valued(tag: str, **values: str) -> Any:
    """An element of a Word document with its values."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


_ORDER = (
    *("keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "bidi"),
    *("spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
)
"""The order in which the properties of a paragraph have to stand (ISO/IEC 29500-1, 17.3.1.26), of those used here."""


def put_property(of: Any, made: Any) -> None:
    """Put a property of a paragraph or a style at its place among the others."""
    name = made.tag.rpartition("}")[2]
    successors = [f"w:{each}" for each in _ORDER[_ORDER.index(name) + 1 :]]
    of._element.get_or_add_pPr().insert_element_before(made, *successors)


def add_field(paragraph: Any, name: str) -> None:
    """Add what Word counts itself."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()._r
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            instruction.text = f" {name} "
            run.append(instruction)
        elif kind == "1":
            run.text = kind
        else:
            run.append(valued("w:fldChar", fldCharType=kind))


def add_stop(paragraph: Any, millimetres: float, *, is_line: bool = True, is_right: bool = False) -> None:
    """Add a place for a tab, which with ``is_line`` draws a line up to there."""
    alignment = WD_TAB_ALIGNMENT.RIGHT if is_right else WD_TAB_ALIGNMENT.LEFT
    leader = WD_TAB_LEADER.LINES if is_line else WD_TAB_LEADER.SPACES
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(millimetres), alignment, leader)
