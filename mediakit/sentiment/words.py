"""What single words say: their polarity, and what they do to the words beside them."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from mediakit.german import lemmatize, split_compound
from mediakit.sentiment.lexicon import check_lexicon, plain, shared_lexicon
from mediakit.sentiment.memory import Memory

# A part of a compound other than its head says less: Kriegsschiff, Krisentreffen.
FIRST_PART = 0.5

# What a word does to others. Negations: of a clause, of a noun phrase, of what "weder" opens.
CLAUSE, PHRASE, NEITHER, NOR = "clause", "phrase", "neither", "nor"
NEGATIONS = frozenset((CLAUSE, PHRASE, NEITHER))
BUT, INTENSIFIER, SHIFTER = "but", "intensifier", "shifter"

_NEGATIONS = {
    CLAUSE: "nicht nie niemals keineswegs keinesfalls mitnichten nirgends nirgendwo niemand "
    "niemanden niemandem nichts",
    PHRASE: "kein keine keinen keinem keiner keines keinerlei ohne",
    NEITHER: "weder",
    NOR: "noch",
    BUT: "aber doch jedoch allerdings sondern dennoch trotzdem gleichwohl",
}
_FACTORS = {
    1.4: "sehr besonders äußerst extrem höchst überaus ungemein ausgesprochen außerordentlich "
    "außergewöhnlich zutiefst total absolut völlig vollkommen komplett massiv drastisch dramatisch "
    "enorm ungeheuer unglaublich wirklich wahrhaft so viel mehr schwer stark tief hoch größte "
    "größten größter schwerste schwersten schwerster schwere schweren schwerer große großen großer",
    0.6: "etwas leicht bisschen wenig ziemlich relativ vergleichsweise teils teilweise "
    "halbwegs einigermaßen weniger gering geringer geringe geringen kleiner kleine kleinen",
    -0.4: "kaum schwerlich",
}


class WordSense(NamedTuple):
    """What a form says: polarity (None if unknown), what it does, and how strongly."""

    polarity: float | None
    effect: str | None
    factor: float
    entry: str
    """The lexicon's word that was found, empty if none."""


@cache
def _effects() -> dict[str, tuple[str, float]]:
    effects = {w: (kind, 1.0) for kind, words in _NEGATIONS.items() for w in words.split()}
    for factor, words in _FACTORS.items():
        effects |= dict.fromkeys(words.split(), (INTENSIFIER, factor))
    return effects


class Senses(Memory):
    """What forms say, worked out once each: ``senses[form]`` is a `WordSense`."""

    __slots__ = ("known",)

    def __init__(
        self, answer: Callable[[str], WordSense], *, known: dict[str, tuple[float, str]]
    ) -> None:
        super().__init__(answer)
        self.known = known
        """Value and role of the lexicon's words."""


def word_senses(lexicon: pd.DataFrame | None = None) -> Senses:
    """Make what tells the sense of a form; it remembers its answers.

    Parameters
    ----------
    lexicon : DataFrame, optional
        As `check_lexicon` wants it; by default `default_lexicon`, whose answers all calls share.

    Returns
    -------
    Senses
    """
    return _shared_senses() if lexicon is None else _make_senses(_rows(check_lexicon(lexicon)))


@cache
def _shared_senses() -> Senses:
    return _make_senses.__wrapped__(_rows(shared_lexicon()))


def _rows(lexicon: pd.DataFrame) -> tuple[tuple[str, float, str], ...]:
    return tuple(zip(lexicon["term"], lexicon["polarity"], lexicon["role"], strict=True))


# A lexicon of the user's own comes again, with the next batch and the next question.
@lru_cache(maxsize=2)
def _make_senses(lexicon: tuple[tuple[str, float, str], ...]) -> Senses:
    known = {term: (value, role) for term, value, role in lexicon}
    # Some lexicons write nouns small: then case tells nothing.
    small = not any(term[:1].isupper() for term in known)
    # Most forms say the same, nothing; one value for all is quicker on its way to a process.
    same: dict[WordSense, WordSense] = {}

    def sense(form: str) -> WordSense:
        found = find(form)
        return same.setdefault(found, found)

    def find(form: str) -> WordSense:
        effect, factor = _effects().get(form.lower(), (None, 1.0))
        entry, share = _find_entry(form, known, small=small)
        value, role = known.get(entry, (None, "word"))
        if role == "word":
            return WordSense(None if value is None else value * share, effect, factor, entry)
        if effect is None:
            effect, factor = role, value if role == INTENSIFIER and value else 1.0
        return WordSense(None, effect, factor, entry)

    return Senses(sense, known=known)


def _find_entry(
    form: str, known: dict[str, tuple[float, str]], *, small: bool
) -> tuple[str, float]:
    """Find the entry of a form: itself, its lemma, its verb, or the parts of a compound."""
    if not form[-1:].isalpha():
        return "", 1.0
    word = lemma = form
    # Each way costs more than the one before, so each is tried only if that found nothing.
    for way in (str, lemmatize, _verb):
        lemma, word = word, way(word)
        entry = plain(word.lower() if small else word)
        if entry in known:
            return entry, 1.0
    parts = split_compound(lemma) if form[0].isupper() else ()
    if len(parts) > 1:
        return _find_part([part.lower() if small else part for part in parts], known)
    return "", 1.0


def _verb(lemma: str) -> str:
    """Give the verb of a participle: getötet, steigend."""
    if lemma.endswith("end"):
        return lemma[:-1]
    return lemmatize(lemma) if lemma.islower() else lemma


def _find_part(parts: Sequence[str], known: dict[str, tuple[float, str]]) -> tuple[str, float]:
    head = plain(parts[-1])
    if known.get(head, (0.0, ""))[0]:
        return head, 1.0
    first = plain(parts[0])
    return (first, FIRST_PART) if first in known else ("", 1.0)
