"""A stimulus → the HTML above a question on a card."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.assembly.quiz import ShownStimulus
from quizgen.model.citation import Passage
from quizgen.outputs.anki.card_words import lang_of
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import block_for_anki, escaped_for_anki, inline_for_anki, paragraphs
from quizgen.outputs.places import say_place


def show_stimulus(stimulus: ShownStimulus, passages: Sequence[Passage], words: Words, language: str) -> str:
    """Its title and its text, or the passages, or else their places; ``language`` is the book's."""
    title = f'<p class="stimulus-title">{inline_for_anki(stimulus.title)}</p>' if stimulus.title else ""
    shown = block_for_anki(stimulus.text) if stimulus.text else "".join(map(_passage, passages))
    if stimulus.places and not passages:
        places = "; ".join([say_place(place, words) for place in stimulus.places])
        # Cards have no full stop here: with one, all notes that were released would be published anew.
        said = words["see_place"].removesuffix(".").format(place=places)
        shown = f"<p{lang_of(words, language)}>{escaped_for_anki(said)}</p>"
    return f'<div class="stimulus">{title}{shown}</div>'


def _passage(passage: Passage) -> str:
    texts = ("".join(words for words, _ in runs) for runs in paragraphs(passage))
    return "".join(f"<p>{escaped_for_anki(text)}</p>" for text in texts)
