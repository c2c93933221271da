"""The words of a Word document and of a page, in the order in which they are read, for tests that compare them."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import nsmap, qn
from lxml import html as lxml_html

nsmap.setdefault("m", "http://schemas.openxmlformats.org/officeDocument/2006/math")

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_BLOCKS = frozenset(
    "p div li td th h1 h2 h3 tr table section label pre blockquote figcaption br select form mspace".split()  # noqa: SIM905
)
_APART = frozenset({"blank", "worth", "extent", "bubble", "gap"})
"""Classes of what the style sets apart from the words beside it."""


def words_in(text: str) -> list[str]:
    return _WORD.findall(re.sub("[\u00ad\u200b\u200e\u200f]", "", text))


def read_word(content: bytes) -> list[str]:
    """The words of the body, with the numbers and letters that Word counts itself."""
    document = Document(io.BytesIO(content))
    return words_in(" ".join(_paragraphs(document)))


def _paragraphs(document: Any) -> Iterator[str]:
    numbering = document.part.numbering_part.element
    counts: dict[int, defaultdict[int, int]] = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        yield f"{_label(paragraph, numbering, counts)} {''.join(_texts(paragraph))}"


def _label(paragraph: Any, numbering: Any, counts: dict[int, defaultdict[int, int]]) -> str:
    """What stands before a paragraph of a list; a list that counts bare numbers has none on a page."""
    properties = paragraph.pPr.numPr if paragraph.pPr is not None else None
    if properties is None:
        return ""
    number, level = properties.numId.val, properties.ilvl.val
    count = counts.setdefault(number, defaultdict(int))
    count[level] += 1
    for deeper in [each for each in count if each > level]:
        del count[deeper]
    abstract = numbering.num_having_numId(number).abstractNumId.val
    (defined,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']")
    form = defined.find(qn("w:numFmt")).get(qn("w:val"))
    if form == "bullet" or len(defined.getparent().findall(qn("w:lvl"))) == 1:
        return ""
    shown = chr(ord("A") + count[level] - 1) if form == "upperLetter" else str(count[level])
    text: str = defined.find(qn("w:lvlText")).get(qn("w:val"))
    return text.replace(f"%{level + 1}", shown)


def _texts(paragraph: Any) -> Iterator[str]:
    for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("m:t")):
        if next(each.iterancestors(qn("w:p"))) is paragraph:
            yield (each.text or "") if each.tag in (qn("w:t"), qn("m:t")) else " "


def read_page(content: bytes) -> list[str]:
    """The words of a page as it is printed, without what is said again on later pages."""
    root = lxml_html.document_fromstring(content.decode())
    for each in root.xpath("//*[self::style or self::script or self::title]"):
        each.drop_tree()
    for name in ("running", "again", "field"):
        for each in root.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]"):
            each.drop_tree()
    for each in root.xpath("//*[@class='worth'][following-sibling::*[1][@class='number']]"):
        _move_behind(each, each.getnext())  # a page has it at the end of the line, and so before the number
    for each in root.xpath("//*[@class='extent']"):
        each.getparent().append(each)
    return words_in("".join(_said(root)))


def _move_behind(element: Any, other: Any) -> None:
    parent = element.getparent()
    parent.remove(element)
    other.addnext(element)
    element.tail, other.tail = other.tail, " "


def _said(node: Any) -> Iterator[str]:
    if not isinstance(node.tag, str):
        return
    is_block = node.tag in _BLOCKS or not _APART.isdisjoint(node.get("class", "").split())
    yield " " if is_block else ""
    yield node.text or ""
    for child in node:
        yield from _said(child)
        yield child.tail or ""
    yield " " if is_block else ""
