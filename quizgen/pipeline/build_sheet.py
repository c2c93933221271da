"""Build one worksheet without a recipe: check → assemble → render → write."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.assembly.selection import find_wrong_selections
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.diagnostics import Diagnostic, Location, has_errors
from quizgen.model.recipe import Recipe, WorksheetRecipe
from quizgen.outputs.whole_build import BookReport
from quizgen.pipeline.build_recipes import BuildResult, end_build, plan_rendering, stopped
from quizgen.pipeline.plan_build import Plan, sound_items, with_severity
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.output_folder import find_wrong_folder, replace_own

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper


def build_sheet(
    book_workspace: BankWorkspace,
    wanted: WorksheetRecipe,
    out: Path,
    *,
    public: bool = False,
    paper: Paper | None = None,
) -> BuildResult:
    """Write one worksheet in all its versions; write nothing if a selected question has an error."""
    if fault := find_wrong_folder(book_workspace.root, out):
        return BuildResult(out, (fault,))
    plan = Plan(public, paper)
    verified = book_workspace.verified()
    bank = verified.bank
    plan.verified[bank.key] = verified
    if (book := bank.book.record) is not None:
        plan.books.append(BookReport(bank.key, book))
        items = sound_items(verified, book, plan, keep_going=False)
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
        plan.diagnostics += verified.diagnostics
    if has_errors(plan.diagnostics):
        return stopped(out, plan)
    tasks = plan_rendering(plan, plan.context(built=0))  # worksheets do not contain the build time
    if tasks is None:
        return stopped(out, plan)
    return end_build(out, plan, replace_own(out, chain.from_iterable(task() for task in tasks), "sheet"))
