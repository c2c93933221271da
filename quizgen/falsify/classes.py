"""The registry of the classes of false versions; each is a generator in a module here, whose name is the class's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.falsify.change import Changes
from quizgen.falsify.citations import citation_of_paragraph, citation_of_question
from quizgen.falsify.exchanges import date, key, match, order, person, term, truth
from quizgen.falsify.figures import (
    count_in_prompt,
    counted_thing,
    figure_in_answer,
    figure_in_derived,
    figure_in_prompt,
    scale,
    unit,
)
from quizgen.falsify.names import foreign_name, name_in_answer, name_in_prompt, roles
from quizgen.falsify.plausible import (
    Plausible,
    always,
    citation_of_same_section,
    figure_of_same_unit,
    name_of_same_paragraph,
    never,
    reads_well,
    without_years,
)
from quizgen.falsify.wording import antonym, foreign_answer, invented_detail, negation


@dataclass(frozen=True, slots=True)
class FalseClass:
    """A class of false versions.

    ``things`` is what a reader is told that was false; ``is_plausible`` says whether a false version tests a reader:
    others are noticed without a look at the passage.
    """

    changes: Changes
    things: str
    is_plausible: Plausible

    @property
    def name(self) -> str:
        return self.changes.__name__.replace("_", "-")


CLASSES: Mapping[str, FalseClass] = {
    each.name: each
    for each in (
        FalseClass(figure_in_answer, "figures", figure_of_same_unit),
        FalseClass(figure_in_prompt, "figures", figure_of_same_unit),
        FalseClass(count_in_prompt, "figures", never),
        FalseClass(figure_in_derived, "figures", never),
        FalseClass(unit, "units", never),
        FalseClass(scale, "units", never),
        FalseClass(counted_thing, "units", never),
        FalseClass(name_in_answer, "names", name_of_same_paragraph),
        FalseClass(name_in_prompt, "names", never),
        FalseClass(foreign_name, "names", never),
        FalseClass(foreign_answer, "answers", never),
        FalseClass(invented_detail, "details", never),
        FalseClass(citation_of_question, "citations", citation_of_same_section),
        FalseClass(citation_of_paragraph, "citations", citation_of_same_section),
        FalseClass(key, "keys", always),
        FalseClass(truth, "truth values", always),
        FalseClass(order, "orders", without_years),
        FalseClass(match, "pairs", always),
        FalseClass(term, "definitions", always),
        FalseClass(person, "descriptions", always),
        FalseClass(date, "dates", always),
        FalseClass(roles, "names", never),
        FalseClass(negation, "negations", reads_well),
        FalseClass(antonym, "opposites", reads_well),
    )
}
