"""English verbs: those that set a task, the forms of irregular ones, and whether a word may be a finite verb."""

from __future__ import annotations

from functools import lru_cache

from quizgen.checks.english import word_set

TASKS = (
    word_set(
        # what is done with any subject
        "add adapt adjust analyse analyze annotate answer apply appraise argue arrange articulate assemble assess "
        "assign "
        "assume attribute calculate categorise categorize change characterise characterize check choose circle cite "
        "clarify "
        "classify click combine comment compare compile complete compose compute conclude connect consider construct "
        "contrast convert copy correct count create criticise criticize cross decide deduce defend define delete "
        "demonstrate "
        "derive describe design determine develop devise diagnose differentiate discuss distinguish divide draft drag "
        "draw "
        "edit elaborate eliminate enter enumerate establish estimate evaluate examine exemplify explain explore "
        "express "
        "extract fill find fix follow form formulate gather generate give group guess highlight identify illustrate "
        "imagine "
        "improve indicate infer insert inspect integrate interpret investigate join judge justify label list listen "
        "locate "
        "look make map mark match measure memorise memorize mention model modify multiply name note number observe "
        "omit "
        "order organise organize outline pair paraphrase pick place plan plot point practise practice predict prepare "
        "present propose prove provide put quote rank rate rearrange recall recite recognise recognize recommend "
        "record "
        "reconstruct refer reformulate relate remove reorder repeat rephrase replace report represent restate retell "
        "review "
        "revise rewrite say scan search select separate sequence set shade shorten show simplify sketch solve sort "
        "specify "
        "spell spot state structure study subtract substitute suggest summarise summarize support suppose survey take "
        "tell "
        "test think tick trace track transcribe transform translate turn type underline unscramble use verify "
        "visualise "
        "visualize weigh work write",
    )
    | word_set(
        # mathematics, natural science, programming
        "approximate balance bisect cancel collect differentiate diagonalise diagonalize dilute expand extrapolate "
        "factor "
        "factorise factorize halve double intersect interpolate invert linearise linearize maximise maximize minimise "
        "minimize normalise normalize optimise optimize parametrise parametrize prime project rationalise rationalize "
        "reckon reduce reflect rotate round scale square standardise standardize sum tabulate triangulate truncate "
        "disprove "
        "dissect distil distill dissolve electrolyse heat ionise ionize mix neutralise neutralize oxidise oxidize "
        "titrate "
        "weigh allocate append assert call cast catch clone code comment compile concatenate debug declare decode "
        "decrypt "
        "delete deploy encode encrypt execute extend filter implement import increment index initialise initialize "
        "inherit "
        "install instantiate iterate log merge open parse pop print push query raise read refactor rename return "
        "reverse "
        "run slice sort split store subclass swap throw traverse update wrap"
    )
    | word_set(
        # languages, literature, music, art, law, sport, cooking, care
        "accentuate abbreviate capitalise capitalize conjugate contract decline inflect negate nominalise nominalize "
        "parse pluralise pluralize pronounce punctuate rhyme scan syllabify emphasise emphasize sing harmonise "
        "harmonize "
        "hum modulate notate play resolve transpose tune clap conduct paint date draw caption advise advocate "
        "arbitrate "
        "bring charge claim cross-examine plead rule sentence sue bake beat blend boil carve chop cook fold fry "
        "garnish "
        "knead marinate peel roast season sift simmer steam stir whisk administer auscultate bandage inject monitor "
        "palpate "
        "perform position prescribe treat navigate orient assume let join keep move pass dribble serve budget forecast "
        "invest debit credit post"
    )
)
"""Verbs that a task begins with in the imperative."""

_IRREGULAR = (
    "arise arose arisen,bear bore borne,beat beat beaten,become became become,begin began begun,bend bent bent,"
    "bind bound bound,bite bit bitten,bleed bled bled,blow blew blown,break broke broken,breed bred bred,"
    "bring brought brought,build built built,burn burnt burnt,burst burst burst,buy bought bought,cast cast cast,"
    "catch caught caught,choose chose chosen,cling clung clung,come came come,cost cost cost,creep crept crept,"
    "cut cut cut,deal dealt dealt,dig dug dug,draw drew drawn,drink drank drunk,drive drove driven,eat ate eaten,"
    "fall fell fallen,feed fed fed,feel felt felt,fight fought fought,find found found,flee fled fled,fly flew flown,"
    "forbid forbade forbidden,forget forgot forgotten,freeze froze frozen,get got got,give gave given,go went gone,"
    "grind ground ground,grow grew grown,hang hung hung,have had had,hear heard heard,hide hid hidden,hit hit hit,"
    "hold held held,keep kept kept,kneel knelt knelt,know knew known,lay laid laid,lead led led,learn learnt learnt,"
    "leave left left,lend lent lent,let let let,lie lay lain,light lit lit,lose lost lost,make made made,"
    "mean meant meant,meet met met,pay paid paid,put put put,read read read,ride rode ridden,ring rang rung,"
    "rise rose risen,run ran run,say said said,see saw seen,seek sought sought,sell sold sold,send sent sent,"
    "set set set,shake shook shaken,shed shed shed,shine shone shone,shoot shot shot,show showed shown,"
    "shrink shrank shrunk,shut shut shut,sing sang sung,sink sank sunk,sit sat sat,sleep slept slept,"
    "slide slid slid,speak spoke spoken,spell spelt spelt,spend spent spent,spill spilt spilt,spin spun spun,"
    "split split split,spread spread spread,spring sprang sprung,stand stood stood,steal stole stolen,"
    "stick stuck stuck,strike struck struck,swear swore sworn,sweep swept swept,swell swelled swollen,"
    "swim swam swum,swing swung swung,take took taken,teach taught taught,tear tore torn,tell told told,"
    "think thought thought,throw threw thrown,understand understood understood,wake woke woken,wear wore worn,"
    "weave wove woven,win won won,wind wound wound,write wrote written,overthrow overthrew overthrown,"
    "withdraw withdrew withdrawn,undergo underwent undergone,overcome overcame overcome"
)

BASE_FORMS = {
    form: forms.split()[0]
    for forms in _IRREGULAR.split(",")
    for form in forms.split()[1:]
    if form not in ("left", "lay")
}
"""Past forms and participles of irregular verbs, each with its base form."""

_IRREGULAR_BASES = frozenset(BASE_FORMS.values())

_STATING = word_set(
    "absorb accelerate accept address accumulate achieve acquire act affect agree aid allow amount appear apply "
    "approach arise "
    "arrive ask assume attack attract become begin believe belong boil border bore break breathe bring build burn "
    "carry "
    "catch cause cease change circulate climb close coat collapse collect combine come compete complete compose "
    "compress concern conduct conquer consist constitute consume contain continue contract contribute control convert "
    "cool cover create cross crystallise decay declare decline decompose decrease defeat defend define deliver demand "
    "denote depend describe destroy detect develop die differ digest diminish direct disappear discover dissolve "
    "distribute divide dominate drain drop earn eat elect emerge emit employ enable encode end enter equal erupt "
    "escape "
    "establish evaporate evolve exceed exchange excrete exist expand experience explain export express extend fail "
    "fall "
    "favour feed fight filter find finish flow fly follow forbid force form found freeze fuse gain generate get give "
    "govern grow guarantee happen harden hatch have heat help hibernate hold imply import improve include increase "
    "inhabit inherit inhibit insulate introduce invade invent involve join keep kill know lack last lead learn leave "
    "let "
    "lie limit live lose lower make marry mature mean measure melt migrate move multiply need neutralise obey observe "
    "occupy occur offer open operate orbit organise originate own oxidise paint pass pay permit play possess precede "
    "prefer prescribe preserve prevent print produce prohibit promise protect prove provide publish pump punish raise "
    "range reach react receive recognise record reduce reflect refuse regulate reign reject release remain remove "
    "replace represent reproduce require resemble resist resolve respond rest result retain return reveal rise rotate "
    "rule run save say scatter secrete see seem sell send separate serve shine show shrink signal sink solidify speak "
    "spread stand start state stay stimulate stop store strengthen strike succeed suffer support surrender surround "
    "survive swim symbolise take taste teach tell tend terminate think tolerate transfer transform translate transmit "
    "transport travel trigger turn unite use vary vaporise vote wage want warm weaken weigh win work worship write "
    "yield"
)
"""Verbs that statements are made with."""


def _inflect(verb: str) -> tuple[str, str]:
    """The third person and the regular past of a verb."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
    return third, f"{verb}d" if verb.endswith("e") else f"{verb}ed"


_THIRD_PERSONS = frozenset(_inflect(verb)[0] for verb in _STATING) | {"has", "does", "is", "was"}
_PASTS = frozenset(_inflect(verb)[1] for verb in _STATING) | frozenset(
    forms.split()[1] for forms in _IRREGULAR.split(",")
)
_AUXILIARIES = word_set(
    "is are was were has have had do does did can could will would shall should must may might cannot isn't aren't "
    "wasn't "
    "weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't"
)
_FINITE = _AUXILIARIES | _THIRD_PERSONS | _PASTS
_BASES = _STATING | TASKS | _IRREGULAR_BASES


def is_auxiliary(word: str) -> bool:
    """Whether a word is a form of ``be``, ``have`` or ``do``, or a modal verb."""
    return word in _AUXILIARIES


def is_finite(word: str) -> bool:
    """Whether a word is an auxiliary, or the third person or the past of a common verb."""
    return word in _FINITE


def may_be_plain_verb(word: str) -> bool:
    """Whether a word is the base form of a common verb, as in ``the lungs take``."""
    return word in _STATING or word in _IRREGULAR_BASES


@lru_cache(maxsize=20_000)
def base_form(word: str) -> str:
    """The base form of a common verb; another word as it is."""
    if word in _BASES:
        return word
    if word in BASE_FORMS:
        return BASE_FORMS[word]
    for ending, whole in (("ies", "y"), ("ied", "y"), ("ying", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", "")):
        if word.endswith(ending) and word[: -len(ending)] + whole in _BASES:
            return word[: -len(ending)] + whole
    if word.endswith("ing"):
        stem = word[:-3]
        return next((each for each in (stem, f"{stem}e", stem[:-1]) if each in _BASES), word)
    return next((each for each in (word[:-3],) if word.endswith("ed") and len(each) > 2 and each in _BASES), word)


def is_verb(word: str) -> bool:
    """Whether a word is a form of a common verb."""
    return base_form(word) in _BASES
