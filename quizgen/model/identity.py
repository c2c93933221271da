"""What Anki tells a book's questions from others' by: the ``identity`` in ``book.yaml``, or the name of the folder."""

from __future__ import annotations

import hashlib
import secrets
import string

LENGTH = 12


def draw_identity() -> str:
    """Letters drawn by chance: 12 of them, so that no two books of a lifetime share them."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(LENGTH))


def guid_of(identity: str, question_id: str) -> str:
    """What Anki knows a question's note by, in every edition of its deck."""
    return hashlib.sha256(f"quizgen/{identity}/{question_id}".encode()).hexdigest()[:20]
