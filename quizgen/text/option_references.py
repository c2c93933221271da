"""An option → whether it refers to the other options, as “none of these” does, and so has to stand last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"(?:all|none|both|neither|any|each|every one)(?: of)? (?:the )?(?:above|foregoing|preceding)",
        r"(?:all|none|both|neither|any)(?: of)? (?:these|them|those)(?: {things})?",
        r"(?:all|none|both|neither|any|each) of (?:these|those)(?: (?!{verb}\b)[\w-]+){{1,2}}",
        r"(?:all|any|none) (?:two|three|four|five)? ?of (?:these|them|those|the above)",
        r"(?:one|two|some|most|either|not one|not any|any one|more than one) of (?:these|the above)",
        r"(?:everything|nothing|anything) (?:above|listed|mentioned|named|said above)",
        r"(?:all|none|both|neither|any|each) (?:of )?(?:the )?(?:other |given |listed |above )?{things}",
        r"no (?:other |given |listed )?{things} (?:{verb} )?(?:{right}|fits?|apply|applies|listed|given|above)",
        r"no (?:correct|right|true) {things}",
        r"(?:all|none|both|neither|any|no)(?: of)? (?:the |these |those )?(?!{verb}\b)[\w-]+(?: (?!{verb}\b)[\w-]+)?"
        r" (?:above|listed|mentioned|named|given|shown|here)",
        r"(?:they|these|those|the above)(?: {verb})? (?:all|both)(?: {verb})?(?: {right})?",
        r"(?:all|none|both|neither)(?: {verb}) {right}",
        r"(?:all|none|both|neither) (?:apply|applies)",
        r"none of the",
    ),
    "de": (
        r"(?:keine[rsn]?|alle[sr]?|beide[s]?|jede[sr]?|nichts|sämtliche)(?: (?:der|die|das|den|dieser|diese|von|davon"
        r"|oben|hier|zuvor|vorher|vorstehend|bisher))* (?:genannte[nrs]?|obige[nrs]?|aufgeführte[nrs]?"
        r"|aufgezählte[nrs]?|angegebene[nrs]?|angeführte[nrs]?|vorstehende[nrs]?|gezeigte[nrs]?)(?: [\w-]+)?",
        r"(?:keine[rs]?|keins|alle)(?: der)? anderen",
        r"(?:alles|nichts) {verb}",
        r"es {verb} (?:alles|nichts|keine[rs]?|keins)",
        r"(?:keine[rsn]?|keins|alle[s]?|beide[s]?|nichts) (?:davon|von (?:ihnen|diesen|beiden|alledem|allem"
        r"|den (?:beiden|dreien|genannten|obigen))|dieser|diese|der beiden|der drei)(?: {things})?",
        r"(?:keine|alle|beide|jede) (?:der |dieser |diese |die )?(?:genannten |obigen |anderen |drei |vier )?{things}",
        r"(?:(?:sie|es|diese) )?(?:sind|ist|stimmen|treffen) (?:alle|beide)(?: {right})?",
        r"(?:keine[rs]?|alle|beide|alles) {verb} {right}",
        r"(?:keine[rs]?|alle) dieser (?!{verb}\b)[\w-]+",
        r"weder noch",
    ),
    "fr": (
        r"(?:aucun|aucune|toutes|tous|chacune|chacun|ni l'une ni l'autre|ni l'un ni l'autre|les deux|les trois"
        r"|l'une? ou l'autre)"
        r"(?: (?:de|d'entre|parmi))? ?(?:ces|ceux-ci|celles-ci|ceux-là|celles-là|elles|eux|ceux|celles)(?: {things})?",
        r"(?:aucun|aucune|toutes|tous|les deux)(?: (?:de|des|les|la|ces))*(?: {things})(?: {given})?",
        r"(?:aucun|aucune|toutes|tous)(?: (?:de|des|les|ces))*(?: (?!{verb}\b)[\w'-]+){{1,2}} {given}",
        r"(?:elles|ils|ces {things})? ?{verb} (?:toutes|tous|tous deux|toutes deux)(?: {right})?",
        r"(?:aucune|aucun|toutes|tous|les deux) (?:n'est |ne sont |{verb} )?{right}",
        r"(?:aucune?|toutes|tous) (?:de |d'entre )?ces (?!{verb}\b)[\w'-]+",
        r"rien de (?:tout cela|tout ça|ce qui précède)",
        r"tout (?:cela|ce qui précède)",
        r"(?:aucune|toutes) ci-dessus",
        r"aucune? des (?:deux|trois|quatre)",
        r"(?:aucune|pas de) bonne réponse",
        r"(?:l'ensemble|chacune) de(?:s| ces) {things}(?: {given})?",
        r"ni l'une? ni l'autre",
    ),
    "es": (
        r"(?:ninguna|ninguno|todas|todos|ambas|ambos|cualquiera|nada|todo)(?: (?:de|las|los|lo|estas|estos|las dos))*"
        r" (?:anteriores|anterior|mencionad[oa]s?|citad[oa]s?|indicad[oa]s?|señalad[oa]s?|nombrad[oa]s?|listad[oa]s?)",
        r"(?:ninguna|ninguno|todas|todos|ambas|ambos|cualquiera)(?: de)? (?:las |los |estas |estos )?"
        r"(?:ellas|ellos|estas|estos|éstas|éstos|dos|otras|otros|{things})(?: {given})?",
        r"(?:ninguna|ninguno|todas|todos)(?: (?:de|las|los|estas|estos))+(?: (?!{verb}\b)[\w-]+){{1,2}} {given}",
        r"(?:ninguna|ninguno|todas|todos|ambas|ambos) (?:{verb} )?{right}",
        r"{verb} (?:todas|todos|ambas|ambos)(?: {right})?",
        r"(?:ninguna|ninguno) de (?:estas|estos) (?!{verb}\b)[\w-]+",
        r"(?:las|los) dos (?:{verb} )?(?:{right}|{given})",
        r"(?:todas|ninguna|todos|ninguno) (?:de )?(?:las|los) de arriba",
        r"no hay (?:ninguna )?(?:respuesta|opción) correcta",
        r"ni lo uno ni lo otro",
        r"ni una ni otra",
    ),
}
"""Phrases that refer to the other options, by language; the words in braces are in ``_WORDS``."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "things": r"(?:options?|answers?|choices?|alternatives?|statements?|responses?|others|rest|possibilities)",
        "verb": r"(?:is|are|was|were|has|have|had|can|could|may|will|would|does|do|did)",
        "right": r"(?:all )?(?:correct|right|true|wrong|false|incorrect|possible|equal(?:ly good)?)",
    },
    "de": {
        "things": r"(?:antwort(?:en|möglichkeiten?)?|aussagen?|möglichkeit(?:en)?|option(?:en)?|lösung(?:en)?"
        r"|alternativen?)",
        "verb": r"(?:ist|sind|war|waren|stimmt|stimmen|trifft|treffen)",
        "right": r"(?:richtig|korrekt|falsch|wahr|zu|möglich|zutreffend)",
    },
    "fr": {
        "things": r"(?:réponses?|propositions?|options?|affirmations?|choix|possibilités?|solutions?)",
        "given": r"(?:ci-dessus|précédente?s?|proposée?s?|citée?s?|mentionnée?s?|indiquée?s?|données?|énumérée?s?"
        r"|n'est .*)",
        "verb": r"(?:est|sont|était|étaient|ont|avaient|peuvent)",
        "right": r"(?:toutes |tous )?(?:correcte?s?|juste?s?|exacte?s?|vraie?s?|bonnes?|bons?|fausses?|faux"
        r"|possibles?)",
    },
    "es": {
        "things": r"(?:respuestas?|opción|opciones|alternativas?|afirmaciones|afirmación|proposiciones)",
        "given": r"(?:anteriores|de arriba|mencionad[oa]s|citad[oa]s|indicad[oa]s|dad[oa]s|propuest[oa]s|listad[oa]s)",
        "verb": r"(?:es|son|era|eran|está|están|tiene|tienen|puede|pueden)",
        "right": r"(?:correct[oa]s?|verdader[oa]s?|ciert[oa]s?|fals[oa]s?|válid[oa]s?|posibles?)",
    },
}

_AFTER: Mapping[str, str] = {
    "en": r"(?: (?:{verb}|apply|applies|fits?|works?|holds?|together|at once)\b.*)?",
    "de": r"(?: (?:{verb}|zu|zusammen|zugleich)\b.*)?",
    "fr": r"(?: (?:{verb}|n'est|ne|à la fois|ensemble)\b.*)?",
    "es": r"(?: (?:{verb}|a la vez)\b.*)?",
}
"""What may follow: a verb and what it says of them all."""


_BY_ITSELF = re.compile(
    r"none|all|both|neither|neither one|all (?:two|three|four)"
    r"|keine[rs]?|keins|alle|beide|beides|alle (?:drei|vier)"
    r"|aucune?|toutes|tous|tous les (?:trois|quatre)|toutes les (?:trois|quatre)|les deux"
    r"|ningun[oa]|tod[oa]s|amb[oa]s|l[oa]s (?:dos|tres)"
)
"""Words that refer to the other options where nothing else is said."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = _WORDS[language]
    phrases = "|".join(phrase.format_map(words) for phrase in REFERENCES[language])
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w){_AFTER[language].format_map(words)}$")


_OPENINGS = re.compile(
    r"\b(?:all|none|both|neither|either|any|not?|each|every|one|two|some|most|more|the above|these"
    r"|kein|alle|beide|jede|nichts|sämtliche|weder|aucun|tou[ts]|chacun|ni|rien|pas"
    r"|l'ensemble|les (?:deux|trois)|l'une|l[oa]s (?:dos|tres)|ningun|tod[oa]|amb[oa]s|cualquiera|nada)"
)
"""Prefilter: a reference has one of these words, or begins so."""


def refers_to_options(text: str) -> bool:
    """Whether an option refers to the others, in English, German, French or Spanish, wherever in its sentence.

    All languages are tried: a book in one of them may teach another.
    """
    if _OPENINGS.search(text.lower()) is None:
        return False
    said = " ".join(re.findall(r"[\w'-]+", text.lower().replace("’", "'")))
    return _BY_ITSELF.fullmatch(said) is not None or any(_pattern(language).search(said) for language in REFERENCES)
