"""Mutated files of every format → how each reader ends: with a text or a diagnostic, in time, never with a traceback.

``python -m tests.fuzz.readers [FILES [FORMAT]]`` makes so many files of each format (1,000), always the same ones.
Each goes through its reader in a process that has limits of memory and time, some through the whole of ``read_copy``,
and a few through ``quizgen check``.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

from evals.editions_make import print_pdf
from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.copies.copy import Copy, read_copy
from quizgen.copies.formats.detect import detect_format
from quizgen.copies.formats.extract import Extract, Fault
from quizgen.copies.formats.format import FileFormat, FolderFormat
from quizgen.copies.formats.registry import FORMATS, find_format
from quizgen.copies.sandbox import limit_process, read_here
from quizgen.model.diagnostics import Diagnostic
from quizgen.project.book_file import read_book
from quizgen.reports.explanation import all_codes
from tests.fuzz.inputs import Files, make_file, make_seeds
from tests.projects import BANK, LIGHTHOUSE, make_project

FILES = 1000
SECONDS = 10
"""A mutated file has some 50 kB at most; what takes longer hangs."""
_WHOLE_EVERY = 10
_CHECK_EVERY = 100
_BATCH = 50


# --- the copies -------------------------------------------------------------------------------


def lighthouse() -> BookText:
    copy, _ = read_copy(LIGHTHOUSE / "library" / "lighthouse.txt")
    book = read_book(LIGHTHOUSE / BANK / "book.yaml", "book.yaml").record
    text = read_structure(copy, book)[0] if copy is not None and book is not None else None
    assert text is not None
    return text


def put(files: Files, form: str, folder: Path) -> Path:
    """Write a copy into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return _copy_in(folder, form)


def _copy_in(folder: Path, form: str) -> Path:
    """The copy in a folder that has nothing else."""
    return folder if isinstance(find_format(form), FolderFormat) else next(folder.iterdir())


# --- one file ---------------------------------------------------------------------------------


class Hangs(Exception):  # noqa: N818
    """A reader took longer than it may."""


def _hangs(_: int, __: FrameType | None) -> None:
    raise Hangs


def read_mutated(form: str, file: Path, text: BookText) -> str:
    """Run the reader of a format in this process; what it ends with, in a word. Whatever it raises goes on."""
    found = detect_format(file)
    is_other = form == "text" and not (isinstance(found, FileFormat) and found.name == "text")
    read = read_here(find_format("html" if is_other else form), file)
    if isinstance(read, Fault):
        assert read.code in all_codes(), f"{read.code} is not in docs/checks.md"
        return read.code
    _assert_sound(read)
    copy = Copy("copy", "0", read.lines, read.unit, dict(read.headings))
    structured, findings = read_structure(copy, text.book)
    assert structured is not None or findings
    return "read" if structured is not None else "another text"


def _assert_sound(read: Extract) -> None:
    assert all(isinstance(line, str) for line in read.lines), "a line is no text"
    are_sound = all(0 <= index < len(read.lines) and 1 <= level <= 6 for index, level in read.headings)
    assert are_sound, "a heading is no line, or its level is not from 1 to 6"


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
            end = read_mutated(form, file, text)
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
    _tried(run, begun, read_whole, _copy_in(folder / "worker", run.form))
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
        for form in sys.argv[2:] or [each.name for each in FORMATS]:
            run = fuzz(form, count, Path(folder) / form, printed)
            sys.stdout.write(run.row() + "\n")
            sys.stdout.flush()
            failures += run.failures
    sys.stdout.write("".join(f"FAILED {each}\n" for each in failures))
    return 1 if failures else 0


if __name__ == "__main__":
    os.environ.setdefault("QUIZGEN_LIBRARY", "/nonexistent")
    sys.exit(main())
