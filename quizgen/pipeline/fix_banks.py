"""Make the safe fixes of what is found in banks, and write the files that they change."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from quizgen.model.diagnostics import Diagnostic, Edit, Fixed, Location, TextFix, in_order
from quizgen.pipeline.runs import FixResult
from quizgen.project.edited import is_only_edited
from quizgen.project.layout import is_below, relative_name
from quizgen.project.read import read_file, real_path, reason_of
from quizgen.project.request import BANKS, Request
from quizgen.project.write import Artifact, write_artifacts
from quizgen.project.yaml_edits import apply_edits, overlap
from quizgen.project.yaml_text import MAX_BYTES
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.workspace import Workspace

_MAX_ROUNDS = 20
"""Each round makes all fixes that do not overlap; what one mends may show what another does."""

_BREAKS = frozenset({"duplicate-id", "released-kind", "released-number"})
"""Errors of a question that could not be read before, which say that it was meant to be another one."""


@dataclass(frozen=True, slots=True)
class _Mended:
    """A file's text before and after its fixes, and what was made; or why it stays as it is."""

    path: str
    before: str
    after: str
    fixed: tuple[Fixed, ...] = ()
    fault: Diagnostic | None = None


def fix(request: Request, paths: Sequence[Path] = ()) -> FixResult:
    """Make all safe fixes in the files and folders, or in all banks; the files are written all or none.

    A file in which anything else would be read otherwise, or in which a question would get another error, stays as it
    is, and so does one that cannot be written.
    """
    workspace = Workspace(request)
    names = [relative_name(path, request.root) for path in paths]
    files = [path for path in workspace.paths if is_below(path, names)]
    books = dict.fromkeys(path.split("/")[1] for path in files)
    if workspace.fault_of_source(list(books)) is not None:
        return FixResult()
    for book in books:
        workspace.books[book].settle()
    mended = [_mend(path, text, workspace) for path in files if (text := workspace.text(path)) is not None]
    faults = [each.fault for each in mended if each.fault is not None]
    written, artifacts = [], []
    for each in mended:
        if not each.fixed:
            continue
        if (reason := _why_not(request.root, each)) is not None:
            faults.append(_cannot_fix(each.path, reason, "Make it a file of this project that can be written."))
            continue
        mode = stat.S_IMODE((request.root / each.path).stat().st_mode)
        artifacts.append(Artifact(each.path.removeprefix(f"{BANKS}/"), each.after.encode(), mode))
        written.append(each)
    if artifacts and (failed := write_artifacts(request.root / BANKS, artifacts)):
        return FixResult((), in_order((*faults, *failed)))
    return FixResult(tuple(made for each in written for made in each.fixed), in_order(faults))


def _mend(path: str, before: str, workspace: Workspace) -> _Mended:
    """Make the safe fixes of a file in memory, until there is none."""
    text, fixed = before, list[Fixed]()
    for _ in range(_MAX_ROUNDS):
        found, loaded = workspace.diagnostics(path), _questions(workspace, path)
        hid_others = any(each.code == "yaml" for each in found) or _book_of(workspace, path).book.record is None
        chosen = tuple(_choose(found))
        edits = [edit for _, fix in chosen for edit in fix.edits]
        after, news = apply_edits(text, edits)
        if after == text:
            break
        if not is_only_edited(text, after, edits, news):
            return _Mended(path, before, before, (), _cannot_fix(path, "something else would be read otherwise"))
        workspace.change(path, after)
        now = workspace.diagnostics(path)
        shown = _questions(workspace, path) - loaded
        if (error := _find_new_error(found, now, loaded, shown, hid_others=hid_others)) is not None:
            reason = f"it would bring another error, `{error.code}`: {error.message}"
            return _Mended(path, before, before, (), _cannot_fix(path, reason, error.hint))
        fixed += [_fixed(diagnostic, fix, text) for diagnostic, fix in chosen]
        text = after
    return _Mended(path, before, text, tuple(fixed))


def _book_of(workspace: Workspace, path: str) -> BankWorkspace:
    return workspace.books[path.split("/")[1]]


def _questions(workspace: Workspace, path: str) -> frozenset[str]:
    """The ids of a file's questions that could be read."""
    files = _book_of(workspace, path).bank.files
    return frozenset(entry.question.id for file in files if file.path == path for entry in file.entries)


def _choose(found: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, TextFix]]:
    """The safe fixes in their order; one that touches an earlier one has to wait."""
    taken: list[Edit] = []
    for diagnostic in found:
        fix = diagnostic.safe_fix
        if fix and not any(overlap(edit.extent, other.extent) for edit in fix.edits for other in taken):
            taken += fix.edits
            yield diagnostic, fix


def _find_new_error(
    before: Sequence[Diagnostic],
    after: Sequence[Diagnostic],
    loaded: Collection[str],
    shown: Collection[str],
    *,
    hid_others: bool,
) -> Diagnostic | None:
    """An error that was not there before the fixes, and was not only hidden.

    ``loaded`` are the questions that could be read before, ``shown`` those that can be read only now; with
    ``hid_others``, what could not be read may have been any question.
    """
    known = {(each.question, each.code) for each in before if each.is_error}
    for error in after:
        if not error.is_error or (error.question, error.code) in known:
            continue
        was_hidden = error.question in shown or (hid_others and error.question not in loaded)
        if not was_hidden or error.code in _BREAKS:
            return error
    return None


def _fixed(diagnostic: Diagnostic, fix: TextFix, text: str) -> Fixed:
    first = min(edit.extent.line for edit in fix.edits)
    last = max(edit.extent.end_line for edit in fix.edits)
    after, _ = apply_edits(text, fix.edits)
    more = after.count("\n") - text.count("\n")
    old, new = text.split("\n")[first - 1 : last], after.split("\n")[first - 1 : last + more]
    lines = [line.rstrip("\r") for line in unified_diff(old, new, n=0, lineterm="")][2:]
    return Fixed(diagnostic, fix.title, tuple(line for line in lines if line[:1] in "+-"))


def _why_not(root: Path, mended: _Mended) -> str | None:
    """Why a file cannot be written in its place, if it cannot."""
    file = root / mended.path
    if real_path(file) != real_path(root) / mended.path:
        return "a link leads to it"
    try:
        if not os.access(file, os.W_OK) or not file.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            return "it is read-only"
        return None if read_file(file, MAX_BYTES) == mended.before.encode() else "it was changed meanwhile"
    except OSError as error:
        return reason_of(error)


def _cannot_fix(path: str, reason: str, hint: str = "") -> Diagnostic:
    hint = hint or "Mend by hand what is found in it."
    return Diagnostic("cannot-fix", f"nothing was mended in this file: {reason}", Location(path), hint)
