"""A word → whether it is a chemical formula as one types it: ``H2O``, ``NaCl``."""

from __future__ import annotations

import re

_SYMBOLS = """
    H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo
    Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl
    Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)

_FORMULA = re.compile(rf"(?:(?:{'|'.join(sorted(_SYMBOLS, key=len, reverse=True))})[\d₀-₉]*)+")
_BEYOND_DOUBT = re.compile(r"[^\W\d_][\d₀-₉]|[^\W\d_][A-Z].*[a-z]|[a-z][A-Z]")


def is_chemical_formula(word: str) -> bool:
    """Whether a word is made of symbols of elements, and has a number or several symbols, one of them in two letters.

    A word in capitals alone (``CO``, ``KOH``) may be an abbreviation as well.
    """
    return _BEYOND_DOUBT.search(word) is not None and _FORMULA.fullmatch(word) is not None
