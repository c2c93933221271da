"""A recipe and the bank of its book → the pages of the book's study guide, if it is to have one."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.assembly.guide import StudyGuide, assemble_guides, read_guide_text
from quizgen.assembly.quiz import Item, Theme
from quizgen.model.diagnostics import Diagnostic, Finding, Severity
from quizgen.project.layout import RecipeFile
from quizgen.workspace.verified_bank import VerifiedBank


def plan_guides(
    file: RecipeFile,
    files: Sequence[RecipeFile],
    verified: VerifiedBank,
    items: Sequence[Item],
    theme: str,
    *,
    public: bool,
) -> tuple[tuple[StudyGuide, ...], tuple[Diagnostic, ...]]:
    """The pages, and what is wrong; ``files`` are all recipes of the build.

    A recipe that does not say whether it has a guide makes one if a chapter's file has a ``guide``: one a book, in the
    first recipe of the book, unless another asks for it.
    """
    bank, recipe = verified.bank, file.loaded.record
    book = bank.book.record
    if book is None or recipe is None or not _is_wanted(file, files, verified):
        return (), ()
    said = {
        each.entry.chapter: read_guide_text(each, with_passages=not public)
        for each in verified.guides
        if each.is_sound or each.contradicted_by_copy_only
    }
    books = {each.loaded.record.book for each in files if each.loaded.record is not None}
    name = "guide" if len(books) == 1 else f"{bank.key}-guide"
    look = Theme(tuple(sorted(recipe.words.items())), theme, recipe.language or "")
    guides = assemble_guides(name, book, items, said, bank.declared_objectives, look)
    if guides or not recipe.guide:
        return guides, ()
    message = "there is nothing to make a study guide of"
    hint = "Write `guide:` or `objectives:` into a chapter's file, or questions of the kinds term, person and date."
    told = file.loaded.diagnose("empty-guide", Finding(("guide",), message, hint))
    return (), (Diagnostic(told.code, told.message, told.location, told.hint, Severity.WARNING),)


def _is_wanted(file: RecipeFile, files: Sequence[RecipeFile], verified: VerifiedBank) -> bool:
    recipe = file.loaded.record
    assert recipe is not None
    if recipe.guide is not None:
        return recipe.guide
    of_book = [other for each in files if (other := each.loaded.record) is not None and other.book == recipe.book]
    undecided = [other for other in of_book if other.guide is None]
    return bool(verified.bank.guides) and not any(other.guide for other in of_book) and undecided[0] is recipe
