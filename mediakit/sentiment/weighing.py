"""What each word of a text contributes: its polarity, turned or scaled by the words beside it.

German needs more than the word before: *nicht* reaches to the end of its clause (*nicht besonders
gut*), or back where nothing follows (*Die Lage verbesserte sich nicht*); *kein* and *ohne* reach to
the next noun; *nicht nur ... sondern auch* negates nothing; what follows *aber* weighs more. A
clause ends where a sign stands between two words. A prefix at its end belongs to the verb before
(*lehnt den Antrag ab* says *ablehnen*).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mediakit.german import lemmatize
from mediakit.sentiment.lexicon import plain
from mediakit.sentiment.memory import Memory
from mediakit.sentiment.words import (
    BUT,
    CLAUSE,
    INTENSIFIER,
    NEGATIONS,
    NEITHER,
    NOR,
    PHRASE,
    SHIFTER,
    Senses,
    WordSense,
)
from mediakit.tokens import Tokens

NEGATED = -0.6
BEFORE_BUT, BEHIND_BUT = 0.7, 1.2
# How many words a negation, a noun phrase and an intensifier reach.
_REACH, _PHRASE_REACH, _NEAR = 7, 5, 2
_PREFIXES = (
    "ab an auf aus bei bloß durch ein entgegen fehl fern fest fort frei heim her herab heran "
    "herauf heraus herein herunter hervor hin hinaus hinein hoch kaputt lahm los mit nach nieder "
    "statt teil tot um unter voran vor vorbei weg weiter wieder zu zurück zusammen"
)
_BEHIND_NOUN = frozenset(("bei", "für", "gegen", "im", "in", "nach", "von", "vor"))
_NOT_NEGATED = frozenset(("nur", "bloß", "bloss", "allein", "zuletzt", "umsonst"))

_LEMMAS = Memory(lambda form: lemmatize(form.lower()))

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Weighed(NamedTuple):
    """Tokens with what they contribute."""

    tokens: Tokens
    polarity: Floats
    """Of each token by itself, 0 where it says nothing, shape (n_tokens,)."""
    factor: Floats
    """What its neighbours make of it: negative where it is negated, shape (n_tokens,)."""
    sentence: Integers
    """Number of each token's sentence, shape (n_tokens,)."""
    clause: Integers
    """Number of each token's clause, shape (n_tokens,)."""
    negates: npt.NDArray[np.bool_]
    """Whether the token is a negation, shape (n_tokens,)."""
    joined: dict[int, str]
    """The lexicon's word for verbs whose prefix stands apart, by the verb's place."""

    @property
    def contribution(self) -> Floats:
        """Polarity times factor of each token."""
        return self.polarity * self.factor


def weigh_tokens(tokens: Tokens, *, senses: Senses) -> Weighed:
    """Find what every token contributes to the tone of its sentence.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`, in the spelling of the text.
    senses : Senses
        From `word_senses`; asked once per distinct form.

    Returns
    -------
    Weighed
    """
    terms = tokens.terms.tolist()
    found = [senses[term] for term in terms]
    values = np.array([sense.polarity or 0.0 for sense in found], dtype=np.float64)
    acts = np.array([sense.effect is not None for sense in found], dtype=bool)
    sentence = _number(tokens.sentences[:-1].astype(np.int64), n=len(tokens))
    clause = _number(_clause_begins(tokens), n=len(tokens))
    polarity = values[tokens.codes] if len(tokens) else np.zeros(0)
    ends = np.append(np.flatnonzero(np.diff(clause)) + 1, len(tokens)).tolist()
    context = _Context(tokens, terms, found, polarity, ends, clause, sentence, [], {})
    _drop_prepositions(context)
    joined = _join_prefixes(context, known=senses.known)
    # From here on what words say is settled.
    context = context._replace(places=np.flatnonzero(polarity).tolist())
    for at in np.flatnonzero(acts[tokens.codes]).tolist() if len(tokens) else ():
        _ACTIONS[found[tokens.codes[at]].effect or ""](context, at)
    factor = np.ones(len(tokens))
    factor[list(context.factors)] = list(context.factors.values())
    negates = np.array([sense.effect in NEGATIONS for sense in found], dtype=bool)[tokens.codes]
    return Weighed(tokens, polarity, factor, sentence, clause, negates, joined)


class _Context(NamedTuple):
    tokens: Tokens
    terms: list[str]
    senses: list[WordSense]
    polarity: Floats
    ends: list[int]
    clause: Integers
    sentence: Integers
    places: Sequence[int]
    """Of all words with a polarity, rising."""
    factors: dict[int, float]
    """What others make of words, by place; 1 elsewhere."""

    def word(self, at: int) -> str:
        codes = self.tokens.codes
        return self.terms[codes[at]] if at < len(codes) else ""

    def clause_of(self, at: int) -> range:
        number = int(self.clause[at])
        return range(self.ends[number - 1] if number else 0, self.ends[number])

    def sentence_of(self, at: int) -> range:
        number = int(self.sentence[at])
        return range(int(self.tokens.sentences[number]), int(self.tokens.sentences[number + 1]))

    def polar(self, places: range) -> Sequence[int]:
        first = bisect_left(self.places, places.start)
        return self.places[first : bisect_left(self.places, places.stop, first)]

    def scale(self, places: Sequence[int], factor: float) -> None:
        for place in places:
            self.factors[place] = self.factors.get(place, 1.0) * factor


def _drop_prepositions(context: _Context) -> None:
    """Silence *Aus* where it begins a sentence as a preposition: *Aus Bonn*, not *Aus für Opel*."""
    tokens = context.tokens
    firsts = tokens.sentences[:-1] if len(tokens) else np.zeros(0, dtype=np.int64)
    is_out = np.array([term == "Aus" for term in context.terms], dtype=bool)
    for at in firsts[is_out[tokens.codes[firsts]]].tolist():
        if at + 1 not in context.sentence_of(at) or context.word(at + 1) not in _BEHIND_NOUN:
            context.polarity[at] = 0.0


def _join_prefixes(context: _Context, *, known: dict[str, tuple[float, str]]) -> dict[int, str]:
    """Find the verbs whose prefix ends their clause, and let them say what both say together."""
    tokens, joined = context.tokens, dict[int, str]()
    prefixes = frozenset(_PREFIXES.split())
    is_prefix = np.array([term in prefixes for term in context.terms], dtype=bool)
    ends = np.array(context.ends, dtype=np.int64) - 1
    for at in ends[is_prefix[tokens.codes[ends]]].tolist() if len(tokens) else ():
        clause = context.clause_of(at)
        for place in range(clause.start, at):
            word = context.word(place)
            # A capital inside a clause is no verb's: die Fälle ab says nothing of abfällen.
            if place > clause.start and word[0].isupper():
                continue
            entry = plain(context.word(at) + _LEMMAS[word])
            value, role = known.get(entry, (0.0, "word"))
            if value and role == "word":
                context.polarity[place] = value
                joined[place] = entry
                break
    return joined


def _number(begins: Integers, *, n: int) -> Integers:
    marks = np.zeros(n, dtype=np.int64)
    marks[begins[begins < n]] = 1
    return np.cumsum(marks) - 1 if n else marks


def _clause_begins(tokens: Tokens) -> Integers:
    lengths = tokens.terms.str.len().to_numpy(dtype=np.int64)
    ends = tokens.starts[:-1] + lengths[tokens.codes[:-1]]
    # More than one character between two tokens is a sign: a comma, a colon, a dash.
    behind_sign = np.flatnonzero(tokens.starts[1:] - ends > 1) + 1
    return np.union1d(tokens.sentences[:-1], behind_sign).astype(np.int64)


def _negate_clause(context: _Context, at: int) -> None:
    if context.word(at + 1).lower() in _NOT_NEGATED:
        return
    clause = context.clause_of(at)
    behind = context.polar(range(at + 1, min(clause.stop, at + 1 + _REACH)))
    before = context.polar(range(max(clause.start, at - _REACH), at))
    context.scale(behind or before[-1:], NEGATED)


def _negate_phrase(context: _Context, at: int) -> None:
    stop = min(context.clause_of(at).stop, at + 1 + _PHRASE_REACH)
    noun = next((place for place in range(at + 1, stop) if context.word(place)[0].isupper()), stop)
    context.scale(context.polar(range(at + 1, min(noun + 1, stop))), NEGATED)


def _negate_neither(context: _Context, at: int) -> None:
    stop = min(context.sentence_of(at).stop, at + 1 + _PHRASE_REACH)
    nor = next((place for place in range(at + 1, stop) if context.word(place) == "noch"), stop)
    context.scale(context.polar(range(at + 1, nor)), NEGATED)


def _negate_nor(context: _Context, at: int) -> None:
    sentence = context.sentence_of(at)
    if any(context.word(place).lower() == "weder" for place in range(sentence.start, at)):
        _negate_neither(context, at)


def _weigh_but(context: _Context, at: int) -> None:
    sentence = context.sentence_of(at)
    before = context.polar(range(sentence.start, at))
    if before:
        context.scale(before, BEFORE_BUT)
        context.scale(context.polar(range(at + 1, sentence.stop)), BEHIND_BUT)


def _intensify(context: _Context, at: int) -> None:
    factor = context.senses[context.tokens.codes[at]].factor
    reach = _NEAR if factor > 0 else _REACH
    near = range(at + 1, min(context.clause_of(at).stop, at + 1 + reach))
    context.scale(context.polar(near)[:1], factor)


def _shift(context: _Context, at: int) -> None:
    others = [place for place in context.polar(context.clause_of(at)) if place != at]
    context.scale(others, NEGATED)


_ACTIONS: dict[str, Callable[[_Context, int], None]] = {
    CLAUSE: _negate_clause,
    PHRASE: _negate_phrase,
    NEITHER: _negate_neither,
    NOR: _negate_nor,
    BUT: _weigh_but,
    INTENSIFIER: _intensify,
    SHIFTER: _shift,
}
