"""Words as they are typed on a screen: in each language an answer, what is taken for it, and what is not."""

from __future__ import annotations

_TABLE: dict[str, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = {
    "en": (
        ("the kulaks", ("kulaks", "Kulaks.", "“the kulaks”", " THE  kulaks!"), ("kulak", "the", "no kulaks")),
        ("seven", ("7", "Seven"), ("17", "70", "seventh", "7th", "seventy", "seventeen", "sevens")),
        ("14", ("fourteen", "Fourteen."), ("40", "forty", "fourteenth", "1 4", "four", "ten four", "1.4")),
        ("40", ("forty",), ("14", "fourteen", "four", "40%", "4 0", "forty one")),
        ("nineteen", ("19",), ("ninety", "90", "nine", "nineteenth", "1900")),
        ("ninety", ("90",), ("nineteen", "19", "ninety-one")),
        (
            "nineteen years",
            ("19 years", "the nineteen years"),
            ("90 years", "19", "ninety years", "nineteen year plan"),
        ),
        ("1917", ("in 1917", "nineteen seventeen", "Nineteen-seventeen"), ("1971", "17", "19 17", "1,719", "1917-18")),
        ("1921", ("nineteen twenty-one", "in 1921"), ("1920", "1912", "nineteen twelve")),
        ("125", ("one hundred and twenty-five", "a hundred twenty five"), ("100 25", "1025", "one hundred five")),
        ("2,000,000", ("2 million", "two million", "2000000"), ("2", "2 thousand", "20 million", "millions")),
        ("7,125", ("7125", "seven thousand one hundred and twenty-five"), ("7.125", "71 25", "7152")),
        ("two thirds", ("2/3", "two-thirds", "⅔"), ("three halves", "3/2", "1/3", "two third parts", "2 3")),
        ("one half", ("1/2", "½"), ("2/1", "half past one", "1 2")),
        ("98.5 per cent", ("98.5%", "98.5 percent", "98.5 %"), ("98,5 thousand", "98.5", "89.5%", "985%")),
        (
            "the 12th Congress",
            ("Twelfth Congress", "12th congress"),
            ("12 congresses", "11th Congress", "20th Congress"),
        ),
        ("the twenty-first", ("21st",), ("21", "20 first", "twentieth", "twelfth")),
        ("share-cropping", ("sharecropping", "share cropping"), ("crop-sharing", "shared cropping")),
        ("five-year plan", ("5-year plan", "Five Year Plan"), ("four-year plan", "five plans", "50 year plan")),
        ("Karl Kautský", ("Karl Kautsky", "Karl Kautski"), ("Kautsky Karl", "Karl", "Karl Marx")),
        ("L'état, c'est moi", ("l'etat c'est moi", "L’ETAT, c’est moi"), ("l'état c'est toi", "c'est moi")),
        ("Tukhachevsky", ("Tukhachevskii", "Tukhachevski"), ("Tukhachevich", "Trotsky")),
        ("Andreyev", ("Andreev",), ("Andreas", "Andrev's men")),
        ("Zinoviev", ("Zinovyev", "Zinov'ev", "Zinoviev's"), ("Zinovia", "Kamenev")),
        ("Stalin's", ("Stalin",), ("stalinist", "Lenin's")),
        ("the productivity of labor", ("productivity of labour",), ("production of labor", "labor")),
        ("collectivization", ("collectivisation",), ("collective", "decollectivization")),
        ("theater", ("theatre", "the theatre"), ("theaters of war",)),
        ("the ruble", ("rouble", "Rouble"), ("rubles", "rubble")),
        ("tsar", ("Tzar", "the czar"), ("tsarina", "star")),
        ("U.S.S.R.", ("USSR", "the USSR", "U S S R"), ("USA", "U.S.", "SSR")),
        ("St. Petersburg", ("Saint Petersburg", "St Petersburg", "Saint-Petersburg"), ("Petersburg", "Petrograd")),
        ("Marx & Engels", ("Marx and Engels",), ("Marx or Engels", "Marx", "Engels and Marx")),
        ("World War I", ("World War 1", "world war one"), ("World War II", "World War", "World War 11")),
        ("Peter I", ("Peter 1",), ("Peter II", "Peter 11", "Peter")),
        ("gold", ("on gold", "the gold"), ("against gold", "old", "not gold", "without gold")),
        ("from Germany", (), ("to Germany", "in Germany", "Germany")),
        ("one", ("1",), ("no one", "none", "on", "I")),
        ("zero", ("0",), ("00", "O", "none")),
        ("+", ("+",), ("-", "plus")),
        ("C++", ("c++",), ("C", "C#", "C+")),
        ("a", ("A",), ("the", "an", "b")),
    ),
    "de": (
        ("die Bauern", ("Bauern", "der Bauern"), ("Bauer", "die Arbeiter")),
        ("fünfundzwanzig", ("25", "fuenfundzwanzig"), ("52", "zweiundfünfzig", "20", "fünf")),
        ("14", ("vierzehn",), ("vierzig", "40", "vier")),
        ("Müller", ("Mueller", "müller"), ("Muller", "Miller", "Möller")),
        ("schon", ("Schon",), ("schön", "schoen")),
        ("Straße", ("Strasse",), ("Strase", "Trasse")),
        ("40 Prozent", ("40 %", "vierzig Prozent"), ("40", "14 %")),
        ("1.200", ("1200",), ("1,200", "12", "1.200,5")),
        ("zwei Millionen", ("2 Millionen", "2.000.000"), ("2", "eine Million", "Millionen")),
        ("einundzwanzig", ("21",), ("12", "20")),
    ),
    "fr": (
        ("l'État", ("État", "L’état", "l’État"), ("etat", "les États", "l'été")),
        ("la commune", ("commune", "une commune"), ("communes", "la comune")),
        ("quatre-vingt-dix-neuf", ("99", "quatre vingt dix neuf"), ("89", "90", "24")),
        ("soixante et onze", ("71",), ("61", "60 11", "70")),
        ("dix-sept", ("17",), ("7", "16", "10 7")),
        ("vingt et un", ("21",), ("20", "22", "201")),
        ("40 pour cent", ("40 %", "quarante pour cent"), ("40", "14 %")),
        ("pêche", ("Pêche",), ("péché", "peche")),
    ),
    "es": (
        ("el campesino", ("campesino", "un campesino"), ("campesinos", "la campesina")),
        ("treinta y cinco", ("35",), ("30", "53", "30 5", "305")),
        ("veintidós", ("22", "veintidos"), ("20", "12", "32")),
        ("año", ("Año", "el año"), ("ano", "años")),
        ("cien", ("100", "ciento"), ("cientos", "1000")),
    ),
    "it": (
        ("l'operaio", ("operaio", "un operaio"), ("operai", "operaia")),
        ("ventotto", ("28",), ("20", "38", "18")),
        ("trentuno", ("31",), ("13", "30")),
        ("duemila", ("Duemila",), ("mila", "2")),
    ),
    "ru": (("партия", ("Партия", "the партия"), ("партии", "партиа")), ("ёлка", ("Ёлка",), ("елка!",))),
    "ja": (("七つ", ("七つ。",), ("七", "八つ")), ("がく", ("がく",), ("かく",))),
}

TYPED_TEXTS: tuple[tuple[str, str, str, bool], ...] = tuple(
    (language, answer, typed, is_right)
    for language, rows in _TABLE.items()
    for answer, right, wrong in rows
    for texts, is_right in (((answer, *right), True), (wrong, False))
    for typed in texts
)
"""The language, the answer that is accepted, what is typed, and whether that is right."""
