"""Strings made to break a tokenizer: German words, signs, emoticons, breaks, odd letters."""

import random
from collections.abc import Sequence

# One string each, since a list of a hundred strings reads badly.
_WORDS = """
gut gute guten schlecht schlechter schlimm schön schöne Krieg Erfolg nicht kein keine nie ohne
nichts sehr wirklich freundlich herrlich extrem kaum mehr viel wenig überhaupt der die das ein einen
und oder aber zu Angaben Forscher Liebe Preis Straße Maß groß verbesserte gelungen worden
gescheitert lobte verlor Dr. usw. z.B. u.a. Prof. Mio. Nr. 3. 24. 1.250,50 E-Mail c-64 A-7 d_3 x X o
O D P b c s 8 komplex Marx n't geht's 's Bürger:innen (m/w) km/h 2:3 20-Jährige END-OF-SENTENCE
FORWARDSLASH forwardslash GUT Ärger ärgerlich Übel
""".split()  # noqa: SIM905
_SIGNS = [*".,;:!?()[]{}\"'„“”‘’»«–-/\\*_=<>^°%$&#@+|~…", "...", "(!)", "!!", "?!", "( ! )"]
_FACES = """
:) :-) ;-) :( :D XD xD 8) 8-) :/ :P :c) <3 ♥ o_O o.O :'( =] :3 °O° >:( :-. =D :b *)
""".split()  # noqa: SIM905
_ODD = ("ẞ", "ﬁ", "İ", "ǆ", "Σ", "e\u0301", "\u00ad", "\u200b", "😀", "\ud800", "中", "٣")
_GAPS = (" ", " ", " ", " ", "", "\n", "\n\n", "\r\n\r\n", "\t", "\u00a0", "\u2009", "\x1c")


def fuzzed_texts(n: int, *, random_state: int, words: Sequence[str] = ()) -> list[str]:
    """Make n strings of up to 40 pieces; `words` join the built-in ones."""
    rng = random.Random(random_state)
    pools = (_WORDS, words or _WORDS, _SIGNS, _FACES, _ODD)
    texts = []
    for _ in range(n):
        pieces = []
        for _ in range(rng.randrange(41)):
            pool = rng.choices(pools, (8, 8, 6, 3, 1))[0]
            pieces += [rng.choice(pool), rng.choice(_GAPS)]
        texts.append("".join(pieces))
    return texts
