"""A stimulus → the HTML above a question on a card."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.assembly.quiz import ShownStimulus
from quizgen.model.citation import Passage
from quizgen.outputs.markup import block_for_anki, escaped_for_anki, inline_for_anki, paragraphs


def show_stimulus(stimulus: ShownStimulus, passages: Sequence[Passage]) -> str:
    """Its title and its text, or the passages, or else their places; names of places are English, as on all cards."""
    title = f'<p class="stimulus-title">{inline_for_anki(stimulus.title)}</p>' if stimulus.title else ""
    shown = block_for_anki(stimulus.text) if stimulus.text else "".join(map(_passage, passages))
    if stimulus.places and not passages:
        shown = f"<p>See {escaped_for_anki('; '.join(stimulus.places))}</p>"
    return f'<div class="stimulus">{title}{shown}</div>'


def _passage(passage: Passage) -> str:
    texts = ("".join(words for words, _ in runs) for runs in paragraphs(passage))
    return "".join(f"<p>{escaped_for_anki(text)}</p>" for text in texts)
