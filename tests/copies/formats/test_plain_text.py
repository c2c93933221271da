"""Plain text is read in the encoding that it is in, and Markdown by its paragraphs; what is unsure is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.copies.copy import read_copy
from quizgen.copies.formats.encoding import decode

ENGLISH = "“The keeper’s year,” he said — a café; the price was £3. The rôle of the naïve …"
FRENCH = "Été comme hiver, le gardien allume la lampe à la tombée de la nuit ; où qu’il soit, « voilà », dit-il."
GERMAN = "Der Leuchtturmwärter trägt Öl über die Brücke; die Straße ist naß."
SPANISH = "El farero enciende la lámpara al anochecer. ¿Por qué? ¡Mañana, señor! Años y años."
POLISH = "Zażółć gęślą jaźń. Latarnik niósł olej przez most; światło było słabe, a morze głębokie."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Strážce majáku nesl olej přes most."
HUNGARIAN = "Árvíztűrő tükörfúrógép. A toronyőr este meggyújtja a lámpát, és felhúzza az órát."
RUSSIAN = "Смотритель маяка зажигает лампу в сумерках и заводит часы, которые вращают линзу над морем."
GREEK = "Ο φύλακας του φάρου ανάβει τη λάμπα το σούρουπο."
ASCII = "The keeper lights the lamp at dusk, and winds the clock that turns the lens above the sea.\n"

ENCODINGS = [
    *((text, "cp1252") for text in (ENGLISH, FRENCH, GERMAN, SPANISH)),
    *((text, "mac_roman") for text in (ENGLISH, FRENCH, GERMAN)),
    *((text, "latin-1") for text in (GERMAN, SPANISH)),
    *((text, encoding) for text in (POLISH, CZECH, HUNGARIAN) for encoding in ("cp1250", "iso8859_2")),
    *((RUSSIAN, encoding) for encoding in ("koi8_r", "cp1251", "cp866", "mac_cyrillic", "utf-16-le", "utf-16-be")),
    (GREEK, "cp1253"), (GREEK, "iso8859_7"), (GERMAN, "cp850"), (ASCII, "utf-16-le"), (ASCII, "utf-16-be"),
    *((ENGLISH, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS)
@pytest.mark.parametrize("surroundings", ["", ASCII * 300])
def test_encodings(text: str, encoding: str, surroundings: str) -> None:
    written = f"{surroundings}{text}\n{surroundings}"
    decoded = decode(written.encode(encoding))
    assert decoded is not None
    assert decoded.text == written


def test_where_two_encodings_would_do_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "book.txt"
    file.write_bytes((ASCII * 9 + "Sm\u00f8rrebr\u00f8d \u00a5 \u00d8\u00de\n").encode("latin-1"))
    copy, diagnostics = read_copy(file)
    assert copy is not None
    for diagnostic in diagnostics:
        assert (diagnostic.code, diagnostic.severity) == ("copy-encoding", "warning")
    file.write_bytes(ASCII.encode() * 9 + bytes(range(0xA0, 0x100)) * 3)
    copy, (diagnostic,) = read_copy(file)
    assert copy is not None
    assert "does not say in which encoding" in diagnostic.message


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)


@given(st.sampled_from(["zip", "punycode", "idna", "rot13", "unicode_escape", "utf-7", "undefined", "mbcs", "\x00"]))
def test_a_declared_encoding_is_one_of_text(declared: str) -> None:
    decoded = decode("naïve\n".encode("cp1252") * 20, declared)
    assert decoded is not None
    assert decoded.text == "naïve\n" * 20


MARKDOWN = """\
---
title: no
---

# The *Lamp*

A lamp burns[^1] four
litres; see [the table](#t).

> It is said.

| Oil | Glass |
|-----|-------|
| 4   | 16    |

Two &mdash; \\*signs\\*, and <b>bold</b>.

- one
- two

[^1]: no
"""


def test_markdown(tmp_path: Path) -> None:
    file = tmp_path / "book.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    copy, diagnostics = read_copy(file)
    assert copy is not None, diagnostics
    assert copy.lines == (
        "The Lamp", "A lamp burns four litres; see the table.", "It is said.", "Oil | Glass", "4 | 16",
        "Two — *signs*, and bold.", "one", "two",
    )  # fmt: skip
    assert copy.headings == {0: 1}
