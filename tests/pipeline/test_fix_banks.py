"""`check --fix` mends what leaves no doubt, and nothing besides."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.checks import EVERY_CHECK
from quizgen.model.diagnostics import Edit, Extent, Mending
from quizgen.pipeline.fix_banks import _choose, _mend
from quizgen.project.edited import is_only_edited
from quizgen.project.request import Request
from quizgen.project.yaml_edits import apply_edits
from quizgen.project.yaml_span import index_of
from quizgen.reports.explanation import OTHER_MENDINGS, all_codes, explain
from quizgen.workspace.workspace import Workspace
from tests.conftest import ROOT
from tests.projects import BANK, LIGHTHOUSE, Project, summary

FOLDERS = sorted((ROOT / "tests" / "fixes").iterdir())
SAFE = [folder for folder in FOLDERS if (folder / "after.yaml").exists()]
OFFERED = [folder for folder in FOLDERS if (folder / "offered.yaml").exists()]
NAME = f"{BANK}/1.yaml"
MENDINGS = {**{check.code: check.mending for check in EVERY_CHECK if check.mending}, **OTHER_MENDINGS}


def code_of(folder: Path) -> str:
    return folder.name.partition(".")[0]


def read(folder: Path, name: str) -> str:
    return (folder / f"{name}.yaml").read_bytes().decode()


@pytest.fixture(scope="module")
def surroundings() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as cache, pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_LIBRARY", str(LIGHTHOUSE / "library"))
        patch.setenv("QUIZGEN_CACHE", cache)
        yield


def opened(text: str, name: str = NAME) -> Workspace:
    workspace = Workspace(Request(LIGHTHOUSE))
    workspace.change(name, text)
    return workspace


@pytest.mark.parametrize("folder", SAFE, ids=lambda folder: folder.name)
@pytest.mark.parametrize("form", ["as it is", "lines of Windows", "byte order mark", "no last line end"])
def test_safe_fixes(surroundings: None, folder: Path, form: str) -> None:
    before, after = read(folder, "before"), read(folder, "after")
    if form == "lines of Windows":
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    elif form == "byte order mark":
        before, after = "\ufeff" + before, "\ufeff" + after
    elif form == "no last line end":
        before, after = before.removesuffix("\n"), after.removesuffix("\n")
    mended = _mend(NAME, before, opened(before))
    assert mended.fault is None
    assert mended.after == after
    assert {each.diagnostic.code for each in mended.fixed} == ({code_of(folder)} if before != after else set())
    again = opened(after)
    assert not any(each.safe_fix for each in again.diagnostics(NAME))


@pytest.mark.parametrize("folder", OFFERED, ids=lambda folder: folder.name)
def test_offered_fixes(surroundings: None, folder: Path) -> None:
    before = read(folder, "before")
    workspace = opened(before)
    assert _mend(NAME, before, workspace).after == before, "it is not safe"
    edits: list[Edit] = []
    for diagnostic in workspace.diagnostics(NAME):
        if diagnostic.code == code_of(folder):
            edits += diagnostic.fixes[0].edits
    assert edits
    assert apply_edits(before, edits)[0] == read(folder, "offered")


def test_every_code_with_a_fix_has_an_example_and_says_so() -> None:
    for folder in FOLDERS:
        assert MENDINGS[code_of(folder)] is Mending.SAFE or folder in OFFERED, folder.name
    assert {code_of(folder) for folder in SAFE} == {code for code, best in MENDINGS.items() if best is Mending.SAFE}
    assert {code_of(folder) for folder in FOLDERS} == MENDINGS.keys()
    for code in all_codes():
        text = explain(code) or ""
        assert ("`quizgen check --fix` takes it" in text) is (MENDINGS.get(code) is Mending.SAFE)
        assert ("Editors are offered" in text) is (MENDINGS.get(code) is Mending.OFFERED)


# --- whatever a bank looks like ---------------------------------------------------------------

_BLOCK = re.compile(r"(?m)^  - id: .*\n(?:    .*\n|\n)*")
QUESTIONS = [block for folder in FOLDERS for block in _BLOCK.findall(read(folder, "before"))]
COMMENTS = st.sampled_from(["", "", "# about all of it\n", "  # é… 😀\n", "\n\n"])
SPOILED = st.tuples(
    st.lists(st.tuples(COMMENTS, st.integers(0, len(QUESTIONS) - 1)), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["\t", " #", "“", "]", "\n", "- ", "é", "x"])), max_size=2),
)


_COMMENT = re.compile(r'(?m)(?<!\S)#[^"\r\n]*(?=\r?$)')
"""A comment; a `#` inside of a text in quotes goes where a fix writes the text anew."""

Drawn = tuple[list[tuple[str, int]], str, str, list[tuple[float, str]]]


def spoil(drawn: Drawn) -> str:
    """A bank of some of the examples, each with an id of its own, and a few slips more."""
    pieces, line_end, mark, slips = drawn
    text = "chapter: 1\nquestions:\n"
    for number, (comment, index) in enumerate(pieces):
        text += comment + QUESTIONS[index].replace("id: a\n", f"id: a-{number}\n")
    for share, slip in slips:
        at = int(share * len(text))
        text = text[:at] + slip + text[at:]
    return mark + text.replace("\n", line_end)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPOILED)
def test_fixing_ends_with_nothing_to_fix_and_changes_nothing_else(surroundings: None, drawn: Drawn) -> None:
    before = spoil(drawn)
    workspace = opened(before)
    mended = _mend(NAME, before, workspace)
    if mended.fault is not None:
        assert (mended.after, mended.fixed) == (before, ())
        return
    assert workspace.text(NAME) == mended.after
    assert not any(each.safe_fix for each in workspace.diagnostics(NAME))
    assert _mend(NAME, mended.after, workspace).fixed == ()
    assert mended.after.startswith("\ufeff") is before.startswith("\ufeff")
    assert _COMMENT.findall(mended.after) == _COMMENT.findall(before)
    assert (mended.after.count("\r\n") == mended.after.count("\n")) or "\r" not in before
    edits = [edit for _, fix in _choose(opened(before).diagnostics(NAME)) for edit in fix.edits]
    after, news = apply_edits(before, edits)
    assert without(before, [edit.extent for edit in edits]) == without(after, news)


def without(text: str, extents: Sequence[Extent]) -> str:
    """A text without some of its parts."""
    bare = text.removeprefix("\ufeff")
    for line, column, end_line, end_column in sorted(extents, reverse=True):
        bare = bare[: index_of(bare, line, column)] + bare[index_of(bare, end_line, end_column) :]
    return text[: text.startswith("\ufeff")] + bare


PLAIN = 'a: "b"\nquestions:\n  - id: one\n    why: [x, y]\n  - id: two\n'
STRAY = {
    "an id": (Extent(3, 9, 3, 12), "other"),
    "a question less": (Extent(5, 1, 6, 1), ""),
    "a question more": (Extent(6, 1, 6, 1), "  - id: three\n"),
    "no YAML": (Extent(4, 10, 4, 11), '"'),
    "the rest of the file": (Extent(1, 6, 1, 7), ""),
}


@pytest.mark.parametrize(("extent", "new"), STRAY.values(), ids=STRAY)
def test_an_edit_that_changes_more_than_it_says_is_noticed(extent: Extent, new: str) -> None:
    edit = Edit(extent, new)
    after, news = apply_edits(PLAIN, [edit])
    assert not is_only_edited(PLAIN, after, [edit], news)


def test_an_edit_that_changes_what_it_says_is_let_through() -> None:
    for edit in (Edit(Extent(4, 11, 4, 12), "z"), Edit(Extent(1, 4, 1, 7), "c"), Edit(Extent(1, 1, 2, 1), "")):
        after, news = apply_edits(PLAIN, [edit])
        assert is_only_edited(PLAIN, after, [edit], news)
        moved = [extent.moved(1) for extent in news]
        assert not is_only_edited(PLAIN, after, [Edit(edit.extent.moved(2), edit.text)], moved) or not edit.text


# --- on the command line ----------------------------------------------------------------------

SOUND = (
    'answer: "four litres"\n    distractors: [{text: "two litres", why: "That is a night of summer."}, "three litres",'
    ' "eight litres"]'
)
LETTERED = (
    SOUND.replace('"four', '"A) four').replace('"two', '"B) two').replace('"thr', '"C) thr').replace('"e', '"D) e')
)


def test_check_says_what_could_be_mended_and_mends_it(project: Project) -> None:
    before = project.read(NAME)
    project.replace(NAME, SOUND, LETTERED)
    project.replace(NAME, "    unit: litres\n", "    unit: litres\n    draft: No\n")
    (project.root / NAME).chmod(0o640)
    told = project.run("check")
    assert told.code == 1
    assert told.err.endswith("5 of these can be mended by `quizgen check --fix`.\n")
    done = project.run("check", "--fix")
    assert done.code == 0
    assert f"{NAME}:19:12: fixed[bad-value]: Write `false`\n    -     draft: No\n    +     draft: false\n" in done.err
    assert f"{NAME}:6:13: fixed[lettered-options]: Leave “A)” out\n" in done.err
    assert done.out == summary(12, 12)
    assert project.read(NAME) == before.replace("    unit: litres\n", "    unit: litres\n    draft: false\n")
    assert (project.root / NAME).stat().st_mode & 0o777 == 0o640
    assert project.run("check", "--fix").err == ""


def test_only_what_is_asked_for_is_mended(project: Project) -> None:
    project.replace(NAME, SOUND, LETTERED)
    before = project.read(NAME)
    assert project.run("check", "--fix", f"{BANK}/2.yaml").code == 0
    assert project.read(NAME) == before
    assert project.run("check", "--fix", BANK).code == 0
    assert project.read(NAME) != before


def test_fixing_and_a_locked_lock_exclude_each_other(project: Project) -> None:
    done = project.run("check", "--fix", "--locked")
    assert done.code == 2
    assert "--locked" in done.err


def test_what_is_found_has_ends_and_fixes_as_json(project: Project) -> None:
    project.replace(NAME, '"four litres"', "“four litres”")
    done = project.run("check", "--format", "json", "--fix", f"{BANK}/2.yaml")
    assert done.err == ""
    (found,) = json.loads(project.run("check", "--format", "json").out)["diagnostics"]
    assert [found[name] for name in ("line", "column", "end_line", "end_column")] == [6, 13, 6, 26]
    edit = {"line": 6, "column": 13, "end_line": 6, "end_column": 26, "text": "four litres"}
    assert found["fixes"] == [{"title": "Leave the quotation marks out", "safe": True, "edits": [edit]}]
    assert f"file={NAME},line=6,col=13,endLine=6,endColumn=26,title=" in project.run("check", "--format", "github").out


def test_an_annotation_over_several_lines_has_no_last_column(project: Project) -> None:
    project.replace(NAME, 'answer: "four litres"', 'answer: "four\n      litres ”"')
    done = project.run("check", "--format", "github")
    assert f"file={NAME},line=6,col=13,endLine=7,title=quoted-answer" in done.out


def linked(project: Project) -> None:
    file = project.root / NAME
    moved = file.rename(project.root.parent / "elsewhere.yaml")
    file.symlink_to(moved)


def in_a_linked_folder(project: Project) -> None:
    folder = project.root / BANK
    moved = folder.rename(project.root.parent / "elsewhere")
    folder.symlink_to(moved)


def read_only(project: Project) -> None:
    (project.root / NAME).chmod(0o444)


@pytest.mark.parametrize(
    ("make", "reason"), [(linked, "a link leads to it"), (in_a_linked_folder, "a link"), (read_only, "it is read-only")]
)
def test_what_cannot_be_written_is_told(project: Project, make: Callable[[Project], None], reason: str) -> None:
    project.replace(NAME, SOUND, LETTERED)
    before = project.read(NAME)
    make(project)
    done = project.run("check", "--fix")
    assert done.code == 1
    assert f"{NAME}: error[cannot-fix]: nothing was mended in this file: {reason}" in done.err
    assert "fixed[" not in done.err
    assert project.read(NAME) == before


def test_a_folder_that_cannot_be_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    project.replace(NAME, SOUND, LETTERED)
    project.run("check")
    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    done = project.run("check", "--fix")
    assert "error[cannot-write]: cannot write into this folder: permission denied" in done.err
    assert "fixed[" not in done.err
    assert done.code == 1


def test_without_a_copy_no_verified_question_is_changed(project: Project) -> None:
    """Nobody could hold it against the book again."""
    project.run("check")
    project.replace(NAME, SOUND, LETTERED)
    workspace = Workspace(Request(project.root))
    (digest,) = [each.known.digest for each in workspace.verified("lighthouse").verdicts if not each.is_sound]
    line = {"checks": 1, "hash": digest, "id": "winter-oil", "places": ["ch. 1 §1"], "spans": []}
    lock = [each for each in project.read(f"{BANK}/verified.lock").splitlines() if "winter-oil" not in each]
    project.write(f"{BANK}/verified.lock", "\n".join([*lock, json.dumps(line)]) + "\n")
    before = project.read(NAME)
    done = project.without_copy("check", "--fix")
    assert (
        "error[cannot-fix]: nothing was mended in this file: it would bring another error, `not-verified`" in done.err
    )
    assert project.read(NAME) == before


def test_a_published_question_does_not_become_another(project: Project) -> None:
    project.replace(NAME, "kind: cloze", "kind: kloze")
    row = {"hash": "0" * 64, "id": "panels", "kind": "short", "mod": 1700000000}
    project.write(f"{BANK}/released.lock", json.dumps(row) + "\n")
    before = project.read(NAME)
    done = project.run("check", "--fix")
    assert "nothing was mended in this file: it would bring another error, `released-kind`" in done.err
    assert project.read(NAME) == before


def test_a_file_that_changes_meanwhile_is_left_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from quizgen.pipeline import fix_banks

    def mend_late(path: str, text: str, workspace: Workspace) -> object:
        mended = _mend(path, text, workspace)
        project.write(path, text + "# saved in an editor\n")
        return mended

    project.replace(NAME, SOUND, LETTERED)
    monkeypatch.setattr(fix_banks, "_mend", mend_late)
    done = project.run("check", "--fix")
    assert f"{NAME}: error[cannot-fix]: nothing was mended in this file: it was changed meanwhile" in done.err
    assert project.read(NAME).endswith("# saved in an editor\n")
    assert "A) four" in project.read(NAME)


def test_files_of_a_book_yaml_too(project: Project) -> None:
    book = f"{BANK}/book.yaml"
    project.write(book, project.read(book).replace("language:", "langauge:") + "checks: {longest-kye: Error}\n")
    done = project.run("check", "--fix")
    assert done.code == 0
    assert project.read(book).endswith("checks: {longest-key: error}\n")
    assert "\nlanguage: en\n" in project.read(book)


def test_what_is_saved_between_runs_keeps_its_fixes(project: Project) -> None:
    project.replace(NAME, SOUND, LETTERED)
    project.replace(NAME, "The lens has sixteen … in eight", "The lens has seventeen … in eight")
    found = json.loads(project.run("check", "--format", "json").out)["diagnostics"]
    assert {fix["safe"] for each in found for fix in each["fixes"]} == {True, False}
    assert json.loads(project.run("check", "--format", "json").out)["diagnostics"] == found, "of the whole run"
    project.replace(f"{BANK}/2.yaml", "chapter: 2\n", "chapter: 2\n\n")
    assert json.loads(project.run("check", "--format", "json").out)["diagnostics"] == found, "of each question"
