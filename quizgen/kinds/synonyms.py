"""What other programs, and teachers, call the kinds of question."""

from __future__ import annotations

from quizgen.text.spelling import Synonyms

_ONE_OR_SEVERAL = "mcq mc multiple-choice multichoice multiple-choice-question choix-multiple opcion-multiple qcm"

KIND_SYNONYMS: Synonyms = {
    "choice": f"{_ONE_OR_SEVERAL} single single-choice single-answer one-of select radio choose opcion auswahl choix "
    "einfachauswahl seleccion",
    "multiple": f"{_ONE_OR_SEVERAL} multiple-answer multiple-answers multiple-response multi-select checkbox "
    "checkboxes select-all several mehrfachauswahl choix-multiples seleccion-multiple",
    "true-false": "tf t/f true/false boolean bool yes-no yesno right-wrong statement richtig-falsch wahr-falsch "
    "vrai-faux verdadero-falso",
    "short": "short-answer sa text text-answer one-word open? open-answer? free? free-text? fill-in? kurzantwort "
    "reponse-courte respuesta-corta question? identification",
    "numeric": "number numerical num calculation calculated calculate math integer float zahl nombre numero",
    "cloze": "fill-in fill-in-the-blank fill-in-the-blanks fill-in-blank fill-in-the-gap fib fitb gap gaps gap-text "
    "blank blanks missing-words lueckentext luckentext lucke texte-a-trous huecos completion complete",
    "order": "ordering sequence sequencing sort sorting rank ranking arrange reihenfolge ordnen ordre ordenar timeline",
    "match": "matching pairs pair pairing connect zuordnung zuordnen appariement emparejar associer",
    "term": "flashcard flash-card flashcards card vocab vocabulary definition define glossary basic word begriff "
    "vokabel terme termino keyword",
    "person": "people who who-is-who who-was-it biography figure? character? personen personne persona personaggio",
    "date": "dates year years when event event-date history-date timeline chronology datum jahreszahl fecha data",
    "essay": "open open-ended open-question open-answer free free-text free-response long long-answer long-text "
    "extended-response paragraph discussion aufsatz offen offene-frage freitext redaction ensayo",
}
"""By a kind's name. A word that stands with two kinds may mean either."""
