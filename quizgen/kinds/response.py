"""The forms of response (select, write, arrange …): every output supports these, and thereby every kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypeAlias

from quizgen.model.diagnostics import Route
from quizgen.model.scientific import Scientific


@dataclass(frozen=True, slots=True)
class Option:
    """A right or wrong option, the route to it, and why it is right or wrong.

    ``place`` is where it stands among all options whatever their order, counted from 1; 0 if it may stand anywhere.
    """

    text: str
    route: Route
    is_right: bool
    why: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Select:
    """The right option is chosen, or with ``is_multiple`` all right ones; they come first in ``options``.

    Without ``is_shuffled`` the options are printed as they stand in ``options``, but for those that have a place.
    """

    options: tuple[Option, ...]
    is_multiple: bool = False
    is_shuffled: bool = True

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
    """A statement is judged true or false; ``instead``, if not empty, is the true one in place of a false one."""

    answer: bool
    instead: str = ""

    form: ClassVar = "true-false"


@dataclass(frozen=True, slots=True)
class Write:
    """A word or a few are written; the first accepted text is shown as the answer."""

    accepted: tuple[str, ...]

    form: ClassVar = "short"


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included; a single number if they are the same."""

    low: Decimal
    high: Decimal

    def has(self, number: Decimal) -> bool:
        return self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class Calculate:
    """A number is written; it is right within any of the ``accepted``, of which the first has the answer."""

    answer: Decimal
    accepted: tuple[Interval, ...]
    unit: str

    form: ClassVar = "numeric"

    @property
    def has_power(self) -> bool:
        """Whether it is written in scientific notation, for which a keyboard of digits does not do."""
        return isinstance(self.answer, Scientific)


@dataclass(frozen=True, slots=True)
class Deletion:
    """Words left out of a text: ``text[start:end]`` is the whole ``{{…}}``; those without a number share one card."""

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
        """The numbers of its cards in Anki."""
        return tuple(sorted({deletion.number or 1 for deletion in self.deletions}))

    def with_gaps(self, gap: str) -> str:
        """The text with ``gap`` in place of each deletion."""
        pieces, end = [], 0
        for deletion in self.deletions:
            pieces += [self.text[end : deletion.start], gap]
            end = deletion.end
        return "".join([*pieces, self.text[end:]])


@dataclass(frozen=True, slots=True)
class Arrange:
    """Items are put in order; ``items`` are in the right one."""

    items: tuple[str, ...]

    form: ClassVar = "order"


@dataclass(frozen=True, slots=True)
class Pair:
    """Left sides are matched with right sides; ``spare`` are right sides that belong to no pair.

    ``whys`` say of each pair why it is one, ``spare_whys`` of each spare side why it belongs to none; empty texts say
    nothing, and so does an empty tuple.
    """

    pairs: tuple[tuple[str, str], ...]
    spare: tuple[str, ...] = ()
    whys: tuple[str, ...] = ()
    spare_whys: tuple[str, ...] = ()

    form: ClassVar = "match"

    def why(self, index: int) -> str:
        """What is said of the pair at an index."""
        return self.whys[index] if self.whys else ""

    @property
    def why_spare(self) -> dict[str, str]:
        """The spare sides of which something is said, and what."""
        return {text: why for text, why in zip(self.spare, self.spare_whys, strict=False) if why}


@dataclass(frozen=True, slots=True)
class Recall:
    """A term is defined, and named from its definition; so is a person from what he did, a date from its event.

    Paper asks for one of the two, after the words of the name ``cue``: with ``is_named`` for the term.
    """

    term: str
    definition: str
    cue: str = "define"
    is_named: bool = False

    form: ClassVar = "term"

    @property
    def asked(self) -> str:
        """What stands on paper."""
        return self.definition if self.is_named else self.term

    @property
    def answer(self) -> str:
        return self.term if self.is_named else self.definition


@dataclass(frozen=True, slots=True)
class Compose:
    """A longer text is written, and judged by the points that it contains."""

    points: tuple[str, ...]

    form: ClassVar = "essay"


Response: TypeAlias = Select | Judge | Write | Calculate | Fill | Arrange | Pair | Recall | Compose
"""Every output supports all of these; a new kind needs no change there, but a new form of response does."""
