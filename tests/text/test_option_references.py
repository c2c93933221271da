"""Options that refer to the others are recognised in four languages, wherever in their sentence."""

from __future__ import annotations

import pytest

from quizgen.text.option_references import refers_to_options

REFERENCES = """
none of the above|All of these.|Both of them|Neither of these|They are all correct|none of the composers listed
All of the above are true|None of these answers is correct|No answer is correct|I think that none of these fits
None of the other options|all three of the above|Both are correct|None of the countries mentioned above|Neither
none of these composers|No other answer fits|There is no correct answer|Each of the above|None of the rest
The above are all true|not one of these|more than one of the above|everything listed|No correct answer is given
keins davon|keine der anderen|nichts stimmt|Es stimmt keine|aucun des deux|pas de bonne réponse|aucune n'est correcte
l'ensemble des réponses|todas las de arriba|no hay respuesta correcta|Ninguno de los dos|*None* of these
keine der genannten|alle oben genannten|Keine der oben genannten Antworten|keine davon|Keine dieser Antworten
Alle Antworten sind richtig|Alles davon|Nichts davon|Sie sind alle richtig|Keine Antwort ist richtig|weder noch
keiner der genannten Komponisten|Keines der obigen|Keiner von beiden|Keine der Aussagen trifft zu|alle drei|beides
aucune de ces réponses|toutes les réponses|Toutes les réponses ci-dessus|aucun de ces compositeurs|tous les trois
Aucune des réponses proposées|Elles sont toutes correctes|les deux réponses|ni l’un ni l’autre|Aucun d’entre eux
aucun des compositeurs cités|Aucune réponse n'est correcte|Toutes les précédentes|Toutes sont vraies|rien de tout cela
ninguna de las anteriores|todas las anteriores|Todas las respuestas son correctas|Ninguno de los anteriores
Ninguna de estas|Todos ellos|Ambas respuestas|Todas son correctas|ninguno de los compositores mencionados
Ninguna es correcta|nada de lo anterior|Son todas correctas|Las dos son correctas|ninguna de las otras
"""

ANSWERS = """
all of the sailors|The workers were all paid|None of the wounded were named|No other country had so many|They all died
Both sides lost men|Every day|all men are mortal|nobody|He named all of the islands|both of his sons|neither side
All power to the Soviets|They were all arrested in 1937|No statement was made|all these years|Both were shot
all the cities shown on the map were burnt|no choices had to be made|each of the three plans|Alle Arbeiter streikten
keine Arbeit|alle Macht den Räten|Toutes les usines|tous les ouvriers|Tout le pouvoir aux soviets|Todos los obreros
alle anderen Länder|one of the keepers|most of them|some of these men had fled|everything in the cellar|kein Mensch
ninguna fábrica|todo el pueblo|nichts|Nada
"""


def _each(lines: str) -> list[str]:
    return [each for line in lines.strip().splitlines() for each in line.split("|")]


@pytest.mark.parametrize("option", _each(REFERENCES))
def test_a_reference_is_recognised(option: str) -> None:
    assert refers_to_options(option)


@pytest.mark.parametrize("option", _each(ANSWERS))
def test_an_answer_with_such_a_word_is_none(option: str) -> None:
    assert not refers_to_options(option)
