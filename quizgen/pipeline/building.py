"""Check → assemble → render → write: decks, worksheets, keys and an index; and releases of decks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.assemble import assemble_worksheets, find_wrong_selections
from quizgen.diagnostics import Diagnostic, Location, has_errors
from quizgen.loading.locks import ReleasedLock, write_released
from quizgen.loading.project import RECIPES, RELEASED_LOCK, Bank
from quizgen.model import Artifact, Deck, Recipe, Worksheet, WorksheetRecipe
from quizgen.pipeline.examining import Examined, Request, examine
from quizgen.pipeline.planning import Plan, make_plan, sound_items, weighed
from quizgen.release import Changes, build_times, next_release
from quizgen.verify import questions_by_id
from quizgen.writing import write_artifacts


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built: the files written below ``out`` and the decks and sheets among them, or nothing and why.

    ``left_out`` are ids that ``--keep-going`` passed over.
    """

    out: Path
    diagnostics: tuple[Diagnostic, ...]
    artifacts: tuple[Artifact, ...] = ()
    decks: tuple[Deck, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    examined: tuple[Examined, ...] = ()
    left_out: tuple[str, ...] = ()
    changes: tuple[tuple[str, Changes], ...] = ()

    @property
    def is_built(self) -> bool:
        return bool(self.artifacts)


def build(
    request: Request, recipes: Sequence[str], out: Path, built: int, *, public: bool = False, keep_going: bool = False
) -> BuildResult:
    """Check, then write decks, worksheets, keys and an index; with an error in what is selected, write nothing.

    ``recipes`` are names or paths, none meaning all; ``built`` is the build's time in seconds.
    """
    plan = make_plan(request, recipes, public=public, keep_going=keep_going)
    if has_errors(plan.diagnostics):
        return _stopped(out, plan)
    artifacts = [*_render_decks(plan, built), *_render_pages(plan)]
    return _written(out, plan, artifacts)


def release(request: Request, recipes: Sequence[str], now: int) -> BuildResult:
    """Build public decks into ``decks/``, and note in ``released.lock`` what was published at ``now`` (seconds)."""
    plan = make_plan(request, recipes, public=True, keep_going=False)
    out = request.root / RECIPES
    if has_errors(plan.diagnostics):
        return _stopped(out, plan)
    from quizgen.outputs.anki.notes import render_notes
    from quizgen.outputs.anki.package import write_package

    locks: dict[str, ReleasedLock] = {}
    changes: list[tuple[str, Changes]] = []
    rendered = [(deck, bank, render_notes(deck)) for deck, bank in plan.decks]
    for deck, bank, notes in rendered:
        lock, changed = next_release(notes, questions_by_id(bank), locks.get(bank.key, bank.released), now)
        locks[bank.key] = lock
        changes.append((deck.name, changed))
    artifacts = []
    for deck, bank, notes in rendered:
        times = build_times(notes, locks[bank.key], now)
        artifacts.append(write_package(deck, notes, times, max(times.values(), default=now)))
    banks = {bank.key: bank for _, bank in plan.decks}
    for key, lock in locks.items():
        # The lock first: a deck that was published and is not written down could never be updated.
        faults = write_artifacts(banks[key].folder, [Artifact(RELEASED_LOCK, write_released(lock))])
        plan.diagnostics += faults
        if faults:
            return _stopped(out, plan)
    return replace(_written(out, plan, artifacts), worksheets=(), changes=tuple(changes))


def build_sheet(
    request: Request, bank: Bank, wanted: WorksheetRecipe, out: Path, *, public: bool = False
) -> BuildResult:
    """One worksheet in all its versions, without a recipe's file; with an error in what is selected, write nothing."""
    plan = Plan()
    examined = examine(bank, request)
    plan.examined[bank.key] = examined
    if (book := bank.book.record) is not None:
        items = sound_items(examined, book, plan, with_passages=not public, keep_going=False)
        recipe = Recipe(book=bank.key, worksheets=(wanted,))
        findings = list(find_wrong_selections(recipe, book, items))
        if not findings:
            sheets, unmet = assemble_worksheets(recipe, book, items)
            plan.worksheets += sheets
            findings += unmet
        plan.diagnostics += (
            weighed(Diagnostic(code, found.message, Location("quizgen sheet"), found.hint)) for code, found in findings
        )
    else:
        plan.diagnostics += examined.diagnostics
    if has_errors(plan.diagnostics):
        return _stopped(out, plan)
    return _written(out, plan, list(_render_pages(plan)))


def _render_decks(plan: Plan, built: int) -> Iterator[Artifact]:
    from quizgen.outputs.anki.notes import render_notes  # genanki takes 0.1 s to import: only where it is needed
    from quizgen.outputs.anki.package import write_package

    for deck, bank in plan.decks:
        notes = render_notes(deck)
        times = build_times(notes, bank.released, built)
        # A deck whose notes are all as released depends on no clock.
        yield write_package(deck, notes, times, max(times.values(), default=built))


def _render_pages(plan: Plan) -> Iterator[Artifact]:
    from quizgen.outputs.index import Listing, render_index
    from quizgen.outputs.key import render_key
    from quizgen.outputs.worksheet import render_worksheet

    listings = []
    for deck, _ in plan.decks:
        listings.append(Listing(deck.title, "deck", f"{deck.name}.apkg", f"{len(deck.items)} questions"))
    for sheet in plan.worksheets:
        paper, key = render_worksheet(sheet), render_key(sheet)
        size = f"{len(sheet.entries)} questions" + (f", version {sheet.version}" if sheet.version else "")
        listings += [Listing(sheet.title, "worksheet", paper.path, size), Listing(sheet.title, "key", key.path, "Key")]
        yield paper
        yield key
    books = {examined.bank.key: book for examined in plan.examined.values() if (book := examined.bank.book.record)}
    yield render_index(tuple(books.values()), listings, plan.has_passages)


def _stopped(out: Path, plan: Plan) -> BuildResult:
    return BuildResult(out, tuple(plan.diagnostics), examined=tuple(plan.examined.values()))


def _written(out: Path, plan: Plan, artifacts: Sequence[Artifact]) -> BuildResult:
    faults = write_artifacts(out, artifacts)
    diagnostics = (*plan.diagnostics, *faults)
    return BuildResult(
        out,
        diagnostics,
        () if faults else tuple(artifacts),
        tuple(deck for deck, _ in plan.decks),
        tuple(plan.worksheets),
        tuple(plan.examined.values()),
        tuple(plan.left_out),
    )


def build_time(now: float) -> tuple[int, tuple[Diagnostic, ...]]:
    """``SOURCE_DATE_EPOCH`` (reproducible-builds.org) if it is set, else now, in seconds."""
    written = os.environ.get("SOURCE_DATE_EPOCH")
    if not written:
        return int(now), ()
    if not written.isdecimal() or not 0 < int(written) < 2**32:
        hint = "Seconds since 1970, such as 1767225600; or unset it."
        fault = Diagnostic("bad-value", f"SOURCE_DATE_EPOCH is `{written[:40]}`", Location("SOURCE_DATE_EPOCH"), hint)
        return int(now), (fault,)
    return int(written), ()
