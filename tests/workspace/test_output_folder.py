"""`--out`: what quizgen did not write, or somebody changed since, is not replaced; nor is the project built into."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.project import write
from quizgen.project.write import Artifact
from quizgen.workspace import output_folder
from quizgen.workspace.output_folder import replace_own
from quizgen.workspace.output_manifest import LIST, LISTS, read_list, write_list
from tests.projects import BANK, Project

COMMANDS = {"build": ("build",), "sheet": ("sheet", "--chapter", "1", "--count", "3"), "coverage": ("coverage",)}
MADE = {"build": "index.html", "sheet": "sheet-1-key.html", "coverage": "coverage.html"}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_quizgen_did_not_write_is_named_and_stays(project: Project, command: str) -> None:
    site = project.root / "site"
    site.mkdir()
    (site / MADE[command]).write_bytes(b"the school's")
    done = project.run(*COMMANDS[command], "--out", "site")
    assert done.code == 1
    assert (
        f"site: error[file-taken]: quizgen did not write what stands here under the name of `{MADE[command]}`\n"
        "    Nothing was replaced. Name another folder with `--out`; or remove it, if it is what you built earlier.\n"
    ) in done.err
    assert [(path.name, path.read_bytes()) for path in site.iterdir()] == [(MADE[command], b"the school's")]
    (site / MADE[command]).unlink()
    assert project.run(*COMMANDS[command], "--out", "site").code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_what_somebody_changed_is_named_and_stays(project: Project, command: str) -> None:
    assert project.run(*COMMANDS[command], "--out", "o").code == 0
    project.write(f"o/{MADE[command]}", "by hand")
    before = project.files("o")
    for _ in range(2):
        done = project.run(*COMMANDS[command], "--out", "o")
        assert done.code == 1
        assert (
            f"o: error[file-taken]: somebody changed what quizgen wrote here: `{MADE[command]}`\n"
            "    Nothing was replaced. Keep what you changed under another name, or remove it; then run this again.\n"
        ) in done.err
        assert project.files("o") == before
    (project.root / "o" / MADE[command]).rename(project.root / "o" / "mine.html")
    assert project.run(*COMMANDS[command], "--out", "o").code == 0
    assert project.read("o/mine.html") == "by hand"


@pytest.mark.parametrize("command", COMMANDS)
def test_what_quizgen_wrote_it_replaces(project: Project, command: str) -> None:
    """Whichever command it was; the bytes differ with the passages."""
    for first in COMMANDS.values():
        assert project.run(*first, "--out", "o").code == 0
    for public in ((), ("--public",), ()):
        done = project.run(*COMMANDS[command], "--out", "o", *public)
        told = "warning[pages-removed]" if command == "build" and public else ""  # the sheet's
        assert (done.code, told in done.err, bool(done.err)) == (0, True, bool(told))


def test_commands_do_not_remove_each_other_s_files(project: Project) -> None:
    made: set[str] = set()
    for _ in range(2):
        for command in COMMANDS.values():
            assert project.run(*command, "--out", "o").code == 0
            made |= set(project.files("o"))
            assert set(project.files("o")) == made
    assert {"sheet-1.html", "coverage.html", "lighthouse.apkg"} <= made


def test_a_page_that_a_build_no_longer_makes_is_still_coverage_s(project: Project) -> None:
    for command in (("build",), ("coverage",)):
        assert project.run(*command).code == 0
    page = project.files("build")["coverage.html"]
    shutil.copytree(project.root / BANK, project.root / "questions" / "other")
    project.write("decks/other.yaml", "book: other\nworksheets: [{name: other, count: 2}]\n")
    shutil.copy(project.library / "lighthouse.txt", project.library / "other.txt")
    assert project.run("build").code == 0
    files = project.files("build")
    assert files["coverage.html"] == page
    assert {"lighthouse-coverage.html", "other-coverage.html"} <= set(files)


@pytest.mark.parametrize("out", [".", "..", "decks/..", "library", "library/new"])
def test_nothing_is_written_beside_the_project_s_folders_or_the_copies(project: Project, out: str) -> None:
    project.write("index.html", "the school's")
    before = project.files(".")
    done = project.run("build", "--out", out)
    assert done.code == 2
    assert f"{out}: error[wrong-folder]: this folder is " in done.err
    after = project.files(".")
    assert {name: after[name] for name in before if "verified.lock" not in name} == {
        name: content for name, content in before.items() if "verified.lock" not in name
    }
    assert set(after) == set(before)


def test_a_pdf_is_not_replaced_either(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from quizgen.outputs import pdf

    monkeypatch.setattr(pdf, "_choose", lambda: lambda html: b"%PDF")
    (project.root / "o").mkdir()
    project.write("o/sheet-1.pdf", "a scan")
    done = project.run("sheet", "--chapter", "1", "--pdf", "--out", "o")
    assert done.code == 1
    assert "under the name of `sheet-1.pdf`" in done.err
    assert project.files("o") == {"sheet-1.pdf": b"a scan"}


def test_a_folder_in_a_file_s_place(project: Project) -> None:
    (project.root / "site" / "index.html").mkdir(parents=True)
    done = project.run("build", "--out", "site")
    assert done.code == 1
    assert "quizgen did not write what stands here under the name of `index.html`" in done.err
    assert [path.name for path in (project.root / "site").iterdir()] == ["index.html"]


@pytest.mark.parametrize("leads", ["to a file", "nowhere", "to a folder", "to the same bytes"])
def test_a_link_is_somebody_s(tmp_path: Path, leads: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    (outside / "page").write_bytes(b"new" if leads == "to the same bytes" else b"theirs")
    before = (outside / "page").read_bytes()
    (out / "a").symlink_to(outside / {"nowhere": "gone", "to a folder": "."}.get(leads, "page"))
    (fault,) = replace_own(out, [Artifact("a", b"new"), Artifact("b", b"new")], "build")
    assert fault.code == "file-taken"
    assert [path.name for path in out.iterdir()] == ["a"]
    assert (out / "a").is_symlink()
    assert [(path.name, path.read_bytes()) for path in outside.iterdir()] == [("page", before)]


def test_the_same_bytes_are_nobody_s_loss(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"new")
    assert not replace_own(tmp_path, [Artifact("a", b"new")], "sheet")
    assert not replace_own(tmp_path, [Artifact("a", b"newer")], "sheet")
    assert (tmp_path / "a").read_bytes() == b"newer"


def test_many_files_are_named_shortly(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.html").write_bytes(b"theirs")
    (fault,) = replace_own(tmp_path, [Artifact(f"{number:02}.html", b"new") for number in range(30)], "build")
    assert fault.message.endswith("`00.html`, `01.html`, `02.html`, `03.html`, `04.html`, `05.html`, `06.html`, "
                                  "`07.html`, `08.html`, `09.html` and 20 more")  # fmt: skip


# --- lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize("union", [True, False])
def test_two_lists_that_were_merged_lock_nobody_out(tmp_path: Path, union: bool) -> None:
    """A folder that is in version control, where two people built: its files are either one's."""
    texts = []
    for content in (b"one", b"two"):
        replace_own(tmp_path / content.decode(), [Artifact("a", content), Artifact("b", content)], "build")
        texts.append((tmp_path / content.decode() / LIST).read_text())
    out = tmp_path / "out"
    out.mkdir()
    lines = "".join(texts) if union else f"<<<<<<< one\n{texts[0]}=======\n{texts[1]}>>>>>>> two\n"
    (out / LIST).write_text(lines)
    (out / "a").write_bytes(b"one")
    (out / "b").write_bytes(b"two")
    assert not replace_own(out, [Artifact("a", b"new"), Artifact("b", b"new")], "build")
    assert [(out / name).read_bytes() for name in "ab"] == [b"new", b"new"]


def test_a_finished_list_has_one_digest_a_file(project: Project) -> None:
    for public in ((), ("--public",)):
        assert project.run("build", *public).code == 0
        listed = json.loads(project.read(f"build/{LIST}"))
        assert set(listed) == set(project.files("build"))
        assert {len(digest) for digest in listed.values()} == {64}


def test_a_name_that_is_no_text_is_listed(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        assert not replace_own(tmp_path, [Artifact("caf\udce9.html", content)], "build")
    assert list(read_list(tmp_path)) == ["caf\udce9.html"]


@pytest.mark.parametrize("path", ["a\\u0000", "\\ud800", "x" * 5000, "", ".", "/", "../a"])
def test_a_list_with_a_name_that_no_file_has(tmp_path: Path, path: str) -> None:
    for is_whole in (False, True):
        (tmp_path / LIST).write_text(f'{{"{path}": "{"0" * 64}"}}')
        assert not replace_own(tmp_path, [Artifact("a", b"new")], "build", is_whole=is_whole)


@given(st.binary() | st.text('{}[],:" ab0\n\\').map(str.encode))
def test_whatever_a_list_holds_it_can_be_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("out")
    (folder / LIST).write_bytes(content)
    assert read_list(folder) == {}


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 9).map("{:064}".format), min_size=1, unique=True)))
def test_what_is_listed_is_read_again(tmp_path_factory: pytest.TempPathFactory, listed: dict[str, list[str]]) -> None:
    folder = tmp_path_factory.mktemp("out")
    known = {path: tuple(digests) for path, digests in listed.items() if "\0" not in path}
    (folder / LIST).write_bytes(write_list(known))
    assert read_list(folder) == known
    lines = write_list(known).decode("utf-8", "surrogateescape")
    (folder / LIST).write_text(f"<<<<<<< one\n{lines}\n=======", "utf-8", "surrogateescape", newline="\n")
    assert read_list(folder) == known, "line by line"


# --- runs that are killed, and runs at once ---------------------------------------------------


def killed(folder: Path, aside: Path, paths: Iterator[str]) -> None:
    """What `put_in_place` does, until the process ends in its midst."""
    write.put_in_place(folder, aside, list(paths)[:1])
    raise KeyboardInterrupt


@pytest.mark.parametrize("runs", [1, 2, 3])
def test_a_run_that_was_killed_locks_nobody_out(tmp_path: Path, runs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(content: bytes) -> list[Artifact]:
        return [Artifact(name, content) for name in ("a", "b", "c")]

    replace_own(tmp_path, pages(b"old"), "build", is_whole=True)
    with monkeypatch.context() as patch:
        patch.setattr(output_folder, "put_in_place", killed)
        for run in range(runs):
            with pytest.raises(KeyboardInterrupt):
                replace_own(tmp_path, pages(b"run %d" % run), "build", is_whole=True)
    assert (tmp_path / "a").read_bytes() == b"run %d" % (runs - 1)
    assert (tmp_path / "b").read_bytes() == b"old"
    assert not replace_own(tmp_path, pages(b"new"), "build", is_whole=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != LIST} == {
        "a": b"new",
        "b": b"new",
        "c": b"new",
    }
    assert all(len(digests) == 1 for digests in read_list(tmp_path).values())


@pytest.mark.parametrize("is_whole", [True, False])
@pytest.mark.parametrize("others", [("a", "b"), ("b", "c")])
def test_two_builds_at_once_lock_nobody_out(tmp_path: Path, is_whole: bool, others: tuple[str, str]) -> None:
    """The second one begins and ends while the first one still renders."""

    def slowly() -> Iterator[Artifact]:
        yield Artifact("a", b"first")
        assert not replace_own(tmp_path, [Artifact(name, b"second") for name in others], "build", is_whole=is_whole)
        yield Artifact("b", b"first")

    replace_own(tmp_path, [Artifact(name, b"before") for name in ("a", "b", "c")], "build", is_whole=True)
    assert not replace_own(tmp_path, slowly(), "build", is_whole=is_whole)
    again = [Artifact(name, b"again") for name in ("a", "b", "c")]
    assert not replace_own(tmp_path, again, "build", is_whole=is_whole)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != LIST} == {
        "a": b"again",
        "b": b"again",
        "c": b"again",
    }


def test_many_builds_at_once_lock_nobody_out(project: Project) -> None:
    processes = [project.start("build", SOURCE_DATE_EPOCH=str(1767225600 + number)) for number in range(4)]
    for process in processes:
        _, err = process.communicate()
        assert process.returncode == 0, err
    assert project.run("build").code == 0


# --- the project's own folders ----------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "out",
    ["decks", "decks/", "decks/pages", "./build/../decks", "Decks", "questions", BANK, f"{BANK}/new", "QUESTIONS/x"],
)
def test_the_project_is_not_built_into(project: Project, command: str, out: str) -> None:
    before = project.files(".")
    done = project.run(*COMMANDS[command], "--out", out)
    assert done.code == 2
    inside = "decks" if "decks" in out.lower() else "questions"
    assert f"error[wrong-folder]: this folder belongs to `{inside}/`" in done.err
    assert "Name another folder with `--out`, such as `build`" in done.err
    assert ("`quizgen release`" in done.err) == (inside == "decks")
    assert project.files(".") == before


def test_links_into_the_project_are_seen_through(project: Project, tmp_path: Path) -> None:
    (tmp_path / "bank").symlink_to(project.root / BANK)
    (project.root / "build").symlink_to("decks")
    shutil.copytree(project.root / BANK, tmp_path / "elsewhere")
    (project.root / "questions" / "linked").symlink_to(tmp_path / "elsewhere")
    (project.root / "loop").symlink_to("loop")
    before = project.files("."), sorted((tmp_path / "elsewhere").iterdir())
    for arguments in (("build",), ("build", "--out", str(tmp_path / "bank")), ("build", "--out", "../elsewhere/new")):
        done = project.run(*arguments)
        assert done.code == 2
        assert "error[wrong-folder]" in done.err
    assert "error[cannot-write]" in project.run("sheet", "--book", "lighthouse", "--out", "loop/x").err
    assert (project.files("."), sorted((tmp_path / "elsewhere").iterdir())) == before


def test_a_folder_of_such_a_name_elsewhere_will_do(project: Project) -> None:
    assert project.run("build", "--out", "site/decks").code == 0
    assert "index.html" in project.files("site/decks")


def test_a_release_replaces_only_what_was_released(project: Project) -> None:
    project.run("check")
    project.write("decks/lighthouse.apkg", "a teacher's own")
    before = project.files(".")
    done = project.run("release")
    assert done.code == 1
    assert (
        f"decks/lighthouse.apkg: error[file-taken]: this is no deck of questions that `{BANK}/released.lock` lists\n"
        "    Move it elsewhere. If it was released, take released.lock from version control again.\n"
        "Nothing was released.\n"
    ) in done.err
    assert project.files(".") == before, "nor is anything noted as released"
    (project.root / "decks" / "lighthouse.apkg").unlink()
    assert project.run("release").code == 0
    project.replace(f"{BANK}/1.yaml", "so the lamp burns longer", "so it burns for longer")
    project.run("check")
    assert project.run("release").code == 0
    assert not set(LISTS.values()) & {path.name for path in (project.root / "decks").iterdir()}


@pytest.mark.parametrize("stands", ["a file", "a folder", "a link", "a link to nowhere"])
def test_a_new_deck_of_a_released_book_replaces_no_other(project: Project, stands: str) -> None:
    """That the book's other decks were released says nothing of a file that stands where this one belongs."""
    project.run("check")
    assert project.run("release").code == 0
    project.write("decks/midterm.yaml", "book: lighthouse\nanki: {deck: Midterm}\n")
    project.replace(f"{BANK}/1.yaml", "so the lamp burns longer", "so it burns for longer")
    project.run("check")
    taken, own = project.root / "decks" / "midterm.apkg", project.root / "own.apkg"
    own.write_bytes(b"a teacher's own")
    if stands == "a file":
        taken.write_bytes(b"a teacher's own")
    elif stands == "a folder":
        taken.mkdir()
        (taken / "note").write_bytes(b"a teacher's own")
    else:
        taken.symlink_to(own if stands == "a link" else project.root / "gone.apkg")
    before = project.files(".")
    done = project.run("release")
    assert done.code == 1
    assert (
        f"decks/midterm.apkg: error[file-taken]: this is no deck of questions that `{BANK}/released.lock` lists\n"
        "    Move it elsewhere. If it was released, take released.lock from version control again.\n"
        "Nothing was released.\n"
    ) in done.err
    assert project.files(".") == before, "nor is anything noted as released"
    assert taken.is_symlink() == stands.startswith("a link")
    taken.rename(project.root / "elsewhere.apkg")
    for _ in range(2):
        assert project.run("release").code == 0
    assert b"SQLite format 3" in taken.read_bytes()
    assert own.read_bytes() == b"a teacher's own"
