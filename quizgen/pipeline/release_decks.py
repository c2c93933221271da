"""Check → render → publish: decks without passages, and ``released.lock``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.model.diagnostics import has_errors
from quizgen.outputs.anki.release import Changes, build_times, next_release
from quizgen.pipeline.build_recipes import BuildResult, _built, _never_released, stopped
from quizgen.pipeline.plan_build import make_plan
from quizgen.project.layout import RECIPES, RELEASED_LOCK
from quizgen.project.locks import ReleasedLock, write_released
from quizgen.project.request import Request
from quizgen.project.write import Artifact, write_artifacts
from quizgen.verify.verdict import questions_by_id


def release(request: Request, recipes: Sequence[str], now: int) -> BuildResult:
    """Build public decks into ``decks/``, and note in ``released.lock`` what was published at ``now`` (seconds)."""
    plan = make_plan(request, recipes, public=True, keep_going=False)
    out = request.root / RECIPES
    if has_errors(plan.diagnostics):
        return stopped(out, plan)
    from quizgen.outputs.anki.notes import render_notes
    from quizgen.outputs.anki.package import write_package

    if faults := tuple(_never_released(plan, out)):
        plan.diagnostics += faults
        return stopped(out, plan)
    locks: dict[str, ReleasedLock] = {}
    changes: list[tuple[str, Changes]] = []
    rendered = [(deck, bank, tuple(render_notes(deck))) for deck, bank in plan.decks]
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
            return stopped(out, plan)
    result = _built(out, plan, write_artifacts(out, artifacts))
    return replace(result, is_built=result.is_built and bool(artifacts), worksheets=(), changes=tuple(changes))
