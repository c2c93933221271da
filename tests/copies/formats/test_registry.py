"""Each registered format says all that is asked of it; one more line in the list, and it is read everywhere."""

from __future__ import annotations

import dataclasses
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quizgen.cli.main import cli
from quizgen.copies import formats
from quizgen.copies.copy import read_copy
from quizgen.copies.formats import registry
from quizgen.copies.formats.extract import MEGABYTE
from quizgen.copies.formats.format import FileFormat, FolderFormat, Format
from quizgen.copies.formats.registry import FORMATS, file_formats, find_format, name_formats
from quizgen.copies.library import copy_path, find_copies, find_copy
from quizgen.reports.explanation import explain
from tests.conftest import ROOT
from tests.copies.paras import MARK, PARAS
from tests.fuzz.inputs import FUZZ_INPUTS, FuzzInput, input_of, make_seeds
from tests.fuzz.readers import fuzz_reader, lighthouse
from tests.projects import Project

UNBOXED = {"text"}
"""Formats whose reader is plain Python on a bounded text, so that it may run in quizgen's own process."""

# --- what is registered -----------------------------------------------------------------------


def declared() -> Iterator[Format]:
    for module in pkgutil.iter_modules(formats.__path__):
        values = vars(import_module(f"{formats.__name__}.{module.name}")).values()
        yield from (value for value in values if isinstance(value, FileFormat | FolderFormat))


def test_all_that_are_declared_are_registered_under_names_of_their_own() -> None:
    assert {each.name for each in declared()} == {each.name for each in FORMATS}
    assert len({each.name for each in FORMATS}) == len({each.title for each in FORMATS}) == len(FORMATS)
    suffixes = registry.file_suffixes()
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_has_a_title_suffixes_limits_and_something_to_mutate(form: Format) -> None:
    assert form.title
    assert form.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in form.suffixes)
    assert all(make_seeds(lighthouse(), None)[form.name])
    assert input_of(form.name).tokens
    if isinstance(form, FileFormat):
        assert form.max_bytes == (500 if form.is_binary else 50) * MEGABYTE
        assert form.is_sandboxed or form.name in UNBOXED, "if it is plain Python on a bounded text, name it in UNBOXED"


def test_the_lists_in_readme_help_and_messages_are_those_of_the_registry(tmp_path: Path) -> None:
    everything = name_formats(FORMATS)
    said = f"Give quizgen your copy of the book, once: {everything}."
    assert said in (ROOT / "README.md").read_text("utf-8"), f"README has to say: {said}"
    assert f"A copy is {everything}." in " ".join(CliRunner().invoke(cli, ["source", "add", "--help"]).output.split())
    files = name_formats(file_formats())
    assert f"is not {files}." in (explain("copy-not-text") or "")
    for content, code in ((b" \n", "copy-empty"), (bytes(range(256)) * 9, "copy-not-text")):
        (tmp_path / "book.txt").write_bytes(content)
        _, (diagnostic,) = read_copy(tmp_path / "book.txt")
        assert (diagnostic.code, diagnostic.hint) == (code, f"Give the book as {files}.")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_list_as_a_sentence_has_it(number: int) -> None:
    listed = {1: "plain text", 2: "plain text or Markdown", 3: "plain text, Markdown or HTML"}
    assert name_formats(FORMATS[:number]) == listed[number]


@pytest.mark.parametrize("form", [PARAS, find_format("folder")], ids=lambda form: type(form).__name__)
def test_a_format_that_leaves_something_out_is_refused(form: Any) -> None:
    complete = {field.name: getattr(form, field.name) for field in dataclasses.fields(form)}
    for name in complete:
        with pytest.raises(TypeError, match=name):
            type(form)(**{key: value for key, value in complete.items() if key != name})


def test_the_list_needs_no_library() -> None:
    heavy = "{'lxml', 'pypdfium2', 'markdown_it', 'charset_normalizer', 'zipfile', 'ctypes'}"
    code = f"import sys, quizgen.copies.formats.registry; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- the sandbox ------------------------------------------------------------------------------


def sandbox(form: str, file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quizgen.copies.sandbox", form, str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_sandbox_runs_each_by_its_name(form: Format, tmp_path: Path) -> None:
    files = make_seeds(lighthouse(), None)[form.name][0]
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    done = sandbox(form.name, tmp_path if isinstance(form, FolderFormat) else tmp_path / next(iter(files)))
    assert (done.returncode, done.stderr) == (0, "")
    assert '"lines": ["' in done.stdout


def test_the_sandbox_refuses_what_is_not_registered(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# Title\n\nText.\n")
    for name in ("rtf", "Markdown", "", "quizgen.copies.formats.markdown:read_markdown"):
        done = sandbox(name, tmp_path / "book.md")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{name}: there is no such format of a copy\n"
        with pytest.raises(KeyError):
            find_format(name)


# --- one more ---------------------------------------------------------------------------------


@pytest.fixture
def paras(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FileFormat:
    """The list has one more line, in this process and in those that it starts."""
    monkeypatch.setattr(registry, "FORMATS", (*FORMATS, PARAS))
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text("from tests.copies.paras import register\nregister()\n")
    paths = (str(tmp_path / "start"), str(ROOT), os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    return PARAS


def as_paras(text: str) -> bytes:
    return MARK + "\n".join(" ".join(block.split()) for block in text.split("\n\n")).encode()


def test_one_more_is_read_and_kept_and_found(paras: FileFormat, project: Project, tmp_path: Path) -> None:
    file = tmp_path / "mine.paras"
    file.write_bytes(as_paras((project.library / "lighthouse.txt").read_text("utf-8")))
    copy, faults = read_copy(file)
    assert copy is not None
    assert not faults
    assert copy.place(3) == "paragraph 3"
    assert copy_path("book", Path("Mine.PARAS")).name == "book.paras"
    done = project.run("source", "add", str(file), "--book", "lighthouse")
    assert (done.code, done.err) == (0, "")
    assert (project.library / "lighthouse.paras").read_bytes() == file.read_bytes()
    assert find_copies("lighthouse", project.library) == (project.library / "lighthouse.paras",)
    assert "12 checked against the passage" in project.run("check").out


def test_one_more_is_last_in_order_of_preference(paras: FileFormat, tmp_path: Path) -> None:
    for suffix in (".paras", ".pdf"):
        (tmp_path / f"book{suffix}").touch()
    assert find_copy("book", tmp_path) == tmp_path / "book.pdf"
    assert find_copies("book", tmp_path) == (tmp_path / "book.pdf", tmp_path / "book.paras")


def test_one_more_has_limits_and_messages(paras: FileFormat, tmp_path: Path) -> None:
    file = tmp_path / "book.paras"
    file.write_bytes(MARK + b"\n" * 2 * MEGABYTE)
    _, (diagnostic,) = read_copy(file)
    assert (diagnostic.code, diagnostic.message) == ("copy-too-large", "this copy has 2 MB; quizgen reads up to 0 MB")
    file.write_bytes(b"lost\x00")
    _, (diagnostic,) = read_copy(file)
    assert diagnostic.message == "this file is no marked paragraphs, or has lost its beginning"
    file.write_bytes(b"")
    others = ", ".join(each.title for each in FORMATS if each in file_formats())
    assert read_copy(file)[1][0].hint == f"Give the book as {others} or marked paragraphs."


def test_a_crash_in_the_sandbox_names_one_more(
    paras: FileFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "")  # the subprocess does not know it
    (tmp_path / "book.paras").write_bytes(MARK + b"one\n")
    _, (diagnostic,) = read_copy(tmp_path / "book.paras")
    assert diagnostic.message == "this copy (marked paragraphs) cannot be read: its reader broke off"


def test_one_more_without_a_fuzz_input_fails_loudly(paras: FileFormat, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="the format paras has nothing that the fuzzer could mutate"):
        make_seeds(lighthouse(), None)
    with pytest.raises(RuntimeError, match="the format paras has nothing"):
        fuzz_reader("text", 1, tmp_path)


def test_one_more_is_fuzzed(paras: FileFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = FuzzInput(
        make_seeds=lambda text, _: [{"b.paras": as_paras("one\n\ntwo")}],
        tokens=(b"\x00",),
        restructure=None,
        restructured_share=0,
    )
    monkeypatch.setitem(FUZZ_INPUTS, "paras", given)
    with (tmp_path / "start" / "sitecustomize.py").open("a") as start:
        start.write(
            "from tests.fuzz.inputs import FUZZ_INPUTS, FuzzInput\n"
            "FUZZ_INPUTS['paras'] = FuzzInput(make_seeds=lambda text, _: [{'b.paras': b'%PARAS\\none\\ntwo\\n'}],"
            " tokens=(b'\\0',), restructure=None, restructured_share=0)\n"
        )
    run = fuzz_reader("paras", 20, tmp_path / "files")
    assert not run.failures
    assert run.ends.total() == 20
    assert run.ends["copy-damaged"]


def test_formats_of_folders_share_a_place_in_the_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = find_format("folder")
    assert isinstance(folder, FolderFormat)
    other = dataclasses.replace(folder, name="notes", title="a folder of notes", suffixes=(".note",))
    monkeypatch.setattr(registry, "FORMATS", (*FORMATS, other))
    (tmp_path / "book").mkdir()
    assert find_copies("book", tmp_path) == ()
    (tmp_path / "book" / "1.NOTE").touch()
    assert find_copies("book", tmp_path) == (tmp_path / "book",)
    (tmp_path / "book" / "1.html").touch()
    assert find_copies("book", tmp_path) == (tmp_path / "book",), "once"


def test_order_of_preference_in_the_library(tmp_path: Path) -> None:
    for suffix in registry.file_suffixes():
        (tmp_path / f"book{suffix}").touch()
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "1.htm").touch()
    found = [copy.suffix for copy in find_copies("book", tmp_path)]
    suffixes = [suffix for each in FORMATS for suffix in (each.suffixes if each in file_formats() else [""])]
    assert found == list(dict.fromkeys(suffixes)), "a folder is one copy, whatever the format of its pages"
    known = [".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xht", "", ".epub", ".pdf"]
    assert [suffix for suffix in found if suffix in known] == known
