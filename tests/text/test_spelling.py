"""The name that is meant: by a synonym, or by its spelling if that is near."""

from __future__ import annotations

import pytest

from quizgen.kinds import KINDS
from quizgen.kinds.synonyms import KIND_SYNONYMS
from quizgen.project.synonyms import FIELD_SYNONYMS, advise, find_field, find_new_name
from quizgen.text.spelling import find_meant

NAMES = ("prompt", "answer", "distractors", "explanation", "cite", "difficulty", "bloom", "tags", "kind", "id")


@pytest.mark.parametrize(
    ("written", "name", "is_sure"),
    [
        ("Prompt", "prompt", True),
        ("promt", "prompt", True),
        ("pormpt", "prompt", True),
        ("distracters", "distractors", True),
        ("dificultys", "difficulty", True),
        ("tag", "tags", False),
        ("expl", "explanation", False),
        ("distract", "distractors", False),
        ("prmt", "prompt", False),
        ("question", None, False),
        ("hint", None, False),
        ("zebra", None, False),
        ("", None, False),
    ],
)
def test_a_guess_is_made_only_if_it_is_near(written: str, name: str | None, is_sure: bool) -> None:
    meant = find_meant(written, NAMES)
    assert (meant and meant.name, meant is not None and meant.is_sure) == (name, is_sure)


@pytest.mark.parametrize(
    ("written", "names", "is_sure"),
    [
        ("question", ("prompt",), True),
        ("Question", ("prompt",), True),
        ("Frage", ("prompt",), True),
        ("énoncé", ("prompt",), True),
        ("type", ("kind",), True),
        ("feedback", ("explanation",), False),
        ("keywords", ("tags",), False),
        ("level", ("difficulty", "bloom"), False),
        ("options", ("answer", "distractors"), False),
    ],
)
def test_synonyms_come_first(written: str, names: tuple[str, ...], is_sure: bool) -> None:
    meant = find_field(written, NAMES)
    assert meant is not None
    assert (meant.names, meant.is_sure) == (names, is_sure)


def test_what_is_given_already_is_not_proposed() -> None:
    assert find_new_name("question", NAMES, ["prompt"]) is None
    assert advise("question", NAMES, ["prompt"]) == (
        "Here it is called `prompt`. That is given already: keep one of them."
    )
    assert advise("level", NAMES, ["difficulty"]) == "Here it is called `bloom`."
    assert advise("zebra", NAMES, []) == ""


def test_what_renaming_does_not_mend_is_advised() -> None:
    assert find_new_name("page", NAMES, []) is None
    assert advise("page", NAMES, []).startswith("Pages are not cited")
    assert advise("choices", NAMES, []).startswith("The right option goes into `answer`")
    assert advise("image", NAMES, []).startswith("A picture stands in a text")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("mcq", ("choice", "multiple")),
        ("Multiple Choice", ("choice", "multiple")),
        ("single_choice", ("choice",)),
        ("checkboxes", ("multiple",)),
        ("TF", ("true-false",)),
        ("true/false", ("true-false",)),
        ("vrai-faux", ("true-false",)),
        ("fill in the blank", ("cloze",)),
        ("Lückentext", ("cloze",)),
        ("matching", ("match",)),
        ("sequence", ("order",)),
        ("flashcard", ("term",)),
        ("numerical", ("numeric",)),
        ("short-answer", ("short",)),
        ("open-ended", ("essay",)),
    ],
)
def test_kinds_have_synonyms(written: str, names: tuple[str, ...]) -> None:
    meant = find_meant(written, KINDS, KIND_SYNONYMS)
    assert meant is not None
    assert meant.names == names


def test_synonyms_are_of_names_that_there_are() -> None:
    assert KIND_SYNONYMS.keys() == KINDS.keys()
    fields = {name for kind in KINDS.values() for name in kind.all_fields}
    assert {
        "id",
        "kind",
        "prompt",
        "answer",
        "answers",
        "distractors",
        "cite",
        "points",
    } <= fields & FIELD_SYNONYMS.keys()
    for names in (KIND_SYNONYMS, FIELD_SYNONYMS):
        assert not [name for name, others in names.items() if name in others.split()]
