"""A book of six subjects, which uses what no book of history does: what is printed of it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from quizgen.project.write import Artifact
from tests.outputs.anki.test_package import Reader
from tests.projects import Project, make_project

SCHOOL = Path(__file__).parent / "books" / "school"
CHAPTERS = range(1, 7)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("school") / "school", SCHOOL)


@pytest.fixture(scope="module")
def built(school: Project) -> Mapping[str, bytes]:
    run = school.run("build", "--out", "out")
    assert (run.code, run.err) == (0, "")
    assert "70 questions" in run.out
    return school.files("out")


@pytest.fixture(scope="module")
def notes(built: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The fields of each note, by its id."""
    reader = Reader(tmp_path_factory.mktemp("anki"))
    reader.take(Artifact("school.apkg", built["school.apkg"]))
    found = [reader.collection.get_note(row[0]) for row in reader.rows("select id from notes")]
    by_id = {note["Id"]: dict(note.items()) for note in found}
    assert not reader.collection.media.check().missing
    assert not reader.collection.media.check().unused
    reader.collection.close()
    return by_id


def seen(page: bytes) -> str:
    """The text of a page, without tags, in one line."""
    text = re.sub(r"<(style|script)\b.*?</\1>", "", page.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def test_the_bank_has_one_note_and_nothing_else(school: Project) -> None:
    run = school.run("check", "--strict")
    assert run.code == 0, run.out + run.err
    assert [line for line in (run.out + run.err).splitlines() if "[" in line] == [
        "questions/school/5.yaml:139:9: note[draft]: this draft still needs: answer, cite, explanation, difficulty, "
        "bloom"
    ]
    assert "70 questions: 70 located, 70 checked" in run.out + run.err


def test_every_sheet_and_key_is_made(built: Mapping[str, bytes], notes: dict[str, dict[str, str]]) -> None:
    expected = {f"chapter-{chapter}-{page}.html" for chapter in CHAPTERS for page in ("a", "b", "key")}
    expected |= {"core.html", "core-key.html"}
    assert built.keys() == expected | {"core-large.html", "narrow.html", "school.apkg", "index.html", "coverage.html"}
    assert len(notes) == 70
    assert "russian-gender" not in notes


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("chapter-1-a", ["A -5 B 0 C 5", "A ⅓ B ½ C ¼", "cm²"]),
        ("chapter-1-key", ["144 cm²", "right from 3.1086 to 3.1714", "only the sign was another"]),
        ("chapter-2-a", ["D None of these is right.", "Questions 11 and 12 refer to the table below.", "0.12%"]),
        ("chapter-2-key", ["6.022 × 10²³", "right from 17.9 to 18.1", "2 HCl", "also right: 2HCl"]),
        ("chapter-3-a", ["C++", "C#", "for n in range(1, 6): print(n * n)", "7 // 2"]),
        ("chapter-4-a", ["A the first B the second C the third D the fourth", "the night is long, the kettle boils"]),
        ("chapter-5-a", ["θάλασσα", "Which Greek word means “sea”?"]),
        ("chapter-6-a", ["Questions 12 and 13 refer to the picture below.", "Questions 10 and 11 refer to the text"]),
        ("core", ["½ point", "1½ points"]),
        ("core-key", ["core question", "Objective: Find areas and right angles."]),
    ],
)
def test_what_is_printed(page: str, texts: list[str], built: Mapping[str, bytes]) -> None:
    text = seen(built[f"{page}.html"])
    assert [each for each in texts if each not in text] == []


def test_pictures_formulas_and_code_are_what_they_are(built: Mapping[str, bytes]) -> None:
    maps = built["chapter-6-a.html"].decode()
    assert len(re.findall(r'<img[^>]*alt="(?:brown lines|a dot)', maps)) == 3
    chemistry = built["chapter-2-a.html"].decode()
    assert "\\ce" not in chemistry
    assert "<msup><mtext>Na</mtext>" in chemistry
    assert chemistry.count("<table>") == 1
    programs = built["chapter-3-a.html"].decode()
    assert "<span>for n in range(1, 6):</span>\n<span>    print(n * n)</span>" in programs


@pytest.mark.parametrize(
    ("note", "field", "texts"),
    [
        ("formula-of-water", "Options", [r"\(\ce{H2O}\)", r"\(\ce{OH-}\)"]),
        ("particles-of-a-mole", "Answer", ["6.022 × 10²³"]),
        ("squares", "Options", ["<pre><code>", "print(n + n)"]),
        ("times-as-much", "Prompt", ["Air in a classroom", "<table>", "By how much has the share"]),
        ("rhyming-lines", "Prompt", ["The lamp is lit, the night is long,<br />"]),
        ("steep-or-flat", "Options", ["<img", "That is a spot height.", "Here a walker hardly rises"]),
        ("borrowed-from-both", "Options", ["C++"]),
        ("greek-for-sea", "Prompt", ["“sea”"]),
    ],
)
def test_what_a_card_has(note: str, field: str, texts: list[str], notes: dict[str, dict[str, str]]) -> None:
    written = html.unescape(notes[note][field]).replace("\u00a0", " ")
    assert [each for each in texts if each not in written] == [], written
