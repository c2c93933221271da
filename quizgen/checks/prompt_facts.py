"""Checks that the figures and names of a prompt stand near the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.book.positions import CopyPosition
from quizgen.book.word_usage import is_name
from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.citations.outcome import Located
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.question import Prompted
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding, Route, Severity
from quizgen.text.figure import Figure, Kind
from quizgen.text.figures import is_small_word, read_evidence, read_figures
from quizgen.text.names import Name, fold, fold_words, read_names, stands_in, unfold
from quizgen.text.prose import read_prose

# Chosen on one half of the chapters of the first book's bank, and measured on the other (`python -m evals.mutants`).
_PARAGRAPHS_AROUND_FIGURES = 2
_PARAGRAPHS_AROUND_NAMES = 1


def figure_in_prompt(subject: Subject) -> Iterator[Finding]:
    """A figure of the prompt stands in the passage, or within two paragraphs of it.

    A wrong year in a prompt is learned with the answer. The book's own year and decade mean “now”, and numbers in
    words, ten at most, are no figures here. What the question's stimulus has, is given. A false statement may have any
    figure. Formulas and code are not read, unless they are a number alone.

    Bad:
        kind: short
        prompt: "How many seconds does a lens of seventeen panels take to turn?"
        answer: "eight"
        cite: "The lens has sixteen panels … once in eight seconds"
    Good:
        kind: short
        prompt: "How many seconds does a lens of sixteen panels take to turn?"
        answer: "eight"
        cite: "The lens has sixteen panels … once in eight seconds"
    """
    told = _told(subject)
    if told is None:
        return
    route, text = told
    for figure in read_figures(text):
        if figure.is_loose or is_small_word(figure, text) or _is_present_time(figure, text, subject):
            continue
        if _is_borne_out(figure, subject):
            continue
        written = text[figure.start : figure.end]
        message = f"“{written}” is in the prompt, but neither in the cited passage nor near it"
        yield Finding(route, message, "Correct it, or cite the passage that has it too.")


def name_in_prompt(subject: Subject) -> Iterator[Finding]:
    """A name of the prompt stands in the passage, or in the paragraph before or behind it.

    The name of somebody else makes a true answer false. Possessives, plurals, words of the same stem and the `aliases`
    of book.yaml count, and so do the book's author and title; of a name in several words one near the passage is
    enough, and one that much of the book has may be used anywhere. In English, the name of a person whose view is
    asked (“according to Marx”) has to stand in the cited paragraphs. What the chapter does not have anywhere is left
    to `name-not-in-chapter`. German, which writes every noun with a capital, is left alone. A teacher may name somebody
    whom the text calls otherwise there, so this check is off unless `book.yaml` switches it on.

    Bad:
        kind: short
        prompt: "How many panels were replaced after the storm of January and the visit of schoolchildren?"
        answer: "two"
        cite: "Of the sixteen panels … visit of schoolchildren"
    Good:
        kind: short
        prompt: "How many panels were replaced after the storm and the visit of schoolchildren?"
        answer: "two"
        cite: "Of the sixteen panels … visit of schoolchildren"
    """
    for route, written, is_in_chapter in _distant_names(subject):
        if is_in_chapter:
            message = f"“{written}” is in the prompt, but neither in the cited passage nor near it"
            yield Finding(route, message, "Is it the right name? Else cite the sentence that has it too.")


def name_not_in_chapter(subject: Subject) -> Iterator[Finding]:
    """A name of the prompt stands somewhere in the chapter.

    It may be mistaken for another, or be known from elsewhere, which a reader of the chapter need not be. Names are
    compared as for `name-in-prompt`; formulas, code and single letters are not read.

    Bad:
        kind: short
        prompt: "What do the panels that came from Marseille throw?"
        answer: "a beam"
        cite: "Each panel throws one beam"
    Good:
        kind: short
        prompt: "What do the panels throw?"
        answer: "a beam"
        cite: "Each panel throws one beam"
    """
    told = _told(subject)
    if told is None or not any(_may_be_absent(name, subject) for name in read_names(told[1])):
        return  # fast path: most prompts have only names of their chapter
    for route, written, is_in_chapter in _distant_names(subject):
        if not is_in_chapter:
            message = f"“{written}” is in the prompt, but nowhere in the chapter"
            yield Finding(route, message, "Name it as the chapter does, or add the book's word for it to `aliases`.")


def _may_be_absent(name: Name, subject: Subject) -> bool:
    """Whether a name is not in the indexes of the chapters, which have no words with points between their letters."""
    if name.opens:
        return False  # without its like in the chapter, such a word is taken for no name
    known = [chapter.index.places for chapter in subject.chapters]
    is_known = any(word in words for word in unfold(name.folded) for words in known)
    return not is_known and not stands_in(name.folded, _words_of_book(subject), subject.aliases)


def _told(subject: Subject) -> tuple[Route, str] | None:
    """The prose of what the prompt tells as true, with its route; nothing if the statement is false."""
    if not subject.is_located:
        return None
    question = subject.question
    if isinstance(question, TrueFalse):
        return (("prompt",), read_prose(question.prompt)) if question.answer else None
    field = "prompt" if isinstance(question, Prompted) else "text" if isinstance(question, Cloze) else "term"
    return (field,), read_prose(subject.asked)


def _is_borne_out(figure: Figure, subject: Subject) -> bool:
    """Whether a figure is in the stimulus or in a passage, or else in a paragraph around it."""
    if subject.shown and read_evidence(subject.shown).bears_out(figure):
        return True
    if any(read_evidence(passage.text).bears_out(figure) for passage in subject.passages):
        return True
    near = _surroundings(subject, _PARAGRAPHS_AROUND_FIGURES)
    return any(read_evidence(paragraph).bears_out(figure) for paragraph in near)


def _surroundings(subject: Subject, around: int) -> tuple[str, ...]:
    """The paragraphs of the passages, and so many before and behind each; a heading in between is none of them."""
    assert subject.text is not None
    pieces: dict[str, None] = {}
    for outcome in subject.outcomes:
        if isinstance(outcome, Located):
            chapter = outcome.chapter
            first, behind = chapter.span_in_copy(outcome.span)
            low = chapter.paragraph_number(first) - around
            high = chapter.paragraph_number(CopyPosition(behind - 1)) + around
            near = chapter.paragraphs[max(0, low) : high + 1]
            pieces.update(dict.fromkeys(map(subject.text.paragraph_text, near)))
    return tuple(pieces)


def _is_present_time(figure: Figure, text: str, subject: Subject) -> bool:
    """Whether a figure is the year of the book, the one before, or their decade."""
    year = subject.text.book.year if subject.text else None
    is_decade = year is not None and (Kind.DECADE, year % 100 - year % 10) in figure.readings
    return is_decade or subject.is_year_of_book(figure, text)


def _distant_names(subject: Subject) -> Iterator[tuple[Route, str, bool]]:
    """The names of the prompt that are not near the passage: route, name, and whether the chapter has it."""
    told = _told(subject)
    if told is None or subject.text is None or not subject.capitalises_names_only:
        return
    route, text = told
    names = {name.folded: name for name in read_names(text)}
    cited = fold_words(subject.passage_text)
    distant = {
        folded: name
        for folded, name in names.items()
        if not stands_in(folded, cited, subject.aliases) and _is_distant(name, text, subject)
    }
    chapters = (chapter.folded for chapter in subject.chapters if distant)
    words = _words_of_book(subject).union(*chapters)
    for folded, name in distant.items():
        neighbours = [
            other
            for other in names.values()
            if _touch(other.end, name.start, text) or _touch(name.end, other.start, text)
        ]
        if all(other.folded in distant for other in neighbours):
            yield route, name.written, stands_in(folded, words, subject.aliases)
    for phrase in (each for each in _phrases(text) if len(each) > 1):
        run = subject.text.rule.split(" ".join(name.written for name in phrase))
        if _is_distant_phrase(phrase, run, subject):
            written = text[phrase[0].start : phrase[-1].end]
            yield route, written, True  # each of its words is written small somewhere in the chapter


def _is_distant(name: Name, text: str, subject: Subject) -> bool:
    """Whether a name that no passage has is not in the paragraphs around it either, where it would have to be."""
    assert subject.text is not None
    is_attributed = _is_attributed(name, text)
    known = _words_of_book(subject)
    if stands_in(name.folded, known, subject.aliases) or (not is_attributed and _is_widespread(name, subject)):
        return False  # before the paragraphs are read, which takes longest
    near = _surroundings(subject, 0 if is_attributed else _PARAGRAPHS_AROUND_NAMES)
    words = known.union(*map(fold_words, near))
    return not stands_in(name.folded, words, subject.aliases) and is_name(name, subject.chapters)


def _phrases(text: str) -> Iterator[list[Name]]:
    """The capitalised words that stand in a row: ``Red Army``; a first one that opens a sentence is left out."""
    run: list[Name] = []
    for name in (name for name in read_names(text) if not name.opens):
        if run and not _touch(run[-1].end, name.start, text):
            yield run
            run = []
        run.append(name)
    yield run


def _is_distant_phrase(phrase: list[Name], run: Sequence[str], subject: Subject) -> bool:
    """Whether words that are a name only together are not near the passage, and not widespread in the book."""
    assert subject.text is not None
    if any(is_name(name, subject.chapters) for name in phrase):
        return False  # then they were compared one by one
    book = subject.text.book
    titles = [book.title, book.author, book.translator or "", *(chapter.title for chapter in book.chapters)]
    if any(_has_run(run, each, subject) for each in (subject.passage_text, *titles)):
        return False
    places = sum(1 for chapter in subject.text.chapters.values() for _ in chapter.index.find(run))
    if places >= subject.text.weights.widespread:
        return False
    return not any(_has_run(run, each, subject) for each in _surroundings(subject, _PARAGRAPHS_AROUND_NAMES))


def _has_run(run: Sequence[str], text: str, subject: Subject) -> bool:
    assert subject.text is not None
    return _fold_run(run) in _fold_run(subject.text.rule.split(text))


def _fold_run(words: Sequence[str]) -> str:
    """Words in one string, as names are compared; one is in another if its words stand there in a row."""
    return f" {' '.join(map(fold, words))} "


def _words_of_book(subject: Subject) -> frozenset[str]:
    """The words of the book's title, the names of its makers, the places of the passages, and of the stimulus."""
    assert subject.text is not None
    book = subject.text.book
    known = [book.author, book.title, book.translator or "", *(each.place for each in subject.passages), subject.shown]
    return fold_words("\n".join(known))


_VIEWS = (
    "view|account|analysis|opinion|judge?ment|reasoning|understanding|reading|report|words|terms|argument|phrase|"
    "formula|image|picture|description|explanation|thesis|eyes|sense|term|reply|answer"
)
_SAYS = (
    "say|write|argue|see|find|hold|think|believe|report|quote|deny|denie|describe|ask|give|mean|call|name|explain|tell|"
    "expect|predict|judge|conclude|compare|claim|declare|admit|insist|note|reject|trace|demand|want|warn|recall"
)
_BEFORE_VIEW = re.compile(rf"(?:['’]s?)?\s+(?:(?:own\s+)?(?:{_VIEWS})|(?:{_SAYS})(?:e?s|e?d)?)\b")
_BEHIND_SAYER = re.compile(r"\b(?:according to|for|do|does|did)\s+$", re.IGNORECASE)


def _is_attributed(name: Name, text: str) -> bool:
    """Whether a prompt says that a view is this person's."""
    return bool(_BEFORE_VIEW.match(text, name.end) or _BEHIND_SAYER.search(text[max(0, name.start - 16) : name.start]))


def _is_widespread(name: Name, subject: Subject) -> bool:
    """Whether a name may be used of any passage, unless this person's view is asked for."""
    assert subject.text is not None
    return any(map(subject.text.weights.is_widespread, subject.stems(name.written)))


def _touch(end: int, start: int, text: str) -> bool:
    """Whether only a blank is between two words of a text: ``Roy Howard``."""
    return start > end and text[end:start].isspace()


CHECKS = (
    Check(figure_in_prompt, Severity.WARNING, reads_text=True),
    Check(name_in_prompt, Severity.WARNING, reads_text=True, is_on=False),
    Check(name_not_in_chapter, Severity.WARNING, reads_text=True),
)
