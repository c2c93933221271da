"""The paragraphs of a word processor's document, one after the other → blocks, those of a table's row as one."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.copies.formats.archive import StoppedError
from quizgen.copies.formats.extract import MAX_CHARACTERS, too_much_text
from quizgen.copies.formats.web_page import Block

MAX_LEVEL = 6


@dataclass(slots=True)
class Paragraphs:
    """Collects blocks; paragraphs may stand in others, as those of text boxes do, and tables in cells."""

    blocks: list[Block] = field(default_factory=list)
    characters: int = 0
    _open: list[list[str]] = field(default_factory=list)
    _rows: list[list[list[Block]]] = field(default_factory=list)

    def begin(self) -> None:
        self._open.append([])

    def add(self, text: str | None) -> None:
        if text and self._open:
            self._open[-1].append(text)

    def end(self, level: int = 0) -> None:
        """End a paragraph, or a heading of a level (from 1)."""
        written = " ".join("".join(self._open.pop()).replace("\u00ad", "").split()) if self._open else ""
        if written:
            self._put(Block(written, min(level, MAX_LEVEL)))

    def begin_row(self) -> None:
        self._rows.append([])

    def begin_cell(self) -> None:
        if self._rows:
            self._rows[-1].append([])

    def end_row(self) -> None:
        """End a row: one block if no cell has more than a paragraph."""
        cells = [cell for cell in self._rows.pop() if cell] if self._rows else []
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            self._put(Block(" | ".join(cell[0].text for cell in cells)))
        else:
            for block in (block for cell in cells for block in cell):
                self._put(block)

    def _put(self, block: Block) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(block)
            return
        self.characters += len(block.text)
        if self.characters > MAX_CHARACTERS:
            raise StoppedError(too_much_text())
        self.blocks.append(block)
