"""Names are told from other capitals, and known again in another form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.names import fold, fold_tokens, fold_words, read_names, stands_in
from quizgen.text.tokens import read_tokens


@pytest.mark.parametrize(
    ("text", "inside", "opening"),
    [
        ("the light at Grey Head", ["Grey", "Head"], []),
        ("Every light on the coast. If mine ran slow", [], ["Every", "If"]),
        ("I think that I’m right, says Marie", ["Marie"], []),
        ("“Get rich!” said Bukharin's friends", ["Bukharin's"], ["Get"]),
        ("a plan — Stalin's — and: The end", [], ["Stalin's", "The"]),
        ("the U.S.S.R. of 1936", ["U.S.S.R"], []),
        ("Germany", [], ["Germany"]),
        ("a list\n- One thing\n- another of Ivan", ["Ivan"], ["One"]),
        ("d'Alembert and the École", ["École"], []),
        ("", [], []),
    ],
)
def test_where_names_stand(text: str, inside: list[str], opening: list[str]) -> None:
    names = read_names(text)
    assert [name.written for name in names if not name.opens] == inside
    assert [name.written for name in names if name.opens] == opening
    assert all(text[name.start : name.end] == name.written for name in names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stalin's", "Stalin"),
        ("Stalin’s", "STALIN"),
        ("Soviets'", "Soviet"),
        ("Kulaks", "kulak"),
        ("Kennedies", "Kennedy"),
        ("U.S.", "US"),
    ],
)
def test_case_possessive_and_plural_are_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Paris", "Pari"), ("Marx", "Mar"), ("Less", "Les"), ("Prussia", "Russia")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


ALIASES = {"France": ("French",), "United States": ("America", "Washington"), "Trotsky": ("Bronstein",)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Germany", "the German workers"),
        ("Russia", "a Russian peasant"),
        ("Marxism", "what Marx wrote"),
        ("France", "the French franc"),
        ("French", "of France"),
        ("America", "the workers of the United States"),
        ("States", "American technique"),
        ("Bronstein", "said Trotsky's friends"),
    ],
)
def test_a_name_is_known_by_its_stem_or_an_alias(name: str, text: str) -> None:
    assert stands_in(fold(name), fold_words(text), ALIASES)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Austria", "in Australia"),
        ("Stalin", "as he said"),
        ("America", "one of the states"),
        ("Italy", "the United States"),
        ("Lenin", "on the Lena"),
        ("Ford", "the fort"),
    ],
)
def test_another_name_is_not(name: str, text: str) -> None:
    assert not stands_in(fold(name), fold_words(text), ALIASES)


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    for name in read_names(text):
        assert text[name.start : name.end] == name.written
        assert stands_in(name.folded, fold_words(text), {})


_NEAR_NAMES = st.sampled_from(
    """
    U.S. U.S.S.R. e.g. Ph.D. O’Brien Marx's Marxists lamps A. end.A. 16th 3,000 Germany été don’t the , ( ”
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
)


@given(st.lists(_NEAR_NAMES, max_size=12))
def test_a_text_folded_by_its_tokens_has_the_same_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert fold_tokens(read_tokens(text)) == fold_words(text)
