"""Build the decks and worksheets of recipes: verify, assemble, render, write, and describe the result in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from quizgen.assembly.quiz import Deck, Worksheet
from quizgen.model.diagnostics import Diagnostic, Location, counted, has_errors
from quizgen.outputs.anki.release import Changes
from quizgen.outputs.output import Context
from quizgen.outputs.registry import printed_paths, render
from quizgen.pipeline.plan_build import Plan, make_plan
from quizgen.project.request import Request
from quizgen.project.write import Artifact
from quizgen.verify.verdict import Support
from quizgen.workspace.output_folder import find_wrong_folder, replace_own
from quizgen.workspace.parallel import map_parallel
from quizgen.workspace.verified_bank import VerifiedBank
from quizgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The decks and worksheets written below ``out``; if ``is_built`` is false, nothing, and ``diagnostics`` say why.

    ``left_out`` holds the ids of questions that ``--keep-going`` skipped.
    """

    out: Path
    diagnostics: tuple[Diagnostic, ...]
    is_built: bool = False
    decks: tuple[Deck, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    verified: tuple[VerifiedBank, ...] = ()
    left_out: tuple[str, ...] = ()
    changes: tuple[tuple[str, Changes], ...] = ()


def build(
    request: Request,
    recipes: Sequence[str],
    out: Path,
    built: int,
    *,
    public: bool = False,
    keep_going: bool = False,
    paper: Paper | None = None,
) -> BuildResult:
    """Check, then write decks, worksheets, keys and an index; write nothing if a selected question has an error.

    ``recipes`` are names or paths; empty means all. ``built`` is the build time in seconds since 1970. With a
    ``paper``, PDFs are made too. Files of an earlier build in ``out`` that this build does not make are removed, unless
    recipes are named.
    """
    if fault := find_wrong_folder(request.root, out):
        return BuildResult(out, (fault,))
    plan = make_plan(Workspace(request), recipes, public=public, keep_going=keep_going, paper=paper)
    if has_errors(plan.diagnostics):
        return stopped(out, plan)
    tasks = plan_rendering(plan, plan.context(built))
    if tasks is None:
        return stopped(out, plan)
    # A build of named recipes keeps the files of the others; but a public folder must keep nothing of earlier builds.
    is_whole = public or not recipes
    questions = sum(len(deck.items) for deck in plan.decks)
    with map_parallel(tasks, questions) as results:
        # Files are written as they are made: all files of a large bank at once would be most of the memory used.
        made = chain.from_iterable(each for _, each in results)
        return end_build(out, plan, replace_own(out, made, "build", is_whole=is_whole))


Rendering: TypeAlias = Callable[[], Sequence[Artifact]]
"""A task that renders the files of one deck, worksheet or build; it can run in any process."""


def plan_rendering(plan: Plan, context: Context) -> Sequence[Rendering] | None:
    """A rendering task for each value of a plan; None, with a diagnostic in the plan, if a PDF cannot be made.

    Values whose pages get PDFs are rendered here, not in a task: their pages are printed in parallel, and a page that
    cannot be printed is found before anything is written.
    """
    values = (*plan.decks, plan.build, *plan.worksheets)
    if plan.paper is None:
        return [_task(value, plan, context) for value in values]
    from quizgen.outputs.pdf import print_pages

    paths = [printed_paths(value) for value in values]
    tasks = [_task(value, plan, context) for value, printed in zip(values, paths, strict=True) if not printed]
    made: list[Artifact] = []
    pages: list[Artifact] = []
    for value, printed in zip(values, paths, strict=True):
        if printed:
            rendered = _task(value, plan, context)()
            made += rendered
            pages += (artifact for artifact in rendered if artifact.path in printed)
    pdfs, findings = print_pages(pages, plan.paper)
    plan.diagnostics += (Diagnostic(code, each.message, Location("--pdf"), each.hint) for code, each in findings)
    return None if findings else [*tasks, lambda: [*made, *pdfs]]


def _task(value: object, plan: Plan, context: Context) -> Rendering:
    return lambda: list(render(value, context))


def describe(result: BuildResult, *, public: bool) -> Iterator[str]:
    """Lines of text for the terminal: what was made, and what each book's questions were checked against."""
    questions = len({item.question.id for deck in result.decks for item in deck.items})
    made = []
    if result.decks:
        made.append(f"{counted(len(result.decks), 'Anki deck')} ({counted(questions, 'question')})")
    if result.worksheets:
        with_key = [sheet for sheet in result.worksheets if sheet.form.key != "none"]
        keys = "" if not with_key else " with its key" if len(result.worksheets) == 1 else " with their keys"
        made.append(f"{counted(len(result.worksheets), 'worksheet')}{keys}")
    yield f"Made {' and '.join(made) or 'an index page'}: open {result.out / 'index.html'}"
    yield from (_verified(verified, public=public) for verified in result.verified)
    if result.left_out:
        yield f"Left out because of errors: {', '.join(result.left_out)}"


def _verified(verified: VerifiedBank, *, public: bool) -> str:
    bank = verified.bank
    total = len(verified.verdicts)
    if verified.text is not None:
        sound = verified.count(Support.COPY)
        count = f"All {total} questions" if sound == total else f"{sound} of {total} questions"
        passages = "its passages are left out" if public else "its passages are for your own use"
        return f"{count} were checked against their passages in {verified.text.copy.path}; {passages}."
    by_lock = counted(verified.count(Support.LOCK), "question")
    return (
        f"{by_lock} checked when verified.lock was written; there is no copy here, so no passages. "
        f"For passages add your copy of the book: quizgen source add FILE --book {bank.key}"
    )


def stopped(out: Path, plan: Plan) -> BuildResult:
    return BuildResult(out, tuple(plan.diagnostics), verified=tuple(plan.verified.values()))


def end_build(out: Path, plan: Plan, faults: Sequence[Diagnostic]) -> BuildResult:
    """The result of a plan after writing; ``faults`` are those of writing."""
    return BuildResult(
        out,
        (*plan.diagnostics, *faults),
        not has_errors(faults),
        tuple(plan.decks),
        tuple(plan.worksheets),
        tuple(plan.verified.values()),
        tuple(plan.left_out),
    )
