"""A unit → whether it is a measure (of time, length, mass, money …), by the language of the text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from quizgen.model.language import primary_tag
from quizgen.text.figure import PER_CENT
from quizgen.text.stems import stemmer_for
from quizgen.text.units import fold_unit

MEASURES: Mapping[str, str] = {
    "en": """
        second minute hour day night week fortnight month quarter year decade century generation
        inch foot yard mile meter kilometer centimeter millimeter acre hectare liter gallon barrel bushel
        decimeter milliliter milligram gram kilogram ton ounce pound pood carat hundredweight quintal
        dollar ruble kopeck franc mark shilling penny cent euro guinea crown
        watt kilowatt volt calorie horsepower degree joule newton hertz kelvin
        """,
    "de": """
        Sekunde Minute Stunde Tag Nacht Woche Monat Jahr Jahrzehnt Jahrhundert
        Zoll Fuß Elle Meile Meter Kilometer Zentimeter Millimeter Morgen Hektar Liter Fass Scheffel
        Gramm Kilogramm Kilo Tonne Unze Pfund Pud Zentner
        Dollar Rubel Kopeke Franken Mark Taler Schilling Pfennig Cent Euro Krone Gulden
        Watt Kilowatt Volt Kalorie Grad Prozent
        """,
    "fr": """
        seconde minute heure jour nuit semaine mois an année décennie siècle
        pouce pied toise lieue mille mètre kilomètre centimètre millimètre arpent hectare litre tonneau boisseau
        gramme kilogramme kilo tonne once livre poud quintal
        dollar rouble kopeck franc mark écu sou centime euro couronne
        watt kilowatt volt calorie degré
        """,
    "es": """
        segundo minuto hora día noche semana mes año década siglo
        pulgada pie vara legua milla metro kilómetro centímetro milímetro acre hectárea litro barril fanega
        gramo kilogramo kilo tonelada onza libra pud quintal
        dólar rublo kopek franco marco peseta real centavo céntimo euro corona peso
        vatio kilovatio voltio caloría grado
        """,
}
"""Units of measurement in the singular, by the primary tag (BCP 47) of their language."""


def is_measure(unit: str, language: str) -> bool:
    """Whether a unit, as `Figure` has it, is a measure; ``language`` is a tag such as ``en-GB``."""
    base = unit.removeprefix("square ").removeprefix("cubic ")
    return unit == PER_CENT or stemmer_for(language)(base) in _stems(primary_tag(language))


@cache
def _stems(language: str) -> frozenset[str]:
    stem = stemmer_for(language)
    words = MEASURES.get(language, "").split()
    return frozenset(stem(each) for word in words for each in (fold_unit(word), word.lower()))  # mes: from meses
