"""Check the decks' questions, then publish the decks without passages and record them in ``released.lock``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.model.diagnostics import Diagnostic, Location, has_errors
from quizgen.outputs.anki.output import ANKI_PACKAGE
from quizgen.outputs.anki.release import Changes, next_release
from quizgen.outputs.output import Context
from quizgen.pipeline.build_recipes import BuildResult, end_build, stopped
from quizgen.pipeline.plan_build import Plan, make_plan
from quizgen.project.layout import RECIPES, RELEASED_LOCK
from quizgen.project.locks import ReleasedLock, write_released
from quizgen.project.request import Request
from quizgen.project.write import Artifact, write_artifacts
from quizgen.verify.verdict import questions_by_id
from quizgen.workspace.workspace import Workspace


def release(request: Request, recipes: Sequence[str], now: int) -> BuildResult:
    """Build public decks into ``decks/``, and record in ``released.lock`` what was published.

    ``now`` is the time of the release in seconds since 1970.
    """
    plan = make_plan(Workspace(request), recipes, public=True, keep_going=False)
    out = request.root / RECIPES
    if has_errors(plan.diagnostics):
        return stopped(out, plan)
    from quizgen.outputs.anki.notes import render_notes

    if faults := tuple(_never_released(plan, out)):
        plan.diagnostics += faults
        return stopped(out, plan)
    locks: dict[str, ReleasedLock] = {}
    changes: list[tuple[str, Changes]] = []
    for deck in plan.decks:
        bank = plan.verified[deck.book_key].bank
        notes = tuple(render_notes(deck))
        lock, changed = next_release(notes, questions_by_id(bank), locks.get(bank.key, bank.released), now)
        locks[bank.key] = lock
        changes.append((deck.name, changed))
    context = Context(now, locks)
    packages = [artifact for deck in plan.decks for artifact in ANKI_PACKAGE.render(deck, context)]
    for key, lock in locks.items():
        # The lock is written first: a published deck without its lock could never be updated.
        faults = write_artifacts(plan.verified[key].bank.folder, [Artifact(RELEASED_LOCK, write_released(lock))])
        plan.diagnostics += faults
        if faults:
            return stopped(out, plan)
    result = end_build(out, plan, write_artifacts(out, packages))
    return replace(result, is_built=result.is_built and bool(packages), worksheets=(), changes=tuple(changes))


def _never_released(plan: Plan, out: Path) -> Iterator[Diagnostic]:
    """Report files at a deck's path if nothing of its book was ever released: quizgen did not write them."""
    for deck in plan.decks:
        bank = plan.verified[deck.book_key].bank
        file = out / f"{deck.name}.apkg"
        if not bank.released.lines and os.path.lexists(file):
            message = f"this is no deck that was released: `{bank.name}/{RELEASED_LOCK}` knows of none"
            hint = f"Move it elsewhere. If it was released, take {RELEASED_LOCK} from version control again."
            yield Diagnostic("file-taken", message, Location(f"{RECIPES}/{file.name}"), hint)
