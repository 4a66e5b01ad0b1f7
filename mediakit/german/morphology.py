"""HanTa's model of German words, searched many times as fast; every answer is HanTa's own.

HanTa cuts a word into morphemes by dynamic programming, and asks of each stretch of the word and
each class of morphemes how likely they are together. Here a stretch is looked up once for all
classes, and one that the model does not know is tried for the eleven open classes only, since the
others make it impossible.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import inf
from typing import NamedTuple

from HanTa.HanoverTagger import EMPTY, END_UNKNOWN, START, UNKNOWN, HanoverTagger
from numpy import logaddexp

# HanTa goes on from the best states of a place: down to the fourth, less one.
_BEST, _MARGIN = 3, 1
# It holds it against a reading that the whole word is one morpheme that it does not know.
_WHOLE = 4.6
# Below this a way is impossible.
_LOWEST = -1e6

_State = tuple[int, int]
_Steps = list[tuple[int, float]]
_Followers = Mapping[_State, tuple[_Steps, _Steps]]


class _Stretch(NamedTuple):
    """A stretch of a word that can be a morpheme."""

    text: str
    end: int
    shares: dict[int, float]
    """Its logarithmic share in each class, as far as it was asked for."""
    is_known: bool
    may_be_new: bool


class _Way(NamedTuple):
    """The best ways to each pair of classes at each place, and where they came from."""

    scores: list[dict[_State, float]]
    origins: list[dict[_State, tuple[_State, int]]]


class Tagger(HanoverTagger):
    """`HanoverTagger` with faster searches, which remember their answers."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        # The rules for lemmas and for compounds ask about the same words.
        remember: Callable = lru_cache(maxsize=1 << 16)
        self.analyze_forward = remember(self._find_classes)
        self.analyze_viterbi = remember(self._find_morphemes)
        self._morphs: dict[str, dict[int, float]] = {}
        for tag, shares in self.LP_m_t.items():
            for morph, share in shares.items():
                self._morphs.setdefault(morph, {})[tag] = share
        self._open = {
            tag: (self._by_length(tag), self.LP_s_t[tag])
            for tag in self.LP_hapax_t
            if tag in self.LP_s_t
        }
        self._all = self._narrow(None)
        self._narrowed = {tag: self._narrow(within) for tag, within in self.reachability.items()}

    def _by_length(self, tag: int) -> list[float]:
        known = self.Int_t + self.LP_hapax_t[tag]
        return [known + self.LP_len_t[tag][length] for length in range(25)]

    def _narrow(self, within: frozenset[int] | None) -> _Followers:
        """Give the classes that may follow a state: all of them, and the open ones."""
        found = {}
        for state, steps in self.LP_trans_nonfinal.items():
            everything = [step for step in steps if within is None or step[0] in within]
            if everything:
                found[state] = everything, [step for step in everything if step[0] in self._open]
        return found

    def _find_classes(self, word: str) -> list[tuple[int, float]]:
        """Give the classes a word may belong to, with their log probabilities, best first."""
        ends: dict[_State, float] = {}
        for state, score in self._search(word, self._all, strict=False).scores[-1].items():
            for tag, step in self.LP_trans_final.get(state, ()):
                end = state[1], tag
                ends[end] = max(score + step, ends.get(end, -inf))
        found: dict[int, float] = {}
        for (_, tag), score in ends.items():
            found[-tag] = logaddexp(found[-tag], score) if -tag in found else score
        best_first = sorted(found.items(), key=lambda pair: pair[1], reverse=True)
        return best_first or [(UNKNOWN, 0)]

    def _find_morphemes(self, word: str, targetpos: int) -> list[tuple[int, int]]:
        """Cut a word into morphemes as a member of a class: their classes and their ends."""
        followers = self._narrowed.get(targetpos, {})
        for strict in (True, False):
            way = self._search(word, followers, strict=strict)
            best, last = _LOWEST, None
            for state, score in way.scores[-1].items():
                for tag, step in self.LP_trans_final.get(state, ()):
                    if tag == targetpos and score + step > best:
                        best, last = score + step, state
            if last is not None:
                return [*_trace(last, way), (targetpos, len(word) + 1)]
        return [(UNKNOWN, len(word)), (END_UNKNOWN, len(word) + 1)]

    def _search(self, word: str, followers: _Followers, *, strict: bool) -> _Way:
        """Find the best ways through a word; strictly, with morphemes of the model alone."""
        way = _Way([{} for _ in range(len(word) + 1)], [{} for _ in range(len(word) + 1)])
        way.scores[0][EMPTY, START] = 0.0
        for begin in range(len(word)):
            states = [pair for pair in _best_states(way.scores[begin]) if pair[0] in followers]
            for stretch in self._cut(word, begin, strict=strict) if states else ():
                self._step(stretch, begin, states, followers, way)
        return way

    def _cut(self, word: str, begin: int, *, strict: bool) -> list[_Stretch]:
        n, found = len(word), []
        for end in range(begin + 1, n + 1):
            known = self._morphs.get(word[begin:end])
            may_be_new = not strict and (n < 4 or end - begin > 2)
            if known or may_be_new:
                shares = dict(known or ())
                found.append(_Stretch(word[begin:end], end, shares, bool(known), may_be_new))
        return found

    def _step(
        self,
        stretch: _Stretch,
        begin: int,
        states: list[tuple[_State, float]],
        followers: _Followers,
        way: _Way,
    ) -> None:
        """Go from the states at a place over a stretch to those at its end."""
        text, end, shares, is_known, may_be_new = stretch
        scores, origins = way.scores[end], way.origins[end]
        is_whole = len(text) == len(way.scores) - 1
        for state, score in states:
            everything, unknown = followers[state]
            for tag, step in everything if is_known else unknown:
                share = shares.get(tag)
                if share is None:
                    if not may_be_new or tag not in self._open:
                        continue
                    share = shares[tag] = self._guess(text, tag) - _WHOLE * is_whole
                following, total = (state[1], tag), score + step + share
                if total > scores.get(following, _LOWEST):
                    scores[following] = total
                    origins[following] = state, begin

    def _guess(self, text: str, tag: int) -> float:
        """Estimate the share of a new morpheme in an open class, by its length and ending."""
        lengths, endings = self._open[tag]
        n = len(text)
        ending = text[-4:] if n > 4 else text[1:]
        while ending and ending not in endings:
            ending = ending[1:]
        share: float = lengths[min(n, 24)] + endings[ending]
        return share


def _best_states(scores: dict[_State, float]) -> list[tuple[_State, float]]:
    if len(scores) <= _BEST:
        return list(scores.items())
    least = sorted(scores.values(), reverse=True)[_BEST] - _MARGIN
    return [pair for pair in scores.items() if pair[1] >= least]


def _trace(last: _State, way: _Way) -> list[tuple[int, int]]:
    """Follow a way back to its begin: the class of each morpheme and its end."""
    state, at, found = last, len(way.origins) - 1, list[tuple[int, int]]()
    while at > 0:
        found.append((state[1], at))
        state, at = way.origins[at][state]
    return found[::-1]
