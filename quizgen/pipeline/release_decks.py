"""Check the decks' questions, then publish the decks without passages and record them in ``released.lock``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quizgen.assembly.quiz import Deck
from quizgen.model.diagnostics import Diagnostic, Location, has_errors
from quizgen.model.identity import draw_identity
from quizgen.outputs.anki.output import ANKI_PACKAGE
from quizgen.outputs.anki.release import Changes, next_release
from quizgen.outputs.output import Context
from quizgen.pipeline.build_recipes import BuildResult, end_build, stopped
from quizgen.pipeline.plan_build import Plan, make_plan
from quizgen.pipeline.plan_decks import Renamed, publish_decks, read_released
from quizgen.pipeline.runs import BuildRequest
from quizgen.project.layout import RELEASED_LOCK
from quizgen.project.locks import ReleasedLock, write_released
from quizgen.project.read import read_file
from quizgen.project.request import RECIPES
from quizgen.project.write import Artifact, write_artifacts
from quizgen.verify.verdict import questions_by_id
from quizgen.workspace.output_manifest import MAX_OUTPUT_BYTES


def release_decks(request: BuildRequest) -> BuildResult:
    """Build public decks into ``out``, and record in ``released.lock`` what was published.

    ``built`` is the time of the release.
    """
    plan = make_plan(request)
    if has_errors(plan.diagnostics):
        return stopped(plan)
    from quizgen.outputs.anki.description import describe_for_ankiweb
    from quizgen.outputs.anki.notes import render_notes

    if faults := tuple(_find_not_released(plan)):
        plan.diagnostics += faults
        return stopped(plan)
    nameless = tuple(
        each.bank.key
        for each in plan.verified.values()
        if each.bank.book.record and each.bank.book.record.identity is None and not each.bank.released.lines
    )
    locks: dict[str, ReleasedLock] = {}
    changes: list[tuple[str, Changes]] = []
    renamed: dict[Renamed, None] = {}
    for deck in plan.decks:
        bank = plan.verified[deck.book_key].bank
        notes = tuple(render_notes(deck))
        before = locks.get(bank.key, bank.released)
        lock, changed = next_release(notes, questions_by_id(bank), before, request.built)
        changes.append((deck.name, changed))
        decks, news = publish_decks(before.decks, deck, plan.recipes[deck.name], request.built)
        renamed |= dict.fromkeys(news)
        locks[bank.key] = replace(lock, decks=decks)
    context = Context(request.built, locks)
    packages = [artifact for deck in plan.decks for artifact in ANKI_PACKAGE.render(deck, context)]
    for key, lock in locks.items():
        # The lock is written first: a published deck without its lock could never be updated.
        faults = write_artifacts(plan.verified[key].bank.folder, [Artifact(RELEASED_LOCK, write_released(lock))])
        plan.diagnostics += faults
        if faults:
            return stopped(plan)
    packages += [
        Artifact(_description_of(deck), describe_for_ankiweb(deck, locks[deck.book_key]).encode())
        for deck in plan.decks
    ]
    result = end_build(plan, write_artifacts(request.out, packages))
    return replace(
        result,
        is_built=result.is_built and bool(packages),
        worksheets=(),
        changes=tuple(changes),
        renamed=tuple(renamed),
        nameless=nameless,
    )


def describe_release(result: BuildResult) -> Iterator[str]:
    """Lines of text for the terminal: what changed in each deck; none if nothing was released."""
    for name, changes in result.changes if result.is_built else ():
        counts = (("added", changes.added), ("edited", changes.edited), ("retired", changes.retired))
        yield f"{result.request.out}/{name}.apkg: " + ", ".join(f"{len(ids)} {what}" for what, ids in counts)
        yield from (f"  {what}: {question_id}" for what, ids in counts[1:] for question_id in ids)
        for question_id, numbers in changes.gone:
            yield f"  deletion taken out: {question_id}, {', '.join(map(str, numbers))}"
        if changes.gone:
            yield "  Students remove the cards of these with Tools → Empty Cards; the deck's description says so."
    yield from (f"Renamed: `{each.before}` is `{each.now}` now." for each in result.renamed)
    if result.renamed:
        yield (
            "Tell those who have these decks: rename them in Anki before you import (the gear beside a deck → Rename). "
            "Cards that are in another deck then stay there; the browser moves them (Cards → Change Deck)."
        )
    for key in result.nameless:
        yield (
            f"To Anki this book is any book in a folder `{key}`. If nobody has a deck of it yet, put "
            f"`identity: {draw_identity()}` into its book.yaml, remove what this release wrote, and release again."
        )


def _description_of(deck: Deck) -> str:
    """The name of the file with what is pasted on AnkiWeb; each deck has its own, in the same folder."""
    return f"{deck.name}.description.html"


def _find_not_released(plan: Plan) -> Iterator[Diagnostic]:
    """Report what stands at the path of a deck or its description and is neither: no release wrote it."""
    for deck in plan.decks:
        bank = plan.verified[deck.book_key].bank
        file = plan.request.out / f"{deck.name}.apkg"
        if os.path.lexists(file) and read_released(file, deck.identity, bank.released) is None:
            message = f"this is no deck of questions that `{bank.name}/{RELEASED_LOCK}` lists"
            hint = f"Move it elsewhere. If it was released, take {RELEASED_LOCK} from version control again."
            yield Diagnostic("file-taken", message, Location(f"{RECIPES}/{file.name}"), hint)
        text = plan.request.out / _description_of(deck)
        if os.path.lexists(text) and not _is_description(text):
            message = "this is no description that `quizgen release` wrote"
            yield Diagnostic("file-taken", message, Location(f"{RECIPES}/{text.name}"), "Move it elsewhere.")


def _is_description(file: Path) -> bool:
    from quizgen.outputs.anki.description import SIGNATURE

    try:
        return SIGNATURE.encode() in read_file(file, MAX_OUTPUT_BYTES)
    except OSError:
        return False
