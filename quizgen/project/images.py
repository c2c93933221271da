"""Read the images that a question's texts name, or report why one cannot be used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.model.diagnostics import Finding, Route
from quizgen.project.read import SAVE_FIRST, NoFileError, TooLargeError, read_file, real_path, reason_of

MAX_BYTES = 2 * 1024 * 1024
"""A photograph for a phone or a page has some hundred kB; decks with a thousand cards must fit on a phone."""

TYPES: Mapping[str, str] = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def read_media(folder: Path, named: Iterable[tuple[Route, str]]) -> tuple[dict[str, Media], list[Finding]]:
    """Read the images named in texts, by their paths relative to the bank's folder; findings have the texts' routes."""
    media: dict[str, Media] = {}
    findings: list[Finding] = []
    for route, name in named:
        if name in media:
            continue
        read = _read(folder, name)
        if isinstance(read, Media):
            media[name] = read
        else:
            message, hint = read
            findings.append(Finding(route, f"the image `{name}` {message}", hint))
    return media, findings


def _read(folder: Path, name: str) -> Media | tuple[str, str]:
    below = "An image is a file in the bank's own folder: `![a map](images/map.png)`."
    if "://" in name or name.startswith(("//", "data:")):
        return "is on the network", f"{below} Nothing here asks the network."
    file = folder / name
    if Path(name).is_absolute() or not real_path(file).is_relative_to(real_path(folder)):
        return "lies outside of the bank's folder", below
    kind = TYPES.get(file.suffix.lower())
    if kind is None:
        return "is of no kind that a browser shows", f"Make it one of: {', '.join(sorted(TYPES))}."
    try:
        content = read_file(file, MAX_BYTES)
    except TooLargeError:
        return f"has more than {MAX_BYTES // 1024 // 1024} MB", "Make it smaller: decks live on phones."
    except OSError as error:
        return f"cannot be read: {reason_of(error)}", SAVE_FIRST if isinstance(error, NoFileError) else below
    # Named by content: equal pictures are packed once, and a changed picture never collides with the old one in Anki.
    packed = f"quizgen-{hashlib.sha256(content).hexdigest()[:20]}{file.suffix.lower()}"
    return Media(packed, kind, content)


def all_media(items: Iterable[Mapping[str, Media]]) -> Iterator[Media]:
    """Each image once, sorted by name."""
    found = {media.name: media for each in items for media in each.values()}
    yield from (found[name] for name in sorted(found))


@dataclass(frozen=True, slots=True)
class Media:
    """An image: the name it is packed under (made from a hash of its content), its MIME type, and its bytes."""

    name: str
    kind: str
    content: bytes
