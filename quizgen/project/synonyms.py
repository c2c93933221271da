"""What other programs, and teachers, call the fields of banks, of `book.yaml` and of recipes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizgen.text.spelling import Meant, Synonyms, find_meant

FIELD_SYNONYMS: Synonyms = {
    # questions
    "id": "name? key? uid uuid guid identifier slug number? nr? nummer?",
    "kind": "type typ question-type qtype questiontype sort format? art tipo genre category?",
    "prompt": "question stem text? statement ask asked query q task title? problem front? frage aufgabe enonce "
    "pregunta enunciado item? sentence? instruction? instructions?",
    "text": "question? prompt? sentence cloze gap-text statement? stem? body? lueckentext texte texto",
    "answer": "correct correct-answer correct-option correct-choice right right-answer solution result key? options "
    "choices alternatives a back? antwort loesung losung reponse respuesta solucion value? response",
    "answers": "correct right correct-answers right-answers solutions solution key? options choices alternatives "
    "antworten reponses respuestas correct-options",
    "distractors": "distractor wrong wrong-answers wrong-options wrong-answer wrong-choices incorrect "
    "incorrect-answers incorrect-options false-answers lures options choices alternatives distraktoren distracteurs "
    "distractores falsch others?",
    "explanation": "explain explanations feedback? rationale? comment? comments? solution? hint? why? reason? note? "
    "justification? notes? discussion? general-feedback answer-explanation erklaerung erklarung explication "
    "explicacion",
    "why": "feedback rationale reason explanation comment because hint? misconception note",
    "cite": "citation citations cited cites source? ref? reference? references? quote? quotation? page? pages? anchor? "
    "evidence? passage? zitat quelle? seite? beleg citer fuente? cita",
    "difficulty": "level? diff hardness schwierigkeit difficulte dificultad grade?",
    "bloom": "taxonomy bloom-level blooms cognitive-level taxonomie level? cognition",
    "tags": "tag topic? topics? keyword? keywords? category? categories? label? labels? subject? thema? themen? "
    "schlagworte? mots-cles? etiquetas? theme? themes?",
    "draft": "todo unfinished entwurf brouillon borrador hidden? disabled? skip? published?",
    "retired": "deprecated withdrawn archived removed deleted obsolete disabled?",
    "derived": "computed calculated inferred derivation",
    "ignore": "ignores ignored suppress disable? noqa exceptions",
    "also": "accept accepted accepts alternatives? synonyms variants aliases? alternative-answers other-answers auch",
    "tolerance": "error? margin delta precision? epsilon accuracy? plus-minus toleranz range?",
    "unit": "units einheit unite unidad measure?",
    "instead": "correction corrected true-statement truth right-statement",
    "items": "steps sequence order list? options choices elements events answers? answer? elemente",
    "pairs": "matches match matching couples items? options? answers? paare paires parejas",
    "left": "term? prompt? question? l",
    "right": "definition? answer? match? r",
    "term": "word front name? question? prompt? key? concept begriff vokabel terme termino title?",
    "definition": "meaning back answer? explanation? translation description? definicion bedeutung",
    "person": "name? who front? term? figure? personne persona persoenlichkeit personaggio",
    "description": "definition? who-was-it biography bio about meaning? back? answer? beschreibung descripcion",
    "date": "year when day? front? term? datum jahr annee fecha ano data",
    "event": "what-happened what happening? definition? back? answer? ereignis evenement evento description?",
    "points": "criteria rubric key-points expected answer? answers? model-answer? marks? score? kriterien punkte",
    "shuffle": "randomize randomise random? shuffled",
    "fixed": "pinned fix keep-last",
    "stimulus": "stimuli reading material scenario? context? case? vignette",
    "objective": "objectives goal learning-objective learning-goal lernziel objectif objetivo",
    "core": "essential must-know required? important?",
    # the file of a chapter
    "guide": "study-guide studyguide summary overview",
    "thesis": "argument claim summary abstract",
    "discuss": "discussion discussion-questions open-questions questions?",
    "passages": "key-passages quotes quotations cite? citations?",
    "stimuli": "stimulus materials readings",
    "objectives": "objective goals learning-objectives learning-goals lernziele objectifs objetivos",
    "chapter": "chapter-key chap kapitel chapitre capitulo",
    "questions": "items question fragen preguntas quiz bank",
    # book.yaml
    "title": "name? book? heading? caption? titel titre titulo",
    "author": "writer authors by? written-by autor auteur verfasser",
    "translator": "translated-by translation? uebersetzer ubersetzer traducteur traductor",
    "year": "date? published? publication-year jahr annee ano",
    "identity": "id uid uuid guid identifier",
    "language": "lang locale sprache langue idioma",
    "chapters": "chapter? toc contents table-of-contents parts? kapitel chapitres capitulos",
    "key": "id? slug? short? chapter? nr? number?",
    "opens": "start starts begin begins beginning opening open first-words anchor? incipit from? beginnt debut inicio "
    "text?",
    "closes": "end ends ending close closing last-words until? to? endet fin",
    "sections": "section? subsections parts? abschnitte subchapters",
    "number": "no nr num id? key? nummer numero section?",
    "aliases": "alias synonyms? names? other-names",
    "checks": "rules lint",
    "report": "report-link report-url feedback? feedback-url contact issues bugs errata email? mail?",
    # recipes
    "book": "bank? source? buch livre libro key?",
    "anki": "deck? decks? cards? flashcards?",
    "deck": "name? title? deck-name stapel",
    "by": "per? split? subdecks group-by",
    "essays": "with-essays include-essays essay",
    "worksheets": "worksheet sheets? sheet? quizzes quiz tests? test? exams exam papers arbeitsblaetter arbeitsblatter "
    "fiches",
    "name": "file filename id? key?",
    "count": "n number size? length? how-many total questions? amount anzahl nombre numero limit",
    "mix": "quota quotas distribution composition",
    "include": "ids? with? questions? only?",
    "exclude": "without except skip not",
    "kinds": "kind types type? kinds-of-question",
    "partial": "partial-credit partial-points scoring grading",
    "versions": "variants version groups? forms?",
    "alternates": "alternate sittings sitting resit retake makeup make-up second-sitting",
    "spread": "balance balanced evenly",
    "seed": "random random-seed shuffle?",
    "instructions": "instruction directions task? intro? anleitung consigne instrucciones",
    "columns": "cols column spalten colonnes columnas",
    "space": "lines room spaces",
    "answer_sheet": "bubble-sheet bubbles omr answers-sheet",
    "large_print": "large big-print large-type",
    "docx": "word word-file doc",
    "word_bank": "wordbank word-box",
    "theme": "css style stylesheet style-sheet",
    "words": "labels? strings translations",
}
"""By a field's name, wherever it stands: of these, only the fields of the record at hand come into question."""

_RANGE_SYNONYMS: Synonyms = {
    "from": "min minimum low lower least start? von de? desde",
    "to": "max maximum high upper most end? bis hasta",
}
"""As above; these words begin too many lines of prose to be looked for where a colon is missing."""

_ADVICE: Mapping[str, str] = {
    "hint": "What helps before the answer has no field, but in a cloze: `{{1::words::hint}}`. What helps after it goes "
    "into `explanation`, or into a distractor's `why`.",
    "page": "Pages are not cited, since every copy has others: `cite` has the first and last words of the passage, "
    '`"first words … last words"`; `quizgen find WORDS` makes one.',
    "options": "The right option goes into `answer` (of several, `answers`), the wrong ones into `distractors`.",
    "image": "A picture stands in a text: `![what it shows](picture.png)`, with the file beside the bank.",
    "points": "What a question is worth stands in a recipe: `points: {choice: 1, essay: 6}`.",
    "shuffle": "Leave it out: only the options of a `choice` or `multiple` can stay in the order in which they are "
    "written.",
    "fixed": "It stands in one option: `{text: …, fixed: true}`. For all options of a question, write "
    "`shuffle: false`.",
    "answer": "A cloze has its answers in `text`, in double braces: `{{words}}`.",
    "correct": "The right option stands in `answer` (of several, in `answers`), the wrong ones in `distractors`.",
}
"""What is to be said of a field that has no name here, or another sense, by one of its names."""

_ADVICE_OF: Mapping[str, str] = {
    "hints": "hint", "tip": "hint", "hinweis": "hint", "tipp": "hint", "indice": "hint", "pista": "hint",
    "pages": "page", "seite": "page", "pagina": "page", "p": "page",
    "choices": "options", "alternatives": "options",
    "img": "image", "picture": "image", "media": "image", "figure": "image", "bild": "image", "audio": "image",
    "score": "points", "marks": "points", "grade": "points", "weight": "points", "punkte": "points",
    "randomize": "shuffle", "random": "shuffle", "answers": "answer", "pinned": "fixed",
    "right": "correct", "is_correct": "correct", "is-correct": "correct", "true": "correct",
}  # fmt: skip


def find_field(written: str, known: Collection[str]) -> Meant | None:
    """The fields of a record that may be meant by a name that it does not know."""
    return find_meant(written, known, {**FIELD_SYNONYMS, **_RANGE_SYNONYMS})


def _advice(written: str, known: Collection[str]) -> str:
    word = written.casefold()
    subject = _ADVICE_OF.get(word, word)
    if subject == "correct":
        return _ADVICE["correct"] if {*known} == {"text", "why", "fixed"} else ""
    if (subject == "answer" and "text" not in known) or (subject == "fixed" and "shuffle" not in known):
        return ""
    if subject == "page" and "section" in known:
        return _ADVICE["page"]
    if subject == "shuffle" and "shuffle" in known:
        return ""
    if "kind" not in known or (subject == "options" and "distractors" not in known):
        return ""  # what is said here is of questions, or of options
    return _ADVICE.get(subject, "")


def find_new_name(written: str, known: Collection[str], given: Collection[str]) -> Meant | None:
    """The field that an unknown one is to be called: none that is given, none if renaming it alone mends nothing."""
    return None if _advice(written, known) else find_field(written, [name for name in known if name not in given])


def advise(written: str, known: Collection[str], given: Collection[str]) -> str:
    """What to write in place of an unknown field, or "" if nothing is like it."""
    if advice := _advice(written, known):
        return advice
    meant = find_field(written, known)
    if meant is None:
        return ""
    free = tuple(name for name in meant.names if name not in given)
    if len(meant.names) > 1 and not free:
        return f"{meant.hint} Both are given already: leave this one out."
    return meant._replace(names=free).hint if free else f"{meant.hint} That is given already: keep one of them."
