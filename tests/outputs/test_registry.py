"""An output is one value in a list: its files are built, listed, removed and refused like those of any other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from quizgen.assembly.quiz import Deck, Worksheet
from quizgen.outputs import registry
from quizgen.outputs.html.outputs import sheet_path
from quizgen.outputs.output import Context, FormatOf, Output, OutputFile
from quizgen.outputs.pdf import Paper
from quizgen.outputs.whole_build import Build
from quizgen.pipeline.plan_build import make_plan
from quizgen.project.request import Request
from quizgen.project.write import Artifact
from quizgen.workspace.output_manifest import LIST
from quizgen.workspace.workspace import Workspace
from tests.projects import Project
from tests.sheets import all_kinds

RECIPE = "decks/lighthouse.yaml"
ONE_SHEET = "book: lighthouse\nworksheets:\n  - {name: quiz, count: 3}\n"


def make_output(ending: str = ".txt", *, writes: str = "") -> Output[Worksheet]:
    """A sheet as plain text; ``writes`` is the ending of what it writes, if that is not what it says."""

    def files(sheet: Worksheet) -> Iterator[OutputFile]:
        yield OutputFile(f"{sheet.name}{ending}", FormatOf(sheet_path(sheet), "Text"))

    def render(sheet: Worksheet, context: Context) -> Iterator[Artifact]:
        lines = (f"{entry.number}. {entry.stem}\n" for entry in sheet.entries)
        yield Artifact(f"{sheet.name}{writes or ending}", "".join(lines).encode())

    return Output(name="plain text", source=Worksheet, files=files, render=render)


@pytest.fixture
def sheets(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project that makes one worksheet, each time anew: what a build remembers does not know of a test's outputs."""
    monkeypatch.setenv("QUIZGEN_CACHE", str(project.root / "no" / "cache"))
    (project.root / "no").write_text("a file, so that nothing can be kept below it")
    project.write(RECIPE, ONE_SHEET)
    return project


def register(monkeypatch: pytest.MonkeyPatch, output: Output[Worksheet]) -> None:
    monkeypatch.setattr(registry, "OUTPUTS", (*registry.OUTPUTS, output))


def listed(project: Project, folder: str = "build") -> set[str]:
    return set(json.loads(project.read(f"{folder}/{LIST}")))


PAGES = {"quiz.html", "quiz-key.html", "index.html", "coverage.html"}
LINK = '<a class="text" href="quiz.txt" aria-label="Text: Quiz, 3 questions">Text</a>'


def test_an_output_is_added_by_one_value(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        register(patch, make_output())
        done = sheets.run("build")
        assert (done.code, done.err) == (0, "")
        files = sheets.files("build")
        assert set(files) == listed(sheets) == {*PAGES, "quiz.txt"}
        assert files["quiz.txt"].decode().startswith("1. ")
        assert files["quiz.txt"].count(b"\n") == 3
        assert sheets.read("build/index.html").count(LINK) == 1
    assert sheets.run("build").code == 0
    assert set(sheets.files("build")) == listed(sheets) == PAGES
    assert LINK not in sheets.read("build/index.html")


def test_what_somebody_wrote_over_it_stays(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        register(patch, make_output())
        assert sheets.run("build").code == 0
    sheets.write("build/quiz.txt", "mine")
    assert sheets.run("build").code == 0
    assert sheets.read("build/quiz.txt") == "mine"


def test_one_sheet_without_a_recipe_has_it_too(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, make_output())
    assert sheets.run("sheet", "--chapter", "1", "--count", "3", "--versions", "2", "--out", "one").code == 0
    names = {f"sheet-1-{letter}{ending}" for letter in "ab" for ending in (".html", "-key.html", ".txt")}
    assert set(sheets.files("one")) == {*names, "index.html"}
    assert 'href="sheet-1-b.txt"' in sheets.read("one/index.html")


@pytest.mark.parametrize(
    ("ending", "name"), [("-key.html", "quiz-key.html"), (".HTML", "quiz.html"), (".apkg", "quiz.apkg")]
)
def test_a_name_that_is_taken_is_refused(
    sheets: Project, monkeypatch: pytest.MonkeyPatch, ending: str, name: str
) -> None:
    sheets.write("decks/quiz.yaml", 'book: lighthouse\nanki: {deck: "Quiz"}\n')
    register(monkeypatch, make_output(ending))
    done = sheets.run("build")
    assert done.code == 1
    assert done.err.count("error[duplicate-name]") == 1
    assert f"decks: error[duplicate-name]: `{name}` would be written twice" in done.err
    assert not (sheets.root / "build").exists()


def test_the_name_of_a_pdf_is_taken_where_there_are_pdfs(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, make_output(".pdf"))
    assert sheets.run("build").code == 0
    done = sheets.run("build", "--pdf")
    assert done.code == 1
    assert "decks: error[duplicate-name]: `quiz.pdf` would be written twice" in done.err


def test_sheets_of_one_name_are_told_of_once_a_page(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their other formats have the same name as the page, and are not told of again."""
    sheets.write("decks/more.yaml", ONE_SHEET)
    register(monkeypatch, make_output())
    done = sheets.run("build", "--pdf")
    assert done.code == 1
    doubled = [line.split("`")[1] for line in done.err.splitlines() if "error[duplicate-name]" in line]
    assert doubled == ["quiz-key.html", "quiz.html"]


def test_an_output_writes_nothing_that_it_does_not_tell_of() -> None:
    with pytest.MonkeyPatch.context() as patch:
        register(patch, make_output(writes=".text"))
        said = r"^the output `plain text` does not say that it writes midterm-b\.text$"
        with pytest.raises(ValueError, match=said):
            list(registry.render(all_kinds(), Context()))


# --- the outputs that there are ---------------------------------------------------------------


def test_every_output_has_a_name_of_its_own() -> None:
    names = [output.name for output in registry.OUTPUTS]
    assert len(set(names)) == len(names) >= 6
    assert {output.source for output in registry.OUTPUTS} == {Deck, Worksheet, Build}


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("paper", [None, "a4"])
def test_files_are_known_before_anything_is_rendered(
    project: Project, chromium: str, public: bool, paper: Paper | None
) -> None:
    project.replace(RECIPE, "name: everything,", "name: everything, large_print: true,")
    options = ["--public"] * public + ["--pdf"] * (paper is not None)
    assert project.run("build", *options).code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        patch.setenv("QUIZGEN_LIBRARY", str(project.library))
        plan = make_plan(Workspace(Request()), [], public=public, keep_going=False, paper=paper)
    told = [file.path for file in (*plan.files_of(plan.build), *plan.files)]
    assert sorted(told) == sorted(project.files("build"))
    assert ("everything-a-large.pdf" in told) == (paper is not None)
    assert {"lighthouse.apkg", "everything-b-large.html", "chapter-1-key.html", "coverage.html"} <= set(told)


def test_each_of_several_books_has_a_coverage_page(project: Project) -> None:
    folder = project.root / "questions"
    (folder / "tower").mkdir()
    for file in (folder / "lighthouse").iterdir():
        (folder / "tower" / file.name).write_bytes(file.read_bytes())
    (project.library / "tower.txt").write_bytes((project.library / "lighthouse.txt").read_bytes())
    project.write("decks/tower.yaml", 'book: tower\nanki: {deck: "Tower"}\n')
    done = project.run("build")
    assert done.code == 0, done.err
    files = project.files("build")
    assert {"lighthouse-coverage.html", "tower-coverage.html"} <= set(files)
    assert "coverage.html" not in files
    for name in ("lighthouse-coverage.html", "tower-coverage.html"):
        assert f'<a href="{name}">Coverage</a>' in files["index.html"].decode()


def test_names_of_outputs_are_known_without_the_libraries_that_render() -> None:
    code = (
        "import sys, quizgen.outputs.registry; print(sorted({'genanki', 'jinja2', 'markdown_it'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
