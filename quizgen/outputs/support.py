"""A passage and a question → the passage's paragraphs, with those words marked that answer the question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.kinds import response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Compose
from quizgen.kinds.texts import answer_parts, given
from quizgen.model.citation import Passage
from quizgen.outputs.markup import in_paragraphs, paragraphs
from quizgen.text.stems import stemmer_for

_FEW_WORDS = 14
"""A citation of at most so many words is marked as it is."""

_FEWEST_LETTERS = 4
"""Shorter words, but for numbers, are not compared: most are articles, prepositions and conjunctions."""

_ANSWER_WEIGHT = 3
"""How much more a word of the answer tells than one of the prompt."""

_ENOUGH = 0.6
"""Beside the clause that weighs most, those with at least this share of its weight are marked."""

_CLAUSE_END = re.compile(r"[.;:!?,—–…]+[\"'”’»)\]]*(?=\s)|(?=\s*\n\s*\n)|—")
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")


def find_support(passage: Passage, question: Question, language: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The paragraphs of a passage, each as runs of words with a flag whether they are marked.

    An author cites from the first words to the last, often a whole paragraph. Of more than a few words the clauses are
    marked that share most with the answer and the prompt, by words that are rare in the passage; all that is cited is
    marked if it shares nothing.
    """
    if len(_WORD.findall(passage.cited)) <= _FEW_WORDS:
        return paragraphs(passage)
    clauses = list(_clauses(passage.cited))
    weights = list(_weigh(clauses, question, language))
    best = max(weights)
    if not best:
        return paragraphs(passage)
    runs = [(passage.before, False)]
    for clause, weight in zip(clauses, weights, strict=True):
        is_marked = weight >= best * _ENOUGH
        if is_marked and not runs[-1][1]:
            blank = clause[: len(clause) - len(clause.lstrip())]
            runs[-1], clause = (runs[-1][0] + blank, False), clause[len(blank) :]
        if runs[-1][1] == is_marked:
            runs[-1] = (runs[-1][0] + clause, is_marked)
        else:
            runs.append((clause, is_marked))
    return in_paragraphs([*runs, (passage.after, False)])


def _clauses(text: str) -> Iterator[str]:
    """The pieces of a text up to a comma, a full stop or another such sign; together they are the text."""
    start = 0
    for end in _CLAUSE_END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    if start < len(text):
        yield text[start:]


def _weigh(clauses: Sequence[str], question: Question, language: str) -> Iterator[float]:
    """The weight of each clause: of its words that the question has, each the more the fewer clauses have it."""
    stems = [_stems(clause, language) for clause in clauses]
    common = Counter(stem for each in stems for stem in each)
    response = response_of(question)
    answers = response.points if isinstance(response, Compose) else [part.text for part in answer_parts(question)]
    told = dict.fromkeys(_stems(given(question), language), 1)
    told |= dict.fromkeys(_stems(" ".join(answers), language), _ANSWER_WEIGHT)
    for each in stems:
        yield sum(told.get(stem, 0) / common[stem] for stem in each)


def _stems(text: str, language: str) -> set[str]:
    stem = stemmer_for(language)
    words = (word.replace("’", "'").casefold() for word in _WORD.findall(text))
    return {stem(word) for word in words if len(word) >= _FEWEST_LETTERS or word[0].isdigit()}
