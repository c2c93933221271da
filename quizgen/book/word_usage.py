"""A name of a question → whether chapters of the copy write it as one, looked up in the index."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.book.book_text import ChapterText
from quizgen.text.elements import is_chemical_formula
from quizgen.text.names import Name, as_name, fold, unfold, word_at


def is_name(name: Name, chapters: Sequence[ChapterText]) -> bool:
    """Whether chapters always capitalise a word; one that opens a sentence must also occur inside a sentence.

    A single letter and a chemical formula are no names: a text spells them out.
    """
    if len(name.written) == 1 or is_chemical_formula(name.written):
        return False
    is_inside = False
    for chapter in chapters:
        for run in (*((word,) for word in unfold(name.folded)), tuple(name.folded)):
            for at in chapter.index.find(run):
                word = word_at(chapter.tokens.text, chapter.tokens.bounds(at)[0])
                if word is None or fold(word[0]) != name.folded:
                    continue
                if word[0][0].islower():
                    return False
                found = as_name(word)
                is_inside = is_inside or (found is not None and not found.opens)
    return is_inside or not name.opens
