"""After any chain of edits a workspace answers as one opened anew, and computes no more than has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.book.book_text import BookText
from quizgen.checks.subject import Subject, make_subject
from quizgen.kinds.question import Question
from quizgen.model.diagnostics import Diagnostic, in_order
from quizgen.project.request import Request
from quizgen.verify import question as verify_question
from quizgen.verify.verdict import Support
from quizgen.workspace.workspace import Workspace
from tests.projects import BANK, LIGHTHOUSE, Project

FILES = ("1.yaml", "2.yaml", "book.yaml")
PIECES = (
    '"', "'", "- ", "  - ", "\n", "\n\n", ": ", " #", "[", "}", "\t", "id: ", "kind: choice\n", "{{1::a}}", "sixteen",
    "…", "  - id: grey-head\n    kind: short\n", "retired: true\n    ", "chapter: 2\n", "draft: true\n    ", "B. ",
)  # fmt: skip

Edit = tuple[str, float, int, str]
"""A file, where in it (a share of its length), how many characters go, and what comes."""

EDITS = st.lists(
    st.tuples(
        st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.text(max_size=6)
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture
def opened(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Workspace:
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("QUIZGEN_LIBRARY", str(project.library))
    return Workspace(Request(project.root))


def all_of(workspace: Workspace) -> dict[str, tuple[Diagnostic, ...]]:
    return {name: workspace.diagnostics(f"{BANK}/{name}") for name in FILES}


def after_comparing(workspace: Workspace) -> Iterator[Diagnostic]:
    """All diagnostics of the project, after comparing all questions."""
    yield from workspace.faults
    for book in workspace.books.values():
        verified = book.verified()
        yield from verified.diagnostics
        yield from (diagnostic for verdict in verified.verdicts for diagnostic in verdict.diagnostics)


@pytest.fixture(scope="module")
def surroundings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_LIBRARY", str(LIGHTHOUSE / "library"))
        yield


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_any_chain_of_edits_gives_what_a_run_from_nothing_gives(surroundings: None, edits: list[Edit]) -> None:
    texts = {name: (LIGHTHOUSE / BANK / name).read_text("utf-8") for name in FILES}
    with tempfile.TemporaryDirectory() as cache, pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_CACHE", cache)
        edited = Workspace(Request(LIGHTHOUSE))
        for name, share, gone, come in edits:
            at = int(share * len(texts[name]))
            texts[name] = (texts[name][:at] + come + texts[name][at + gone :]).replace("\0", "")
            edited.change(f"{BANK}/{name}", texts[name])
            edited.diagnostics(f"{BANK}/{name}")
        edited.settle()
        patch.setenv("QUIZGEN_CACHE", f"{cache}/other")
        fresh = Workspace(Request(LIGHTHOUSE))
        for name, text in texts.items():
            fresh.change(f"{BANK}/{name}", text)
        fresh.settle()
        assert all_of(edited) == all_of(fresh)
        assert in_order(after_comparing(edited)) == in_order(after_comparing(fresh))


def test_an_edited_question_alone_is_checked_again(
    opened: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def counted(question: Question, chapter: str | None, text: BookText | None, *rest: Any) -> Subject:
        checked.append(question.id)
        return make_subject(question, chapter, text)

    monkeypatch.setattr(verify_question, "make_subject", counted)
    opened.settle()
    assert len(checked) == 12
    checked.clear()
    path = f"{BANK}/1.yaml"
    opened.change(path, project.read(path).replace("burns longer", "burns far longer"))
    assert opened.diagnostics(path) == ()
    assert checked == ["winter-oil"]
    opened.change(path, project.read(path))
    opened.diagnostics(path)
    assert checked == ["winter-oil"], "it was known before"


def test_a_false_figure_is_told_as_it_is_written_and_goes_as_it_is_mended(opened: Workspace, project: Project) -> None:
    path = f"{BANK}/1.yaml"
    text = project.read(path)
    opened.change(path, text.replace('answer: "four litres"', 'answer: "nine litres"'))
    found = opened.diagnostics(path)[0]
    line = text.splitlines().index('    answer: "four litres"') + 1
    assert (found.code, found.question, found.location.line) == ("figure-not-in-passage", "winter-oil", line)
    opened.change(path, text)
    assert opened.diagnostics(path) == ()


def test_one_open_quotation_mark_hides_no_other_question(opened: Workspace, project: Project) -> None:
    path = f"{BANK}/1.yaml"
    text = project.read(path)
    opened.change(path, text.replace('answer: "four litres"', 'answer: "four litres'))
    verified = opened.verified("lighthouse")
    found = [each for each in verified.diagnostics if each.location.path == path]
    line = text.splitlines().index('    answer: "four litres"') + 1
    assert [(each.code, each.question) for each in found] == [("yaml", "winter-oil")]
    assert found[0].location.line in (line, line + 1)
    assert verified.count(Support.COPY) == 11


def test_a_file_that_comes_and_goes(opened: Workspace, project: Project) -> None:
    path = f"{BANK}/extra.yaml"
    opened.change(path, project.read(f"{BANK}/1.yaml"))
    assert {each.code for each in opened.diagnostics(path)} == {"duplicate-id"}
    opened.change(path, None)
    assert opened.diagnostics(path) == ()
    opened.change(f"{BANK}/2.yaml", None)
    opened.settle()
    assert opened.verified("lighthouse").count(Support.COPY) < 12


def test_another_table_of_contents_has_all_checked_anew(opened: Workspace, project: Project) -> None:
    opened.settle()
    path = f"{BANK}/book.yaml"
    opened.change(path, project.read(path).replace("language: en", "language: en\nverbatim: 3"))
    opened.settle()
    assert "verbatim" in {each.code for each in opened.diagnostics(f"{BANK}/1.yaml")}
    opened.change(path, project.read(path))
    opened.settle()
    assert opened.diagnostics(f"{BANK}/1.yaml") == ()


def test_another_level_of_a_check_counts_for_comparisons_too(opened: Workspace, project: Project) -> None:
    path = f"{BANK}/1.yaml"
    text = project.read(path)
    question = text[text.index("  - id: winter-oil") :].partition("\n  - id: ")[0]
    opened.change(path, f"{text.rstrip()}\n\n{question.replace('winter-oil', 'winter-oil-again').rstrip()}\n")
    opened.settle()
    assert "near-duplicate" in {each.code for each in opened.diagnostics(path)}
    book = f"{BANK}/book.yaml"
    opened.change(book, project.read(book) + "checks: {near-duplicate: off}\n")
    opened.settle()
    assert "near-duplicate" not in {each.code for each in opened.diagnostics(path)}


def test_the_right_copy_takes_the_place_of_a_wrong_one(opened: Workspace, project: Project) -> None:
    name = "library/lighthouse.txt"
    right = project.read(name)
    project.write(name, "The clock in the hall of the old mill struck nine, and nobody was there to hear it.\n" * 40)
    assert {"another-book"} == {each.code for each in opened.verified("lighthouse").diagnostics}
    project.write(name, right)
    opened.read_again()
    assert opened.verified("lighthouse").count(Support.COPY) == 12


def test_a_table_of_contents_that_is_gone_is_missed(opened: Workspace, project: Project) -> None:
    path = f"{BANK}/book.yaml"
    opened.change(path, None)
    in_memory = opened.diagnostics(path)
    assert [each.code for each in in_memory] == ["unreadable-file"]
    (project.root / path).unlink()
    assert Workspace(Request(project.root)).diagnostics(path) == in_memory
    opened.change(path, "")
    assert [each.code for each in opened.diagnostics(path)] != ["unreadable-file"]


def test_what_was_written_to_the_disk_is_read_again_when_asked(opened: Workspace, project: Project) -> None:
    path = f"{BANK}/1.yaml"
    assert opened.diagnostics(path) == ()
    project.replace(path, 'answer: "four litres"', 'answer: "nine litres"')
    assert opened.diagnostics(path) == ()
    opened.read_again()
    assert "figure-not-in-passage" in [each.code for each in opened.diagnostics(path)]
    project.replace("library/lighthouse.txt", "four litres", "nine litres")
    opened.read_again()
    opened.settle()
    assert "figure-not-in-passage" not in [each.code for each in opened.diagnostics(path)]


def test_what_belongs_to_no_book_is_refused(opened: Workspace) -> None:
    others = [f"{BANK}/{name}" for name in ("verified.lock", "notes.txt", ".1.yaml", "lighthouse.txt", "images/a.png")]
    for path in ("decks/lighthouse.yaml", "questions/other/1.yaml", "1.yaml", *others):
        with pytest.raises(KeyError):
            opened.change(path, "")
