"""Each word of a text is found at its place, in a text of any length, by whatever rule."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.text.tokens import Index, read_tokens
from quizgen.text.words import split_words

TEXTS = st.text(
    alphabet=st.sampled_from("ab zé’'-—½\u00ad\u0301ßﬁ1,.\n磨坊。かガ\u3099กิकि\u064e"), max_size=60
) | st.text(max_size=60)


@given(TEXTS)
def test_the_map_back_leads_to_the_same_words(text: str) -> None:
    tokens = read_tokens(text)
    bounds = list(tokens.all_bounds())
    for word, (start, end) in zip(tokens.words, bounds, strict=True):
        assert 0 <= start < end <= len(text)
        assert word in split_words(text[start:end])
    assert bounds == [tokens.bounds(word) for word in range(len(tokens))]
    starts = [start for start, _ in bounds]
    assert starts == sorted(starts)
    assert tokens.words == split_words(text)
    assert set(tokens.vocabulary) == set(tokens.words)
    assert [tokens.first_from(offset) for offset in range(len(text) + 2)] == [
        bisect_left(starts, offset) for offset in range(len(text) + 2)
    ]


@given(st.lists(TEXTS, min_size=1, max_size=8))
@settings(max_examples=50)
def test_a_line_may_be_as_long_as_a_chapter(pieces: list[str]) -> None:
    text = " ".join(pieces).replace("\n", " ") * 30
    tokens = read_tokens(text)
    assert tokens.words == split_words(text)
    bounds = list(tokens.all_bounds())
    assert bounds == [tokens.extent(word, word + 1) for word in range(len(tokens))]
    assert all(word in split_words(text[start:end]) for word, (start, end) in zip(tokens.words, bounds, strict=True))
    starts = [start for start, _ in bounds]
    assert starts == sorted(starts)
    assert all(tokens.first_from(offset) == bisect_left(starts, offset) for offset in range(0, len(text) + 2, 7))


@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(1, 30), st.data())
@settings(max_examples=100)
def test_paragraphs_as_running_text_have_the_same_words(pieces: list[str], times: int, data: st.DataObject) -> None:
    tokens = read_tokens(" ".join(pieces) * times)
    offsets = [*(start for start, _ in tokens.all_bounds()), len(tokens.text)]
    whole = st.sampled_from([at for at in range(len(offsets)) if at == 0 or offsets[at] > offsets[at - 1]])
    cuts = sorted(data.draw(st.sets(whole, max_size=5)))
    spans = list(pairwise(cuts))
    paragraphs = [((first, last), (offsets[first], offsets[last])) for first, last in spans]
    running = tokens.reflowed(paragraphs)
    joined = [tokens.rule.join(tokens.text, start, end) for _, (start, end) in paragraphs]
    assert running.text == "\n\n".join(" ".join(each.split()) for each in joined)
    assert running.words == tuple(word for first, last in spans for word in tokens.words[first:last])
    bounds = list(running.all_bounds())
    assert [running.text[start:end] for start, end in bounds] == [
        tokens.text[slice(*tokens.bounds(at))] for span in spans for at in range(*span)
    ]
    assert bounds == [running.bounds(word) for word in range(len(running))]


@given(
    st.lists(st.sampled_from(["a", "aa", "b", "ab"]), max_size=40),
    st.lists(st.sampled_from(["a", "aa", "b"]), max_size=3),
)
def test_the_index_finds_every_run_of_whole_words(words: list[str], run: list[str]) -> None:
    expected = [i for i in range(len(words) - len(run) + 1) if run and words[i : i + len(run)] == run]
    assert list(Index(words).find(run)) == expected
    assert list(Index(words, frozenset(run)).find(run)) == expected
