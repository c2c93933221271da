"""Mutated files of every format → how each reader ends: with a text or a diagnostic, in time, never with a traceback.

``python -m tests.fuzz.readers [FILES [FORMAT]]`` makes so many files of each format (1,000), always the same ones.
Each goes through its reader in a process that has limits of memory and time, some through the whole of ``read_copy``,
and a few through ``quizgen check``.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from evals.editions_make import chapter_body, print_pdf, write_epub, write_html, write_text
from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.copies.copy import Copy, read_copy
from quizgen.copies.formats.detect import detect_format
from quizgen.copies.formats.extract import Extract, Fault
from quizgen.copies.formats.plain_text import read_text
from quizgen.copies.formats.registry import FORMATS, find_format
from quizgen.copies.sandbox import limit_process
from quizgen.model.diagnostics import Diagnostic
from quizgen.project.book_file import read_book
from quizgen.reports.explanation import all_codes
from tests.pdfs import Words, make_pdf
from tests.projects import BANK, LIGHTHOUSE, make_project

FORMS = tuple(each.name for each in FORMATS)
FILES = 1000
SECONDS = 10
"""A mutated file has some 50 kB at most; what takes longer hangs."""
_WHOLE_EVERY = 10
_CHECK_EVERY = 100
_BATCH = 50
_LONGEST = 300_000

Files: TypeAlias = dict[str, bytes]
"""The files of a copy by name; all but a folder have one."""


# --- what is mutated --------------------------------------------------------------------------


def lighthouse() -> BookText:
    copy, _ = read_copy(LIGHTHOUSE / "library" / "lighthouse.txt")
    book = read_book(LIGHTHOUSE / BANK / "book.yaml", "book.yaml").record
    text = read_structure(copy, book)[0] if copy is not None and book is not None else None
    assert text is not None
    return text


def make_seeds(text: BookText, printed: bytes | None) -> dict[str, list[Files]]:
    """Sound copies of every format, of which all others are made."""
    plain = write_text(text)
    pages = {f"{number}.html": chapter_body(text, each).encode() for number, each in enumerate(text.chapters.values())}
    links = "".join(f'<a href="{name}">x</a>' for name in reversed(pages))
    lines = plain.splitlines()
    placed = [
        [Words(72 + 230 * (number % 2), 760 - 13 * (number // 2), line[:40]) for number, line in enumerate(lines[:90])],
        [Words(72, 760 - 13 * number, line) for number, line in enumerate(lines[90:140])],
    ]
    return {
        "text": [{"b.txt": plain.encode(each, "replace")} for each in ("utf-8", "cp1252", "utf-16", "koi8-r")],
        "html": [{"b.html": write_html(text).encode()}, {"b.html": b"<!DOCTYPE html>" + b"".join(pages.values())}],
        "folder": [pages, {**pages, "index.html": links.encode()}],
        "epub": [{"b.epub": write_epub(text)}],
        "pdf": [{"b.pdf": each} for each in filter(None, (make_pdf(placed), printed))],
        "markdown": [{"b.md": f"# Title\n\n{plain}\n\n| a | b |\n|---|---|\n| *c* | d[^1] |\n\n[^1]: note\n".encode()}],
    }


_TOKENS: Mapping[str, Sequence[bytes]] = {
    "text": (
        b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\f", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\x1b[31m",
    ),
    "html": (
        b"<", b">", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"&#x0;", b"&#xD800;", b"&#9999999999;", b"</p>",
        b"<pre>", b"<script>", b"<title>", b"<svg>", b"<br>", b"<sup>1</sup>", b"<td>", b"<div hidden>", b"\x00",
        b"<body>", b"</html>", b'<meta charset="utf-7">', b'<meta charset="punycode">', b"<plaintext>", b"<frameset>",
        b"<x:y z:w='1'>", b"<p/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'<a href="#1">1</a>', b"<table><tr>",
        b"<font>", b"<xmp>", b"<textarea>",
    ),
    "epub": (
        b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"\xff\xff\xff\xff", b"../", b"\x00", b"<",
        b"&a;",
    ),
    "pdf": (
        b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"<<", b">>", b"/Kids [2 0 R]", b"/Parent 4 0 R",
        b"BT", b"ET", b"/Length 99999999", b"/Count 2147483647", b"-1", b"0 0 0 0 0 0 Tm", b"(", b")", b"Tj",
        b"/Type3", b"/Encrypt 5 0 R", b"99999 Tf", b"q " * 500, b"/Filter /FlateDecode", b"%%EOF", b"1e38",
        b"[" * 500, b"/Prev 9",
    ),
    "markdown": (
        b"[", b"](", b"![", b"`", b"```", b"*", b"**", b"_", b"> ", b"- ", b"    ", b"[^1]:", b"[^1]", b"<!--", b"|",
        b"---", b"&#0;", b"<b>", b"\x00", b"\\", b"[a]: <", b"1. ", b"#", b"~~~",
    ),
}  # fmt: skip


def make_file(form: str, number: int, seeds: Mapping[str, Sequence[Files]]) -> Files:
    """The ``number``-th mutated copy of a format, the same at every run."""
    chance = random.Random(f"{form} {number}")
    files = dict(chance.choice(seeds[form]))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        name = chance.choice(list(files))
        if form == "epub" and chance.random() < 0.7:
            files[name] = _with_another_member(files[name], chance)
        elif form == "folder" and chance.random() < 0.3:
            files = _with_another_page(files, chance)
        else:
            tokens = _TOKENS["html" if form == "folder" else form]
            files[name] = chance.choice(_MUTATIONS)(files[name], tokens, chance)[:_LONGEST]
    return files


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


def _with_another_member(data: bytes, chance: random.Random) -> bytes:
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
        members[at : at + 1] = [(name, chance.choice(_MUTATIONS)(content, _TOKENS["html"], chance)[:_LONGEST])]
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


def _with_another_page(files: Files, chance: random.Random) -> Files:
    name = chance.choice(list(files))
    content = files[name]
    rest = {each: what for each, what in files.items() if each != name}
    other = chance.choice(("index.html", "toc.htm", "9" * 100 + ".html", "ü €.xhtml", "a#b.html", "x.txt"))
    return chance.choice(({**rest, other: content}, {**files, other: content}, rest or files))


def put(files: Files, form: str, folder: Path) -> Path:
    """Write a copy into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder if form == "folder" else folder / next(iter(files))


# --- one file ---------------------------------------------------------------------------------


class Hangs(Exception):  # noqa: N818
    """A reader took longer than it may."""


def _hangs(_: int, __: FrameType | None) -> None:
    raise Hangs


def read_here(form: str, file: Path, text: BookText) -> str:
    """Run the reader of a format in this process; what it ends with, in a word. Whatever it raises goes on."""
    found = detect_format(file)
    if form == "text" and not isinstance(found, Fault) and found.name == "text":
        read = read_text(file.read_bytes())
    else:
        read = find_format("html" if form == "text" else form).load_reader()(file)
    if isinstance(read, Fault):
        assert read.code in all_codes(), read.code
        assert read.hint
        return read.code
    _assert_sound(read)
    copy = Copy("copy", "0", read.lines, read.unit, dict(read.headings))
    structured, findings = read_structure(copy, text.book)
    assert structured is not None or findings
    return "read" if structured is not None else "another text"


def _assert_sound(read: Extract) -> None:
    assert all(isinstance(line, str) for line in read.lines)
    assert all(0 <= index < len(read.lines) and 1 <= level <= 6 for index, level in read.headings)


def read_whole(file: Path) -> str:
    """Through everything that a user's copy goes through; never an exception."""
    copy, diagnostics = read_copy(file)
    errors = [each for each in diagnostics if each.is_error]
    assert (copy is None) == bool(errors), diagnostics
    assert all(_is_sound(each) for each in diagnostics), diagnostics
    if copy is not None:
        "\n".join(copy.lines).encode()  # no half of a surrogate pair, which no output could take
    return "text" if copy is not None else errors[0].code


def _is_sound(diagnostic: Diagnostic) -> bool:
    return diagnostic.code in all_codes() and bool(diagnostic.message and diagnostic.hint)


# --- a run ------------------------------------------------------------------------------------


def work(form: str, first: int, last: int, folder: Path, printed: bytes | None) -> Iterator[dict[str, object]]:
    """Read the files of a range in this process, one after the other, each with its time."""
    text = lighthouse()
    seeds = make_seeds(text, printed)
    signal.signal(signal.SIGALRM, _hangs)
    for number in range(first, last):
        file = put(make_file(form, number, seeds), form, folder)
        yield {"begins": number}
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            end = read_here(form, file, text)
        except Exception as error:
            end = f"raised {type(error).__name__}: {error}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        yield {"number": number, "end": end, "seconds": time.monotonic() - began}


def _worker(arguments: Sequence[str]) -> None:
    form, first, last, folder, printed = arguments
    limit_process_to_read()
    pdf = Path(printed).read_bytes() if printed else None
    for row in work(form, int(first), int(last), Path(folder), pdf):
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()


def limit_process_to_read() -> None:
    """The reader's own limits, but that this process writes the files it reads."""
    import resource

    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    limit_process(file_size=unlimited, seconds=_BATCH * SECONDS)


class Run:
    """What became of the files of one format."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.ends: Counter[str] = Counter()
        self.failures: list[str] = []
        self.broke_off = 0
        self.slowest = 0.0

    def row(self) -> str:
        ends = ", ".join(f"{count} {end}" for end, count in self.ends.most_common())
        figures = f"{self.ends.total():5} files, slowest {self.slowest:4.1f} s, {self.broke_off} crashes"
        return f"{self.form:9} {figures}: {ends}"


def fuzz_reader(form: str, count: int, folder: Path, printed: Path | None = None) -> Run:
    """Read so many mutated files of a format; a crash of the reader has to become a diagnostic in ``read_copy``."""
    run = Run(form)
    first = 0
    while first < count:
        first = _batch(run, first, min(first + _BATCH, count), folder, printed)
    return run


def fuzz(form: str, count: int, folder: Path, printed: Path | None = None) -> Run:
    """The same, and some of the files through all that a user's copy goes through."""
    run = fuzz_reader(form, count, folder, printed)
    text = lighthouse()
    seeds = make_seeds(text, printed.read_bytes() if printed else None)
    for number in range(0, count, _WHOLE_EVERY):
        _tried(run, number, lambda file: read_whole(file), put(make_file(form, number, seeds), form, folder))
    project = make_project(folder / "project")
    for number in range(0, count, _CHECK_EVERY):
        file = put(make_file(form, number, seeds), form, folder / "file")
        _tried(run, number, lambda path: str(project.run("check", "--source", str(path.absolute())).code), file)
    return run


def _tried(run: Run, number: int, what: Callable[[Path], str], file: Path) -> None:
    began = time.monotonic()
    try:
        what(file)
    except Exception as error:
        run.failures.append(f"{run.form} {number}: raised {type(error).__name__}: {error}")
    if time.monotonic() - began > SECONDS:
        run.failures.append(f"{run.form} {number}: took {time.monotonic() - began:.0f} seconds")


def _batch(run: Run, first: int, last: int, folder: Path, printed: Path | None) -> int:
    """Read a range of files in a process of its own; returns where to go on, which is behind a file that crashed it."""
    command = [sys.executable, "-m", "tests.fuzz.readers", "--worker", run.form, str(first), str(last)]
    command += [str(folder / "worker"), str(printed or "")]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        written, complaint = worker.communicate(timeout=_BATCH + SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        written, complaint = worker.communicate()
        complaint = b"hangs"
    begun = -1
    for row in map(json.loads, written.splitlines()):
        if "begins" in row:
            begun = row["begins"]
            continue
        run.slowest = max(run.slowest, row["seconds"])
        run.ends[row["end"].partition(":")[0]] += 1
        if row["end"].startswith("raised"):
            run.failures.append(f"{run.form} {row['number']}: {row['end']}")
    if worker.returncode == 0:
        return last
    if begun < 0:
        raise RuntimeError(complaint.decode(errors="replace"))
    if complaint:
        run.failures.append(f"{run.form} {begun}: {complaint.decode(errors='replace')[-500:]}")
        return begun + 1
    run.broke_off += 1
    run.ends["broke off"] += 1
    file = folder / "worker"
    _tried(run, begun, read_whole, file if run.form == "folder" else next(file.iterdir()))
    return begun + 1


def print_lighthouse(folder: Path) -> Path | None:
    """The small book as Chromium prints it, where there is one: with fonts and streams that a plain PDF lacks."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        (folder / "printed.pdf").write_bytes(print_pdf(lighthouse(), browser))
        browser.close()
    return folder / "printed.pdf"


def main() -> int:
    if sys.argv[1:2] == ["--worker"]:
        _worker(sys.argv[2:])
        return 0
    count = int(sys.argv[1]) if sys.argv[1:] else FILES
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        printed = print_lighthouse(Path(folder))
        for form in sys.argv[2:] or FORMS:
            run = fuzz(form, count, Path(folder) / form, printed)
            sys.stdout.write(run.row() + "\n")
            sys.stdout.flush()
            failures += run.failures
    sys.stdout.write("".join(f"FAILED {each}\n" for each in failures))
    return 1 if failures else 0


if __name__ == "__main__":
    os.environ.setdefault("QUIZGEN_LIBRARY", "/nonexistent")
    sys.exit(main())
