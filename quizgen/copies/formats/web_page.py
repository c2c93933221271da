"""The markup of one web page → its paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from lxml import etree

from quizgen.copies.formats.encoding import Decoded, decode
from quizgen.copies.formats.extract import Extract, Fault, Unit

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li",
    "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_LEFT_OUT = frozenset({
    "annotation", "annotation-xml", "applet", "audio", "button", "canvas", "datalist", "embed", "frameset", "head",
    "iframe", "input", "map", "nav", "noframes", "noscript", "object", "option", "rp", "rt", "script", "select",
    "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
"""Elements that are invisible or controls, and ruby annotations (their base text is kept)."""
_CELLS = frozenset({"td", "th"})
_NO_TEXT = frozenset({
    "doc-endnote", "doc-endnotes", "doc-footnote", "doc-noteref", "doc-pagebreak", "doc-toc", "endnote", "endnotes",
    "fnref", "footnote", "footnote-backref", "footnote-ref", "footnoteref", "footnotes", "landmarks", "navigation",
    "noteref", "page-list", "pagebreak", "rearnote", "rearnotes", "toc",
})  # fmt: skip
"""Roles (DPUB-ARIA), types (EPUB) and classes of parts outside the running text: notes, contents, page marks.

A note left in would interrupt the paragraph or passage that refers to it.
"""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PAGE_MARK = re.compile(r"pg|page|folio", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[\[({]?\s*(?:p(?:age|g)?\b\.?)?\s*[\divxlc]{0,6}\s*[\])}]?", re.IGNORECASE)
_MAX_MARK_LETTERS = 16
_NOTE_MARK = re.compile(r"[\[({]?\s*(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivxl]{1,5})\s*[\])}]?", re.IGNORECASE)
_SURE_MARK = re.compile(r"[\[({]?\s*(?:\d{1,3}|[*†‡§¶]{1,3})\s*[\])}]?|[\[({]\s*\w{1,5}\s*[\])}]")
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{3}|[^\w\s])\Z")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of text, or a heading of a level (from 1)."""

    text: str
    level: int = 0


_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]{0,200}\bencoding|<meta[^>]{0,200}\bcharset)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)


def decode_page(data: bytes) -> Decoded | None:
    """Decode a page in its declared encoding, if that fits."""
    declared = _DECLARED.search(data, 0, 4096)
    return decode(data, declared[1].decode("ascii") if declared else None)


def as_extract(blocks: Iterable[Block], doubtful: Fault | None = None) -> Extract | Fault:
    kept = tuple(blocks)
    if not kept:
        return Fault("copy-empty", "this copy has no text", "Is the text in pictures, or made by a script of the page?")
    headings = tuple((index, block.level) for index, block in enumerate(kept) if block.level)
    return Extract(tuple(block.text for block in kept), Unit.PARAGRAPH, headings, doubt=doubtful)


def read_blocks(markup: str) -> tuple[Block, ...] | Fault:
    """The paragraphs and headings of one page, in the order of its text."""
    root = _parse(markup)
    if root is None or isinstance(root, Fault):
        return () if root is None else root
    reader = _Reader()
    reader.read(root)
    return tuple(reader.blocks)


def find_links(markup: str) -> Iterator[str]:
    """The addresses of a page's links, in the order of its text."""
    root = _parse(markup)
    for link in root.iter("a") if root is not None and not isinstance(root, Fault) else ():
        yield link.get("href") or ""


def _parse(markup: str) -> Any:
    """The root of a page, nothing if it has no elements, or a fault if it is nested too deeply."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_CONTROL.sub(" ", markup).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return Fault(
            "copy-damaged",
            "this page has elements that are nested more than 2,000 deep",
            "Open it in a browser, and save it anew.",
        )
    return root


@dataclass(slots=True)
class _Reader:
    """Collects the blocks of a page in one pass, without recursion; a block element's start or end ends a block."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    preformatted: int = 0

    def read(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        left_out = None
        for event, element in walk:
            tag = element.tag.rpartition(":")[2].lower() if isinstance(element.tag, str) else ""
            if event == "start" and self._is_left_out(element, tag):
                left_out = element
                walk.skip_subtree()
            elif event == "start":
                self._start(tag, element)
            else:
                self._end(tag, was_left_out=element is left_out)
                self._add(element.tail or "")
        self._flush()

    def _start(self, tag: str, element: Any) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in _HEADINGS:
            self.headings.append(int(tag[1]))
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "br":
            self._break()
        elif tag in _CELLS and any(piece.strip() for piece in self.pieces):
            self.pieces.append(" | ")
        elif tag == "img":
            self._add(_initial(element))
        self._add(element.text or "")

    def _end(self, tag: str, *, was_left_out: bool) -> None:
        if tag in _BLOCKS:
            self._flush()
        if was_left_out:
            return
        if tag in _HEADINGS:
            self.headings.pop()
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)

    def _break(self) -> None:
        """Add a line break; two in a row end a paragraph, as in pages without paragraph elements."""
        blank = takewhile(lambda piece: not piece.strip(), reversed(self.pieces))
        if any(piece == "\n" for piece in blank) and not self.preformatted:
            self._flush()
        else:
            self.pieces.append("\n")

    def _flush(self) -> None:
        text = _INVISIBLE.sub("", "".join(self.pieces))
        self.pieces.clear()
        for paragraph in re.split(r"\n[^\S\n]*\n", text) if self.preformatted else (text,):
            if written := " ".join(paragraph.split()):
                self.blocks.append(Block(written, self.headings[-1] if self.headings else 0))

    def _is_left_out(self, element: Any, tag: str) -> bool:
        if tag in _LEFT_OUT:
            return True
        if tag in ("html", "body"):
            return False  # may be hidden until a script shows the page
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            return True
        names = " ".join(element.get(name) or "" for name in ("role", "epub:type", "class", "id")).lower().split()
        if not _NO_TEXT.isdisjoint(names[:-1] if element.get("id") else names):
            return True
        if any(_PAGE_MARK.match(name) for name in names) and _PAGE_NUMBER.fullmatch(_text_of(element)):
            return True
        return tag in ("sup", "a") and self._is_note_mark(element, tag)

    def _is_note_mark(self, element: Any, tag: str) -> bool:
        """Whether an element is a note mark: a superscript, or a bracketed or numeric link inside the page.

        ``10²``, ``m²``, ``1ˢᵗ`` and ``Mˡˡᵉ`` are not: a superscript without a link counts only if it is digits or signs
        after a longer word or a punctuation mark.
        """
        mark = _text_of(element).strip()
        links = [element.get("href")] if tag == "a" else [each.get("href") for each in element.iter("a")]
        is_link = any("#" in (link or "") for link in links)
        if tag == "a":
            return is_link and _SURE_MARK.fullmatch(mark) is not None
        if is_link:
            return _NOTE_MARK.fullmatch(mark) is not None
        return _SURE_MARK.fullmatch(mark) is not None and _BEFORE_MARK.search("".join(self.pieces[-3:])) is not None


def _text_of(element: Any) -> str:
    """The first letters of an element's text; enough to tell whether it is a mark."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > 2 * _MAX_MARK_LETTERS:
            break
    return text.strip()


def _initial(image: Any) -> str:
    """The letter of a picture used as an initial; other pictures have no text."""
    alt = (image.get("alt") or "").strip()
    goes_on = (image.tail or "")[:1].isalpha()
    return alt if len(alt) == 1 and alt.isalpha() and goes_on else ""
