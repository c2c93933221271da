"""Devices, pipes and huge files in every role: each is told of, or left alone; nothing hangs or swells."""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import pytest

from quizgen.copies.copy import read_copy
from quizgen.copies.formats.format import FileFormat
from quizgen.copies.formats.html import read_folder
from quizgen.copies.formats.registry import file_formats
from quizgen.copies.sandbox import read_here
from quizgen.pipeline.runs import READ_BY_BUILDS
from quizgen.project import images
from quizgen.project.read import NoFileError, TooLargeError, hash_file, open_file, read_file
from quizgen.workspace.output_manifest import LIST
from tests.conftest import ROOT
from tests.projects import BANK, Project, summary

pytestmark = pytest.mark.skipif(
    not hasattr(os, "mkfifo") or not Path("/dev/zero").exists(), reason="not of this system"
)

SECONDS = 60
ROOM = 512 * 1024 * 1024
HUGE = 3 * 1024**3


class HangsError(BaseException):
    """No ``Exception``, so that nothing takes it for a fault of the file."""


@contextmanager
def guarded() -> Iterator[None]:
    """Fail what waits for ever, or takes far more memory than this process has."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangsError

    before = signal.signal(signal.SIGALRM, stop)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    taken = Path("/proc/self/statm")
    if taken.exists():
        pages = int(taken.read_text().split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + ROOM, hard))
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.fixture(autouse=True)
def guard() -> Iterator[None]:
    with guarded():
        yield


def make_sparse(file: Path) -> None:
    """A file of 3 GB that takes no room on the disk."""
    with file.open("wb") as stream:
        try:
            stream.truncate(HUGE)
        except OSError:
            pytest.skip("no file of 3 GB here")
    if file.stat().st_blocks * 512 > HUGE // 2:
        file.unlink()
        pytest.skip("no sparse files here")


def make_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


MAKERS: dict[str, Callable[[Path], None]] = {"pipe": os.mkfifo, "device": make_device, "huge": make_sparse}


def put(kind: str, file: Path) -> None:
    """Something that is no file of ours, in a file's place."""
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    MAKERS[kind](file)


# --- the one function -------------------------------------------------------------------------


def test_a_file_is_read_and_hashed(tmp_path: Path) -> None:
    for content in (b"", b"x", os.urandom(1_000_000)):
        (tmp_path / "file").write_bytes(content)
        (tmp_path / "link").unlink(missing_ok=True)
        (tmp_path / "link").symlink_to("file")
        for name in ("file", "link"):
            assert read_file(tmp_path / name, len(content)) == content
            assert hash_file(tmp_path / name, len(content)) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("read", [read_file, hash_file])
def test_what_is_no_file_or_too_large_is_refused(
    kind: str, read: Callable[[Path, int], object], tmp_path: Path
) -> None:
    put(kind, tmp_path / "x")
    before = len(list(Path("/dev/fd").iterdir()))
    with pytest.raises(OSError) as raised:
        read(tmp_path / "x", 1000)
    assert len(list(Path("/dev/fd").iterdir())) == before, "nothing stays open"
    assert raised.value.strerror == {"huge": "it is too large"}.get(kind, f"it is a {kind}, and no file")
    if isinstance(raised.value, TooLargeError):
        assert raised.value.size == HUGE


def test_folders_sockets_and_names_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        open_file(tmp_path)
    with socket.socket(socket.AF_UNIX) as own:
        own.bind(str(tmp_path / "s"))
        with pytest.raises(NoFileError, match="it is a socket, and no file"):
            open_file(tmp_path / "s")
    for name in ("a\0b", "\ud800"):
        with pytest.raises(OSError, match=r"no name of a file|No such file"):
            open_file(tmp_path / name)


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_takes_a_files_place_after_the_look_is_refused(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("a file")
    put(kind, tmp_path / "x")
    looked = (tmp_path / "file").stat()
    monkeypatch.setattr(Path, "stat", lambda path: looked)
    with pytest.raises(NoFileError, match=kind):
        read_file(tmp_path / "x", 1000)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="Linux has such files")
def test_a_file_that_has_more_than_it_says() -> None:
    lying = Path("/proc/self/maps")
    assert lying.stat().st_size == 0
    assert len(read_file(lying, 10_000_000)) > 1000
    for read in (read_file, hash_file):
        with pytest.raises(TooLargeError) as raised:
            read(lying, 1000)
        assert raised.value.size == 1001, "read no further than that"


OWN_FILES = {
    "cli/main.py": 2,  # /dev/null
    "copies/formats/archive.py": 1,  # a member of an archive
    "outputs/anki/notetypes.py": 1,  # a template of the package
    "outputs/anki/package.py": 1,  # a member of the archive that is written
    "outputs/compare.py": 1,  # a script of the package
    "outputs/html/fonts.py": 1,  # a font of the package
    "outputs/html/templates/__init__.py": 2,
    "outputs/pdf.py": 1,  # what the browser has just made
    "pipeline/init_project.py": 1,  # the package's own project
    "project/read.py": 2,
    "project/write.py": 1,  # a folder, to be locked
}


def test_every_other_module_reads_its_files_through_the_one_function() -> None:
    reads = re.compile(
        r"\.read_(?:bytes|text)\(\)|\.read_text\((?!bank|copy)|(?<![\w.])open\(|\bos\.f?d?open\(|\.open\("
    )
    found = {
        path.relative_to(ROOT / "quizgen").as_posix(): len(reads.findall(path.read_text("utf-8")))
        for path in (ROOT / "quizgen").rglob("*.py")
    }
    assert {name: count for name, count in found.items() if count} == OWN_FILES


# --- roles ------------------------------------------------------------------------------------


class Role(NamedTuple):
    """Where a file stands, what is said of each kind of thing in its place, and by which commands."""

    path: str
    said: dict[str, str]
    commands: tuple[str, ...] = ("check", "build")


def no_file(start: str, huge: str, **others: str) -> dict[str, str]:
    kinds = {kind: f"{start} it is a {kind}, and no file" for kind in ("pipe", "device")}
    return kinds | {"huge": huge} | others


def yaml_file(path: str, *commands: str) -> Role:
    start = f"{path}: error[unreadable-file]: this file cannot be read:"
    said = no_file(start, f"{path}: error[yaml]: the file is larger than 64 MB")
    return Role(path, said, commands or ("check", "build"))


def lock(name: str) -> Role:
    start = f"{BANK}/{name}: error[unreadable-file]: this lock cannot be read:"
    return Role(f"{BANK}/{name}", no_file(start, f"{start} it is too large"))


COPY = "library/lighthouse.txt: error[copy-"
ROLES = {
    "bank": yaml_file(f"{BANK}/1.yaml"),
    "table of contents": yaml_file(f"{BANK}/book.yaml"),
    "recipe": yaml_file("decks/lighthouse.yaml", "build", "release"),
    "what was verified": lock("verified.lock"),
    "what was released": lock("released.lock"),
    "image": Role(
        f"{BANK}/lamp.png",
        no_file(
            f"{BANK}/1.yaml:5:13: error[image]: the image `lamp.png` cannot be read:",
            "the image `lamp.png` has more than 2 MB",
            device="the image `lamp.png` lies outside of the bank's folder",
        ),
    ),
    "style sheet": Role(
        "decks/school.css",
        no_file(
            "error[bad-theme]: `school.css` cannot be read:", "error[bad-theme]: `school.css` has more than 200 kB"
        ),
        ("build",),
    ),
    "copy": Role(
        "library/lighthouse.txt",
        {kind: f"{COPY}unreadable]: this copy is no file but a {kind}" for kind in ("pipe", "device")}
        | {"huge": f"{COPY}too-large]: this copy has 3072 MB; no book has more than 50 MB of text"},
        ("check", "build", "release", "sheet", "coverage", "find oil", "source show", "source text", "source doctor"),
    ),
}


@pytest.fixture
def rich_project(project: Project) -> Project:
    """A project with an image and a style sheet."""
    (project.root / BANK / "lamp.png").write_bytes(b"\x89PNG")
    (project.root / BANK / "released.lock").touch()
    project.replace(f"{BANK}/1.yaml", "burn in a night of winter?", "burn in a night of winter? ![a lamp](lamp.png)")
    project.replace("decks/lighthouse.yaml", "book: lighthouse", "book: lighthouse\ntheme: school.css")
    project.write("decks/school.css", "h1 { color: maroon }")
    return project


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_tells_of_it(role: str, kind: str, rich_project: Project) -> None:
    path, said, commands = ROLES[role]
    assert rich_project.run("build").code == 0
    before = rich_project.files("build")
    put(kind, rich_project.root / path)
    for command in commands:
        for _ in range(2):
            library = str(rich_project.library.relative_to(rich_project.root))
            done = rich_project.run(*command.split(), QUIZGEN_LIBRARY=library)
            assert said[kind] in done.err, command
            assert done.code == 1, command
            assert done.err.count("error[") <= 2, "and of little else"
    assert rich_project.files("build") == before
    assert os.path.lexists(rich_project.root / path), "it is left where it was"
    assert not (rich_project.root / path).is_file() or kind == "huge"


BESIDE = {
    "schema": "questions/bank.schema.json",
    "film": f"{BANK}/film.mp4",
    "film in a folder": f"{BANK}/films/film.mp4",
    "film beside a recipe": "decks/film.mp4",
    "image that nobody shows": f"{BANK}/unused.png",
    "file of an editor": f"{BANK}/.1.yaml.swp",
}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("path", BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_a_bank_is_left_alone(path: str, kind: str, project: Project) -> None:
    put(kind, project.root / path)
    for command in ("check", "build", "new 1", "source doctor"):
        done = project.run(*command.split())
        assert (done.code, done.err) == (0, ""), command
    assert project.run("check", "--strict", f"{BANK}/2.yaml").code == 0


def test_a_build_with_a_film_beside_a_bank_is_remembered(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from quizgen.pipeline import build_recipes

    put("huge", project.root / BANK / "film.mp4")
    assert project.run("build").code == 0
    monkeypatch.setattr(build_recipes, "build_recipes", None)
    assert project.run("build").code == 0, "without being made again"


def test_a_build_reads_the_images_that_a_question_can_show() -> None:
    assert set(images.TYPES) == set(READ_BY_BUILDS) - {".yaml", ".yml", ".lock", ".css"}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_bank_that_nobody_reads_is_told_of(kind: str, project: Project) -> None:
    put(kind, project.root / "questions" / "stray.yaml")
    assert "questions/stray.yaml: warning[unread-file]" in project.run("check").err


@pytest.mark.parametrize("kind", MAKERS)
def test_a_list_that_is_no_file_is_made_anew(kind: str, project: Project) -> None:
    assert project.run("build").code == 0
    file = project.root / "build" / LIST
    before = file.read_bytes()
    put(kind, file)
    assert project.run("build").code == 0
    assert not file.is_symlink()
    assert file.read_bytes() == before


@pytest.mark.parametrize("kind", MAKERS)
def test_what_stands_in_the_place_of_a_page_stops_a_build(kind: str, project: Project) -> None:
    assert project.run("build").code == 0
    file = project.root / "build" / "index.html"
    put(kind, file)
    before = file.lstat()
    done = project.run("build")
    assert done.code == 1
    assert "build: error[file-taken]" in done.err
    assert "`index.html`" in done.err
    assert file.lstat() == before


@pytest.mark.parametrize("kind", MAKERS)
def test_a_leftover_that_is_no_file_stays(kind: str, project: Project) -> None:
    project.write("decks/more.yaml", "book: lighthouse\nworksheets: [{name: quiz, count: 2}]\n")
    assert project.run("build").code == 0
    (project.root / "decks" / "more.yaml").unlink()
    put(kind, project.root / "build" / "quiz.html")
    assert project.run("build").code == 0
    assert os.path.lexists(project.root / "build" / "quiz.html")
    assert not (project.root / "build" / "quiz-key.html").exists()


@pytest.mark.parametrize("kind", MAKERS)
def test_what_was_remembered_is_found_out_again(kind: str, project: Project, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = project.run("check", QUIZGEN_CACHE=str(cache))
    for file in cache.iterdir():
        put(kind, file)
    assert project.run("check", QUIZGEN_CACHE=str(cache)) == first
    assert first.code == 0


@pytest.mark.parametrize("kind", MAKERS)
def test_a_page_of_a_copys_folder(kind: str, project: Project) -> None:
    (project.library / "lighthouse.txt").rename(project.root / "all.txt")
    folder = project.library / "lighthouse"
    folder.mkdir()
    paragraphs = "".join(f"<p>{each}</p>" for each in project.read("all.txt").split("\n\n"))
    (folder / "1.html").write_text(f"<html><body>{paragraphs}</body></html>")
    assert project.run("check").code == 0
    put(kind, folder / "2.html")
    done = project.run("check")
    if kind == "device":
        assert (done.code, done.err) == (0, ""), "a link out of the folder is none of its pages"
        return
    assert done.code == 1
    assert {
        "pipe": "error[copy-unreadable]: the page 2.html of this copy cannot be read: it is a pipe, and no file",
        "huge": "error[copy-too-large]: this folder has more than 5,000 web pages, or 50 MB of them",
    }[kind] in done.err
    (folder / "2.html").rename(folder / "index.html")
    assert project.run("check").code == 1, "nor as the one with the links"


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".epub", ".pdf"])
def test_a_copy_of_any_format(suffix: str, kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"book{suffix}"
    put(kind, file)
    copy, (diagnostic,) = read_copy(file)
    assert copy is None
    assert (diagnostic.code, diagnostic.message) == ("copy-unreadable", f"this copy is no file but a {kind}")
    assert diagnostic.hint == "Save it as a file first, and give that one."


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("form", file_formats(), ids=lambda form: form.name)
def test_readers_refuse_what_took_a_copys_place(form: FileFormat, kind: str, tmp_path: Path) -> None:
    """In their own processes, after the copy was recognised."""
    put(kind, tmp_path / "book")
    with pytest.raises((NoFileError, TooLargeError)):
        read_here(form, tmp_path / "book")


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_named_on_the_command_line(kind: str, project: Project) -> None:
    put(kind, project.root / "x.yaml")
    for command in ("check --source x.yaml", "find oil --source x.yaml", "source outline x.yaml",
                    "source add x.yaml --book lighthouse"):  # fmt: skip
        done = project.run(*command.split())
        assert done.code == 1, command
        assert (
            f"x.yaml: error[copy-unreadable]: this copy is no file but a {kind}\n    Save it as a file first"
            in done.err
        )
    done = project.run("check", "x.yaml")
    assert done.code == 2
    assert "x.yaml: error[no-such-bank]" in done.err
    done = project.run("build", "x.yaml")
    assert done.code == 1
    assert f"x.yaml: error[unreadable-file]: this file cannot be read: it is a {kind}, and no file" in done.err
    assert project.run("check").code == 0, "the library's copy is as it was"


def test_new_leaves_a_pipe_in_a_banks_place(project: Project) -> None:
    put("pipe", project.root / BANK / "intro.yaml")
    done = project.run("new", "intro")
    assert done.code == 1
    assert "error[cannot-append]" in done.err
    assert (project.root / BANK / "intro.yaml").is_fifo()


# --- links ------------------------------------------------------------------------------------


def test_links_to_files_are_followed(project: Project) -> None:
    project.run("check")
    for name in (f"{BANK}/1.yaml", f"{BANK}/book.yaml", f"{BANK}/verified.lock", "library/lighthouse.txt"):
        moved = project.root / f"moved-{Path(name).name}"
        (project.root / name).rename(moved)
        (project.root / name).symlink_to(moved)
    assert project.run("check").out == summary(12, 12)
    assert project.run("build").code == 0


def test_links_in_a_circle(project: Project) -> None:
    (project.root / BANK / "up").symlink_to("..")
    (project.root / BANK / "itself").symlink_to("itself")
    (project.root / "decks" / "up").symlink_to("..")
    for _ in range(2):
        assert project.run("check").code == 0
        assert project.run("build").code == 0
    project.replace(f"{BANK}/1.yaml", "burn in a night of winter?", "burn in a night of winter? ![a lamp](lamp.png)")
    (project.root / BANK / "lamp.png").symlink_to("lamp.png")
    assert "error[image]: the image `lamp.png` cannot be read: too many levels" in project.run("check").err
    (project.root / BANK / "1.yaml").unlink()
    (project.root / BANK / "1.yaml").symlink_to("1.yaml")
    assert f"{BANK}/1.yaml: error[unreadable-file]: this file cannot be read: too many" in project.run("check").err


def test_a_name_that_no_file_can_have(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", "burn in a night of winter?", "burn in a night of winter? ![a lamp](a%00.png)")
    assert f"{BANK}/1.yaml:5:13: error[image]: the image `a\0.png` cannot be read: this is no name of" in (
        project.run("check").err
    )
    (project.root / "build").mkdir()
    project.write(f"build/{LIST}", json.dumps({"a\0b": "0", "\ud800": "0"}))
    project.replace(f"{BANK}/1.yaml", "![a lamp](a%00.png)", "")
    assert project.run("build").code == 0


def test_pages_in_a_circle_are_none(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text("<p>One paragraph.</p><a href=2.html>2</a><a href=3.html>3</a>")
    (tmp_path / "2.html").symlink_to("3.html")
    (tmp_path / "3.html").symlink_to("2.html")
    read = read_folder(tmp_path)
    assert getattr(read, "lines", None) == ("One paragraph.",)
