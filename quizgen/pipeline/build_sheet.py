"""Check → assemble → render: one worksheet without a recipe."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.assembly.selection import find_wrong_selections
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.diagnostics import Diagnostic, Location, has_errors
from quizgen.model.recipe import Recipe, WorksheetRecipe
from quizgen.pipeline.build_recipes import BuildResult, _built, render_build_index, render_sheets, stopped
from quizgen.pipeline.plan_build import Plan, sound_items, with_severity
from quizgen.pipeline.verify_bank import verify_bank
from quizgen.project.layout import Bank
from quizgen.project.request import Request
from quizgen.workspace.output_folder import find_wrong_folder, replace_own

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper


def build_sheet(
    request: Request,
    bank: Bank,
    wanted: WorksheetRecipe,
    out: Path,
    *,
    public: bool = False,
    paper: Paper | None = None,
) -> BuildResult:
    """One worksheet in all its versions, without a recipe's file; with an error in what is selected, write nothing."""
    from quizgen.outputs.html.index_page import BookLines

    if fault := find_wrong_folder(request.root, out):
        return BuildResult(out, (fault,))
    plan = Plan()
    examined = verify_bank(bank, request)
    plan.examined[bank.key] = examined
    if (book := bank.book.record) is not None:
        items = sound_items(examined, book, plan, with_passages=not public, keep_going=False)
        recipe = Recipe(book=bank.key, worksheets=(wanted,))
        findings = list(find_wrong_selections(recipe, book, items))
        if not findings:
            assembled, unmet = assemble_worksheets(recipe, book, items)
            plan.worksheets += assembled
            findings += unmet
        plan.diagnostics += (
            with_severity(Diagnostic(code, found.message, Location("quizgen sheet"), found.hint))
            for code, found in findings
        )
    else:
        plan.diagnostics += examined.diagnostics
    if has_errors(plan.diagnostics):
        return stopped(out, plan)
    sheets = render_sheets(plan, paper)
    if sheets is None:
        return stopped(out, plan)
    index = render_build_index(plan, [BookLines(book)] if book else [], paper)
    made = chain(chain.from_iterable(render() for render in sheets), [index])
    return _built(out, plan, replace_own(out, made, "sheet"))
