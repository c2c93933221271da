"""A number in scientific notation, which keeps the power of ten that was written: ``6.022e23``, ``60.22e22``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_POWER = re.compile(r"[eE]([-+]?\d+)\s*\Z")


class Scientific(Decimal):
    """A finite number that is printed as a mantissa and a power of ten; in all else it is its value."""

    power: int

    def __new__(cls, value: Decimal, power: int) -> Scientific:
        number = super().__new__(cls, value)
        number.power = power
        return number

    @property
    def mantissa(self) -> Decimal:
        """What the power of ten is multiplied by, with every digit that was written."""
        sign, digits, exponent = self.as_tuple()
        assert isinstance(exponent, int)  # a text only in infinities and the like
        return Decimal((sign, digits, exponent - self.power))

    def __reduce__(self) -> tuple[type[Scientific], tuple[Decimal, int]]:  # type: ignore[override]  # it has a power too
        return Scientific, (Decimal(self), self.power)

    def __copy__(self) -> Scientific:
        return self

    def __deepcopy__(self, memo: Any) -> Scientific:
        return self


def as_written(number: Decimal, written: object) -> Decimal:
    """A number in the notation in which it, or another number, was written; 0 has no power of ten."""
    if not number:
        return number
    if isinstance(written, Scientific):
        return Scientific(number, written.power)
    found = _POWER.search(written) if isinstance(written, str) else None
    return Scientific(number, int(found[1])) if found else number
