"""What axe-core, the checker of accessibility, finds in the pages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quizgen.assembly.quiz import ShownStimulus
from quizgen.model.recipe import SheetLayout
from quizgen.model.stimulus import Objective
from quizgen.project.write import Artifact
from tests.outputs.html.test_index_page import BUILD, render_index
from tests.projects import Project
from tests.samples import all_items
from tests.sheets import all_kinds, make_sheet, opened, render_key, render_worksheet


def assert_no_violation(page: Page, axe: str) -> None:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"], "axe-core has looked at nothing"
    grave = [
        (each["id"], each["help"], [node["target"] for node in each["nodes"]][:3])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical", "moderate")
    ]
    assert not grave, json.dumps(grave, indent=1)


def pages(project: Project) -> dict[str, Artifact]:
    sheet = all_kinds()
    formed = replace(sheet, form=SheetLayout(answer_sheet=True, word_bank=True, key="end"))
    assert project.run("coverage").code == 0
    about = ShownStimulus("1.yaml#oil", "Oil", "In winter four litres.\n\nIn summer two.")
    shown = [replace(each, stimulus=about, objective=Objective(id="oil", text="Measure")) for each in all_items()[:3]]
    grouped = make_sheet([*all_items()[3:], *shown])
    return {
        "grouped": render_worksheet(grouped),
        "key of groups": render_key(grouped),
        "sheet": render_worksheet(sheet),
        "formed": render_worksheet(formed),
        "large": render_worksheet(sheet, is_large=True),
        "paper": render_worksheet(replace(sheet, form=SheetLayout(answers="none", key="end", answer_sheet=True))),
        "key": render_key(formed),
        "index": render_index(BUILD),
        "coverage": Artifact("coverage.html", (project.root / "build" / "coverage.html").read_bytes()),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_no_page_has_a_violation(
    browser: Browser, axe: str, project: Project, tmp_path: Path, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    for name, artifact in pages(project).items():
        with opened(browser, artifact, tmp_path, viewport=size, color_scheme=scheme, bypass_csp=True) as shown:
            assert_no_violation(shown.page, axe)
            if name == "coverage":
                shown.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
                assert_no_violation(shown.page, axe)
            if name in ("sheet", "formed", "large"):
                typed = shown.page.locator(".question.short")
                typed.get_by_role("textbox").fill("the lense")
                typed.get_by_role("button", name="Check").click()
                expect(typed.locator(".difference")).to_be_visible()
                for form in shown.page.locator(".question:not(.short)").all():
                    form.get_by_role("button", name="Check").click()
                    form.get_by_role("button", name="Show the answer").click()
                assert_no_violation(shown.page, axe)
