"""The fields of a note → the same fields, with the images that only a script shows named where Anki looks for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_IN_ATTRIBUTE = re.compile(r"&lt;img src=&#34;(quizgen-[^&]+)&#34;")


def with_hidden_images(fields: Sequence[str]) -> list[str]:
    """The fields; one with an image that the note shows only by a script has it once more as an element, hidden.

    Anki's media check sees no image that is named in an attribute: it would be listed as unused, and deleted.
    """
    together = "".join(fields)
    if "&lt;img" not in together:
        return list(fields)
    made = []
    for field in fields:
        hidden = [name for name in dict.fromkeys(_IN_ATTRIBUTE.findall(field)) if f'<img src="{name}"' not in together]
        shown = "".join([f'<img src="{name}" alt="">' for name in hidden])
        made.append(f'{field}<div class="pictures" hidden>{shown}</div>' if hidden else field)
        together += shown
    return made
