"""The registry of the classes of false versions; each is a generator in a module here, whose name is the class's."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.falsify.change import Changes
from quizgen.falsify.citations import citation_of_paragraph, citation_of_question
from quizgen.falsify.exchanges import key, match, order, term, truth
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
from quizgen.falsify.wording import antonym, foreign_answer, invented_detail, negation

CLASSES: Mapping[str, Changes] = {
    changes.__name__.replace("_", "-"): changes
    for changes in (
        figure_in_answer,
        figure_in_prompt,
        count_in_prompt,
        figure_in_derived,
        unit,
        scale,
        counted_thing,
        name_in_answer,
        name_in_prompt,
        foreign_name,
        foreign_answer,
        invented_detail,
        citation_of_question,
        citation_of_paragraph,
        key,
        truth,
        order,
        match,
        term,
        roles,
        negation,
        antonym,
    )
}
