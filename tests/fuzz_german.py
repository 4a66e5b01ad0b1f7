"""Strings made to break a tokenizer: German words, signs, emoticons, breaks, odd letters."""

import random
from collections.abc import Sequence

_WORDS = (
    "gut gute guten schlecht schlechter schlimm schön schöne Krieg Erfolg nicht kein keine nie "
    "ohne nichts sehr wirklich freundlich herrlich extrem kaum mehr viel wenig überhaupt der die "
    "das ein einen und oder aber zu Angaben Forscher Liebe Preis Straße Maß groß verbesserte "
    "gelungen worden gescheitert lobte verlor Dr. usw. z.B. u.a. Prof. Mio. Nr. 3. 24. 1.250,50 "
    "E-Mail c-64 A-7 d_3 x X o O D P b c s 8 komplex Marx n't geht's 's Bürger:innen (m/w) km/h "
    "2:3 20-Jährige END-OF-SENTENCE FORWARDSLASH forwardslash GUT Ärger ärgerlich Übel"
).split()
_SIGNS = list(".,;:!?()[]{}\"'„“”‘’»«–-/\\*_=<>^°%$&#@+|~…") + ["...", "(!)", "!!", "?!", "( ! )"]
_FACES = (
    ":) :-) ;-) :( :D XD xD 8) 8-) :/ :P :c) <3 ♥ o_O o.O :'( =] :3 °O° >:( :-. =D :b *)".split()
)
_GAPS = (" ", " ", " ", " ", "", "\n", "\n\n", "\r\n\r\n", "\t", "\u00a0", "\u2009", "\x1c")
_ODD = ("ẞ", "ﬁ", "İ", "ǆ", "Σ", "e\u0301", "\u00ad", "\u200b", "😀", "\ud800", "中", "٣")


def fuzzed_texts(n: int, *, random_state: int, words: Sequence[str] = ()) -> list[str]:
    """Make n strings of up to forty pieces; `words` join the built-in ones."""
    rng = random.Random(random_state)
    pools = (_WORDS, list(words) or _WORDS, _SIGNS, _FACES, _ODD)
    weights = (8, 8, 6, 3, 1)
    texts = []
    for _ in range(n):
        pieces = []
        for _ in range(rng.randrange(41)):
            pieces.append(rng.choice(rng.choices(pools, weights)[0]))
            pieces.append(rng.choice(_GAPS))
        texts.append("".join(pieces))
    return texts
