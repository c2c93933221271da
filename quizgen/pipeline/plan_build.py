"""Resolve recipes into the decks and worksheets of a build, with diagnostics, before anything is rendered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen.assembly.decks import assemble_deck
from quizgen.assembly.guide import StudyGuide
from quizgen.assembly.items import make_item
from quizgen.assembly.quiz import Deck, Item, Worksheet
from quizgen.assembly.selection import find_wrong_selections
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Finding, Location, Severity, in_order
from quizgen.model.recipe import AnkiRecipe, Recipe
from quizgen.outputs.html.outputs import KEY_FOLDER
from quizgen.outputs.languages import LANGUAGES, find_unspoken, find_wrong_words, speaks
from quizgen.outputs.output import Context, FormatOf, OutputFile
from quizgen.outputs.registry import files_of
from quizgen.outputs.whole_build import BookReport, Build
from quizgen.pipeline.measure_coverage import report_book
from quizgen.pipeline.plan_decks import tell_empty, tell_kept_deck, tell_overlapping
from quizgen.pipeline.plan_guides import plan_guides
from quizgen.pipeline.public_site import Archive, for_students, plan_archives
from quizgen.pipeline.runs import BuildRequest
from quizgen.project.layout import Bank, RecipeFile, find_banks, find_recipes, read_recipe_file, relative_name
from quizgen.project.misnamed import tell_misnamed
from quizgen.project.published_decks import PublishedDecks
from quizgen.project.request import BANKS, RECIPES
from quizgen.project.theme import read_theme
from quizgen.text.spelling import find_meant
from quizgen.workspace.verified_bank import VerifiedBank, excuse_lost_parts
from quizgen.workspace.workspace import Workspace


@dataclass(slots=True)
class Plan:
    """The decks, worksheets and study guides that one run will make, and the diagnostics about them.

    ``items`` holds, by book key, the questions that may be built; ``left_out`` the ids of questions skipped because of
    errors. ``recipes`` holds by name those that ask for a deck. ``earlier`` are the files of sheets without a
    recipe that were made before, and are listed again.
    """

    request: BuildRequest
    decks: list[Deck] = field(default_factory=list)
    worksheets: list[Worksheet] = field(default_factory=list)
    guides: list[StudyGuide] = field(default_factory=list)
    books: list[BookReport] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    verified: dict[str, VerifiedBank] = field(default_factory=dict)
    items: dict[str, list[Item]] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)
    recipes: dict[str, AnkiRecipe] = field(default_factory=dict)
    is_of_sheets: bool = False
    earlier: tuple[OutputFile, ...] = ()
    has_earlier_passages: bool = False

    @property
    def files(self) -> tuple[OutputFile, ...]:
        """The files of all decks, study guides and worksheets."""
        values = (*self.decks, *self.guides, *self.worksheets)
        own = tuple(file for value in values for file in self.files_of(value))
        return (*own, *(archive.file for archive in self.archives))

    @property
    def archives(self) -> tuple[Archive, ...]:
        """The zip files of a public build."""
        is_packed = self.request.is_site and self.request.paper is not None
        return plan_archives(self.worksheets, self.guides, self.books) if is_packed else ()

    @property
    def values(self) -> tuple[object, ...]:
        """All that is rendered."""
        return (*self.decks, self.build, *self.guides, *self.worksheets)

    def files_of(self, value: object) -> Iterator[OutputFile]:
        return files_of(value, with_pdfs=self.request.paper is not None and not self.request.is_site)

    @property
    def build(self) -> Build:
        """The build as a whole, for the pages that cover all of it (index, coverage)."""
        elsewhere = any(deck.has_passages for deck in self.decks) or any(guide.has_passages for guide in self.guides)
        has_passages = elsewhere or any(entry.item.has_passages for sheet in self.worksheets for entry in sheet.entries)
        themes = {sheet.look.theme for sheet in self.worksheets}
        languages = {sheet.look.language for sheet in self.worksheets}
        theme = themes.pop() if len(themes) == 1 else ""
        language = languages.pop() if len(languages) == 1 else ""
        apart = (
            tuple(file for file in self.files if file.path.startswith(f"{KEY_FOLDER}/")) if self.request.is_site else ()
        )
        files = (*self.files, *self.earlier)
        return Build(
            tuple(self.books),
            files,
            has_passages or self.has_earlier_passages,
            theme,
            language,
            apart,
            self.is_of_sheets,
        )

    @property
    def context(self) -> Context:
        released = {key: verified.bank.released for key, verified in self.verified.items()}
        paper = self.request.docx or self.request.paper or "a4"
        return Context(self.request.built, released, paper, self.request.out, self.request.always_update)


def as_word(sheet: Worksheet) -> Worksheet:
    """The sheet, of which Word files are made too."""
    return replace(sheet, form=sheet.form.model_copy(update={"docx": True}))


def with_severity(diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic, weighing as much as it costs: a worksheet that is not quite as asked for is usable."""
    severity = _SEVERITIES.get(diagnostic.code)
    return diagnostic if severity is None else replace(diagnostic, severity=severity)


_SEVERITIES: Mapping[str, Severity] = {
    "count-unmet": Severity.WARNING,
    "many-essays": Severity.NOTE,
    "make-up-differs": Severity.NOTE,
}


def make_plan(request: BuildRequest) -> Plan:
    """Verify the books of the recipes, and assemble their decks and worksheets."""
    plan, workspace = Plan(request), Workspace(request.project)
    root = request.project.root
    files, faults = _recipes(root, request.recipes)
    plan.diagnostics += faults
    books = list(dict.fromkeys(file.loaded.record.book for file in files if file.loaded.record))
    if fault := workspace.fault_of_source(books):
        plan.diagnostics.append(fault)
        return plan
    plan.diagnostics += workspace.find_shared_identities()
    for file in files:
        loaded, recipe = file.loaded, file.loaded.record
        plan.diagnostics += loaded.diagnostics
        if recipe is None:
            continue
        verified = _verified_book(recipe, file, workspace, plan)
        if verified is None:
            continue
        if (book := verified.bank.book.record) is None:
            plan.diagnostics += verified.diagnostics
            continue
        items = sound_items(verified, book, plan)
        theme, unread = read_theme(root / RECIPES, recipe.theme) if recipe.theme else ("", ())
        unknown = find_wrong_selections(recipe, book, items, verified.bank.objectives)
        wrong = (*unknown, *find_wrong_words(recipe.words), *find_unspoken(recipe), *unread)
        plan.diagnostics += (loaded.diagnose(code, finding) for code, finding in wrong)
        if wrong:
            continue
        deck = _plan_deck(file, verified.bank, book, items, plan)
        sheets, findings = assemble_worksheets(recipe, book, items, theme)
        plan.diagnostics += (with_severity(loaded.diagnose(code, finding)) for code, finding in findings)
        guides, untold = plan_guides(file, files, verified, items, theme, public=request.public)
        plan.diagnostics += untold
        plan.guides += guides
        looks = (*(sheet.look for sheet in sheets), *(guide.look for guide in guides))
        if any(not look.language for look in looks) and not speaks(book.language):
            known = ", ".join(LANGUAGES)
            hint = f"There are words in {known}; `words` in the recipe changes each of them."
            message = f"there are no words in `{book.language}`: sheets say Name, Date and the rest in English"
            place = Location(verified.bank.book.path)
            plan.diagnostics.append(Diagnostic("no-words", message, place, hint, Severity.WARNING))
        if deck is not None and deck.items:
            plan.decks.append(deck)
        elif deck is not None:
            plan.diagnostics.append(tell_empty(file))
        if request.docx:
            sheets = tuple(map(as_word, sheets))
        if request.is_site:
            sheets = tuple(for_students(sheet, has_keys=request.keys == "apart") for sheet in sheets)
        plan.worksheets += sheets
    for verified in plan.verified.values():
        if (book := verified.bank.book.record) is not None:
            plan.books.append(report_book(verified, book, root, request.out, public=request.public))
    plan.diagnostics += tell_overlapping(plan.decks, files)
    plan.diagnostics += _doubled_files(plan)
    is_all_known = not request.recipes and all(file.loaded.record for file in files)
    plan.diagnostics += _without_recipe(root, books) if is_all_known else ()
    if request.rename_decks:
        plan.diagnostics = [each for each in plan.diagnostics if each.code != "deck-renamed"]
    plan.diagnostics = list(in_order(plan.diagnostics))
    return plan


def _plan_deck(file: RecipeFile, bank: Bank, book: Book, items: Sequence[Item], plan: Plan) -> Deck | None:
    """The deck of a recipe, if it asks for one; under the names that were published, unless they are changed."""
    recipe, published = file.loaded.record, bank.released.decks
    if recipe is None or recipe.anki is None:
        return None
    plan.recipes[file.name] = recipe.anki
    plan.diagnostics += tell_kept_deck(file, published)
    names = PublishedDecks() if plan.request.rename_decks else published
    return assemble_deck(file.name, recipe, bank.key, book, items, names)


def _doubled_files(plan: Plan) -> Iterator[Diagnostic]:
    """Report file names that two outputs of one build would share, whichever recipes they come from."""
    by_name: dict[str, list[OutputFile]] = {}
    for file in (*plan.files_of(plan.build), *plan.files):
        by_name.setdefault(file.path.casefold(), []).append(file)
    doubled = {name: files for name, files in by_name.items() if len(files) > 1}
    for name, files in doubled.items():
        of = {file.listing.of.casefold() if isinstance(file.listing, FormatOf) else name for file in files}
        if name in of or not of <= doubled.keys():  # other formats of a page are reported with the page
            hint = "Give each worksheet a `name` of its own, in all recipes; `index`, `coverage` and `guide` are taken."
            yield Diagnostic("duplicate-name", f"`{name}` would be written twice", Location(RECIPES), hint)


def _without_recipe(root: Path, books: Sequence[str]) -> Iterator[Diagnostic]:
    """Report banks that no recipe uses."""
    for folder in find_banks(root):
        if folder.name not in books:
            hint = f"Write `{RECIPES}/{folder.name}.yaml`, which begins with `book: {folder.name}`."
            message = "no recipe makes anything of this book"
            yield Diagnostic("no-recipe", message, Location(f"{BANKS}/{folder.name}"), hint, Severity.WARNING)


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
        hint = tell_misnamed(root, RECIPES) or hint
        return [], [Diagnostic("no-recipes", "there are no recipes here", Location(RECIPES), hint)]
    chosen, faults = [], []
    for name in names or available:
        is_file = name.endswith((".yaml", ".yml"))
        file = available.get(name) or (Path(name) if is_file and Path(name).exists() else None)
        file = file or (available.get(Path(name).stem) if is_file and Path(name).name == name else None)
        if file is None:
            hint = _find_recipe_of(name, available)
            faults.append(Diagnostic("no-such-recipe", f"there is no recipe `{name}`", Location(RECIPES), hint))
        else:
            chosen.append(read_recipe_file(file, relative_name(file, root)))
    return chosen, faults


def _find_recipe_of(name: str, recipes: Mapping[str, Path]) -> str:
    """The way out, if a name is no recipe's: the recipe that has a worksheet of this name or is about this book."""
    stem = Path(name).stem
    for recipe, file in recipes.items():
        record = read_recipe_file(file, recipe).loaded.record
        for sheet in record.worksheets if record else ():
            if re.fullmatch(re.escape(sheet.name).replace(r"\{chapter\}", ".+") + r"(?:-\d)?(?:-[a-z])?", stem):
                return f"It is a worksheet of the recipe `{recipe}`; all of them are made by `quizgen build {recipe}`."
        if record and record.book == stem:
            return f"It is a book; its recipe is `{recipe}`: `quizgen build {recipe}`."
    meant = find_meant(stem, recipes)
    known = f"The recipes are: {', '.join(recipes)}."
    return f"{meant.hint} {known}" if meant else known


def _verified_book(recipe: Recipe, file: RecipeFile, workspace: Workspace, plan: Plan) -> VerifiedBank | None:
    if recipe.book in plan.verified:
        return plan.verified[recipe.book]
    if recipe.book not in workspace.books:
        known = ", ".join(workspace.books) or "none yet"
        meant = find_meant(recipe.book, workspace.books)
        hint = (f"{meant.hint} " if meant else "") + f"The folders below `{BANKS}/` are: {known}."
        finding = Finding(("book",), f"there is no book `{recipe.book}`", hint)
        plan.diagnostics.append(file.loaded.diagnose("no-such-book", finding))
        return None
    verified = workspace.verified(recipe.book)
    plan.verified[recipe.book] = verified
    return verified


def sound_items(verified: VerifiedBank, book: Book, plan: Plan) -> list[Item]:
    """The questions of a book that may be built, made once for all recipes of the book.

    An error in any other question stops the build, or with ``keep_going`` leaves that question out.
    """
    key = verified.bank.key
    if key not in plan.items:
        _tell(verified, plan)
        objectives = verified.bank.objectives
        plan.items[key] = [
            make_item(verdict, book, with_passages=not plan.request.public, objectives=objectives)
            for verdict in verified.verdicts
            if (verdict.is_sound or verdict.contradicted_by_copy_only) and not verdict.entry.question.draft
        ]
    return plan.items[key]


def _tell(verified: VerifiedBank, plan: Plan) -> None:
    """Add the diagnostics about a book and its questions to the plan."""
    about_files: list[Diagnostic] = []
    about_questions: list[tuple[str, Diagnostic]] = []
    for diagnostic in verified.diagnostics:
        is_of_question = diagnostic.question is not None and diagnostic.code != "released-missing"
        if is_of_question:
            about_questions.append((diagnostic.question or "", diagnostic))
        else:
            about_files.append(diagnostic)
    plan.diagnostics += excuse_lost_parts(about_files) if verified.text is not None else about_files
    # What is wrong with a stimulus names no question, and concerns each that has it.
    wrong = [
        (verdict.entry.question.id, diagnostic)
        for verdict in verified.verdicts
        if not verdict.entry.question.draft
        for diagnostic in verdict.diagnostics
    ]
    wrong += [(guide.entry.key, diagnostic) for guide in verified.guides for diagnostic in guide.diagnostics]
    by_lock = [verdict.entry.question.id for verdict in verified.verdicts if verdict.contradicted_by_copy_only]
    by_lock += [guide.entry.key for guide in verified.guides if guide.contradicted_by_copy_only]
    plan.diagnostics += _differing_copy(verified, by_lock)
    excused = set(by_lock)
    vouched = {verdict.entry.question.id for verdict in verified.verdicts if verdict.is_vouched_for}
    vouched |= {guide.entry.key for guide in verified.guides if guide.line is not None}
    told = [
        (question_id, diagnostic)
        for question_id, diagnostic in wrong
        if question_id not in excused
        and (diagnostic.code != "citation-differs" or diagnostic.is_error or question_id not in vouched)
    ]
    for question_id, diagnostic in (*about_questions, *told):
        if plan.request.keep_going and diagnostic.is_error:
            plan.left_out[question_id] = None
        else:
            plan.diagnostics.append(diagnostic)


def _differing_copy(verified: VerifiedBank, by_lock: Sequence[str]) -> Iterator[Diagnostic]:
    """Sum up, in at most two warnings, where this copy differs from the copy that the lock was written with."""
    vouched = [verdict for verdict in verified.verdicts if verdict.is_vouched_for and verdict.entry.question.is_live]
    otherwise = [each.entry.question.id for each in vouched if each.is_sound and each.matches_approximately]
    told = (
        (
            "questions without their passage",
            by_lock,
            "They are built by the lock, which was written with another copy.",
        ),
        ("passages in your copy's own words", otherwise, "They were checked with another edition, or a better copy."),
    )
    place = Location(verified.text.copy.path if verified.text else verified.bank.name)
    for what, ids, why in told:
        if ids:
            shown = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
            message = f"{what}: {len(ids)}, where your copy has other words ({shown})"
            hint = f"{why} `quizgen check` shows the differences."
            yield Diagnostic("copy-differs", message, place, hint, Severity.WARNING)
