"""Rows and columns → a table in a Word document, whose rows are not parted by the end of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from quizgen.outputs.docx.document import WordFile, twips, valued

if TYPE_CHECKING:
    from docx.table import Table


def make_table(
    file: WordFile,
    container: Any,
    rows: int,
    columns: int,
    style: str,
    *,
    width_mm: float,
    indent_mm: float,
    first_mm: float,
) -> Table:
    """Add a table to a document or a cell; its columns are of equal width, but for the first one if it has its own."""
    table: Table = container.add_table(rows, columns)
    if container is not file.document:
        last = container.paragraphs[-1]  # which a cell has to end with
        last.paragraph_format.space_after = last.paragraph_format.space_before = Pt(0)
    table.style = file.document.styles[style]
    table.autofit = False
    own = [first_mm] if first_mm else []
    widths = [Mm(each) for each in [*own, *[(width_mm - first_mm) / (columns - len(own))] * (columns - len(own))]]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    if file.right_to_left:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    indent = valued("w:tblInd", w=twips(indent_mm), type="dxa")
    table._tbl.tblPr.insert_element_before(indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    return table


def repeat_first_row(table: Table) -> None:
    """Print the first row of a table again at the top of each page that it reaches."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
