"""Checks of wording know their faults by kind: tasks, negatives, exhibits, statements, articles, in any subject."""

from __future__ import annotations

import pytest

from evals.item_writing import MEASURED, find, make_question
from quizgen.checks.check import Check
from quizgen.checks.grammar_clues import article_of
from quizgen.checks.similarity import are_alike, have_same_answer, profile
from quizgen.checks.unwritten import is_unwritten


def messages(code: str, **fields: object) -> list[str]:
    (check,) = (check for check in MEASURED if check.code == code)
    assert isinstance(check, Check)
    return [finding.message for finding in find(check, make_question(fields, "q"))]


def short(code: str, prompt: str, answer: str = "a") -> list[str]:
    return messages(code, kind="short", prompt=prompt, answer=answer)


def choice(code: str, prompt: str, answer: str, *distractors: str) -> list[str]:
    return messages(code, kind="choice", prompt=prompt, answer=answer, distractors=list(distractors))


@pytest.mark.parametrize(
    "prompt",
    [
        "Factorise x² − 9.",
        "7 × 8 =",
        "H₂ + Cl₂ →",
        "la casa →",
        "log₁₀ 1000",
        "Julienne the carrots for a mirepoix.",
        "In Python, print the last element of `xs`.",
        "“No man is an island.” Discuss.",
        "Which gas do plants take in",
    ],
)
def test_a_task_asks(prompt: str) -> None:
    assert short("prompt-is-no-question", prompt) == []


@pytest.mark.parametrize("prompt", ["Balance of power", "Stages of mitosis.", "Cast iron", "An SQL keyword."])
def test_a_topic_asks_nothing(prompt: str) -> None:
    assert short("prompt-is-no-question", prompt) == ["this prompt asks nothing"]


@pytest.mark.parametrize(
    ("prompt", "second"),
    [
        ("Define osmosis and give an example.", "and give …"),
        ("What is a haiku? Give an example.", "Give …"),
        ("Name the author and the year of “Emma”.", "and the year …"),
        ("What does DNA stand for and where is it found?", "and where is …"),
    ],
)
def test_a_second_task_is_named(prompt: str, second: str) -> None:
    assert short("two-questions", prompt) == [f"“{second}” asks a second thing"]


@pytest.mark.parametrize(
    "prompt",
    ["Find the mean speed and give your answer in km/h.", "Add 17 and 25, and divide the sum by 6.", "2 : 4 = 3 : ?"],
)
def test_how_to_answer_is_no_second_task(prompt: str) -> None:
    assert short("two-questions", prompt) == []


@pytest.mark.parametrize(
    ("statement", "second"),
    [
        ("Insulin lowers blood sugar and glucagon raises it.", "and glucagon raises it"),
        ("Verdi composed “Aida”; Puccini composed “Tosca”.", "Puccini composed …"),
        ("Sodium reacts with water and forms hydrogen.", ""),
        ("When interest rates rise and prices fall, bonds lose value.", ""),
        ("Denmark and Sweden are joined by a bridge.", ""),
    ],
)
def test_a_statement_claims_one_thing(statement: str, second: str) -> None:
    found = messages("two-questions", kind="true-false", prompt=statement, answer=True)
    assert found == ([f"“{second}” is a second claim"] if second else [])


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("As we saw in class, what does a catalyst lower?", "As we saw"),
        ("What does the code below print?", "the code below"),
        ("Which organ is marked X in the diagram?", "in the diagram"),
        ("Which device is used in the following sentence?", "the following sentence"),
    ],
)
def test_what_is_not_there_is_named(prompt: str, words: str) -> None:
    (message,) = short("not-self-contained", prompt)
    assert words in message


@pytest.mark.parametrize(
    "prompt",
    [
        "What does the code below print?\n\n```python\nprint(1)\n```",
        "Which day in the table is the warmest?\n\n| day | °C |\n|---|---|\n| 1 | 3 |",
        "Which device is used in the following sentence: “Ask not what your country can do for you”?",
        "In the periodic table, which element stands below sodium?",
    ],
)
def test_what_is_there_may_be_referred_to(prompt: str) -> None:
    assert short("not-self-contained", prompt) == []


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("All of these are strings except the", "except"),
        ("Each of these is prime, other than ___", "other than"),
        ("All but one of these are conifers. Which is it?", "all but"),
        ("Where would you least expect a penguin?", "least"),
        ("Find the word that does not rhyme.", "not"),
    ],
)
def test_an_exception_is_asked_for_aloud(prompt: str, word: str) -> None:
    assert choice("plain-negative", prompt, "a", "b", "c") == [f"“{word}” is easily missed in this prompt"]


@pytest.mark.parametrize(
    ("prompt", "pair"),
    [
        ("A contract with a minor is not always unenforceable.", "not always unenforceable"),
        ("The senate did not refuse Caesar the command.", "not refuse"),
        ("No metal is without conductivity.", "No metal is without"),
        ("It is untrue that whales do not breathe air.", "untrue that whales do not"),
        ("Unsaturated fats do not pack as closely.", ""),
    ],
)
def test_negatives_that_are_not_spelt_not(prompt: str, pair: str) -> None:
    found = messages("double-negative", kind="true-false", prompt=prompt, answer=True)
    assert found == ([f"“{pair}” is a double negative"] if pair else [])


@pytest.mark.parametrize(
    "option",
    ["They are all correct.", "none of the composers listed", "every one of these", "No answer is right", "both"],
)
def test_an_option_about_the_others(option: str) -> None:
    found = choice("all-of-the-above", "Who wrote it?", option, "Haydn", "Mozart")
    assert found == [f"“{option}” is an option about the other options"]


def test_what_the_prompt_counts_is_no_option_about_options() -> None:
    assert (
        choice("all-of-the-above", "How many of the laws concern ellipses?", "one of them", "none of them", "all") == []
    )
    assert choice("all-of-the-above", "Which of the two won?", "neither of them", "the guests", "the hosts") == []


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("ukulele", "a"),
        ("euphonium", "a"),
        ("one-pound coin", "a"),
        ("uninformed guess", "an"),
        ("hour", "an"),
        ("MRI", "an"),
        ("US state", "a"),
        ("X-ray", "an"),
        ("8-bit processor", "an"),
        ("11th", "an"),
        ("180", "a"),
        ("École", "an"),
        ("NATO", ""),
        ("α-particle", ""),
    ],
)
def test_articles_go_by_sound(text: str, article: str) -> None:
    assert article_of(text) == article


def test_a_verb_alone_tells_no_number() -> None:
    assert choice("number-clue", "The Alps are", "a range", "a basin", "a delta") == []
    (message,) = choice("number-clue", "Name the three colours.", "red, green and blue", "yellow", "red and white")
    assert message == "the prompt asks for several things, and “yellow” is a single one"


@pytest.mark.parametrize(
    "text",
    ["TBC", "???", "Who painted [insert painting]?", "XXXX", "Write your question here", "Lorem ipsum dolor sit amet"],
)
def test_marks_of_an_unfinished_text(text: str) -> None:
    assert is_unwritten(text)


@pytest.mark.parametrize("text", ["XXX", "…", "to be confirmed", "placeholder", "<img>", "a ?? b", "here", "12"])
def test_what_may_be_an_answer_is_no_mark(text: str) -> None:
    found = messages("placeholder", kind="short", prompt="Which is Super Bowl 30?", answer=text)
    assert found == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Who wrote “Emma”, the novel?", "Jane Austen"), ("Who is the author of the novel “Emma”?", "Austen"), True),
        (("What is the largest planet?", "two"), ("Which planet is the biggest?", "2"), True),
        (("When did the Wall of Berlin fall?", "1989"), ("In which year did the Berlin Wall come down?", "1989"), True),
        (("What turns water into vapour?", "heat"), ("What turns vapour into water?", "heat"), False),
        (("What is 3 + 4?", "7"), ("What is 3 × 4?", "7"), False),
        (("What is the largest ocean?", "it"), ("What is the smallest ocean?", "it"), False),
    ],
)
def test_one_question_in_other_words(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    profiles = [profile(make_question({"kind": "short", "prompt": p, "answer": a}, "q")) for p, a in (one, other)]
    assert (are_alike(*profiles) and have_same_answer(*profiles)) is same
