"""The markup of one web page → its paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby, takewhile
from typing import Any

from lxml import etree

from quizgen.copies.formats.encoding import Decoded, decode
from quizgen.copies.formats.extract import ONE_LETTER_WORDS, SUBTITLE, Entry, Extract, Fault, Metadata, Unit
from quizgen.copies.formats.page_furniture import find_initial, is_left_out, is_local, leads_on
from quizgen.text.scripts import join_lines

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li",
    "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_REST = re.compile(r"[B-DF-HJ-NP-TV-Z]\b")
"""What is left of a word as short as ``IN``, whose first letter is an initial."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of text, or a heading of a level (from 1); ``ids`` are those of the elements that it begins."""

    text: str
    level: int = 0
    ids: tuple[str, ...] = field(default=(), compare=False)


_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]{0,200}\bencoding|<meta[^>]{0,200}\bcharset)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)


def decode_page(data: bytes) -> Decoded | None:
    """Decode a page in its declared encoding, if that fits."""
    declared = _DECLARED.search(data, 0, 4096)
    return decode(data, declared[1].decode("ascii") if declared else None)


def as_extract(
    blocks: Iterable[Block],
    doubtful: Fault | None = None,
    metadata: Metadata = Metadata(),  # noqa: B008 - immutable
    contents: tuple[Entry, ...] = (),
) -> Extract | Fault:
    kept = tuple(blocks)
    if not kept:
        return Fault("copy-empty", "this copy has no text", "Is the text in pictures, or made by a script of the page?")
    headings = tuple((index, block.level) for index, block in enumerate(kept) if block.level)
    lines = tuple(block.text for block in kept)
    return Extract(lines, Unit.PARAGRAPH, headings, doubt=doubtful, metadata=metadata, contents=contents)


def read_blocks(markup: str) -> tuple[Block, ...] | Fault:
    """The paragraphs and headings of one page, in the order of its text."""
    root = _parse(markup)
    if root is None or isinstance(root, Fault):
        return () if root is None else root
    reader = _Reader()
    reader.read(root)
    return tuple(_without_links(*reader.main()))


def find_links(markup: str) -> tuple[tuple[str, ...], str | None]:
    """The addresses of a page's links, in the order of its text, and that of the page which it says comes next."""
    root = _parse(markup)
    if root is None or isinstance(root, Fault):
        return (), None
    links = [each for each in root.iter("a", "link") if each.get("href")]
    onward = [each for each in links if "next" in (each.get("rel") or "").lower().split()]
    onward += [each for each in links if (each.get("accesskey") or "").lower() == "n"]
    following = onward[0].get("href") if onward else None
    return tuple(each.get("href") for each in links if each.tag == "a"), following


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


class _Links(IntEnum):
    """What a block consists of, as far as links go."""

    TEXT = 0
    LINKS = 1
    LOCAL_LINKS = 2
    """Links to other places of the page or the folder alone."""
    NAVIGATION = 3
    """Links of which one says that it leads to the next page, the contents or the like."""


_MAX_LINK_LETTERS = 300
"""A longer block is a text, however much of it is a link."""
_MIN_LISTED_LINKS = 3
"""This many blocks of local links in a row are a list of contents."""
_MIN_MAIN_SHARE = 0.5
"""The least share of a page's letters in its one main element, for all else to be furniture of the site."""


def _without_links(blocks: Sequence[Block], links: Sequence[_Links]) -> Iterator[Block]:
    """The blocks of a page without navigation.

    That are links which say so, lists of local links, and what consists of links above the first heading or below the
    last text.
    """
    first = next((number for number, block in enumerate(blocks) if block.level), 0)
    last = next((number for number in reversed(range(len(blocks))) if links[number] is not _Links.LOCAL_LINKS), -1)
    for kind, run in groupby(range(len(blocks)), links.__getitem__):
        numbers = tuple(run)
        is_list = kind is _Links.LOCAL_LINKS and len(numbers) >= _MIN_LISTED_LINKS
        if kind is _Links.TEXT or not (kind is _Links.NAVIGATION or is_list):
            yield from (blocks[each] for each in numbers if kind is _Links.TEXT or first <= each <= last)


@dataclass(slots=True)
class _Reader:
    """Collects the blocks of a page in one pass, without recursion; a block element's start or end ends a block."""

    blocks: list[Block] = field(default_factory=list)
    links: list[_Links] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    groups: int = 0
    preformatted: int = 0
    mains: list[tuple[int, int]] = field(default_factory=list)
    initial: str = ""
    """A large letter that belongs to the text behind it."""
    is_pictured: bool = False
    is_parted: bool = False
    link: Any = None
    """The link that is being read; one that goes on in another block counts in its first one."""
    linked: list[tuple[Any, int]] = field(default_factory=list)
    """The links in the block that is being read, and the numbers of their letters."""

    def main(self) -> tuple[Sequence[Block], Sequence[_Links]]:
        """The blocks of the page, or of its main element if it has one with most of the text."""
        if len(self.mains) != 1:
            return self.blocks, self.links
        inside = slice(*self.mains[0])
        letters = sum(len(block.text) for block in self.blocks)
        if sum(len(block.text) for block in self.blocks[inside]) < letters * _MIN_MAIN_SHARE:
            return self.blocks, self.links
        return self.blocks[inside], self.links[inside]

    def read(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        left_out = initial_at = None
        for event, element in walk:
            tag = element.tag.rpartition(":")[2].lower() if isinstance(element.tag, str) else ""
            if event == "start" and is_left_out(element, tag, self._written):
                left_out = element
                walk.skip_subtree()
            elif event == "start" and self._is_at_start() and (initial := find_initial(element, tag)):
                self.initial, self.is_pictured = initial, tag == "img"
                left_out = initial_at = element
                walk.skip_subtree()
            elif event == "start":
                self._start(tag, element)
            else:
                if element is not initial_at:
                    self._end(element, tag, was_left_out=element is left_out)
                self._add(element.tail or "")
        if self.initial and not self.is_pictured:
            self.pieces.append(self.initial)
        self._flush()

    def _start(self, tag: str, element: Any) -> None:
        if tag in _BLOCKS:
            self._flush()
        if named := element.get("id") or (element.get("name") if tag == "a" else None):
            self.ids.append(named)
        if tag == "main" or element.get("role") == "main":
            self.mains.append((len(self.blocks), -1))
        if tag in _HEADINGS:
            self.headings.append(int(tag[1]))
        elif tag == "hgroup":
            self.groups += 1
        elif tag == "a":
            self.link = element if element.get("href") else None
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "br":
            self._break()
        elif tag in _CELLS and any(piece.strip() for piece in self.pieces):
            self.pieces.append(" | ")
        self._add(element.text or "")

    def _end(self, element: Any, tag: str, *, was_left_out: bool) -> None:
        if tag in _BLOCKS:
            self._flush()
        if was_left_out:
            return
        if tag == "main" or element.get("role") == "main":
            self.mains = [(start, len(self.blocks) if end < 0 else end) for start, end in self.mains]
        if tag in _HEADINGS:
            self.headings.pop()
        elif tag == "hgroup":
            self.groups -= 1
        elif tag == "a":
            self.link = None
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)

    def _add(self, text: str) -> None:
        if self.initial and text:
            text = self._join_initial(text)
        if text:
            self.pieces.append(text)
            if self.link is not None:
                self.linked.append((self.link, _count_letters(text)))

    def _join_initial(self, text: str) -> str:
        """The text with a large initial before it: only a letter that is a word of its own is parted from it.

        Text without letters, as between elements, is passed over. A picture that stands before no rest of a word is
        none of an initial.
        """
        rest = text.lstrip()
        if not rest:
            self.is_parted = True
            return ""
        initial, is_parted = self.initial, self.is_parted or rest != text
        self.initial, self.is_parted = "", False
        if self.is_pictured and (not rest[0].isalpha() or (is_parted and rest[:2] == rest[:2].title())):
            return text
        is_word = is_parted and initial[-1].upper() in ONE_LETTER_WORDS and not _REST.match(rest)
        return f"{initial} {rest}" if is_word else f"{initial}{rest}"

    def _is_at_start(self) -> bool:
        return not any(piece.strip() for piece in self.pieces) and not self.initial

    def _written(self) -> str:
        return "".join(self.pieces[-3:])

    def _break(self) -> None:
        """Add a line break; two in a row end a paragraph, as in pages without paragraph elements."""
        blank = takewhile(lambda piece: not piece.strip(), reversed(self.pieces))
        if any(piece == "\n" for piece in blank) and not self.preformatted:
            self._flush()
        else:
            self.pieces.append("\n")

    def _flush(self) -> None:
        self.is_parted = self.is_parted or bool(self.initial)
        text = _INVISIBLE.sub("", "".join(self.pieces))
        self.pieces.clear()
        for paragraph in re.split(r"\n[^\S\n]*\n", text) if self.preformatted else (text,):
            if written := " ".join(join_lines(paragraph, 0, len(paragraph)).split()):
                level = self.headings[-1] if self.headings else SUBTITLE if self.groups else 0
                self.blocks.append(Block(written, level, tuple(self.ids)))
                self.ids.clear()
                self.links.append(_Links.TEXT if self.headings or self.preformatted else self._find_links(written))
        self.linked.clear()
        self.link = None

    def _find_links(self, written: str) -> _Links:
        if not self.linked or len(written) > _MAX_LINK_LETTERS:
            return _Links.TEXT
        linked, letters = sum(count for _, count in self.linked), _count_letters(written)
        if 2 * linked >= letters and any(leads_on(link) for link, _ in self.linked):
            return _Links.NAVIGATION
        if not 0 < letters <= linked:
            return _Links.TEXT
        return _Links.LOCAL_LINKS if all(is_local(link) for link, _ in self.linked) else _Links.LINKS


def _count_letters(text: str) -> int:
    return sum(map(str.isalnum, text))
