"""Figures in Chinese and Japanese numerals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quizgen.text.figure import PER_CENT, Amount, Kind
from quizgen.text.figures import read_evidence, read_figures


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("三十四个人", [34]),
        ("十二月", [12]),
        ("一九三六年", [1936]),
        ("二〇〇八年", [2008]),
        ("一千零五十斤", [1050]),
        ("两万三千", [23_000]),
        ("一億二千万円", [120_000_000]),
        ("3万人", [30_000]),
        ("1.5亿", [150_000_000]),
        ("建于1762年，停用于1904年", [1762, 1904]),
        ("１９３６年", [1936]),
        ("万一下雨，千万别来", []),
        ("二三个人", []),
    ],
)
def test_numerals_and_their_values(text: str, amounts: list[Amount]) -> None:
    assert [figure.spoken for figure in read_figures(text)] == amounts
    assert not any(figure.unit for figure in read_figures(text))


def test_shares_and_ranks() -> None:
    third, tenth = read_figures("三分之一，百分之十")
    assert [set(third.readings), set(tenth.readings)] == [{(Kind.SHARE, Fraction(1, part))} for part in (3, 10)]
    assert (third.unit, tenth.unit) == ("", PER_CENT)
    assert read_figures("２０％")[0].readings == {(Kind.SHARE, Fraction(1, 5))}
    assert (Kind.RANK, 3) in read_figures("第三章")[0].readings


def test_one_numeral_alone_is_evidence_and_needs_none() -> None:
    (some,) = read_figures("一定")
    assert some.is_loose
    assert read_evidence("共有三十二人").bears_out(read_figures("32")[0])
    assert not read_evidence("共有三十二人").bears_out(read_figures("33")[0])
