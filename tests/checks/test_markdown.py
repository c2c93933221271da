"""Characters that Markdown takes, though they are meant to be read, are told; emphasis, lists and links are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.checks.markdown import eaten_characters, find_eaten
from quizgen.checks.subject import Subject
from quizgen.model.diagnostics import Finding, Replace
from quizgen.outputs.markup import block
from tests.samples import question


def findings(text: str) -> list[Finding]:
    return list(eaten_characters(Subject(question("short", prompt=text), "1")))


def offered(text: str) -> str | None:
    """The text as the fix of its finding has it."""
    (found,) = findings(text)
    if not found.fixes:
        return None
    (change,) = found.fixes[0].changes
    assert isinstance(change, Replace)
    assert change.route == found.route == ("prompt",)
    return change.text


EATEN = {
    # stars
    "2*3*4": r"2\*3\*4",
    "What is 5*x+3*y?": r"What is 5\*x+3\*y?",
    "a*b*c": r"a\*b\*c",
    "a*b and c*d": r"a\*b and c\*d",
    "x**2 and y**2": r"x\*\*2 and y\*\*2",
    "2**3**4": r"2\*\*3\*\*4",
    "The language a*b* over it": r"The language a\*b\* over it",
    "COUNT(*), SUM(*)": r"COUNT(\*), SUM(\*)",
    "/*comment*/": r"/\*comment\*/",
    "char *a, char* b": r"char \*a, char\* b",
    "*.py, foo.* and others": r"\*.py, foo.\* and others",
    "(a+b)*c*(d)": r"(a+b)\*c\*(d)",
    "`a*b` and 2*3*4": r"`a*b` and 2\*3\*4",
    "$a*b*c$ is 2*3*4": r"$a*b*c$ is 2\*3\*4",
    # underscores
    "What is __init__?": r"What is \_\_init\_\_?",
    "obj.__name__": r"obj.\_\_name\_\_",
    "__main__": r"\_\_main\_\_",
    "the method __new__": r"the method \_\_new\_\_",
    "self._x_": r"self.\_x\_",
    "Why _len_(x)?": r"Why \_len\_(x)?",
    # backslashes
    r"C:\*": r"C:\\*",
    r"C:\.git": r"C:\\.git",
    r"\d+\.\d+": r"\d+\\.\d+",
    r"the pattern \w\*": r"the pattern \w\\*",
    r"a\,b": r"a\\,b",
    r"\\server\share": None,
    r"\(x^2\) is": "$x^2$ is",
    r"\[x^2\] is": "$x^2$ is",
    # how a text begins
    "# 3 sharp": r"\# 3 sharp",
    "1918. The war ended": r"1918\. The war ended",
    "2) is it": r"2\) is it",
    "- 5 degrees": r"\- 5 degrees",
    "+ 5 degrees": r"\+ 5 degrees",
    "* is which operator?": r"\* is which operator?",
    "> 5 m": r"\> 5 m",
    "___": r"\_\_\_",
    "foo\n---": "foo\n\\---",
    "~~~": r"\~~~",
    # links, addresses, entities
    "f[i](j)": r"f\[i](j)",
    "Map<key:value>": r"Map\<key:value>",
    "[H+]: 7": r"\[H+]: 7",
    "What does &lt; stand for in HTML?": r"What does \&lt; stand for in HTML?",
}

INNOCENT = [
    "*not* true",
    "**NOT** this",
    "Which is __not__ a cell?",
    "a __new__ policy",
    "_not_ here",
    "***both***",
    "a *very* long word",
    "*Das Kapital*, vol. 1",
    "(*sic*)",
    "“*a*”",
    '"*War and Peace*"',
    "*Anna Karenina*’s author",
    "*a*, *b* and *c*",
    "**a**/**b**",
    "the *p*-value",
    "walk*ed* ends so",
    "*un*happy",
    "r*ea*d",
    "*s*he",
    "un*frigging*believable",
    "incomes of 3*a* + 2*b*",
    "*a*²+*b*² and *v*₀",
    "*f*(*x*) = *a*(*b* + *c*)",
    "3*n*+1 and *p*<0.05",
    "the *E. coli* cell",
    "snake_case_name and a_b_c",
    "2 * 3 * 4",
    "*args, **kwargs",
    "List<int> and <T>",
    "[a](https://x.org) and [b](mailto:x@y.z)",
    "<https://x.org>",
    "- one\n- two",
    "1. one\n2. two",
    "Who wrote:\n\n> To be or not to be",
    r"1918\. The war",
    r"a \* b, \_x\_, \$5 and \[sic\]",
    r"5\% and A\-B",
    "`__init__` and `2*3*4`",
    "$a*b*c$",
    "~~x~~",
    "AT&T and a &lt; b",
    r"C:\dir\file and \n",
    "a\\\nb",
    "C#, -5, +5 and x > y",
    "5* hotels are Tolstoy*",
]


@pytest.mark.parametrize("text", EATEN)
def test_what_is_eaten_is_told_with_a_way_to_write_it(text: str) -> None:
    assert offered(text) == EATEN[text]


@pytest.mark.parametrize(
    "text", [text for text, fixed in EATEN.items() if fixed and "$" not in fixed and "`" not in fixed]
)
def test_what_is_offered_prints_as_it_was_written(text: str) -> None:
    fixed = offered(text)
    assert fixed is not None
    assert block(fixed).striptags() == " ".join(text.split())


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_meant_is_left(text: str) -> None:
    assert findings(text) == []


def test_there_are_enough_cases_of_both_sorts() -> None:
    assert len(EATEN) >= 30
    assert len(INNOCENT) >= 30


def test_the_message_says_what_is_lost() -> None:
    (found,) = findings("2*3*4")
    assert found.message == "in `2*3*4`, `*` is taken for emphasis and not printed"
    assert found.hint == (
        r"Write `2\*3\*4` (in double quotes with each backslash twice); or put it between backticks, if it is code."
    )
    (found,) = findings(r"\(x^2\)")
    assert found.message == r"in `\(…\)`, the backslashes are not printed; a formula is written `$…$`"
    assert found.hint == "Code stands between backticks, a formula between dollar signs: `$x^2$`."
    (found,) = findings(r"What is at C:\*?")
    assert found.message == r"in `C:\*`, the backslash is not printed"


def test_in_an_option_no_list_begins() -> None:
    assert list(find_eaten("- 5", is_block=False)) == []
    asked = question("choice", answer="1918. The war", distractors=["2*3*4", "b", "c"])
    (found,) = eaten_characters(Subject(asked, "1"))
    assert found.route == ("distractors", 0, "text")


def test_of_a_cloze_its_gaps_are_no_part() -> None:
    asked = question("cloze", text="{{1::2*3}} and 2*{{2::x}}*4")
    (found,) = eaten_characters(Subject(asked, "1"))
    assert found.message == "in `2*…*4`, `*` is taken for emphasis and not printed"
    assert found.fixes == ()


@given(st.text(alphabet=st.sampled_from("ab12 *_\\`[]()<>:&;#-+.>=~$/\n\u2028"), max_size=40), st.booleans())
def test_of_any_text_something_is_said_or_nothing(text: str, is_block: bool) -> None:
    for each in find_eaten(text, is_block=is_block):
        assert each.written
        assert each.lost
