"""An output is one value in a list: its files are built, listed, removed and refused like those of any other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from quizgen.assembly.guide import StudyGuide
from quizgen.assembly.quiz import Deck, Worksheet
from quizgen.model.recipe import SheetLayout
from quizgen.outputs import registry
from quizgen.outputs.html.outputs import sheet_path
from quizgen.outputs.output import AnyOutput, Context, FormatOf, Output, OutputFile
from quizgen.outputs.pdf import Paper
from quizgen.outputs.whole_build import Build
from quizgen.pipeline.plan_build import make_plan
from quizgen.pipeline.runs import BuildRequest
from quizgen.project.records import _field_hint
from quizgen.project.request import Request
from quizgen.project.write import Artifact
from quizgen.workspace.output_manifest import LIST
from tests.conftest import ROOT
from tests.projects import Project
from tests.sheets import all_kinds

RECIPE = "decks/lighthouse.yaml"
ONE_SHEET = "book: lighthouse\nworksheets:\n  - {name: quiz, count: 3}\n"


def make_output(ending: str = ".plain", *, writes: str = "") -> Output[Worksheet]:
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


LINK = '<a class="text" href="quiz.plain" aria-label="Text: Quiz, 3 questions">Text</a>'


def test_an_output_is_added_by_one_value(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sheets.run("build").code == 0
    before = set(sheets.files("build"))
    with monkeypatch.context() as patch:
        register(patch, make_output())
        done = sheets.run("build")
        assert (done.code, done.err) == (0, "")
        files = sheets.files("build")
        assert set(files) == listed(sheets) == {*before, "quiz.plain"}
        assert files["quiz.plain"].decode().startswith("1. ")
        assert files["quiz.plain"].count(b"\n") == 3
        assert sheets.read("build/index.html").count(LINK) == 1
    assert sheets.run("build").code == 0
    assert set(sheets.files("build")) == listed(sheets) == before
    assert LINK not in sheets.read("build/index.html")


def test_what_somebody_wrote_over_it_stays(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        register(patch, make_output())
        assert sheets.run("build").code == 0
    sheets.write("build/quiz.plain", "mine")
    assert sheets.run("build").code == 0
    assert sheets.read("build/quiz.plain") == "mine"


def test_one_sheet_without_a_recipe_has_it_too(sheets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("sheet", "--chapter", "1", "--count", "3", "--versions", "2", "--out")
    assert sheets.run(*asked, "without").code == 0
    register(monkeypatch, make_output())
    assert sheets.run(*asked, "one").code == 0
    assert set(sheets.files("one")) == {*sheets.files("without"), "sheet-1-a.plain", "sheet-1-b.plain"}
    assert 'href="sheet-1-b.plain"' in sheets.read("one/index.html")


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
    assert {output.source for output in registry.OUTPUTS} == {Deck, StudyGuide, Worksheet, Build}


FLAGS = [name for name, field in SheetLayout.model_fields.items() if field.default is False]
"""What a recipe may ask for beside the sheet itself."""


@pytest.mark.parametrize(
    "output", [each for each in registry.OUTPUTS if each.source is Worksheet], ids=lambda output: output.name
)
def test_every_output_of_a_sheet_takes_every_kind_of_question(output: AnyOutput) -> None:
    """It writes what it says, the same bytes each time, and links other formats to a file that there is."""
    sheet = replace(all_kinds(), form=SheetLayout.model_validate(dict.fromkeys(FLAGS, True)))
    told = list(output.files(sheet))
    first, again = (list(output.render(sheet, Context())) for _ in range(2))
    assert [each.path for each in first] == [file.path for file in told] != []
    assert all(each.content for each in first)
    assert first == again
    paths = {file.path for file in registry.files_of(sheet)}
    assert {file.listing.of for file in told if isinstance(file.listing, FormatOf)} <= paths


@pytest.mark.parametrize("flag", FLAGS)
def test_what_a_recipe_may_ask_for_is_in_readme_and_has_a_hint(flag: str) -> None:
    assert f"| `{flag}: true` |" in (ROOT / "README.md").read_text("utf-8"), "a row below “What a sheet looks like”"
    assert _field_hint({}, ("worksheets", 0, flag)), "a line in `_SHEET_HINTS` of quizgen/project/records.py"


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
        plan = make_plan(BuildRequest(Request(), public=public, paper=paper, keys="none" if public else "beside"))
    told = [file.path for file in (*plan.files_of(plan.build), *plan.files)]
    assert sorted(told) == sorted(project.files("build"))
    assert ("everything-a-large.pdf" in told) == (paper is not None and not public)
    assert ("sheets-several.zip" in told) == (paper is not None and public)
    assert ("chapter-1-key.html" in told) == (not public)
    assert {"lighthouse.apkg", "everything-b-large.html", "coverage.html"} <= set(told)


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
