"""Dates as banks write them are put on a line of years, in each of the languages."""

from __future__ import annotations

import pytest

from quizgen.text.years import read_span

MARCH, APRIL_4, MAY = 1921 + 2 / 12, 1924 + 3 / 12 + 3 / 372, 1936 + 4 / 12


@pytest.mark.parametrize(
    ("written", "language", "start", "end"),
    [
        ("1921", "en", 1921, 1921),
        ("c. 1500", "en", 1500, 1500),
        ("autumn 1921", "en", 1921, 1921),
        ("March 1921", "en", MARCH, MARCH),
        ("April 4, 1924", "en", APRIL_4, APRIL_4),
        ("4 April 1924", "en-GB", APRIL_4, APRIL_4),
        ("1924-04-04", "en", APRIL_4, APRIL_4),
        ("4.4.1924", "de", APRIL_4, APRIL_4),
        ("4. April 1924", "de", APRIL_4, APRIL_4),
        ("März 1921", "de-AT", MARCH, MARCH),
        ("1er mai 1936", "fr", MAY, MAY),
        ("4 de abril de 1924", "es", APRIL_4, APRIL_4),
        ("marzo 1921", "it", MARCH, MARCH),
        ("1921-23", "en", 1921, 1923),
        ("1921–1923", "en", 1921, 1923),
        ("1918/19", "de", 1918, 1919),
        ("1914 bis 1918", "de", 1914, 1918),
        ("1899-1901", "en", 1899, 1901),
        ("1930s", "en", 1930, 1940),
        ("1930er", "de", 1930, 1940),
        ("February to October 1917", "en", 1917 + 1 / 12, 1917.75),
        ("November 1917 – March 1918", "en", 1917 + 10 / 12, 1918 + 2 / 12),
        ("44 BC", "en", -44, -44),
        ("480 B.C.E.", "en", -480, -480),
        ("58–50 BC", "en", -58, -50),
        ("27 BC – AD 14", "en", -27, 14),
        ("70 CE", "en", 70, 70),
        ("44 v. Chr.", "de", -44, -44),
        ("9 n. Chr.", "de", 9, 9),
        ("52 avant J.-C.", "fr", -52, -52),
        ("44 a. C.", "es", -44, -44),
        ("49 a.C.", "it", -49, -49),
        ("800 d.C.", "it", 800, 800),
        ("March 44 BC", "en", -44 + 2 / 12, -44 + 2 / 12),
        ("May 68 AD", "en", 68 + 4 / 12, 68 + 4 / 12),
        ("1921年", "ja", 1921, 1921),
        ("١٩٢١", "ar", 1921, 1921),
    ],
)
def test_a_date_is_read(written: str, language: str, start: float, end: float) -> None:
    span = read_span(written, language)
    assert span is not None
    assert span == pytest.approx((start, end))


@pytest.mark.parametrize(
    "written",
    [
        "the 19th century",
        "5th century BC",
        "12 million BC",
        "5. Jahrhundert v. Chr.",
        "1,095 litres",
        "long ago",
        "in the 12 months of that year",
        "",
    ],
)
def test_what_is_no_year_is_none(written: str) -> None:
    assert read_span(written, "en") is None
