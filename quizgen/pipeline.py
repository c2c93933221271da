"""The whole way on one page: load → locate → check → assemble → render → write."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen.assemble import assemble_deck, assemble_worksheets, find_wrong_selections
from quizgen.checks import find_wrong_levels
from quizgen.coverage import Coverage, cited_by, measure, measure_text, parts_of_head
from quizgen.diagnostics import Diagnostic, Finding, Location, Severity, has_errors, in_order
from quizgen.loading.bank import Entry, parse_bank
from quizgen.loading.locks import ReleasedLock, with_verified, write_released, write_verified
from quizgen.loading.project import (
    BANKS,
    RECIPES,
    RELEASED_LOCK,
    SCHEMA,
    VERIFIED_LOCK,
    Bank,
    RecipeFile,
    find_banks,
    find_recipes,
    find_strays,
    read_bank,
    read_recipe_file,
)
from quizgen.model import Artifact, Book, Deck, Item, Recipe, Worksheet, WorksheetRecipe
from quizgen.release import Changes, build_times, find_missing, next_release
from quizgen.skeleton import fresh_id, write_skeleton
from quizgen.source.copy import read_copy
from quizgen.source.library import copy_path, find_copy
from quizgen.source.structure import BookText, read_structure
from quizgen.verify import (
    Support,
    Track,
    Verdict,
    lock_head,
    lock_lines,
    make_item,
    questions_by_id,
    spans_of,
    verify,
)
from quizgen.writing import write_artifacts

_MANY_OPENINGS = 5
"""From as many missing openings on, it is the copy that is wrong and not the table of contents."""


def _silently(entries: Iterable[Entry], total: int) -> Iterable[Entry]:
    return entries


@dataclass(frozen=True, slots=True)
class Request:
    """What every command knows: the project's folder, a copy named for this run, and how to show progress."""

    root: Path = Path()
    source: Path | None = None
    track: Track = _silently


@dataclass(frozen=True, slots=True)
class Examined:
    """A bank, the copy's text if there is one, and what was found out about each question."""

    bank: Bank
    text: BookText | None
    verdicts: tuple[Verdict, ...]
    diagnostics: tuple[Diagnostic, ...]

    def count(self, support: Support) -> int:
        return sum(verdict.support is support for verdict in self.verdicts)


# --- the copy ---------------------------------------------------------------------------------


def read_text(bank: Bank, source: Path | None) -> tuple[BookText | None, tuple[Diagnostic, ...]]:
    """The book's text from the copy named, else from the library; without any there is no text, and nothing wrong."""
    file = source or find_copy(bank.key)
    book = bank.book.record
    if file is None or book is None:
        return None, ()
    copy, diagnostics = read_copy(file)
    if copy is None:
        return None, diagnostics
    text, findings = read_structure(copy, book)
    openings = sum(len(chapter.sections) or 1 for chapter in book.chapters)
    absent = sum(code == "opens-not-found" for code, _ in findings)
    if absent > openings / 2:
        message = f"this is no copy of “{book.title}”: {absent} of its {openings} openings are not in it"
        hint = f"Is it the right file, with the whole text? The openings are in {bank.book.path}."
        return None, (Diagnostic("another-book", message, Location(str(file)), hint),)
    if absent >= _MANY_OPENINGS:
        first = next(finding for code, finding in findings if code == "opens-not-found")
        message = f"{absent} of the {openings} openings of “{book.title}” are not in this copy; {first.message}"
        hint = "Is the copy complete, and of this edition? A missing page or a missing chapter does this."
        return None, (Diagnostic("another-book", message, Location(str(file)), hint),)
    return text, tuple(bank.book.diagnose(code, finding) for code, finding in findings)


def add_copy(file: Path, book_key: str) -> tuple[Path, tuple[Diagnostic, ...]]:
    """Put a copy into the library, if it can be read."""
    target = copy_path(book_key)
    copy, diagnostics = read_copy(file)
    if copy is None:
        return target, diagnostics
    return target, write_artifacts(target.parent, [Artifact(target.name, file.read_bytes())])


def read_banks(root: Path) -> tuple[tuple[Bank, ...], tuple[Diagnostic, ...]]:
    folders = find_banks(root)
    if not folders:
        hint = f"Run quizgen in the folder that has `{BANKS}/`, with a folder for each book in it."
        return (), (Diagnostic("no-banks", "there are no question banks here", Location(f"{BANKS}"), hint),)
    return tuple(read_bank(folder, f"{BANKS}/{folder.name}") for folder in folders), ()


# --- check ------------------------------------------------------------------------------------


def examine(bank: Bank, request: Request) -> Examined:
    """Hold every question of a bank against the copy, or where there is none against the lock."""
    book = bank.book.record
    if book is None:
        return Examined(bank, None, (), bank.diagnostics)
    text, diagnostics = read_text(bank, request.source)
    levels = (bank.book.diagnose(code, finding) for code, finding in find_wrong_levels(book))
    diagnostics = (*bank.diagnostics, *levels, *diagnostics, *_missing(bank))
    if text is None and (request.source or find_copy(bank.key)):
        # A copy that cannot be read says nothing about the questions; to ask the lock instead would hide that.
        return Examined(bank, None, (), diagnostics)
    verdicts = verify(bank, book, text, request.track)
    return Examined(bank, text, verdicts, diagnostics)


def _missing(bank: Bank) -> Iterator[Diagnostic]:
    if not all(file.is_whole for file in bank.files):
        return  # nobody knows which questions are in a file that cannot be read
    unread = {question_id for file in bank.files for question_id in file.unread}
    for question_id in find_missing(questions_by_id(bank), bank.released):
        if question_id not in unread:
            is_draft = question_id in questions_by_id(bank)
            message = f"`{question_id}` was published and is {'a draft now' if is_draft else 'no longer in the bank'}"
            hint = (
                "Keep it, with `retired: true`: those who imported it are told. If it was renamed, give it its id back."
            )
            place = Location(f"{bank.name}/{RELEASED_LOCK}")
            yield Diagnostic("released-missing", message, place, hint, question=question_id)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found, and how many of the questions asked about are verified by what."""

    diagnostics: tuple[Diagnostic, ...]
    questions: int = 0
    verified: int = 0
    from_lock: int = 0

    @property
    def not_verified(self) -> int:
        return self.questions - self.verified - self.from_lock


def _counted(examined: Sequence[Examined], names: Sequence[str], found: Sequence[Diagnostic]) -> CheckResult:
    """The result for the files named; all, if none is."""
    files = [file for each in examined for file in each.bank.files if _is_below(file.path, names)]
    verdicts = [verdict for each in examined for verdict in each.verdicts if _is_below(verdict.entry.path, names)]
    return CheckResult(
        in_order(found),
        sum(len(file.entries) + len(file.unread) for file in files),
        sum(verdict.support is Support.COPY for verdict in verdicts),
        sum(verdict.support is Support.LOCK for verdict in verdicts),
    )


def _is_below(path: str, names: Sequence[str]) -> bool:
    return not names or any(name == "." or path == name or path.startswith(f"{name}/") for name in names)


def check(request: Request, paths: Sequence[Path] = (), *, locked: bool = False) -> CheckResult:
    """Every check on every question; with ``paths``, only what concerns these files and folders is told.

    Where a copy is there, ``verified.lock`` is brought up to date, or with ``locked`` compared.
    """
    banks, diagnostics = read_banks(request.root)
    concerned = [bank for bank in banks if _concerns(bank, request.root, paths)]
    if fault := _source_of_several(request, [bank.name for bank in concerned]):
        return CheckResult((fault,))
    examined = tuple(examine(bank, request) for bank in concerned)
    found = [*diagnostics, *find_strays(request.root), *(d for each in examined for d in each.diagnostics)]
    found += [d for each in examined for verdict in each.verdicts for d in verdict.diagnostics]
    names = [_relative(path, request.root) for path in paths]
    found = [diagnostic for diagnostic in found if _is_below(diagnostic.location.path, names)]
    found += _strangers(names, banks)
    for each in examined:
        found += _keep_lock(each, locked=locked)
        if each.text is not None and not locked:
            found = [_as_mended(diagnostic, each.bank) for diagnostic in found]
    return _counted(examined, names, found)


def _source_of_several(request: Request, names: Sequence[str]) -> Diagnostic | None:
    """A copy named for one run is of one book."""
    if request.source is None or len(names) < 2:
        return None
    hint = f"Check or build one book at a time: {', '.join(names)}."
    return Diagnostic("source-of-several", "one copy cannot be of several books", Location(str(request.source)), hint)


def _concerns(bank: Bank, root: Path, paths: Sequence[Path]) -> bool:
    folder = bank.folder.resolve()
    resolved = [path.resolve() for path in paths]
    return not paths or any(folder == path or folder in path.parents or path in folder.parents for path in resolved)


def _relative(path: Path, root: Path) -> str:
    resolved, base = path.resolve(), root.resolve()
    return resolved.relative_to(base).as_posix() if resolved.is_relative_to(base) else path.as_posix()


def _strangers(names: Sequence[str], banks: Sequence[Bank]) -> Iterator[Diagnostic]:
    known = {BANKS} | {bank.name for bank in banks} | {file.path for bank in banks for file in bank.files}
    known |= {bank.book.path for bank in banks}
    for name in names:
        if name not in known and name != ".":
            hint = f"Name a file or folder below `{BANKS}/`, such as `{sorted(known)[-1]}`."
            yield Diagnostic("no-such-bank", "this is no question bank", Location(name), hint)


def _as_mended(diagnostic: Diagnostic, bank: Bank) -> Diagnostic:
    """What was wrong with a lock that has just been written anew."""
    if diagnostic.code != "bad-lock" or diagnostic.location.path != f"{bank.name}/{VERIFIED_LOCK}":
        return diagnostic
    hint = "Nothing is left to do: every question was held against the copy."
    message = "this line was not of this lock; the lock has been written anew"
    return replace(diagnostic, message=message, hint=hint, severity=Severity.WARNING)


def _keep_lock(examined: Examined, *, locked: bool) -> Iterator[Diagnostic]:
    """Write ``verified.lock``, or with ``locked`` report every line that would change."""
    bank, book, text = examined.bank, examined.bank.book.record, examined.text
    if book is None or text is None:
        return
    lines = tuple(lock_lines(examined.verdicts, book))
    known = {*questions_by_id(bank), *(question_id for file in bank.files for question_id in file.unread)}
    if not all(file.is_whole for file in bank.files):
        known |= set(bank.verified.lines)
    lock = with_verified(bank.verified, lock_head(text), lines, known)
    name = f"{bank.name}/{VERIFIED_LOCK}"
    is_damaged = any(fault.code == "bad-lock" and fault.location.path == name for fault in bank.diagnostics)
    if locked:
        entries = {verdict.entry.question.id: verdict.entry for verdict in examined.verdicts}
        for line in lines:
            if not any(line.vouches_as(other) for other in bank.verified.lines.get(line.id, ())):
                place = Location(entries[line.id].path, *entries[line.id].node.find(("id",)))
                message = f"the line of `{line.id}` in {VERIFIED_LOCK} would change"
                hint = "Run `quizgen check` without `--locked` and commit the lock."
                yield Diagnostic("lock-outdated", message, place, hint, question=line.id)
    elif is_damaged or lock != bank.verified or not (bank.folder / VERIFIED_LOCK).exists():
        for fault in write_artifacts(bank.folder, [Artifact(VERIFIED_LOCK, write_verified(lock))]):
            yield Diagnostic(fault.code, fault.message, Location(name), fault.hint)


# --- build and release ------------------------------------------------------------------------


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


@dataclass(slots=True)
class _Plan:
    """What the recipes of one run come to, before anything is rendered."""

    decks: list[tuple[Deck, Bank]] = field(default_factory=list)
    worksheets: list[Worksheet] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    examined: dict[str, Examined] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def has_passages(self) -> bool:
        in_decks = any(deck.has_passages for deck, _ in self.decks)
        return in_decks or any(entry.item.passages for sheet in self.worksheets for entry in sheet.entries)


def build(
    request: Request, recipes: Sequence[str], out: Path, built: int, *, public: bool = False, keep_going: bool = False
) -> BuildResult:
    """Check, then write decks, worksheets, keys and an index; with an error in what is selected, write nothing.

    ``recipes`` are names or paths, none meaning all; ``built`` is the build's time in seconds.
    """
    plan = _plan(request, recipes, public=public, keep_going=keep_going)
    if has_errors(plan.diagnostics):
        return _stopped(out, plan)
    artifacts = [*_render_decks(plan, built), *_render_pages(plan)]
    return _written(out, plan, artifacts)


def release(request: Request, recipes: Sequence[str], now: int) -> BuildResult:
    """Build public decks into ``decks/``, and note in ``released.lock`` what was published at ``now`` (seconds)."""
    plan = _plan(request, recipes, public=True, keep_going=False)
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
    result = _written(out, plan, artifacts)
    return BuildResult(out, result.diagnostics, result.artifacts, result.decks, (), result.examined, (), tuple(changes))


def build_sheet(
    request: Request, bank: Bank, wanted: WorksheetRecipe, out: Path, *, public: bool = False
) -> BuildResult:
    """One worksheet in all its versions, without a recipe's file; with an error in what is selected, write nothing."""
    plan = _Plan()
    examined = examine(bank, request)
    plan.examined[bank.key] = examined
    if (book := bank.book.record) is not None:
        items = _sound_items(examined, book, plan, with_passages=not public, keep_going=False)
        recipe = Recipe(book=bank.key, worksheets=(wanted,))
        findings = list(find_wrong_selections(recipe, book, items))
        if not findings:
            sheets, unmet = assemble_worksheets(recipe, book, items)
            plan.worksheets += sheets
            findings += unmet
        plan.diagnostics += (
            _weighed(Diagnostic(code, found.message, Location("quizgen sheet"), found.hint)) for code, found in findings
        )
    else:
        plan.diagnostics += examined.diagnostics
    if has_errors(plan.diagnostics):
        return _stopped(out, plan)
    return _written(out, plan, list(_render_pages(plan)))


def _weighed(diagnostic: Diagnostic) -> Diagnostic:
    """What an assembler found: a sheet that is shorter than asked for is no error."""
    return replace(diagnostic, severity=Severity.WARNING) if diagnostic.code == "count-unmet" else diagnostic


def _plan(request: Request, recipes: Sequence[str], *, public: bool, keep_going: bool) -> _Plan:
    plan = _Plan()
    files, faults = _recipes(request.root, recipes)
    plan.diagnostics += faults
    books = list(dict.fromkeys(file.loaded.record.book for file in files if file.loaded.record))
    if fault := _source_of_several(request, books):
        plan.diagnostics.append(fault)
        return plan
    for file in files:
        loaded, recipe = file.loaded, file.loaded.record
        plan.diagnostics += loaded.diagnostics
        if recipe is None:
            continue
        examined = _examine_book(recipe, file, request, plan)
        if examined is None:
            continue
        if (book := examined.bank.book.record) is None:
            plan.diagnostics += examined.diagnostics
            continue
        items = _sound_items(examined, book, plan, with_passages=not public, keep_going=keep_going)
        wrong = tuple(find_wrong_selections(recipe, book, items))
        plan.diagnostics += (loaded.diagnose(code, finding) for code, finding in wrong)
        if wrong:
            continue
        deck = assemble_deck(file.name, recipe, examined.bank.key, book, items)
        sheets, findings = assemble_worksheets(recipe, book, items)
        plan.diagnostics += (_weighed(loaded.diagnose(code, finding)) for code, finding in findings)
        if deck is not None:
            plan.decks.append((deck, examined.bank))
        plan.worksheets += sheets
    plan.diagnostics += _doubled_files(plan)
    plan.diagnostics = list(in_order(plan.diagnostics))
    return plan


def _doubled_files(plan: _Plan) -> Iterator[Diagnostic]:
    """Files that two things of one build would be written to, whatever recipes they come from."""
    names = ["index.html", *(f"{deck.name}.apkg" for deck, _ in plan.decks)]
    names += [f"{sheet.name}{ending}.html" for sheet in plan.worksheets for ending in ("", "-key")]
    for name, count in Counter(name.casefold() for name in names).items():
        if count > 1:
            hint = "Give each worksheet a `name` of its own, in all recipes; `index` is the page that lists them."
            yield Diagnostic("duplicate-name", f"`{name}` would be written twice", Location(RECIPES), hint)


def _recipes(root: Path, names: Sequence[str]) -> tuple[list[RecipeFile], list[Diagnostic]]:
    files = find_recipes(root)
    available = {file.stem: file for file in files}
    twice = [name for name, count in Counter(file.stem for file in files).items() if count > 1]
    if twice:
        hint = "Both would make the same deck: rename one."
        message = f"`{twice[0]}.yaml` and `{twice[0]}.yml` are two recipes of one name"
        return [], [Diagnostic("duplicate-name", message, Location(RECIPES), hint)]
    if not available:
        hint = f"Run quizgen in the folder that has `{BANKS}/` and `{RECIPES}/`, with a recipe `{RECIPES}/<name>.yaml`."
        return [], [Diagnostic("no-recipes", "there are no recipes here", Location(RECIPES), hint)]
    chosen, faults = [], []
    for name in names or available:
        file = available.get(name) or (
            Path(name) if name.endswith((".yaml", ".yml")) and Path(name).is_file() else None
        )
        if file is None:
            hint = f"The recipes are: {', '.join(available)}."
            faults.append(Diagnostic("no-such-recipe", f"there is no recipe `{name}`", Location(RECIPES), hint))
        else:
            chosen.append(read_recipe_file(file, _relative(file, root)))
    return chosen, faults


def _examine_book(recipe: Recipe, file: RecipeFile, request: Request, plan: _Plan) -> Examined | None:
    if recipe.book in plan.examined:
        return plan.examined[recipe.book]
    folders = {folder.name: folder for folder in find_banks(request.root)}
    folder = folders.get(recipe.book)
    if folder is None:
        known = ", ".join(folders) or "none yet"
        finding = Finding(("book",), f"there is no book `{recipe.book}`", f"The folders below `{BANKS}/` are: {known}.")
        plan.diagnostics.append(file.loaded.diagnose("no-such-book", finding))
        return None
    examined = examine(read_bank(folder, f"{BANKS}/{folder.name}"), request)
    plan.examined[recipe.book] = examined
    return examined


def _sound_items(examined: Examined, book: Book, plan: _Plan, *, with_passages: bool, keep_going: bool) -> list[Item]:
    """The questions that may be built; a fault in another stops the build, or with ``keep_going`` leaves it out."""
    about_questions = [d for d in examined.diagnostics if d.question is not None and d.code != "released-missing"]
    about_files = [d for d in examined.diagnostics if d not in about_questions]
    plan.diagnostics += about_files
    wrong = [d for verdict in examined.verdicts if not verdict.entry.question.draft for d in verdict.diagnostics]
    by_lock = [verdict.entry.question.id for verdict in examined.verdicts if verdict.differs_from_copy]
    if by_lock:
        shown = ", ".join(by_lock[:5]) + (", …" if len(by_lock) > 5 else "")
        message = f"{len(by_lock)} questions have no passage: your copy has other words there ({shown})"
        hint = (
            "They were verified against another copy, and are built by the lock. `quizgen check` shows the differences."
        )
        place = Location(examined.text.copy.path if examined.text else examined.bank.name)
        plan.diagnostics.append(Diagnostic("copy-differs", message, place, hint, Severity.WARNING))
    for diagnostic in (*about_questions, *wrong):
        if diagnostic.question in by_lock:
            continue
        if keep_going and diagnostic.is_error:
            plan.left_out += [diagnostic.question or ""] if diagnostic.question not in plan.left_out else []
        else:
            plan.diagnostics.append(diagnostic)
    return [
        make_item(verdict, book, with_passages=with_passages)
        for verdict in examined.verdicts
        if (verdict.is_sound or verdict.differs_from_copy) and not verdict.entry.question.draft
    ]


def _render_decks(plan: _Plan, built: int) -> Iterator[Artifact]:
    from quizgen.outputs.anki.notes import render_notes  # genanki takes 0.1 s to import: only where it is needed
    from quizgen.outputs.anki.package import write_package

    for deck, bank in plan.decks:
        notes = render_notes(deck)
        times = build_times(notes, bank.released, built)
        # A deck whose notes are all as released depends on no clock.
        yield write_package(deck, notes, times, max(times.values(), default=built))


def _render_pages(plan: _Plan) -> Iterator[Artifact]:
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


def _stopped(out: Path, plan: _Plan) -> BuildResult:
    return BuildResult(out, tuple(plan.diagnostics), examined=tuple(plan.examined.values()))


def _written(out: Path, plan: _Plan, artifacts: Sequence[Artifact]) -> BuildResult:
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


# --- coverage and drafts ----------------------------------------------------------------------


def cover(request: Request, bank: Bank, out: Path, *, public: bool) -> tuple[Coverage | None, tuple[Diagnostic, ...]]:
    """What share of the book its questions cite, and a page of it below ``out``; by the lock where there is no copy."""
    from quizgen.outputs.coverage_page import render_coverage

    examined = examine(bank, request)
    book = bank.book.record
    if book is None or has_errors(examined.diagnostics):
        return None, examined.diagnostics
    counted = [verdict for verdict in examined.verdicts if verdict.support is not Support.NONE]
    cited = [each for verdict in counted for each in cited_by(verdict.entry.question, spans_of(verdict))]
    diagnostics = list(examined.diagnostics)
    if left_out := len(examined.verdicts) - len(counted):
        hint = "`quizgen check` says what is wrong with them."
        message = f"{left_out} questions are not verified, and do not count"
        diagnostics.append(Diagnostic("not-verified", message, Location(bank.name), hint, Severity.WARNING))
    if examined.text is not None:
        coverage = measure_text(examined.text, cited)
    else:
        parts = parts_of_head(bank.verified.head, book) if bank.verified.head else None
        if parts is None:
            hint = f"Add your copy, `quizgen source add FILE --book {bank.key}`, and run `quizgen check`."
            message = "there is no copy here, and the lock does not know this table of contents"
            fault = Diagnostic("not-verified", message, Location(f"{bank.name}/{VERIFIED_LOCK}"), hint)
            return None, (*diagnostics, fault)
        coverage = measure(parts, cited)
    page = render_coverage(book, coverage, None if public else examined.text, questions_by_id(bank))
    diagnostics += write_artifacts(out, [page])
    return coverage, tuple(diagnostics)


def append_skeleton(bank: Bank, chapter: str, kind: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Append a draft to the chapter's file, or begin one; its place (``path:line``), its id, and what hindered it."""
    taken = {*questions_by_id(bank), *(question_id for file in bank.files for question_id in file.unread)}
    question_id = fresh_id(kind, chapter, taken)
    file = next((file for file in bank.files if file.chapter == chapter), None)
    has_schema = (bank.folder.parent / SCHEMA).exists()
    schema = f"# yaml-language-server: $schema=../{SCHEMA}\n" if has_schema else ""
    path, before, indent = f"{bank.name}/{chapter}.yaml", f"{schema}chapter: {json.dumps(chapter)}\nquestions:\n", 2
    if file is not None:
        path = file.path
        before = (bank.folder / Path(path).name).read_bytes().decode("utf-8", "replace").rstrip() + "\n\n"
        indent = max(file.entries[-1].node.column - 3, 0) if file.entries else 2
    elif (bank.folder / f"{chapter}.yaml").exists():
        hint = "Mend it first: `quizgen check` says what is wrong with it."
        return (
            path,
            question_id,
            (Diagnostic("cannot-append", "this is not the chapter's bank", Location(path), hint),),
        )
    line = before.count("\n") + 1
    text = before + write_skeleton(kind, question_id, indent)
    if "\r\n" in before:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    appended = parse_bank(text, path, bank.book.record)
    if question_id not in [entry.question.id for entry in appended.entries]:
        hint = "End the file with its list of `questions:`, and mend what `quizgen check` finds in it."
        return (
            path,
            question_id,
            (Diagnostic("cannot-append", "no question can be appended", Location(path), hint),),
        )
    faults = write_artifacts(bank.folder, [Artifact(Path(path).name, text.encode())])
    return f"{path}:{line}", question_id, faults
