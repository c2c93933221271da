"""How a question is answered: the few forms of response that every output shows and grades, whatever the kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypeAlias

from quizgen.model.diagnostics import Route


@dataclass(frozen=True, slots=True)
class Option:
    """A text to be chosen or not, the route to it, and what is wrong about it."""

    text: str
    route: Route
    is_right: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Select:
    """Options of which the right ones are chosen, which come first: one, or with ``is_multiple`` any number."""

    options: tuple[Option, ...]
    is_multiple: bool = False

    @property
    def form(self) -> str:
        return "multiple" if self.is_multiple else "choice"

    @property
    def right(self) -> tuple[str, ...]:
        return tuple([option.text for option in self.options if option.is_right])

    @property
    def wrong(self) -> tuple[Option, ...]:
        return tuple([option for option in self.options if not option.is_right])


@dataclass(frozen=True, slots=True)
class Judge:
    """A statement is found true or false."""

    answer: bool

    form: ClassVar = "true-false"


@dataclass(frozen=True, slots=True)
class Write:
    """A word or a few are written; the first of the accepted texts is the one shown."""

    accepted: tuple[str, ...]

    form: ClassVar = "short"


@dataclass(frozen=True, slots=True)
class Calculate:
    """A number is written, right within the tolerance, both sides included."""

    answer: Decimal
    tolerance: Decimal
    unit: str

    form: ClassVar = "numeric"

    @property
    def low(self) -> Decimal:
        return self.answer - self.tolerance

    @property
    def high(self) -> Decimal:
        return self.answer + self.tolerance


@dataclass(frozen=True, slots=True)
class Deletion:
    """Words left out of a text: ``text[start:end]`` is the whole ``{{…}}``; no number means one card for all."""

    start: int
    end: int
    number: int | None
    words: str
    hint: str


@dataclass(frozen=True, slots=True)
class Fill:
    """The words left out of a text are written into its gaps."""

    text: str
    deletions: tuple[Deletion, ...]

    form: ClassVar = "cloze"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its cards, as Anki counts them."""
        return tuple(sorted({deletion.number or 1 for deletion in self.deletions}))

    def with_gaps(self, gap: str) -> str:
        """The text with a sign for each deletion."""
        pieces, end = [], 0
        for deletion in self.deletions:
            pieces += [self.text[end : deletion.start], gap]
            end = deletion.end
        return "".join([*pieces, self.text[end:]])


@dataclass(frozen=True, slots=True)
class Arrange:
    """Items are put into the order in which they stand here."""

    items: tuple[str, ...]

    form: ClassVar = "order"


@dataclass(frozen=True, slots=True)
class Pair:
    """The right side of each pair is found again; ``spare`` are right sides that belong to none."""

    pairs: tuple[tuple[str, str], ...]
    spare: tuple[str, ...] = ()

    form: ClassVar = "match"


@dataclass(frozen=True, slots=True)
class Recall:
    """A term is defined, and found from its definition."""

    term: str
    definition: str

    form: ClassVar = "term"


@dataclass(frozen=True, slots=True)
class Compose:
    """A longer text is written, which is judged by what it contains."""

    points: tuple[str, ...]

    form: ClassVar = "essay"


Response: TypeAlias = Select | Judge | Write | Calculate | Fill | Arrange | Pair | Recall | Compose
"""A kind that is answered in one of these forms comes out everywhere. A new form has to be added to every output."""
