"""One key for all versions of a sheet, and what a recipe says of time and points."""

from __future__ import annotations

import re
from decimal import Decimal

from quizgen.outputs.points import share_points
from tests.projects import Project

RECIPE = """\
book: lighthouse
worksheets:
  - {name: test, count: 3, kinds: [choice, short, essay], versions: 2, key: %s, duration: 45, score_table: true}
"""


def cells(page: str, row: int) -> list[str]:
    """The text of the cells of a row of all tables of answers, or of the marker's table."""
    rows = re.findall(r"<tr.*?>(.*?)</tr>", page)
    return [re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<t[dh].*?>(.*?)</t[dh]>", rows[row])]


def test_one_key_has_all_versions(project: Project) -> None:
    pages = {}
    for key in ("full", "brief", "file"):
        project.write("decks/paper.yaml", RECIPE % key)
        done = project.run("build", "paper")
        assert done.code == 0, done.err
        assert set(project.files("build")) == {
            "coverage.html", "index.html", "test-a.html", "test-b.html", "test-key.html",
        }  # fmt: skip
        pages[key] = project.read("build/test-key.html")
        assert project.read("build/index.html").count('href="test-key.html"') == 2, "in the line of each version"
    assert pages["file"] == pages["full"], "as it was called before"
    assert cells(pages["brief"], 0) == ["", "A", "B"]
    assert cells(pages["brief"], 1)[0] == "1"
    assert cells(pages["full"], 1) == cells(pages["brief"], 1)
    assert "<blockquote>" in pages["full"]
    assert "<blockquote>" not in pages["brief"]
    assert pages["full"].count("Version B: ") == 3, "once for each question"


def test_time_and_points_stand_in_the_head(project: Project) -> None:
    project.write("decks/paper.yaml", RECIPE % "none")
    assert project.run("build", "paper").code == 0
    page = project.read("build/test-a.html")
    assert "45 minutes · 3 points" in page
    assert "Each question is worth 1 point." in page
    assert cells(page, 0)[0] == "Questions"
    assert cells(page, 1)[-1] == "3"
    assert page.count(">Name<") == 1


def test_points_are_divided_in_halves() -> None:
    assert share_points(Decimal(10), 4) == (Decimal("2.5"),) * 4
    assert share_points(Decimal(10), 6) == (Decimal(2),) * 2 + (Decimal("1.5"),) * 4
    assert share_points(Decimal(1), 3) == ()
    assert sum(share_points(Decimal("7.5"), 4)) == Decimal("7.5")
