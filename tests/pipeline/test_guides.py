"""The study guide in a build: when it is made, where it is linked, and that a public one has no word of the book."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.projects import BANK, Project
from tests.verify.test_guides import CHAPTER, with_guide

RECIPE = "decks/lighthouse.yaml"
PASSAGE = "A scratched panel is worse than a cracked one"
RECALLED = """
  - id: term-scratch
    kind: term
    term: "scratched panel"
    definition: "a part of the lens that spreads the light thin, so that a ship seems farther off than it is"
    explanation: "Nobody notices that it is there."
    cite: "A scratched panel is worse … he is farther off"
    difficulty: 2
    bloom: understand

  - id: date-of-the-storm
    kind: date
    date: "1904"
    event: "One of the sixteen panels is replaced after the storm"
    explanation: "Another one followed five years later."
    cite: "Of the sixteen … one in 1904"
    difficulty: 1
    bloom: remember

  - id: date-of-the-visit
    kind: date
    date: "1909"
    event: "One of the sixteen panels is replaced after a visit of schoolchildren"
    explanation: "The first one fell to a storm."
    cite: "Of the sixteen panels, two … visit of schoolchildren"
    difficulty: 1
    bloom: remember
"""


@pytest.fixture
def guided(project: Project) -> Project:
    """The small project with a guide in its first chapter, and a term and two dates there."""
    with_guide(project)
    project.write(CHAPTER, project.read(CHAPTER) + RECALLED)
    assert project.run("check").code == 0
    return project


def guides(project: Project, folder: str = "build") -> list[str]:
    return sorted(name for name in project.files(folder) if "guide" in name)


def test_it_is_made_where_a_chapter_has_a_guide_or_a_recipe_asks_for_it(project: Project) -> None:
    assert project.run("build").code == 0
    assert guides(project) == []
    project.replace(RECIPE, "worksheets:", "guide: true\nworksheets:")
    project.replace(CHAPTER, "    kind: term\n", "    kind: term\n    retired: true\n")
    done = project.run("build")
    assert (done.code, guides(project)) == (0, [])
    assert f"{RECIPE}:3:8: warning[empty-guide]: there is nothing to make a study guide of" in done.err
    project.write(CHAPTER, project.read(CHAPTER) + RECALLED)
    assert project.run("build").code == 0
    assert guides(project) == ["guide-1.html"]
    project.replace(RECIPE, "guide: true\n", "")
    assert project.run("build").code == 0
    assert guides(project) == [], "terms alone are no reason"
    with_guide(project)
    assert "and a study guide (1 page)" in project.run("build").out
    assert guides(project) == ["guide-1.html"]
    project.replace(RECIPE, "worksheets:", "guide: false\nworksheets:")
    assert project.run("build").code == 0
    assert guides(project) == []


def test_the_index_leads_to_it(guided: Project) -> None:
    assert guided.run("build").code == 0
    page = guided.read("build/index.html")
    assert '<h2 id="guides">Study guide</h2>' in page
    assert '<li><a href="guide-1.html">1. The Lamp</a></li>' in page
    guided.replace(f"{BANK}/2.yaml", "questions:", 'objectives: [{id: clock, text: "Wind it"}]\nquestions:')
    assert guided.run("build").code == 0
    lines = re.findall(r'<li><a href="(guide[^"]*)">([^<]*)</a></li>', guided.read("build/index.html"))
    assert lines == [
        ("guide.html", "The whole book: Glossary, Timeline"),
        ("guide-1.html", "1. The Lamp"),
        ("guide-2.html", "2. The Clock"),
    ]
    assert "To the keeper a light is <em>care</em>" in guided.read("build/guide.html")


def test_a_public_one_has_no_word_of_the_book_with_a_copy_or_without(guided: Project) -> None:
    assert guided.run("build").code == 0
    own = guided.read("build/guide-1.html")
    assert PASSAGE in own and "for your own use" in own
    assert guided.run("build", "--public", "--out", "public").code == 0
    public = guided.read("public/guide-1.html")
    assert PASSAGE not in public and "own use" not in public
    assert "See §2, §1." in public
    assert guided.without_copy("build", "--public", "--out", "again").code == 0
    assert guided.files("again")["guide-1.html"] == guided.files("public")["guide-1.html"]


def test_its_passages_alone_make_a_build_one_s_own(guided: Project) -> None:
    guided.write(RECIPE, "book: lighthouse\nguide: true\n")
    assert guided.run("build").code == 0
    assert 'data-passages="yes"' in guided.read("build/index.html")
    assert guided.run("build", "--public", "--out", "public").code == 0
    assert 'data-passages="no"' in guided.read("public/index.html")


def test_it_is_printed_and_packed_with_the_sheets_of_its_chapter(guided: Project, chromium: str) -> None:
    guided.replace(f"{BANK}/2.yaml", "questions:", 'objectives: [{id: clock, text: "Wind it"}]\nquestions:')
    assert guided.run("build", "--pdf").code == 0
    assert guides(guided) == sorted(f"guide{key}.{ending}" for key in ("", "-1", "-2") for ending in ("html", "pdf"))
    assert 'href="guide-1.pdf" aria-label="PDF: 1. The Lamp"' in guided.read("build/index.html")
    assert guided.run("build", "--public", "--pdf", "--out", "public").code == 0
    with zipfile.ZipFile(io.BytesIO(guided.files("public")["sheets-1.zip"])) as opened:
        assert opened.namelist() == [
            *("a4/guide-1.pdf", "a4/chapter-1.pdf", "letter/guide-1.pdf", "letter/chapter-1.pdf")
        ]
    with zipfile.ZipFile(io.BytesIO(guided.files("public")["sheets-several.zip"])) as opened:
        assert "letter/guide.pdf" in opened.namelist()


def test_two_recipes_of_a_book_make_one_guide(guided: Project) -> None:
    guided.write("decks/another.yaml", "book: lighthouse\nworksheets: [{name: quiz, count: 2}]\n")
    assert guided.run("build").code == 0
    assert guides(guided) == ["guide-1.html"]
    guided.write("decks/another.yaml", 'book: lighthouse\nguide: true\nwords: {study_guide: "At a glance"}\n')
    assert guided.run("build").code == 0
    assert "At a glance" in guided.read("build/guide-1.html")
    guided.replace(RECIPE, "worksheets:", "guide: true\nworksheets:")
    assert "error[duplicate-name]: `guide-1.html` would be written twice" in guided.run("build").err


def test_each_of_several_books_has_one(guided: Project) -> None:
    folder = guided.root / "questions"
    (folder / "tower").mkdir()
    for file in (folder / "lighthouse").iterdir():
        (folder / "tower" / file.name).write_bytes(file.read_bytes())
    (guided.library / "tower.txt").write_bytes((guided.library / "lighthouse.txt").read_bytes())
    guided.write("decks/tower.yaml", "book: tower\n")
    assert guided.run("build").code == 0
    assert guides(guided) == ["lighthouse-guide-1.html", "tower-guide-1.html"]


def test_a_guide_with_an_error_stops_a_build_or_is_left_out(guided: Project) -> None:
    guided.replace(
        CHAPTER, "A scratched panel is worse … he is farther off", "A polished mirror shines … he is farther off"
    )
    done = guided.run("build")
    assert done.code == 1
    assert "error[citation-not-found]" in done.err
    done = guided.run("build", "--keep-going")
    assert done.code == 0
    assert "Left out because of errors: guide:1" in done.out
    assert guides(guided) == ["guide-1.html"]
    page = guided.read("build/guide-1.html")
    assert "scratched panel" in page and "To the keeper" not in page


def test_a_poorer_copy_costs_the_passages_and_not_the_guide(guided: Project) -> None:
    copy = guided.library / "lighthouse.txt"
    copy.write_text(
        copy.read_text("utf-8").replace("A scratched panel is worse", "Flawed tiles can be far worse"), "utf-8"
    )
    done = guided.run("build")
    assert done.code == 0, done.err
    assert "guide:1" in done.err
    page = guided.read("build/guide-1.html")
    assert "See §2, §1." in page and PASSAGE not in page


def test_a_sheet_named_as_the_guide_is_refused(guided: Project) -> None:
    guided.replace(RECIPE, "name: everything,", 'name: "guide-1",')
    guided.replace(RECIPE, "versions: 2,", "")
    assert "`guide-1.html` would be written twice" in guided.run("build").err
