"""One book in every format: read, checked, built and kept in the library as its plain text is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from evals.editions_make import (
    chapter_body,
    print_pdf,
    write_docx,
    write_epub,
    write_html,
    write_markdown_folder,
    write_odt,
    write_text,
)
from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.copies import sandbox
from quizgen.copies.copy import read_copy
from quizgen.copies.formats import registry
from quizgen.copies.formats.detect import detect_format
from quizgen.copies.formats.extract import Fault, Unit
from quizgen.copies.library import copy_path, find_copies
from tests.projects import BANK, Project, make_project

FORMATS = (
    "plain.txt", "page.html", "pages", "book.epub", "book.md", "written", "book.docx", "book.odt", "printed.pdf",
)  # fmt: skip
"""The copies that `editions` makes: at least one in every registered format."""


@pytest.fixture(scope="module")
def editions(lighthouse: BookText, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small book in every format."""
    folder = tmp_path_factory.mktemp("editions")
    (folder / "plain.txt").write_text(write_text(lighthouse), encoding="utf-16")
    (folder / "page.html").write_text(write_html(lighthouse), encoding="utf-8")
    (folder / "pages").mkdir()
    for number, chapter in enumerate(lighthouse.chapters.values(), 9):
        (folder / "pages" / f"{number}.html").write_text(chapter_body(lighthouse, chapter), encoding="utf-8")
    (folder / "book.epub").write_bytes(write_epub(lighthouse))
    (folder / "book.md").write_text(as_markdown(lighthouse), encoding="utf-8")
    (folder / "written").mkdir()
    for name, content in write_markdown_folder(lighthouse).items():
        (folder / "written" / name).write_text(content, encoding="utf-8")
    (folder / "book.docx").write_bytes(write_docx(lighthouse))
    (folder / "book.odt").write_bytes(write_odt(lighthouse))
    (folder / "printed.pdf").write_bytes(print_pdf(lighthouse, browser))
    return folder


def as_markdown(text: BookText) -> str:
    blocks = [f"# {text.book.title}"]
    for chapter in text.chapters.values():
        blocks.append(f"## {chapter.chapter.heading}")
        for part in chapter.parts:
            blocks += [f"### {part.section.title}"] if part.section else []
            blocks += [text.paragraph_text(each).replace("light", "*light*[^1]", 1) for each in part.paragraphs]
    return "\n\n".join([*blocks, "[^1]: A note on the light."])


def checked(project: Project, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(project.run("check", "--format", "json", *arguments).out)
    return found


def test_there_is_a_copy_in_every_format(editions: Path) -> None:
    detected = [detect_format(editions / name) for name in FORMATS]
    found = {each.name for each in detected if not isinstance(each, Fault)}
    missing = {each.name for each in registry.FORMATS} - found
    assert not missing, "`editions` has to make one, and FORMATS to name it"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_words_of_the_text(editions: Path, lighthouse: BookText, name: str) -> None:
    copy, diagnostics = read_copy(editions / name)
    assert copy is not None
    assert not diagnostics
    text, findings = read_structure(copy, lighthouse.book)
    assert text is not None, findings
    for key, chapter in lighthouse.chapters.items():
        assert text.chapters[key].words == chapter.words, key
        if copy.unit is Unit.PARAGRAPH:
            assert text.chapters[key].tokens.text == chapter.tokens.text


@dataclass(frozen=True)
class Expected:
    """What is found in the bank by its plain text: as it is, and with a mistake; and what is built of it."""

    sound: dict[str, Any]
    mistaken: dict[str, Any]
    built: dict[str, bytes]


CITED = "A lamp burns four litres …"
MISTAKEN = "A lamp burns five litres …"
CHAPTER = "questions/lighthouse/1.yaml"


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    project = make_project(tmp_path_factory.mktemp("expected") / "project")
    sound = checked(project)
    project.run("build")
    project.replace(CHAPTER, CITED, MISTAKEN)
    mistaken = checked(project)
    assert mistaken["summary"]["errors"] == 1
    return Expected(sound, mistaken, project.files("build"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_checks_and_builds_as_the_text(
    editions: Path, project: Project, expected: Expected, name: str
) -> None:
    source = ("--source", str(editions / name))
    assert checked(project, *source) == expected.sound
    assert project.run("build", *source).code == 0
    built = project.files("build")
    assert built.keys() == expected.built.keys()
    sheets = [path for path in built if path.endswith(".html") and path not in ("index.html", "coverage.html")]
    assert len(sheets) > 4
    for path in sheets:
        assert built[path] == expected.built[path], path
    project.replace(CHAPTER, CITED, MISTAKEN)
    found = checked(project, *source)
    assert found["summary"] == expected.mistaken["summary"]
    assert [each["code"] for each in found["diagnostics"]] == ["citation-not-found"]


# --- the library ------------------------------------------------------------------------------


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_copy_replaces_the_one_of_another_format(editions: Path, project: Project, tmp_path: Path) -> None:
    library = tmp_path / "library"
    kept_of = {
        "plain.txt": ["lighthouse.txt"],
        "book.epub": ["lighthouse.epub"],
        "pages": [f"lighthouse/{number}.html" for number in (10, 11, 9)],
        "printed.pdf": ["lighthouse.pdf"],
        "book.md": ["lighthouse.md"],
        "page.html": ["lighthouse.html"],
    }
    for name, kept in kept_of.items():
        done = project.run("source", "add", str(editions / name), "--book", "lighthouse", library=library)
        assert (done.code, done.err) == (0, ""), name
        assert [each for each in files(library) if ".earlier" not in each] == kept
        assert "checked against the passage" in project.run("check", library=library).out
        assert not (library / "lighthouse").exists() or name == "pages"
    assert sorted(path.name for path in library.iterdir()) == [
        "lighthouse.earlier",
        "lighthouse.earlier.epub",
        "lighthouse.earlier.md",
        "lighthouse.earlier.pdf",
        "lighthouse.earlier.txt",
        "lighthouse.html",
    ]


def test_a_copy_that_cannot_be_read_replaces_none(editions: Path, project: Project) -> None:
    bad = project.root / "bad.epub"
    bad.write_bytes((editions / "book.epub").read_bytes()[:2000])
    done = project.run("source", "add", str(bad), "--book", "lighthouse")
    assert done.code == 1
    assert "error[copy-damaged]" in done.err
    assert files(project.library) == ["lighthouse.txt"]


def test_adding_what_is_in_the_library_keeps_it(editions: Path, project: Project) -> None:
    pages = project.library / "lighthouse"
    project.run("source", "add", str(editions / "pages"), "--book", "lighthouse")
    (pages / "picture.png").write_bytes(b"picture")
    assert project.run("source", "add", str(pages), "--book", "lighthouse").code == 0
    assert files(project.library) == [
        "lighthouse.earlier.txt",
        *(f"lighthouse/{number}.html" for number in (10, 11, 9)),
        "lighthouse/picture.png",
    ]


def test_of_several_copies_the_one_used_is_named(editions: Path, project: Project) -> None:
    (project.library / "lighthouse.epub").write_bytes((editions / "book.epub").read_bytes())
    done = project.run("check")
    assert done.code == 0
    assert "lighthouse.txt: warning[several-copies]" in done.err
    assert "lighthouse.txt is used, and lighthouse.epub not" in done.err
    assert "add the one you want anew: `quizgen source add` moves all others aside." in done.err
    assert project.run("source", "add", str(editions / "book.epub"), "--book", "lighthouse").code == 0
    assert project.run("check").err == "", "as the hint says"
    (project.library / "lighthouse.md").write_bytes((editions / "book.md").read_bytes())
    assert "several-copies" not in project.run("check", "--source", str(editions / "book.epub")).err
    for suffix in ("epub", "md"):
        (project.library / f"lighthouse.{suffix}").rename(project.root / BANK / f"lighthouse.{suffix}")
    assert "Keep the one that is meant, and remove the others." in project.run("check").err, "no command adds to these"


def test_a_suffix_is_kept_and_another_one_becomes_txt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_LIBRARY", str(tmp_path))
    assert copy_path("b", Path("x/Book.EPUB")) == tmp_path / "b.epub"
    assert copy_path("b", Path("x/book")) == tmp_path / "b.txt"
    assert copy_path("b", Path("x/book.dat")) == tmp_path / "b.txt"
    (tmp_path / "b").mkdir()
    assert find_copies("b", tmp_path) == (), "a folder without pages is no copy"


# --- what is none of these --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml" + bytes(99), "office program"),
        (b"PK\x03\x04" + bytes(26) + b"readme.txt" + bytes(99), "an archive"),
        (bytes(range(256)) * 9, "not a text file"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "book.txt"
    file.write_bytes(content)
    copy, (diagnostic,) = read_copy(file)
    assert copy is None
    assert diagnostic.code == "copy-not-text"
    assert says in diagnostic.message
    assert diagnostic.hint


def test_content_goes_before_suffix(editions: Path, tmp_path: Path) -> None:
    for name, unit in (("book.epub", Unit.PARAGRAPH), ("printed.pdf", Unit.PAGE), ("page.html", Unit.PARAGRAPH)):
        (tmp_path / "book.txt").write_bytes((editions / name).read_bytes())
        copy, _ = read_copy(tmp_path / "book.txt")
        assert copy is not None
        assert copy.unit is unit


# --- the process of its own -------------------------------------------------------------------


def test_a_reader_that_hangs_is_stopped(editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)
    copy, (diagnostic,) = read_copy(editions / "book.epub")
    assert copy is None
    assert diagnostic.code == "copy-damaged"
    assert "took more than 0.01 seconds" in diagnostic.message


@pytest.mark.parametrize("last_act", ["kill -SEGV $$", "exit 1", "echo '{}'; exit 1"])
def test_a_reader_that_crashes_is_a_diagnostic(
    editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last_act: str
) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{last_act}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sandbox.sys, "executable", str(program))  # type: ignore[attr-defined]
    copy, (diagnostic,) = read_copy(editions / "printed.pdf")
    assert copy is None
    assert diagnostic.code == "copy-damaged"
    assert "its reader broke off" in diagnostic.message


def test_a_reader_imports_nothing_of_the_folder_it_runs_in(
    editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lxml", "json", "quizgen"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken in')")
    monkeypatch.chdir(tmp_path)
    copy, _ = read_copy(editions / "page.html")
    assert copy is not None


def test_pages_are_named_by_their_number(editions: Path) -> None:
    copy, _ = read_copy(editions / "printed.pdf")
    assert copy is not None
    assert copy.lines[0].startswith("\f")
    last = len(copy.lines)
    pages = sum(line.startswith("\f") for line in copy.lines)
    assert pages > 2
    assert (copy.place(1), copy.place(last)) == ("page 1", f"page {pages}")
    assert re.fullmatch(r"paragraph \d+", read_place(editions / "page.html"))
    assert re.fullmatch(r"line \d+", read_place(editions / "plain.txt"))


def read_place(file: Path) -> str:
    copy, _ = read_copy(file)
    assert copy is not None
    return copy.place(3)
