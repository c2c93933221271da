"""Build one worksheet without a recipe: check → assemble → render → write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from quizgen.assembly.choose_questions import tell_too_few
from quizgen.assembly.habits import count_unusual, with_usual_mix
from quizgen.assembly.quiz import Worksheet
from quizgen.assembly.selection import find_wrong_selections
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.diagnostics import CodedFinding, Diagnostic, Finding, Location, counted, has_errors
from quizgen.model.recipe import Recipe, WorksheetRecipe
from quizgen.outputs.languages import find_unspoken
from quizgen.outputs.whole_build import BookReport
from quizgen.pipeline.build_recipes import BuildResult, end_build, plan_rendering, stopped
from quizgen.pipeline.earlier_sheets import read_earlier_sheets
from quizgen.pipeline.plan_build import Plan, sound_items, with_severity
from quizgen.pipeline.runs import BuildRequest
from quizgen.reports.recipe_line import say_worksheet
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.output_folder import find_wrong_folder, replace_own


def build_sheet(book_workspace: BankWorkspace, wanted: WorksheetRecipe, request: BuildRequest) -> BuildResult:
    """Write one worksheet in all its versions; write nothing if a selected question has an error."""
    if fault := find_wrong_folder(request.project.root, request.out):
        return BuildResult(request, (fault,))
    plan = Plan(request, is_of_sheets=True)
    verified = book_workspace.verified()
    bank = verified.bank
    plan.verified[bank.key] = verified
    if (book := bank.book.record) is not None:
        plan.books.append(BookReport(bank.key, book))
        items = sound_items(verified, book, plan)
        recipe = Recipe(book=bank.key, worksheets=(wanted,))
        findings = [*find_wrong_selections(recipe, book, items, bank.objectives), *find_unspoken(recipe)]
        if not findings:
            usual = wanted if wanted.mix else with_usual_mix(wanted, [item for item in items if item.question.is_live])
            assembled, unmet = assemble_worksheets(Recipe(book=bank.key, worksheets=(usual,)), book, items)
            plan.worksheets += assembled
            findings += unmet
            if not wanted.mix:
                findings += _find_unusual(wanted, usual, assembled)
        plan.diagnostics += (with_severity(_about_option(code, found)) for code, found in findings)
    else:
        plan.diagnostics += verified.diagnostics
    if has_errors(plan.diagnostics):
        return stopped(plan)
    now = {file.path for file in plan.files}
    earlier, plan.has_earlier_passages = read_earlier_sheets(request.out)
    plan.earlier = tuple(file for file in earlier if file.path not in now)
    tasks = plan_rendering(plan)
    if tasks is None:
        return stopped(plan)
    return end_build(plan, replace_own(request.out, chain.from_iterable(task() for task in tasks), "sheet"))


def _find_unusual(
    wanted: WorksheetRecipe, usual: WorksheetRecipe, sheets: Sequence[Worksheet]
) -> Iterator[CodedFinding]:
    """Tell what a sheet that names no quotas could not have as worksheets usually have it."""
    chosen = [entry.item for entry in sheets[0].entries] if sheets else []
    if usual.mix and len(chosen) < wanted.count and "count" in wanted.model_fields_set:
        yield "count-unmet", Finding(("count",), *tell_too_few(wanted.name, wanted.count, len(chosen)))
    if many := count_unusual(wanted, chosen):
        message = f"{many} of {counted(len(chosen), 'question')} are essays: there is little else to choose from"
        yield "many-essays", Finding(("mix",), message, "With `mix`, a sheet has as many of each kind as you say.")


_OPTIONS = {
    "chapters": "--chapter",
    "kinds": "--kind",
    "tags": "--tag",
    "objectives": "--objective",
    **{name: f"--{name}" for name in ("count", "mix", "points", "language", "alternates", "versions")},
}
"""The options of `quizgen sheet`, by the fields of a recipe that they stand for."""


def _about_option(code: str, found: Finding) -> Diagnostic:
    """A finding in a recipe as one in the option that was given in its place."""
    option = next((_OPTIONS[step] for step in found.route if step in _OPTIONS), "")
    hint = re.sub(r"`(\w+)`", lambda name: f"`{_OPTIONS.get(name[1], name[1])}`", found.hint)
    return Diagnostic(code, found.message, Location(f"quizgen sheet {option}".rstrip()), hint)


def describe_sheet(result: BuildResult) -> Iterator[str]:
    """A line of text for the terminal, if a worksheet was made."""
    if result.is_built:
        first = result.worksheets[0]
        count = counted(max(len(sheet.entries) for sheet in result.worksheets), "question")
        sittings = len({sheet.sitting for sheet in result.worksheets})
        number = len({sheet.version for sheet in result.worksheets})
        versions = f" in {number} versions" if number > 1 else ""
        versions += f" for {sittings} sittings" if sittings > 1 else ""
        with_key = "" if first.form.key == "none" else ", with its key"
        yield f"Made a worksheet of {count}{versions}{with_key}: open {result.request.out / 'index.html'}"
        if isinstance(first.form, WorksheetRecipe):
            yield "The same sheet in a recipe, below its `worksheets:`:"
            yield f"  {say_worksheet(first.form)}"
