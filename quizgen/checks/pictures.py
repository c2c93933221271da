"""Checks that what a picture shows is also said in words."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.markdown import find_images


def image_without_text(subject: Subject) -> Iterator[Finding]:
    """An image has an alternative text, which is read aloud and printed where the picture cannot be shown.

    Who listens to a card has nothing else of the picture (WCAG 2.2, success criterion 1.1.1), and neither has a list
    in which letters are chosen on a screen. It says what is to be seen, and not the answer. Whether the text says that
    is not looked at: any text will do.

    Bad:
        kind: short
        prompt: 'Which part of the lamp is this? ![](images/lens.png)'
        answer: "the lens"
    Good:
        kind: short
        prompt: 'Which part of the lamp is this? ![a ring of sixteen panels](images/lens.png)'
        answer: "the lens"
    """
    for route, text in subject.texts:
        for image in find_images(text):
            if not image.alternative:
                name = f"<{image.name}>" if " " in image.name else image.name
                yield Finding(
                    route,
                    f"the image `{image.name}` has no text that says what it shows",
                    f"Write it between the brackets, without the answer: `![a map of the coast]({name})`.",
                )


CHECKS = (Check(image_without_text, Severity.WARNING),)
