"""What several questions share: checked once, in the hash of each, above them on every output."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import jsonschema
import pytest
import yaml

from quizgen.kinds.question import Question
from quizgen.model.stimulus import Stimulus
from quizgen.outputs.languages import LANGUAGES, choose_words
from quizgen.project.request import Request
from quizgen.reports.claim import claim_text
from quizgen.reports.schema import bank_schema
from quizgen.verify.reading import hash_reading
from quizgen.workspace.workspace import Workspace
from tests.projects import BANK, Project
from tests.samples import question

CHAPTER = f"{BANK}/1.yaml"
STIMULI = """stimuli:
  - id: oil-table
    title: "Oil of a *night*"
    text: |
      In winter four litres, in summer two.

      ![A lamp](lamp.svg)
  - id: scratches
    cite: "A scratched panel is worse … he is farther off"
questions:
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
NAMED = {
    "winter-oil": "oil-table",
    "barrels-in-winter": "oil-table",
    "panels": "scratches",
    "scratched-panel": "scratches",
}


@pytest.fixture
def shared(project: Project) -> Project:
    """The small project, two of whose questions are about a table, and two about a passage."""
    project.write(f"{BANK}/lamp.svg", SVG)
    project.replace(CHAPTER, "questions:\n", STIMULI)
    for name, stimulus in NAMED.items():
        project.replace(CHAPTER, f"  - id: {name}\n", f"  - id: {name}\n    stimulus: {stimulus}\n")
    return project


def lines_of(project: Project) -> dict[str, dict[str, object]]:
    """The lines of the questions in the lock, by id."""
    rows = map(json.loads, project.read(f"{BANK}/verified.lock").splitlines())
    return {row["id"]: row for row in rows if "id" in row}


def fields_of(project: Project, out: str) -> dict[str, list[str]]:
    """The fields of each note in a deck, by the question's id."""
    package = ZipFile(BytesIO((project.root / out / "lighthouse.apkg").read_bytes()))
    database = sqlite3.connect(":memory:")
    database.deserialize(package.read("collection.anki2"))
    rows = [row.split("\x1f") for (row,) in database.execute("select flds from notes")]
    return {name: row for row in rows for name in row if name in {*NAMED, "oil-of-a-year"}}


def test_it_is_in_the_hash_of_the_questions_that_name_it_and_of_no_others(project: Project) -> None:
    project.run("check")
    before = lines_of(project)
    project.write(f"{BANK}/lamp.svg", SVG)
    project.replace(CHAPTER, "questions:\n", STIMULI)
    assert project.run("check").out.endswith("0 errors, 2 warnings.\n"), "unused"
    assert lines_of(project) == before
    project.replace(CHAPTER, "  - id: winter-oil\n", "  - id: winter-oil\n    stimulus: oil-table\n")
    assert project.run("check").code == 0
    named = lines_of(project)
    assert {name for name in before if before[name] != named[name]} == {"winter-oil"}
    project.replace(CHAPTER, "summer two", "summer a half of that")
    assert project.run("check").code == 0
    edited = lines_of(project)
    assert {name for name in before if named[name] != edited[name]} == {"winter-oil"}
    for other in ("id: oil-table", "stimulus: oil-table"):
        project.replace(CHAPTER, other, other.replace("oil-table", "oil"))
    assert project.run("check").code == 0
    assert lines_of(project) == edited, "its id says nothing"


def test_a_reader_judges_it_too(shared: Project) -> None:
    entries = {entry.question.id: entry for entry in Workspace(Request(shared.root)).books["lighthouse"].bank.entries}
    before = {name: hash_reading(entry) for name, entry in entries.items()}
    shared.replace(CHAPTER, "summer two", "summer three")
    again = Workspace(Request(shared.root)).books["lighthouse"].bank.entries
    assert {each.question.id for each in again if hash_reading(each) != before[each.question.id]} == {
        "winter-oil",
        "barrels-in-winter",
    }


def test_the_lock_has_its_place_for_those_without_a_copy(shared: Project) -> None:
    assert shared.run("check").code == 0
    lines = lines_of(shared)
    assert lines["panels"]["shown"] == ["ch. 1 §2"]
    assert "shown" not in lines["winter-oil"]
    assert shared.without_copy("build", "--out", "without").code == 0
    assert "<p>See ch. 1 §2.</p>" in shared.read("without/chapter-1.html")


def test_a_finding_in_it_is_told_once_at_its_place(shared: Project) -> None:
    shared.replace(CHAPTER, "A scratched panel is worse", "A scratched pane was worse")
    done = shared.run("check", "--format", "json")
    (found,) = (each for each in json.loads(done.out)["diagnostics"] if each["severity"] == "error")
    assert (found["code"], found["line"], found["column"]) == ("citation-not-found", 10, 11)
    assert found["question"] is None
    assert found["message"].startswith("“A scratched pane was worse … he is farther off” does not stand in the chapter")
    stopped = shared.run("build")
    assert stopped.code == 1
    assert stopped.err.count("citation-not-found") == 1
    built = shared.run("build", "--keep-going")
    assert "Left out because of errors: panels, scratched-panel" in built.out


UNKNOWN = [
    ("stimulus: oil-tabel", "there is no stimulus `oil-tabel` in this file", "Did you mean `oil-table`?"),
    ("stimulus: nothing-like-it", "there is no stimulus `nothing-like-it` in this file", "There are: `oil-table`, "),
]


@pytest.mark.parametrize(("written", "message", "hint"), UNKNOWN)
def test_one_that_there_is_not(shared: Project, written: str, message: str, hint: str) -> None:
    shared.replace(CHAPTER, "stimulus: oil-table", written)
    done = shared.run("check")
    assert f"questions/lighthouse/1.yaml:13:15: error[unknown-stimulus]: {message}" in done.err
    assert hint in done.err
    assert "unused-stimulus" not in done.err, "the other question names it"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("{id: oil-table}", "a stimulus needs `text` or `cite`"),
        ("{id: oil-table, text: a, cite: The lens has sixteen panels}", "this has both `text` and `cite`"),
        ("{id: oil-table, txt: a}", "`txt` is not a field here\n    Did you mean `text`?"),
        ("{text: a}", "error[missing-field]: `id` is missing"),
        ('{id: oil-table, text: ""}', "`text`: this is empty"),
        ('{id: oil-table, cite: "panels"}', "this citation cannot be looked up: "),
        ("{id: oil-table, cite: {section: 2}}", "only an essay may cite a whole section, and this is a stimulus"),
        ('{id: oil-table, text: "![a](none.png)"}', "the image `none.png` cannot be read"),
    ],
)
def test_slips_in_a_stimulus(project: Project, written: str, says: str) -> None:
    project.replace(CHAPTER, "questions:\n", f"stimuli:\n  - {written}\nquestions:\n")
    project.replace(CHAPTER, "  - id: winter-oil\n", "  - id: winter-oil\n    stimulus: oil-table\n")
    done = project.run("check")
    assert done.code == 1
    assert re.search(r"1\.yaml:3:\d+: error", done.err), done.err
    assert says in done.err
    assert "unknown-stimulus" not in done.err


def test_two_of_one_id(project: Project) -> None:
    project.replace(CHAPTER, "questions:\n", "stimuli:\n  - {id: a, text: a}\n  - {id: a, text: b}\nquestions:\n")
    message = "1.yaml:4:10: error[duplicate-id]: the id `a` of the stimulus is taken (line 3)"
    assert message in project.run("check").err


def test_what_is_no_list_is_told(project: Project) -> None:
    project.replace(CHAPTER, "questions:\n", "stimuli: none\nquestions:\n")
    assert "1.yaml:2:10: error[bad-value]: `stimuli` is a list" in project.run("check").err


def test_its_figures_and_names_are_given(project: Project) -> None:
    project.replace(CHAPTER, "questions:\n", 'stimuli: [{id: a, text: "Ada bought 77 lamps in 1950."}]\nquestions:\n')
    prompt = 'prompt: "How much oil does the lamp burn in a night of winter?"'
    project.replace(CHAPTER, prompt, f'{prompt[:-2]}, if Ada has 77 as in the text above?"')
    told = project.run("check").err
    assert "“77” is in the prompt" in told
    assert "not-self-contained" not in told or "text above" not in told
    project.replace(CHAPTER, "  - id: winter-oil\n", "  - id: winter-oil\n    stimulus: a\n")
    assert "“77”" not in project.run("check").err


def test_a_calculation_may_begin_with_its_figures(project: Project) -> None:
    project.replace(CHAPTER, "questions:\n", 'stimuli: [{id: a, text: "Of 77 lamps, 7 are lit."}]\nquestions:\n')
    project.replace(
        CHAPTER,
        "    answer: 1095\n    unit: litres\n",
        '    answer: 70\n    unit: lamps\n    derived: "77 − 7 = 70"\n    stimulus: a\n',
    )
    assert project.run("check").code == 0
    project.replace(CHAPTER, "    stimulus: a\n", "")
    assert "“77” is calculated with" in project.run("check").err


def test_the_text_below_is_there_if_a_stimulus_is(project: Project) -> None:
    prompt = 'prompt: "How much oil does the lamp burn in a night of winter?"'
    project.replace(CHAPTER, prompt, 'prompt: "According to the passage, how much oil burns in a night of winter?"')
    project.replace(CHAPTER, "questions:\n", 'stimuli: [{id: a, text: "Oil burns."}]\nquestions:\n')
    assert "“According to the passage” refers to something" in project.run("check").err
    project.replace(CHAPTER, "  - id: winter-oil\n", "  - id: winter-oil\n    stimulus: a\n")
    assert "refers to something" not in project.run("check").err


def test_a_sheet_shows_it_once_and_its_key_in_brief(shared: Project) -> None:
    assert shared.run("build").code == 0
    sheet, key = shared.read("build/chapter-1.html"), shared.read("build/chapter-1-key.html")
    headings = re.findall(r'<h2 class="section" id="about-\d">(.*?)</h2>', sheet)
    assert sorted(headings) == [
        "Questions 3 and 4 refer to the text below.",
        "Questions 5 and 6 refer to the text below.",
    ]
    assert sheet.count("Oil of a <em>night</em>") == sheet.count("In winter four litres, in summer two.") == 1
    assert sheet.count('alt="A lamp"') == 1
    assert "<p>A scratched panel is worse than a cracked one." in sheet
    assert len(re.findall(r'<form class="question', sheet)) == 6
    brief = re.findall(r'<p class="refers">(.*?)</p>', key)
    assert sorted(re.sub(r"\d", "n", each) for each in brief) == [
        "<b>Questions n and n:</b>  (ch. n §n)",
        "<b>Questions n and n:</b> Oil of a night",
    ]


def test_public_builds_have_its_place_only(shared: Project) -> None:
    assert shared.run("build", "--public", "--out", "public").code == 0
    for name, content in shared.files("public").items():
        assert b"worse than a cracked one" not in content, name
    sheet = shared.read("public/chapter-1.html")
    assert "refer to a passage of the book.</h2>" in sheet
    assert "<p>See ch. 1 §2.</p>" in sheet


def test_a_card_shows_it_above_its_question(shared: Project) -> None:
    assert shared.run("build").code == 0
    notes = fields_of(shared, "build")
    above = notes["winter-oil"][0]
    assert above.startswith('<div class="stimulus"><p class="stimulus-title">Oil of a <em>night</em></p><p>In winter')
    assert re.search(r'<img src="quizgen-[0-9a-f]{20}\.svg" alt="A lamp"></p></div><p>How much oil', above)
    assert notes["panels"][0].startswith('<div class="stimulus"><p>A scratched panel is worse than')
    assert "</div><p>The lens has {{c1::sixteen}} panels" in notes["panels"][0]
    assert all(side.startswith('<div class="stimulus">') for side in notes["scratched-panel"][:2])
    assert notes["oil-of-a-year"][0] == "<p>How many litres of oil did the light burn in 1911?</p>"
    package = ZipFile(BytesIO((shared.root / "build/lighthouse.apkg").read_bytes()))
    assert list(json.loads(package.read("media")).values()) == re.findall(r'src="(quizgen-[^"]+)"', above)


def test_a_released_note_is_the_same_with_and_without_the_passage(shared: Project) -> None:
    assert shared.run("check").code == 0
    assert shared.run("release", SOURCE_DATE_EPOCH="1767225600").code == 0
    released = {row["id"]: row for row in map(json.loads, shared.read(f"{BANK}/released.lock").splitlines())}
    assert shared.run("build", SOURCE_DATE_EPOCH="1").code == 0  # an edited note would have +2
    package = ZipFile(BytesIO((shared.root / "build/lighthouse.apkg").read_bytes()))
    database = sqlite3.connect(":memory:")
    database.deserialize(package.read("collection.anki2"))
    for fields, mod in database.execute("select flds, mod from notes"):
        name = next(each for each in fields.split("\x1f") if each in released)
        assert mod == released[name]["mod"] + 1, name


def _questions() -> Iterator[Question]:
    yield from (question("short"), question("choice"))


def test_a_program_that_judges_is_given_it() -> None:
    shown = Stimulus(id="a", title="Oil", text="| a |\n|---|\n| 4 |")
    for asked in _questions():
        assert claim_text(asked, shown).splitlines()[:4] == ["Stimulus: Oil", "| a |", "|---|", "| 4 |"]
        assert claim_text(asked, shown).endswith(claim_text(asked))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_which_questions_refer_to_it(code: str) -> None:
    words = choose_words(code)
    for name in ("text", "table", "picture", "passage"):
        said = words["refers_some"].format(first=4, last=6, what=words[f"refers_{name}"])
        assert "4" in said and "6" in said and said.endswith(f"{words[f'refers_{name}']}.")
    assert words["see_place"].format(place="ch. 1") != words["see_place"]


def test_the_schema_for_editors_knows_them(shared: Project) -> None:
    schema = bank_schema()
    written = yaml.safe_load(shared.read(CHAPTER))
    written["objectives"] = [{"id": "glass", "text": "Say how the glass is kept"}]
    written["questions"][0] |= {"objective": "glass", "core": True}
    jsonschema.validate(written, schema)
    for wrong in ({"id": "a"}, {"id": "a", "text": "b", "cite": "c"}, {"text": "b"}, {"id": "a", "txt": "b"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**written, "stimuli": [wrong]}, schema)


@pytest.mark.parametrize(
    ("right", "wrong"), [("    text: |\n", "    text: [\n"), ('title: "Oil of a *night*"', 'title: "Oil of a *night*')]
)
def test_a_slip_of_yaml_in_it_hides_no_other_question(shared: Project, right: str, wrong: str) -> None:
    shared.run("check")
    before = shared.read(f"{BANK}/verified.lock")
    shared.replace(CHAPTER, right, wrong)
    done = shared.run("check")
    assert done.code == 1
    (told,) = re.findall(r"1\.yaml:(\d+):\d+: error\[(.*?)\]", done.err)
    assert told[1] == "yaml"
    assert int(told[0]) <= 12, "within the stimuli"
    assert done.out.startswith("12 questions: 8 located"), "all but the four that name a stimulus"
    assert shared.read(f"{BANK}/verified.lock") == before
    shared.replace(CHAPTER, "answer: 1095", "answer: 1096")
    assert "figure-not-in-passage" in shared.run("check").err


def test_a_poorer_copy_leaves_it_out_and_names_its_place(shared: Project) -> None:
    assert shared.run("check").code == 0
    copy = shared.read("library/lighthouse.txt")
    shared.write("library/lighthouse.txt", copy.replace("A scratched panel is worse than", "Some other words of"))
    done = shared.run("build", "--out", "poorer")
    assert done.code == 0, done.err
    assert "<p>See ch. 1 §2.</p>" in shared.read("poorer/chapter-1.html")
