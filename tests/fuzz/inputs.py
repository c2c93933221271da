"""Sound copies of each format, and the ways in which the fuzzer damages them."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from evals.editions_make import (
    chapter_body,
    write_docx,
    write_epub,
    write_html,
    write_markdown_folder,
    write_odt,
    write_text,
)
from quizgen.book.book_text import BookText
from quizgen.copies.formats import registry
from tests.pdfs import Words, make_pdf

_LONGEST = 300_000

Files: TypeAlias = dict[str, bytes]
"""The files of a copy by name; all but a folder have one."""


@dataclass(frozen=True, kw_only=True)
class FuzzInput:
    """What the fuzzer needs to know of a format. Nothing has a default.

    - ``make_seeds``: a book, and if there is one its PDF as a browser prints it → sound copies, from which all mutated
      ones are made.
    - ``tokens``: what a parser of the format looks for, to be put anywhere.
    - ``restructure``: another change, of the files of a copy and the name of one of them; ``None`` if there is none.
    - ``restructured_share``: how many of the changes are of this sort.
    """

    make_seeds: Callable[[BookText, bytes | None], list[Files]]
    tokens: Sequence[bytes]
    restructure: Callable[[Files, str, random.Random], Files] | None
    restructured_share: float


def input_of(form: str) -> FuzzInput:
    """The input for a registered format; raises ``LookupError`` for one that has none."""
    if form not in FUZZ_INPUTS:
        raise LookupError(f"the format {form} has nothing that the fuzzer could mutate: add it to FUZZ_INPUTS")
    return FUZZ_INPUTS[form]


def make_seeds(text: BookText, printed: bytes | None) -> dict[str, list[Files]]:
    """Sound copies of every registered format."""
    return {each.name: input_of(each.name).make_seeds(text, printed) for each in registry.FORMATS}


def make_file(form: str, number: int, seeds: Mapping[str, Sequence[Files]]) -> Files:
    """The ``number``-th mutated copy of a format, the same at every run."""
    chance = random.Random(f"{form} {number}")
    given = input_of(form)
    files = dict(chance.choice(seeds[form]))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        name = chance.choice(list(files))
        if given.restructure is not None and chance.random() < given.restructured_share:
            files = given.restructure(files, name, chance)
        else:
            files[name] = chance.choice(_MUTATIONS)(files[name], given.tokens, chance)[:_LONGEST]
    return files


# --- changes ----------------------------------------------------------------------------------


def _flipped(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _i in range(chance.choice((1, 3, 20, 200))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.8 else data[chance.randrange(len(data) + 1) :]


def _repeated(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _i in range(2))
    times = chance.choice((1, 2, 50)) if end - start < 5000 else 1
    return data[:end] + data[start:end] * times + data[end:]


def _without_a_piece(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 10, 1000)) :]


def _with_tokens(data: bytes, tokens: Sequence[bytes], chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 5, 50))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(tokens) * chance.choice((1, 1, 1, 30)) + data[at:]
    return data


def _with_a_nest(data: bytes, tokens: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    nest = b"".join(chance.choices(tokens, k=chance.choice((3, 10)))) * chance.choice((10, 1000, 10_000))
    return data[:at] + nest[: _LONGEST // 2] + data[at:]


_MUTATIONS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _flipped, _flipped, _cut, _repeated, _without_a_piece, _with_tokens, _with_tokens, _with_a_nest,
)  # fmt: skip


def _with_another_member(files: Files, name: str, chance: random.Random) -> Files:
    tokens = {"docx": _DOCX_TOKENS, "odt": _ODT_TOKENS}.get(name.rpartition(".")[2], _HTML_TOKENS)
    return {**files, name: _change_member(files[name], tokens, chance)}


def _change_member(data: bytes, tokens: Sequence[bytes], chance: random.Random) -> bytes:
    """An archive with a member changed, gone, renamed or doubled; one that is none stays."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # whatever zipfile and its decompressors raise for an archive that is damaged already
        return _flipped(data, (), chance)
    at = chance.randrange(len(members)) if members else 0
    name, content = members[at] if members else ("mimetype", b"")
    way = chance.random()
    if way < 0.7:
        members[at : at + 1] = [(name, chance.choice(_MUTATIONS)(content, tokens, chance)[:_LONGEST])]
    elif way < 0.8:
        del members[at : at + 1]
    elif way < 0.9:
        members[at : at + 1] = [(chance.choice(("../" + name, "/etc/passwd", name.upper(), "")), content)]
    else:
        members.append((name, content))
    written = io.BytesIO()
    warnings.filterwarnings("ignore", "Duplicate name", UserWarning)  # they are meant
    with zipfile.ZipFile(
        written, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA))
    ) as made:
        for each, what in members:
            info = zipfile.ZipInfo(each or "x")
            if each not in made.namelist() or chance.random() < 0.5:
                made.writestr(info, what, compress_type=made.compression)
    return written.getvalue()


def _with_another_page(files: Files, _: str, chance: random.Random) -> Files:
    name = chance.choice(list(files))
    content = files[name]
    rest = {each: what for each, what in files.items() if each != name}
    other = chance.choice(("index.html", "toc.htm", "9" * 100 + ".html", "ü €.xhtml", "a#b.html", "x.txt"))
    return chance.choice(({**rest, other: content}, {**files, other: content}, rest or files))


# --- what there is of each format -------------------------------------------------------------


def _make_texts(text: BookText, _: bytes | None) -> list[Files]:
    plain = write_text(text)
    return [{"b.txt": plain.encode(each, "replace")} for each in ("utf-8", "cp1252", "utf-16", "koi8-r")]


def _make_pages(text: BookText, _: bytes | None) -> list[Files]:
    bodies = b"".join(_chapter_pages(text).values())
    return [{"b.html": write_html(text).encode()}, {"b.html": b"<!DOCTYPE html>" + bodies}]


def _make_folders(text: BookText, _: bytes | None) -> list[Files]:
    pages = _chapter_pages(text)
    links = "".join(f'<a href="{name}">x</a>' for name in reversed(pages))
    return [pages, {**pages, "index.html": links.encode()}]


def _chapter_pages(text: BookText) -> Files:
    return {f"{number}.html": chapter_body(text, each).encode() for number, each in enumerate(text.chapters.values())}


def _make_epubs(text: BookText, _: bytes | None) -> list[Files]:
    return [{"b.epub": write_epub(text)}]


def _make_docx(text: BookText, _: bytes | None) -> list[Files]:
    return [{"b.docx": write_docx(text)}]


def _make_odt(text: BookText, _: bytes | None) -> list[Files]:
    return [{"b.odt": write_odt(text)}]


def _make_pdfs(text: BookText, printed: bytes | None) -> list[Files]:
    lines = write_text(text).splitlines()
    placed = [
        [Words(72 + 230 * (number % 2), 760 - 13 * (number // 2), line[:40]) for number, line in enumerate(lines[:90])],
        [Words(72, 760 - 13 * number, line) for number, line in enumerate(lines[90:140])],
    ]
    return [{"b.pdf": each} for each in filter(None, (make_pdf(placed), printed))]


def _make_markdown(text: BookText, _: bytes | None) -> list[Files]:
    plain = write_text(text)
    return [{"b.md": f"# Title\n\n{plain}\n\n| a | b |\n|---|---|\n| *c* | d[^1] |\n\n[^1]: note\n".encode()}]


def _make_markdown_folders(text: BookText, _: bytes | None) -> list[Files]:
    files = {name: content.encode() for name, content in write_markdown_folder(text).items()}
    summary = files["SUMMARY.md"]
    chapters = {name: content for name, content in files.items() if name != "SUMMARY.md"}
    nav = b"site_name: x\nnav:\n" + b"".join(b"  - A: '%s'\n" % name.encode() for name in chapters)
    return [files, {**chapters, "README.md": summary}, {**chapters, "mkdocs.yml": nav}]


def _with_another_markdown_page(files: Files, _: str, chance: random.Random) -> Files:
    name = chance.choice(list(files))
    content = files[name]
    rest = {each: what for each, what in files.items() if each != name}
    others = ("index.md", "_category_.json", "sidebars.js", "_toc.yml", "9" * 100 + ".md", "ü €.mdx", "a#b.md", "x.txt")
    return chance.choice(
        ({**rest, chance.choice(others): content}, {**files, chance.choice(others): content}, rest or files)
    )


_TEXT_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\f", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\x1b[31m",
)  # fmt: skip
_HTML_TOKENS = (
    b"<", b">", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"&#x0;", b"&#xD800;", b"&#9999999999;", b"</p>",
    b"<pre>", b"<script>", b"<title>", b"<svg>", b"<br>", b"<sup>1</sup>", b"<td>", b"<div hidden>", b"\x00",
    b"<body>", b"</html>", b'<meta charset="utf-7">', b'<meta charset="punycode">', b"<plaintext>", b"<frameset>",
    b"<x:y z:w='1'>", b"<p/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'<a href="#1">1</a>', b"<table><tr>",
    b"<font>", b"<xmp>", b"<textarea>",
)  # fmt: skip
_EPUB_TOKENS = (
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"\xff\xff\xff\xff", b"../", b"\x00", b"<",
    b"&a;",
)  # fmt: skip
_DOCX_TOKENS = (
    *_EPUB_TOKENS, b"<w:p>", b"</w:p>", b"<w:tbl><w:tr><w:tc>", b"</w:tr>", b"<w:r><w:t>", b'<w:outlineLvl w:val="9"/>',
    b'<w:pPr><w:framePr w:dropCap="drop"/></w:pPr>', b"<w:txbxContent>",
)  # fmt: skip
_ODT_TOKENS = (
    *_EPUB_TOKENS, b"<text:p>", b"</text:p>", b"<table:table-row>", b'<text:s text:c="9999999999"/>', b"<text:h>",
    b"</table:table-row>", b"<text:note>", b'<text:h text:outline-level="0">',
)  # fmt: skip
_PDF_TOKENS = (
    b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"<<", b">>", b"/Kids [2 0 R]", b"/Parent 4 0 R",
    b"BT", b"ET", b"/Length 99999999", b"/Count 2147483647", b"-1", b"0 0 0 0 0 0 Tm", b"(", b")", b"Tj",
    b"/Type3", b"/Encrypt 5 0 R", b"99999 Tf", b"q " * 500, b"/Filter /FlateDecode", b"%%EOF", b"1e38",
    b"[" * 500, b"/Prev 9",
)  # fmt: skip
_MARKDOWN_TOKENS = (
    b"[", b"](", b"![", b"`", b"```", b"*", b"**", b"_", b"> ", b"- ", b"    ", b"[^1]:", b"[^1]", b"<!--", b"|",
    b"---", b"&#0;", b"<b>", b"\x00", b"\\", b"[a]: <", b"1. ", b"#", b"~~~",
)  # fmt: skip


def _plain(make: Callable[[BookText, bytes | None], list[Files]], tokens: Sequence[bytes]) -> FuzzInput:
    return FuzzInput(make_seeds=make, tokens=tokens, restructure=None, restructured_share=0)


FUZZ_INPUTS: dict[str, FuzzInput] = {
    "text": _plain(_make_texts, _TEXT_TOKENS),
    "html": _plain(_make_pages, _HTML_TOKENS),
    "folder": FuzzInput(
        make_seeds=_make_folders, tokens=_HTML_TOKENS, restructure=_with_another_page, restructured_share=0.3
    ),
    "epub": FuzzInput(
        make_seeds=_make_epubs, tokens=_EPUB_TOKENS, restructure=_with_another_member, restructured_share=0.7
    ),
    "docx": FuzzInput(
        make_seeds=_make_docx, tokens=_DOCX_TOKENS, restructure=_with_another_member, restructured_share=0.7
    ),
    "odt": FuzzInput(
        make_seeds=_make_odt, tokens=_ODT_TOKENS, restructure=_with_another_member, restructured_share=0.7
    ),
    "markdown-folder": FuzzInput(
        make_seeds=_make_markdown_folders,
        tokens=(*_MARKDOWN_TOKENS, b"---\n", b"title: ", b"sidebar_position: 9", b"](a.md)"),
        restructure=_with_another_markdown_page,
        restructured_share=0.3,
    ),
    "pdf": _plain(_make_pdfs, _PDF_TOKENS),
    "markdown": _plain(_make_markdown, _MARKDOWN_TOKENS),
}
"""By the name of the format. A registered format that is not here fails the tests and ``make fuzz``."""
