"""Build the decks and worksheets of recipes: verify, assemble, render, write, and describe the result in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from quizgen.assembly.guide import StudyGuide
from quizgen.assembly.quiz import Deck, Worksheet
from quizgen.model.diagnostics import Diagnostic, Location, counted, has_errors
from quizgen.outputs.anki.release import Changes
from quizgen.outputs.output import Context
from quizgen.outputs.registry import find_missing_extras, load_modules, printed_paths, render
from quizgen.pipeline.plan_build import Plan, make_plan
from quizgen.pipeline.plan_decks import Renamed
from quizgen.pipeline.public_site import PAPERS, pack
from quizgen.pipeline.runs import BuildRequest
from quizgen.project.write import Artifact
from quizgen.verify.verdict import Support
from quizgen.workspace.output_folder import find_wrong_folder, replace_own
from quizgen.workspace.parallel import map_parallel
from quizgen.workspace.verified_bank import VerifiedBank

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was written: decks, worksheets, study guides; if ``is_built`` is false, none, and ``diagnostics`` say why.

    ``left_out`` holds the ids of questions that ``keep_going`` skipped; ``changes`` what a release changed, by
    the name of the deck; ``renamed`` the decks that it renamed, ``nameless`` the books
    that it published for the first time, and that have no identity of their own.
    """

    request: BuildRequest
    diagnostics: tuple[Diagnostic, ...]
    is_built: bool = False
    decks: tuple[Deck, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    guides: tuple[StudyGuide, ...] = ()
    verified: tuple[VerifiedBank, ...] = ()
    left_out: tuple[str, ...] = ()
    changes: tuple[tuple[str, Changes], ...] = ()
    renamed: tuple[Renamed, ...] = ()
    nameless: tuple[str, ...] = ()


def build_recipes(request: BuildRequest) -> BuildResult:
    """Check, then write decks, worksheets, keys and an index; write nothing if a selected question has an error.

    Files of an earlier build in ``out`` that this build does not make are removed, unless recipes are named.
    """
    if fault := find_wrong_folder(request.project.root, request.out):
        return BuildResult(request, (fault,))
    plan = make_plan(request)
    if has_errors(plan.diagnostics):
        return stopped(plan)
    tasks = plan_rendering(plan)
    if tasks is None:
        return stopped(plan)
    # A build of named recipes keeps the files of the others; but a public folder must keep nothing of earlier builds.
    is_whole = request.public or not request.recipes
    questions = sum(len(deck.items) for deck in plan.decks)
    load_modules(plan.values)
    with map_parallel(tasks, questions) as results:
        # Files are written as they are made: all files of a large bank at once would be most of the memory used.
        made = chain.from_iterable(results)
        return end_build(plan, replace_own(request.out, made, "build", is_whole=is_whole, is_public=request.public))


Rendering: TypeAlias = Callable[[], Sequence[Artifact]]
"""A task that renders the files of one deck, worksheet or build; it can run in any process."""


def plan_rendering(plan: Plan) -> Sequence[Rendering] | None:
    """A rendering task for each value of a plan; None, with a diagnostic in the plan, if a file cannot be made.

    Values whose pages get PDFs are rendered here, not in a task: their pages are printed in parallel, and a page that
    cannot be printed is found before anything is written.
    """
    values = plan.values
    context, paper = plan.context, plan.request.paper
    missing = [
        Diagnostic(code, each.message, Location("--docx"), each.hint) for code, each in find_missing_extras(values)
    ]
    if missing:
        plan.diagnostics += missing
        return None
    if paper is None:
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
    pdfs: dict[Paper, tuple[Artifact, ...]] = {}
    for size in PAPERS if plan.request.is_site else (paper,):
        pdfs[size], findings = print_pages(pages, size)
        if findings:
            place = Location("--pdf")
            plan.diagnostics += (Diagnostic(code, each.message, place, each.hint) for code, each in findings)
            return None
    made += pack(plan.archives, pdfs) if plan.request.is_site else pdfs[paper]
    return [*tasks, lambda: made]


def _task(value: object, plan: Plan, context: Context) -> Rendering:
    return lambda: list(render(value, context))


def describe(result: BuildResult) -> Iterator[str]:
    """Lines of text for the terminal: what was made, and what each book's questions were checked against.

    There are none if nothing was built.
    """
    if not result.is_built:
        return
    questions = len({item.question.id for deck in result.decks for item in deck.asked})
    made = []
    if result.decks:
        made.append(f"{counted(len(result.decks), 'Anki deck')} ({counted(questions, 'question')})")
    if result.worksheets:
        with_key = [sheet for sheet in result.worksheets if sheet.form.key != "none"]
        keys = "" if not with_key else " with its key" if len(result.worksheets) == 1 else " with their keys"
        made.append(f"{counted(len(result.worksheets), 'worksheet')}{keys}")
    if result.guides:
        made.append(f"a study guide ({counted(len(result.guides), 'page')})")
    yield f"Made {_in_words(made) or 'an index page'}: open {result.request.out / 'index.html'}"
    yield from (_verified(verified, public=result.request.public) for verified in result.verified)
    if result.left_out:
        yield f"Left out because of errors: {', '.join(result.left_out)}"


def _in_words(made: Sequence[str]) -> str:
    *others, last = made or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def _verified(verified: VerifiedBank, *, public: bool) -> str:
    bank = verified.bank
    total = len(verified.verdicts)
    if verified.text is not None:
        sound = verified.count(Support.COPY)
        count = f"All {total} questions" if sound == total > 1 else counted(sound, "question")
        if sound != total:
            count = f"{sound} of {counted(total, 'question')}"
        checked = "was checked against its passage" if sound == 1 else "were checked against their passages"
        passages = "its passages are left out" if public else "its passages are for your own use"
        return f"{count} {checked} in {verified.text.copy.path}; {passages}."
    by_lock = counted(verified.count(Support.LOCK), "question")
    return (
        f"{by_lock} checked when verified.lock was written; there is no copy here, so no passages. "
        f"For passages add your copy of the book: quizgen source add FILE --book {bank.key}"
    )


def stopped(plan: Plan) -> BuildResult:
    return BuildResult(plan.request, tuple(plan.diagnostics), verified=tuple(plan.verified.values()))


def end_build(plan: Plan, faults: Sequence[Diagnostic]) -> BuildResult:
    """The result of a plan after writing; ``faults`` are those of writing."""
    return BuildResult(
        plan.request,
        (*plan.diagnostics, *faults),
        not has_errors(faults),
        tuple(plan.decks),
        tuple(plan.worksheets),
        tuple(plan.guides),
        tuple(plan.verified.values()),
        tuple(plan.left_out),
    )
