"""Generate a project with a given number of questions: a made-up book, and a bank with questions of every kind.

The book has 120 words per question, like the first bank (718 questions on 87,000 words), and its vocabulary grows with
its length as in a real text (Heaps' law, β = 0.6). Some questions are near misses: a citation that is not in the book,
a figure that is not in the passage, a question asked twice.
"""

from __future__ import annotations

import json
import random
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

BOOK = "synthetic"
WORDS_A_QUESTION = 120
QUESTIONS_A_CHAPTER = 200
NEAR_MISSES = 0.01
_WITH_FIGURE = 0.2
"""Share of the sentences with a figure: about one figure per hundred words, as in the first book."""

_FUNCTION_WORDS = "the of and to in a that was for it with as his on by at from but had which were not this".split()  # noqa: SIM905
_UNITS = ("tons", "workers", "houses", "miles", "barrels", "rubles", "letters", "ships")
_BLOOM = ("remember", "understand", "apply", "analyze")
_OF_FIGURES = ("numeric", "true-false", "cloze")
_KINDS = {
    "choice": 34, "term": 13, "true-false": 12, "multiple": 7, "cloze": 7, "short": 7, "essay": 6, "numeric": 5,
    "match": 5, "order": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the book: its words, its content words (``telling``), its figure with its unit, and a name."""

    words: tuple[str, ...]
    telling: tuple[str, ...]
    figure: str
    unit: str
    name: str

    @property
    def text(self) -> str:
        return f"{self.words[0].capitalize()} {' '.join(self.words[1:])}."


def write_project(folder: Path, questions: int) -> None:
    """Write ``questions/``, ``decks/`` and ``library/`` below a folder; always the same for the same number."""
    rng = random.Random(questions)
    writer = _Writer(rng, questions)
    bank, library = folder / "questions" / BOOK, folder / "library"
    for each in (bank, library, folder / "decks"):
        each.mkdir(parents=True)
    chapters = range(1, -(-questions // QUESTIONS_A_CHAPTER) + 1)
    contents, pages = [], []
    left = questions
    for chapter in chapters:
        count = min(left, QUESTIONS_A_CHAPTER)
        left -= count
        sentences = writer.sentences(count * WORDS_A_QUESTION)
        opening = " ".join(sentences[0].words[:6])
        contents.append({"key": str(chapter), "title": f"Part {writer.title()}", "opens": opening})
        pages.append(_paragraphs(rng, sentences))
        rows = writer.questions(chapter, sentences, count)
        (bank / f"{chapter:03d}.yaml").write_text(_bank(chapter, rows), "utf-8")
    book = {"title": "Synthetic History", "author": "Nobody", "year": 1936, "language": "en", "chapters": contents}
    (bank / "book.yaml").write_text(json.dumps(book, indent=1), "utf-8")
    (library / f"{BOOK}.txt").write_text("\n\n\n".join(pages), "utf-8")
    recipe = {"book": BOOK, "anki": {"deck": "Synthetic", "by": "chapter"}, "worksheets": _WORKSHEETS}
    (folder / "decks" / "synthetic.yaml").write_text(json.dumps(recipe), "utf-8")


_WORKSHEETS = (
    {"name": "chapter-{chapter}", "per": "chapter", "count": 12},
    {"name": "final", "count": 30, "mix": {"choice": 20, "term": 4, "order": 2}, "versions": 2},
)


def _paragraphs(rng: random.Random, sentences: Sequence[Sentence]) -> str:
    paragraphs, at = [], 0
    while at < len(sentences):
        size = rng.randint(3, 8)
        text = " ".join(sentence.text for sentence in sentences[at : at + size])
        paragraphs.append(textwrap.fill(text, 84))
        at += size
    return "\n\n".join(paragraphs)


def _bank(chapter: int, rows: Iterator[dict[str, Any]]) -> str:
    lines = [f"chapter: {chapter}", "questions:"]
    for row in rows:
        lead = "  - "
        for name, value in row.items():
            lines.append(f"{lead}{name}: {json.dumps(value, ensure_ascii=False)}")
            lead = "    "
        lines.append("")
    return "\n".join(lines)


class _Writer:
    """Makes words, sentences and questions, all from one seeded random generator."""

    def __init__(self, rng: random.Random, questions: int) -> None:
        self._rng = rng
        size = int(12 * (questions * WORDS_A_QUESTION) ** 0.6)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "or")]
        words: dict[str, None] = {}
        while len(words) < size:
            words["".join(rng.choices(syllables, k=rng.choice((2, 2, 3, 3, 4))))] = None
        self._words = list(words)
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(size)))
        self._names = [word.capitalize() for word in self._words[-size // 20 :]]

    def title(self) -> str:
        return " ".join(self._content(2)).title()

    def _content(self, count: int) -> list[str]:
        return self._rng.choices(self._words, cum_weights=self._weights, k=count)

    def _phrase(self, low: int = 2, high: int = 4) -> str:
        """A few words that could be an answer."""
        return f"the {' '.join(self._content(self._rng.randint(low, high)))}"

    def sentences(self, words: int) -> list[Sentence]:
        found, total = [], 0
        while total < words:
            found.append(self._sentence())
            total += len(found[-1].words)
        return found

    def _sentence(self) -> Sentence:
        rng = self._rng
        size = rng.randint(12, 24)
        telling = self._content(size)
        small = rng.choices(_FUNCTION_WORDS, k=size)
        written = [word if rng.random() < 0.55 else other for word, other in zip(telling, small, strict=True)]
        figure, unit, name = "", rng.choice(_UNITS), rng.choice(self._names)
        if rng.random() < _WITH_FIGURE:
            figure = rng.choice((f"{rng.randint(11, 999)}", f"{rng.randint(1, 99)},{rng.randint(100, 999)}"))
            middle = rng.randint(6, size - 5)
            written[middle:middle] = [figure, unit]
        written[3:3] = [name]
        telling = [word for word in written if len(word) > 4] or written
        return Sentence(tuple(written), tuple(dict.fromkeys(telling)), figure, unit, name)

    def questions(self, chapter: int, sentences: Sequence[Sentence], count: int) -> Iterator[dict[str, Any]]:
        rng = self._rng
        kinds = rng.choices(list(_KINDS), weights=list(_KINDS.values()), k=count)
        row: dict[str, Any] = {}
        for number, kind in enumerate(kinds):
            sentence = self._next(sentences[number * len(sentences) // count :], kind)
            question_id = f"{chapter}-{kind}-{number}"
            if row and rng.random() < NEAR_MISSES:
                yield row | {"id": f"{row['id']}-again"}
                continue
            row = {"id": question_id, "kind": kind}
            row |= self._own(kind, sentence)
            row |= {
                "explanation": self._explanation(sentence),
                "cite": self._cite(sentence),
                "difficulty": str(rng.randint(1, 3)),
                "bloom": rng.choice(_BLOOM),
                "tags": self._content(2),
            }
            yield row

    def _next(self, sentences: Sequence[Sentence], kind: str) -> Sentence:
        """The first of these sentences that suits a question of this kind."""
        return next((each for each in sentences if each.figure or kind not in _OF_FIGURES), sentences[0])

    def _cite(self, sentence: Sentence) -> Any:
        rng, words = self._rng, sentence.words
        first, last = list(words[:5]), list(words[-5:])
        if rng.random() < NEAR_MISSES:
            first[1] += "n"
        if rng.random() < 0.2:
            at = rng.randint(0, len(words) - 6)
            return [f"{' '.join(words[at : at + 6])}", f"{' '.join(first)} … {' '.join(last)}"]
        return f"{' '.join(first)} … {' '.join(last)}"

    def _explanation(self, sentence: Sentence) -> str:
        rng = self._rng
        said = rng.sample(sentence.telling, k=min(4, len(sentence.telling)))
        pieces = [
            f"The {said[0]} is what {sentence.name} speaks of here, and the {said[-1]} follows from it;",
            f"who takes the {' '.join(self._content(3))} for it forgets the {self._content(1)[0]}",
            f"of those {' '.join(self._content(5))}, which came later.",
        ]
        if rng.random() < 0.03:
            pieces.append(f"It is *{self._content(1)[0]}* and no `{self._content(1)[0]}`.")
        return " ".join(pieces)

    def _asked(self, sentence: Sentence) -> str:
        words = self._rng.sample(sentence.telling, k=min(5, len(sentence.telling)))
        opening = self._rng.choice(("What did", "Of what", "By which means did", "For whom did", "When did"))
        return f"{opening} {sentence.name} speak, with the {' '.join(words)} in view, as the {self._content(1)[0]}?"

    def _own(self, kind: str, sentence: Sentence) -> dict[str, Any]:
        """The fields that are specific to a kind."""
        rng, prompt = self._rng, {"prompt": self._asked(sentence)}
        figure = sentence.figure or "12"
        if rng.random() < NEAR_MISSES:
            figure += "7"
        is_figure = bool(sentence.figure) and rng.random() < 0.5
        answer = f"{figure} {sentence.unit}" if is_figure else self._phrase()
        wrong: list[Any] = [
            f"{rng.randint(1001, 9999)} {sentence.unit}" if is_figure else self._phrase() for _ in range(3)
        ]
        if rng.random() < 0.6:
            wrong[0] = {"text": wrong[0], "why": f"This was {' '.join(self._content(6))}, and it came before."}
        match kind:
            case "choice":
                return prompt | {"answer": answer, "distractors": wrong}
            case "multiple":
                return prompt | {"answers": [self._phrase(), self._phrase()], "distractors": wrong}
            case "true-false":
                said = f"{sentence.name} counted {figure} {sentence.unit} with the {' '.join(sentence.telling[:3])}."
                return {"prompt": said, "answer": rng.choice(("true", "false"))}
            case "short":
                return prompt | {"answer": answer, "also": [self._phrase()]}
            case "numeric":
                return prompt | {"answer": figure.replace(",", ""), "unit": sentence.unit}
            case "cloze":
                words = sentence.telling
                return {"text": f"With {{{{1::{figure}::how many?}}}} {sentence.unit} the {{{{2::{words[0]}}}}} began."}
            case "order":
                return {
                    "prompt": f"Put in order what {sentence.name} names.",
                    "items": [self._phrase() for _ in range(4)],
                }
            case "match":
                pairs = [[self._phrase(), self._phrase()] for _ in range(3)]
                return {"prompt": f"Match what {sentence.name} names.", "pairs": pairs, "distractors": [self._phrase()]}
            case "term":
                return {"term": self._phrase(1, 2), "definition": f"{self._phrase(3, 6)}, as {sentence.name} has it"}
            case _:
                return {
                    "prompt": f"Discuss the {' '.join(sentence.telling[:4])}.",
                    "points": [self._phrase(), self._phrase()],
                }
