"""Build one worksheet without a recipe: check → assemble → render → write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from quizgen.assembly.selection import find_wrong_selections
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.diagnostics import Diagnostic, Finding, Location, counted, has_errors
from quizgen.model.recipe import Recipe, WorksheetRecipe
from quizgen.outputs.whole_build import BookReport
from quizgen.pipeline.build_recipes import BuildResult, end_build, plan_rendering, stopped
from quizgen.pipeline.plan_build import Plan, sound_items, with_severity
from quizgen.pipeline.runs import BuildRequest
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.output_folder import find_wrong_folder, replace_own


def build_sheet(book_workspace: BankWorkspace, wanted: WorksheetRecipe, request: BuildRequest) -> BuildResult:
    """Write one worksheet in all its versions; write nothing if a selected question has an error."""
    if fault := find_wrong_folder(request.project.root, request.out):
        return BuildResult(request, (fault,))
    plan = Plan(request)
    verified = book_workspace.verified()
    bank = verified.bank
    plan.verified[bank.key] = verified
    if (book := bank.book.record) is not None:
        plan.books.append(BookReport(bank.key, book))
        items = sound_items(verified, book, plan)
        recipe = Recipe(book=bank.key, worksheets=(wanted,))
        findings = list(find_wrong_selections(recipe, book, items, bank.objectives))
        if not findings:
            assembled, unmet = assemble_worksheets(recipe, book, items)
            plan.worksheets += assembled
            findings += unmet
        plan.diagnostics += (with_severity(_about_option(code, found)) for code, found in findings)
    else:
        plan.diagnostics += verified.diagnostics
    if has_errors(plan.diagnostics):
        return stopped(plan)
    tasks = plan_rendering(plan)
    if tasks is None:
        return stopped(plan)
    return end_build(plan, replace_own(request.out, chain.from_iterable(task() for task in tasks), "sheet"))


_OPTIONS = {"chapters": "--chapter", "kinds": "--kind", "tags": "--tag", "count": "--count"}
"""The options of `quizgen sheet`, by the fields of a recipe that they stand for."""


def _about_option(code: str, found: Finding) -> Diagnostic:
    """A finding in a recipe as one in the option that was given in its place."""
    option = next((_OPTIONS[step] for step in found.route if step in _OPTIONS), "")
    hint = re.sub(r"`(\w+)`", lambda name: f"`{_OPTIONS.get(name[1], name[1])}`", found.hint)
    return Diagnostic(code, found.message, Location(f"quizgen sheet {option}".rstrip()), hint)


def describe_sheet(result: BuildResult) -> Iterator[str]:
    """A line of text for the terminal, if a worksheet was made."""
    if result.is_built:
        first, *others = result.worksheets
        count = counted(max(len(sheet.entries) for sheet in result.worksheets), "question")
        versions = f" in {len(result.worksheets)} versions" if others else ""
        with_key = "" if first.form.key == "none" else ", with its key"
        yield f"Made a worksheet of {count}{versions}{with_key}: open {result.request.out / 'index.html'}"
