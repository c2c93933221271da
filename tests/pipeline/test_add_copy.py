"""`quizgen source add` removes nothing: what was there is moved aside, and what a link leads to is not touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.copies.formats.registry import file_suffixes
from quizgen.copies.library import find_copies, name_aside
from tests.projects import BANK, LIGHTHOUSE, Project, Run

TEXT = (LIGHTHOUSE / "library" / "lighthouse.txt").read_bytes()
OTHER = TEXT + b"\n\n* * *\n"
"""Another copy of the book, with other bytes."""
WEB = b"<html><body>" + b"".join(b"<p>%s</p>" % part for part in TEXT.split(b"\n\n")) + b"</body></html>"


def add(project: Project, given: Path | str) -> Run:
    return project.run("source", "add", str(given), "--book", "lighthouse")


def tree(folder: Path) -> dict[str, bytes | str]:
    """Each file's bytes, and where each link leads, by its path; nothing behind a link."""
    found: dict[str, bytes | str] = {}
    for inside, folders, names in os.walk(folder):
        for path in (Path(inside, name) for name in (*folders, *names)):
            if path.is_symlink():
                found[path.relative_to(folder).as_posix()] = f"to {path.readlink().name}"
            elif path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A folder of the reader's."""
    folder = tmp_path / "books"
    folder.mkdir()
    return folder


@pytest.fixture
def library(project: Project) -> Path:
    """An empty library."""
    (project.library / "lighthouse.txt").unlink()
    return project.library


def test_a_link_to_a_folder_is_not_followed(project: Project, library: Path, books: Path) -> None:
    for name, content in (("1.html", WEB), ("2.html", b"more"), ("notes.doc", b"notes")):
        (books / name).write_bytes(content)
    before = tree(books)
    (library / "lighthouse").symlink_to(books)
    project.write("o.txt", TEXT.decode())
    done = add(project, "o.txt")
    assert (done.code, done.err) == (0, "")
    assert tree(books) == before
    assert tree(library) == {"lighthouse.earlier": "to books", "lighthouse.txt": TEXT}
    moved = f"{library / 'lighthouse'} is now {library / 'lighthouse.earlier'}"
    assert f"An earlier copy was moved aside: {moved}\n" in done.out


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_link_in_the_place_of_the_copy(project: Project, library: Path, books: Path, is_folder: bool) -> None:
    (books / "old.txt").write_bytes(TEXT)
    (books / "pages").mkdir()
    (books / "pages" / "1.html").write_bytes(WEB)
    (books / "pages" / "own.html").write_bytes(b"own")
    (books / "new.txt").write_bytes(OTHER)
    (books / "new").mkdir()
    (books / "new" / "1.html").write_bytes(WEB + b"\n")
    before = tree(books)
    name = "lighthouse" if is_folder else "lighthouse.txt"
    (library / name).symlink_to(books / ("pages" if is_folder else "old.txt"))
    assert add(project, books / ("new" if is_folder else "new.txt")).code == 0
    assert tree(books) == before
    if is_folder:
        assert tree(library) == {"lighthouse.earlier": "to pages", "lighthouse/1.html": WEB + b"\n"}
    else:
        assert tree(library) == {"lighthouse.earlier.txt": "to old.txt", "lighthouse.txt": OTHER}


def test_a_link_that_leads_nowhere_is_moved_too(project: Project, library: Path, books: Path) -> None:
    (library / "lighthouse.txt").symlink_to(books / "gone.txt")
    project.write("o.txt", TEXT.decode())
    assert add(project, "o.txt").code == 0
    assert tree(library) == {"lighthouse.earlier.txt": "to gone.txt", "lighthouse.txt": TEXT}


def test_a_link_to_what_is_given_stays(project: Project, library: Path, books: Path) -> None:
    (books / "own.txt").write_bytes(TEXT)
    (library / "lighthouse.txt").symlink_to(books / "own.txt")
    for given_file in (books / "own.txt", library / "lighthouse.txt"):
        assert "moved" not in add(project, given_file).out
        assert tree(library) == {"lighthouse.txt": "to own.txt"}


def test_a_link_to_another_copy_in_the_library(project: Project, library: Path) -> None:
    (library / "lighthouse.txt").write_bytes(TEXT)
    (library / "lighthouse.md").symlink_to(library / "lighthouse.txt")
    assert add(project, library / "lighthouse.md").code == 0
    assert tree(library) == {
        "lighthouse.md": TEXT,
        "lighthouse.earlier.md": "to lighthouse.txt",
        "lighthouse.earlier.txt": TEXT,
    }


def test_the_library_may_be_a_link(project: Project, books: Path) -> None:
    shutil.rmtree(project.library)
    project.library.symlink_to(books)
    (books / "lighthouse.md").write_bytes(TEXT)
    project.write("o.txt", OTHER.decode())
    assert add(project, "o.txt").code == 0
    assert tree(books) == {"lighthouse.earlier.md": TEXT, "lighthouse.txt": OTHER}


def test_a_page_of_the_copy_that_is_a_folder(project: Project, library: Path) -> None:
    """It was given: it and what lies beside it are still there, and are said to have moved."""
    pages = library / "lighthouse"
    pages.mkdir()
    for name, content in (("book.html", WEB), ("notes.html", b"notes"), ("map.png", b"map")):
        (pages / name).write_bytes(content)
    done = add(project, pages / "book.html")
    assert done.code == 0, done.err
    assert tree(library) == {
        "lighthouse.html": WEB,
        "lighthouse.earlier/book.html": WEB,
        "lighthouse.earlier/notes.html": b"notes",
        "lighthouse.earlier/map.png": b"map",
    }
    assert f"{pages} is now {library / 'lighthouse.earlier'}" in done.out


def test_a_copy_of_another_format_is_moved_aside(project: Project) -> None:
    project.write("other.md", TEXT.decode())
    assert add(project, "other.md").code == 0
    assert tree(project.library) == {"lighthouse.earlier.txt": TEXT, "lighthouse.md": TEXT}
    assert project.run("check").err == ""


def test_earlier_copies_are_numbered_and_none_is_overwritten(project: Project, library: Path) -> None:
    copies = [TEXT + b"\n" * number for number in range(4)]
    for copy in copies:
        project.write("o.txt", copy.decode())
        assert add(project, "o.txt").code == 0
    assert tree(library) == {
        "lighthouse.earlier.txt": copies[0],
        "lighthouse.earlier-2.txt": copies[1],
        "lighthouse.earlier-3.txt": copies[2],
        "lighthouse.txt": copies[3],
    }
    done = add(project, library / "lighthouse.earlier.txt")
    assert done.code == 0, done.err
    assert tree(library)["lighthouse.txt"] == tree(library)["lighthouse.earlier.txt"] == copies[0]
    assert tree(library)["lighthouse.earlier-4.txt"] == copies[3]


def test_the_same_copy_again_moves_nothing(project: Project, library: Path, books: Path) -> None:
    (books / "1.html").write_bytes(WEB)
    project.write("o.txt", TEXT.decode())
    for given_copy, name in (("o.txt", "lighthouse.txt"), (books, "lighthouse/1.html")):
        assert add(project, given_copy).code == 0
        before = tree(library)
        assert name in before
        assert "moved" not in add(project, given_copy).out
        assert tree(library) == before


def test_hard_links_keep_what_they_had(project: Project, books: Path) -> None:
    os.link(project.library / "lighthouse.txt", books / "own.txt")
    project.write("o.txt", OTHER.decode())
    assert add(project, "o.txt").code == 0
    assert (books / "own.txt").read_bytes() == TEXT
    assert tree(project.library) == {"lighthouse.earlier.txt": TEXT, "lighthouse.txt": OTHER}
    assert add(project, books / "own.txt").code == 0
    assert tree(project.library) == {
        "lighthouse.earlier.txt": TEXT,
        "lighthouse.earlier-2.txt": OTHER,
        "lighthouse.txt": TEXT,
    }


def test_a_file_takes_the_place_of_a_folder_and_the_reverse(project: Project, library: Path, books: Path) -> None:
    (books / "1.html").write_bytes(WEB)
    (books / "own.doc").write_bytes(b"own")
    project.write("o.txt", TEXT.decode())
    for given_copy in (books, "o.txt", books):
        assert add(project, given_copy).code == 0
    assert tree(library) == {
        "lighthouse.earlier/1.html": WEB,
        "lighthouse.earlier.txt": TEXT,
        "lighthouse/1.html": WEB,
    }
    assert tree(books) == {"1.html": WEB, "own.doc": b"own"}


def test_a_folder_in_the_way_that_is_no_copy_keeps_its_files(project: Project, library: Path, books: Path) -> None:
    (library / "lighthouse").mkdir()
    (library / "lighthouse" / "picture.png").write_bytes(b"picture")
    (books / "1.html").write_bytes(WEB)
    project.write("o.txt", TEXT.decode())
    add(project, "o.txt")
    assert tree(library) == {"lighthouse/picture.png": b"picture", "lighthouse.txt": TEXT}
    add(project, books)
    assert tree(library) == {
        "lighthouse.earlier/picture.png": b"picture",
        "lighthouse.earlier.txt": TEXT,
        "lighthouse/1.html": WEB,
    }


def test_a_folder_around_the_library(project: Project, library: Path) -> None:
    (library / "page.html").write_bytes(WEB)
    assert add(project, library).code == 0
    assert tree(library) == {"page.html": WEB, "lighthouse/page.html": WEB}
    (project.root / "home.html").write_bytes(WEB + b"\n")
    assert add(project, project.root).code == 0
    assert tree(library) == {
        "page.html": WEB,
        "lighthouse.earlier/page.html": WEB,
        "lighthouse/home.html": WEB + b"\n",
    }


def test_a_folder_inside_of_the_copy_s_folder(project: Project, library: Path) -> None:
    inner = library / "lighthouse" / "second"
    inner.mkdir(parents=True)
    (library / "lighthouse" / "1.html").write_bytes(WEB)
    (inner / "2.html").write_bytes(WEB + b"\n")
    assert add(project, inner).code == 0
    assert tree(library) == {
        "lighthouse.earlier/1.html": WEB,
        "lighthouse.earlier/second/2.html": WEB + b"\n",
        "lighthouse/2.html": WEB + b"\n",
    }


@pytest.mark.parametrize(
    "key", ["../x", "../lighthouse", "lighthouse/", "./lighthouse", "/tmp", ".", "..", "a/b", "x" * 5000]
)
def test_a_key_is_the_name_of_a_book_s_folder(project: Project, key: str) -> None:
    (project.root / "x").mkdir()
    for folder in ("x", "."):
        shutil.copy(project.root / BANK / "book.yaml", project.root / folder)
    project.write("o.txt", OTHER.decode())
    before = tree(project.root)
    done = project.run("source", "add", "o.txt", "--book", key)
    assert done.code == 2
    assert f"there is no questions/{key}/book.yaml here (the books here: lighthouse)" in done.err
    assert tree(project.root) == before


@pytest.mark.parametrize("broken", range(3))
def test_a_failure_half_way_loses_nothing(
    project: Project, library: Path, broken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "lighthouse.md").write_bytes(TEXT)
    (library / "lighthouse").mkdir()
    (library / "lighthouse" / "1.html").write_bytes(WEB)
    project.write("o.txt", OTHER.decode())
    before = tree(library)
    rename, count = Path.rename, iter(range(10))

    def failing(self: Path, target: Path) -> Path:
        if next(count) == broken:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    done = add(project, "o.txt")
    assert done.code == 1
    assert f"{library}: error[cannot-write]: cannot write into this folder: no space left on device" in done.err
    assert tree(library) == before


@pytest.mark.parametrize("library", ["questions", BANK, "decks", "."])
def test_the_project_s_own_copy_is_never_touched(project: Project, library: str, books: Path) -> None:
    (project.library / "lighthouse.txt").rename(project.root / BANK / "lighthouse.txt")
    (project.root / BANK / "lighthouse.html").write_bytes(WEB)
    shutil.copytree(project.root / BANK, project.root / "questions" / "decks")
    (project.root / "decks" / "page.html").write_bytes(WEB)
    (books / "1.html").write_bytes(WEB)
    before = tree(project.root)
    key = "decks" if library == "." else "lighthouse"
    for given_copy in (books, books / "1.html"):
        done = project.run("source", "add", str(given_copy), "--book", key, library=Path(library))
        assert done.code == 2
        assert "error[wrong-folder]: the library is in `" in done.err
        assert "Let $QUIZGEN_LIBRARY name another folder, or none." in done.err
        assert tree(project.root) == before


def test_that_the_project_s_own_copy_is_the_one_used_is_said(project: Project, books: Path) -> None:
    own = project.root / BANK / "lighthouse.txt"
    own.write_bytes(TEXT)
    (books / "o.txt").write_bytes(OTHER)
    done = add(project, books / "o.txt")
    assert done.code == 0
    assert own.read_bytes() == TEXT
    assert (
        f"{BANK}/lighthouse.txt: warning[several-copies]: this copy, which the project keeps beside its questions, "
        f"is used, and {project.library / 'lighthouse.txt'} not"
    ) in done.err


@given(st.sampled_from(("", *file_suffixes())), st.from_regex(r"[a-z][a-z0-9.-]{0,12}", fullmatch=True))
def test_what_is_moved_aside_is_no_copy(tmp_path_factory: pytest.TempPathFactory, suffix: str, key: str) -> None:
    folder = tmp_path_factory.mktemp("library")
    copy = folder / f"{key}{suffix}"
    make: Callable[[Path], None] = (lambda path: path.mkdir()) if not suffix else (lambda path: path.touch())
    for _ in range(3):
        make(copy)
        copy.rename(name_aside(copy))
        assert find_copies(key, folder) == ()
    assert len(list(folder.iterdir())) == 3
