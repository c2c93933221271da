"""A citation that names a page, a chapter or a section in place of its words → why it cannot be looked up."""

from __future__ import annotations

import re

from quizgen.citations.outcome import Malformed

_PAGES = "p pp pg pgs page pages s ss seite seiten pág págs página páginas pag loc location"
_LINES = "l ll line lines zeile zeilen ligne lignes línea líneas"
_CHAPTERS = "ch chs chap chapter chapters kap kapitel chapitre chapitres cap capítulo capítulos"
_SECTIONS = "§ §§ sec sect section sections abschnitt sección par para paras paragraph paragraphs absatz párrafo"
_BETWEEN = "a and bd bis book band cf e et f ff fig following from und of no of the to seq see teil part vgl vol y"
_SORTS = {
    **dict.fromkeys(_CHAPTERS.split(), "chapter"),
    **dict.fromkeys(_SECTIONS.split(), "section"),
    **dict.fromkeys(_LINES.split(), "line"),
    **dict.fromkeys(_PAGES.split(), "page"),
}
"""The sort of place that a word names."""

_OTHERS = frozenset(_BETWEEN.split())
_WORD = re.compile(r"§+|\d+|[^\W\d_]+")
_NUMBER = re.compile(r"\d+|[ivxlc]{2,}")
_WAY_OUT = 'Cite its words: `cite: "first words … last words"`; `quizgen find WORDS` makes one of what you remember.'
_REASONS = {
    "page": ("it names a page, and pages are not cited: every copy has others", _WAY_OUT),
    "line": ("it names a line, and lines are not cited: every copy has others", _WAY_OUT),
    "chapter": (
        "it names a chapter, but no words of it",
        'Cite the words that give the answer; of another chapter as `{chapter: 3, text: "first words … last words"}`.',
    ),
    "section": (
        "it names a section, but no words of it",
        f"{_WAY_OUT} An essay on all of a section cites `{{section: 2}}`.",
    ),
    "": ("it is a number, and no words of the book", _WAY_OUT),
}


_PLACE_BEHIND = re.compile(
    rf"[\s,;(\[–—-]*(?<!\w)(?:{'|'.join([*_PAGES.split(), *_LINES.split()])})\.?\s*\d+(?:\s*[-–]\s*\d+)?\W*$",
    re.IGNORECASE,
)


def without_place(citation: str) -> str:
    """A citation without the page or line that stands behind its words."""
    return _PLACE_BEHIND.sub("", citation)


def explain_named_place(citation: str) -> Malformed | None:
    """Why ``p. 12``, ``ch. 3`` or ``§2`` is no citation; None for one that has other words."""
    words = _WORD.findall(citation.lower())
    names = [word for word in words if not word.isdecimal()]
    is_place = all(word in _SORTS or word in _OTHERS or _NUMBER.fullmatch(word) or word in "ivx" for word in names)
    is_numbered = any(map(_NUMBER.fullmatch, words)) or (len(words) == 2 and words[0] in _SORTS and words[1] in "ivx")
    if not is_place or not is_numbered:
        return None
    sorts = [_SORTS[word] for word in names if word in _SORTS]
    if names and not sorts:
        return None
    sort = next((each for each in ("page", "line") if each in sorts), sorts[-1] if sorts else "")
    return Malformed(*_REASONS[sort])
