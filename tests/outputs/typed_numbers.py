"""Numbers as they are typed on a screen, each with its question and what is said of it on a worksheet and a card."""

from __future__ import annotations

from typing import Any

_RIGHT, _WRONG, _NONE = "✓ Right", "✗ Wrong", "Write a number, such as 12.5"
_EXACT = {"tolerance": "0", "unit": ""}
_MOLE = {"answer": "6.022e23", **_EXACT}
_CHARGE = {"answer": "-1.6e-19", "tolerance": "0", "unit": "C"}
_FALL = {"answer": "9.81", "tolerance": "0", "unit": "m/s^2"}
_DENSITY = {"answer": "5", "tolerance": "0", "unit": "kg m^{-3}"}
_SHARE = {"answer": "12.3", "tolerance": "0", "unit": "per cent"}
_SEVERAL = {"answer": "5", "tolerance": "5%", "also": ["20", {"from": "7", "to": "9"}], "unit": ""}

TYPED_NUMBERS: tuple[tuple[str, dict[str, Any], str, str], ...] = tuple(
    ("numeric", question, typed, said)
    for question, said, all_typed in (
        (
            _MOLE,
            _RIGHT,
            (
                *("6.022e23", "6.022E+23", "6,022·10^23", "6.022 x 10^23", "6.022 X 10^23", "6.022*10^23", "60.22e22"),
                *("6.022×10²³", "6.022 × 10²³", "6.022 \\cdot 10^{23}", "6.022 \\times 10^23", "6.022*10**23"),
                *("6.022⋅10^+23", "602 200 000 000 000 000 000 000", "602.2e21", "0.6022e24"),
            ),
        ),
        (_MOLE, _WRONG, ("6.022", "6.022e22", "6.022e-23", "-6.022e23", "6.023e23", "1e400")),
        (_MOLE, _NONE, ("6.022e", "6.022 × 1023", "6.022 x 11^23", "10^", "x 10^23", "mole", "6.022e23 kg", "1/0")),
        ({"answer": "1e23", **_EXACT}, _RIGHT, ("10^23", "10²³", "1e23", "1·10^23")),
        (_CHARGE, _RIGHT, ("-1.6e-19", "−1,6·10⁻¹⁹", "-1.6 × 10^-19 C", "–1.6 x 10^{−19} C", "-16e-20 c")),
        (_CHARGE, _WRONG, ("1.6e-19", "-1.6e19", "-1.6 × 10^19 C")),
        ({"answer": "0.5", **_EXACT}, _RIGHT, ("1/2", "½", ".5", "0,5", "50 %", "50%", "2/4", "1 / 2", "5e-1")),
        ({"answer": "0.5", **_EXACT}, _WRONG, ("2/1", "-½", "5 %", "1/3", "05")),
        ({"answer": "3.5", **_EXACT}, _RIGHT, ("3 1/2", "3½", "3 ½", "7/2")),
        ({"answer": "0.123", **_EXACT}, _RIGHT, ("12.3 %", "12,3%")),
        ({"answer": "-0.5", **_EXACT}, _RIGHT, ("-½", "−1/2", "- 0.5")),
        (_FALL, _RIGHT, ("9.81", "9.81 m/s^2", "9.81 m/s²", "9,81 m/s2", "9.81m / s²")),
        (_FALL, _NONE, ("9.81 m/s", "9.81 m/s³", "9.81 km/h")),
        (_DENSITY, _RIGHT, ("5 kg m^-3", "5 kg m⁻³", "5 kg·m^{-3}", "5 kg*m−3")),
        (_DENSITY, _NONE, ("5 kg m^3", "5 g m^-3")),
        (_SHARE, _RIGHT, ("12.3", "12,3 %", "12.3%", "12.3 per cent", "12.3 percent")),
        (_SHARE, _WRONG, ("0.123", "123 %")),
        ({"answer": "5", "tolerance": "0", "unit": "µmol"}, _RIGHT, ("5 µmol", "5 μmol", "5µmol")),
        ({"answer": "20", "tolerance": "0", "unit": "°C"}, _RIGHT, ("20 °C", "20°C", "20℃", "20 °c")),
        ({"answer": "3.50", "tolerance": "0", "unit": "$"}, _RIGHT, ("$3.50", "3.5 $", "3,5")),
        (
            {"answer": "1000.5", **_EXACT},
            _RIGHT,
            ("1,000.5", "1.000,5", "1 000.5", "1'000.5", "1’000,5"),
        ),
        (_SEVERAL, _RIGHT, ("4.75", "5.25", "7", "9", "8.5", "19", "21")),
        (_SEVERAL, _WRONG, ("4.7", "5.3", "6.9", "9.1", "18.9", "21.1")),
    )
    for typed in all_typed
)
