"""Run every check on every question, and update ``verified.lock``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.model.diagnostics import Diagnostic, Location, Severity, in_order
from quizgen.pipeline.plan_decks import tell_kept_deck
from quizgen.pipeline.runs import CheckRequest, CheckResult
from quizgen.project.layout import (
    VERIFIED_LOCK,
    Bank,
    find_files,
    find_recipes,
    is_below,
    read_recipe_file,
    relative_name,
)
from quizgen.project.locks import with_verified, write_verified
from quizgen.project.request import BANKS, BOOK_FILE, RECIPES
from quizgen.project.write import Artifact, write_artifacts
from quizgen.verify.drafts import diagnose_drafts
from quizgen.verify.guides import guide_lines
from quizgen.verify.lock import lock_head, lock_lines, tell_older_rules
from quizgen.verify.verdict import Support, questions_by_id
from quizgen.workspace.verified_bank import VerifiedBank
from quizgen.workspace.workspace import Workspace

_ABOUT_LINES = ("lock-outdated", "checked-by-older-rules")
"""Codes about single lock lines: reported only if the question or the lock is below the paths asked for."""


def check_banks(request: CheckRequest) -> CheckResult:
    """Run every check on every question, and write the locks that change.

    With ``paths``, errors in other files that keep their questions from being checked are reported too.
    """
    workspace = Workspace(request.project)
    names = [relative_name(path, request.project.root) for path in request.paths]
    concerned = [book for book in workspace.books.values() if _concerns(book.name, names)]
    if fault := workspace.fault_of_source([book.name for book in concerned]):
        return CheckResult((fault,))
    verified = tuple(book.verified() for book in concerned)
    found = [
        *workspace.faults,
        *workspace.find_shared_identities(),
        *(d for each in verified for d in each.diagnostics),
    ]
    found += [d for each in verified for verdict in each.verdicts for d in verdict.diagnostics]
    found += [d for each in verified for guide in each.guides for d in guide.diagnostics]
    found += [d for each in verified for d in diagnose_drafts(each.bank, each.text)]
    found += _kept_decks(verified, request.project.root)
    found = [diagnostic for diagnostic in found if is_below(diagnostic.location.path, names)]
    found += [d for each in verified for d in each.hindrances if d.is_error]
    found += _unknown_paths(names, [book.folder for book in workspace.books.values()])
    locks: dict[str, str] = {}
    for each in verified:
        about_lock = _keep_lock(each, locks, locked=request.locked)
        found += [d for d in about_lock if d.code not in _ABOUT_LINES or is_below(d.location.path, names)]
        if str(each.bank.folder / VERIFIED_LOCK) in locks:
            found = [_downgrade_mended_lock(diagnostic, each.bank) for diagnostic in found]
    return _count(verified, names, found, locks)


def _count(
    verified: Sequence[VerifiedBank], names: Sequence[str], found: Sequence[Diagnostic], locks: Mapping[str, str]
) -> CheckResult:
    """The result, counting only questions below ``names``; empty means all."""
    files = [file for each in verified for file in each.bank.files if is_below(file.path, names)]
    verdicts = [verdict for each in verified for verdict in each.verdicts if is_below(verdict.entry.path, names)]
    return CheckResult(
        in_order(found),
        sum(len(file.entries) + len(file.unread) for file in files),
        sum(verdict.support is Support.COPY for verdict in verdicts),
        sum(verdict.support is Support.LOCK for verdict in verdicts),
        sum(verdict.is_located for verdict in verdicts),
        sum(verdict.is_read for verdict in verdicts),
        tuple(locks.items()),
    )


def _kept_decks(verified: Sequence[VerifiedBank], root: Path) -> Iterator[Diagnostic]:
    """Warn of recipes that name a published deck otherwise; what else is wrong with a recipe a build tells."""
    published = {each.bank.key: each.bank.released.decks for each in verified if each.bank.released.decks}
    for path in find_recipes(root) if published else ():
        file = read_recipe_file(path, relative_name(path, root))
        if file.loaded.record is not None and file.loaded.record.book in published:
            yield from tell_kept_deck(file, published[file.loaded.record.book])


def _concerns(bank: str, names: Sequence[str]) -> bool:
    return is_below(bank, names) or any(is_below(name, [bank]) for name in names)


def _unknown_paths(names: Sequence[str], folders: Sequence[Path]) -> Iterator[Diagnostic]:
    known = {BANKS}
    for folder in folders:
        bank = f"{BANKS}/{folder.name}"
        known |= {bank, f"{bank}/{BOOK_FILE}", *(f"{bank}/{file.name}" for file in find_files(folder))}
    for name in names:
        if name not in known and name != ".":
            hint = f"Name a file or folder below `{BANKS}/`, such as `{sorted(known)[-1]}`."
            message = "this is no question bank"
            if is_below(name, [RECIPES]):
                message = "this is no question bank, but where recipes are"
                hint = f"A recipe is checked by `quizgen build`. {hint}"
            yield Diagnostic("no-such-bank", message, Location(name), hint)


def _downgrade_mended_lock(diagnostic: Diagnostic, bank: Bank) -> Diagnostic:
    """Turn the error about a bad lock into a warning, now that the lock has been rewritten."""
    if diagnostic.code != "bad-lock" or diagnostic.location.path != f"{bank.name}/{VERIFIED_LOCK}":
        return diagnostic
    hint = "Nothing is left to do: every question was held against the copy."
    message = "this line was not of this lock; the lock has been written anew"
    return replace(diagnostic, message=message, hint=hint, severity=Severity.WARNING)


def _keep_lock(verified: VerifiedBank, locks: dict[str, str], *, locked: bool) -> Iterator[Diagnostic]:
    """Write ``verified.lock`` and add its hash to ``locks``, or with ``locked`` report every line that would change.

    With ``locked``, a line written under older checks is only a warning: the question passes today's checks, and
    nothing in the bank is wrong. So a team's continuous integration stays green when quizgen is upgraded, and the next
    check without ``--locked`` renews the lock.
    """
    bank, book, text = verified.bank, verified.bank.book.record, verified.text
    if book is None or text is None:
        return
    name = f"{bank.name}/{VERIFIED_LOCK}"
    unread = [each for each in bank.diagnostics if each.location.path == name and each.code == "unreadable-file"]
    if unread:  # rewriting a lock that cannot be read could lose its lines
        yield from unread
        return
    lines = (*lock_lines(verified.verdicts), *guide_lines(verified.guides))
    known = {*questions_by_id(bank), *(question_id for file in bank.files for question_id in file.unread)}
    known |= {guide.key for guide in bank.guides}
    if not all(file.is_whole for file in bank.files):
        known |= set(bank.verified.lines)
    head = lock_head(text) if text.is_whole else None
    lock = with_verified(bank.verified, head, lines, known)
    is_damaged = any(fault.code == "bad-lock" and fault.location.path == name for fault in bank.diagnostics)
    if locked:
        places = {verdict.entry.question.id: verdict.entry.place(("id",)) for verdict in verified.verdicts}
        places |= {guide.key: guide.place for guide in bank.guides}
        for line in lines:
            if bank.verified.would_change(line):
                message = f"the line of `{line.id}` in {VERIFIED_LOCK} would change"
                hint = "Run `quizgen check` without `--locked` and commit the lock."
                yield Diagnostic("lock-outdated", message, places[line.id], hint, question=line.id)
        same = (line for line in lines if not bank.verified.would_change(line))
        yield from tell_older_rules(sum(bank.verified.is_outdated(line, text.rule.version) for line in same), name)
    elif is_damaged or lock != bank.verified or not (bank.folder / VERIFIED_LOCK).exists():
        content = write_verified(lock)
        faults = write_artifacts(bank.folder, [Artifact(VERIFIED_LOCK, content)])
        yield from (Diagnostic(fault.code, fault.message, Location(name), fault.hint) for fault in faults)
        if not faults:
            locks[str(bank.folder / VERIFIED_LOCK)] = hashlib.sha256(content).hexdigest()
