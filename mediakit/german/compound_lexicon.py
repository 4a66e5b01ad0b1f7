"""What the dictionaries know about the parts of compounds: evidence as natural logarithms."""

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from threading import Lock
from typing import Any, NamedTuple

from mediakit.german.lemma_lexicon import lexicon
from mediakit.german.wordlists import word_lists

# A noun that a dictionary lists but no text shows: about one occurrence in five million words.
RARE = 2e-7
# How much one dictionary compound of a family counts beside one occurrence in HanTa's newspapers.
FAMILY = 0.35
# How much one occurrence in the corpus counts beside one in HanTa's newspapers.
CORPUS = 0.2
# What a word may occur as a name and still be a head; beyond it, thrice as often as as a noun.
NAMED = 1e-5
# What share of running nouns makes a word of three letters a first part.
SHORT = 3e-5
# Cost of a dropped -e: with the nouns that do so readily (Schul|buch), with any other.
DROPPED, RARELY_DROPPED = 1.0, 4.5
# Bounds the memory of one batch; a corpus asks for the same few thousand parts again and again.
CACHED_PARTS = 1 << 16

_CAPITALS = tuple(letter.encode() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ")
_UMLAUTS = {"ä": "a", "ö": "o", "ü": "u"}
_LOCK = Lock()


class Part(NamedTuple):
    """One reading of a stretch of a word: its logarithmic evidence, its dictionary spelling."""

    score: float
    base: str


class Sources(NamedTuple):
    """The tables of the two dictionaries and of data/compounds.txt, loaded once."""

    lemmas: Mapping[bytes, bytes]
    forward: list[str]
    backward: list[str]
    nouns: Mapping[str, float]
    names: Mapping[str, float]
    adjectives: Mapping[str, float]
    verbs: Mapping[str, float]
    own: Mapping[str, frozenset[str]]
    links: tuple[tuple[str, float], ...]


def sources() -> Sources:
    """Return the dictionaries; the first call reads them (about two seconds)."""
    with _LOCK:
        return _load()


@cache
def _load() -> Sources:
    lemmas, tagger = _dictionaries()
    forward = sorted(
        form.decode().lower()
        for form, lemma in lemmas.items()
        if form == lemma and form.startswith(_CAPITALS) and b"-" not in form
    )
    morphs = {
        name: {stem: math.exp(score) for stem, score in tagger.LP_m_t.get(number, {}).items()}
        for name, number in tagger.tag2int.items()
        if name in ("NN", "NE", "ADJ", "VV", "VVnp")
    }
    own = word_lists("compounds")
    return Sources(
        lemmas=lemmas,
        forward=forward,
        backward=sorted(form[::-1] for form in forward),
        nouns=_respelled(morphs["NN"]),
        names=_respelled(morphs["NE"]),
        adjectives=morphs["ADJ"],
        verbs=morphs["VV"] | morphs["VVnp"],
        own=own,
        links=tuple(sorted((link, float(cost)) for link, cost in map(_cost, own["links"]))),
    )


def _dictionaries() -> tuple[Mapping[bytes, bytes], Any]:
    """Give simplemma's form-to-lemma table (UTF-8) and HanTa's model with its morphs' shares."""
    loaded = lexicon()
    # The table as it lies in memory; through the public mapping the same takes a second longer.
    lemmas = getattr(loaded.lemmas, "_dict", None)
    if lemmas is None:
        lemmas = {form.encode(): lemma.encode() for form, lemma in loaded.lemmas.items()}
    return lemmas, loaded.tagger


def _cost(entry: str) -> list[str]:
    return entry.split("=")


def _respelled(shares: dict[str, float]) -> dict[str, float]:
    """Add the spelling since 1996 (and the Swiss one) to the nouns of HanTa's older newspapers."""
    return {noun.replace("ß", "ss"): share for noun, share in shares.items()} | shares


def capital(word: str) -> str:
    """Return the word as a noun is written: `haus` as `Haus`."""
    return word[:1].upper() + word[1:]


def _plain(stem: str) -> str:
    place = max(stem.rfind(umlaut) for umlaut in _UMLAUTS)
    return stem if place < 0 else stem[:place] + _UMLAUTS[stem[place]] + stem[place + 1 :]


def _count(start: str, words: list[str]) -> int:
    first = bisect_left(words, start)
    return bisect_left(words, start + "\U0010ffff", first) - first


class Lexicon:
    """Heads and first parts with their evidence, from the dictionaries and from one corpus."""

    def __init__(self, vocabulary: Mapping[str, int] | None = None) -> None:
        self.data = sources()
        self.corpus = self._corpus_nouns(vocabulary or {})
        remember: Callable = lru_cache(maxsize=CACHED_PARTS)
        self.noun = remember(self._noun)
        self.head = remember(self._head)
        self.first = remember(self._first)

    def lemma(self, form: str) -> str | None:
        """Return simplemma's lemma of exactly this spelling, None for an unknown form."""
        found = self.data.lemmas.get(form.encode("utf-8", "replace"))
        return None if found is None else found.decode()

    def is_inflected(self, form: str) -> bool:
        """Tell whether a lower-case form is an inflected adjective or verb and no common noun."""
        return form not in self.data.nouns and self.lemma(form) not in (None, form)

    def is_verb(self, stem: str) -> bool:
        """Tell whether a stretch becomes an infinitive with -en or -n: `impf`, `werbe`."""
        return any(self.lemma(stem + ending) == stem + ending for ending in ("en", "n"))

    def _corpus_nouns(self, vocabulary: Mapping[str, int]) -> dict[str, float]:
        """Shares of the corpus' nouns: capitalised, four letters or more, seen at least twice."""
        total = sum(vocabulary.values()) or 1
        shares: dict[str, float] = {}
        for word, count in vocabulary.items():
            lower = word.lower()
            if count < 2 or len(word) < 4 or not word.isalpha() or word[1:] != lower[1:]:
                continue
            lemma = self.lemma(word)
            other = lemma is None and (lower in self.data.names or self.lemma(lower))
            if word == lower or other or vocabulary.get(lower, 0) >= count:
                continue
            if lemma is None or _same(lemma, lower) or self._is_lemma(lower):
                lemma = lower
            base = lemma.lower()
            shares[base] = shares.get(base, 0.0) + CORPUS * count / total
        return shares

    def _noun(self, word: str) -> float | None:
        """Share of running nouns that this lower-case word makes up; None when it is none."""
        share = self.data.nouns.get(word)
        known = self._is_lemma(word)
        corpus = self.corpus.get(word, 0.0)
        if share is not None and not known and len(word) < 6:
            share = None  # HanTa's cut stems: "medi" of Medium and Medien
        if share is None and not known and not corpus:
            return None
        return (share if share is not None else RARE / 5) + corpus

    def _is_lemma(self, word: str) -> bool:
        """Tell whether a dictionary lists this noun: simplemma has Pump for Pumpe, a slip.

        It gives itself away: Pumpe is its lemma of Pumpen, and more of its compounds end in -pumpe.
        """
        lemma, short = self.lemma(capital(word)), word.removesuffix("e")
        if lemma != capital(short) or short == word:
            return lemma == capital(word)
        more = self._family(word[::-1], self.data.backward, 4) > self._family(
            short[::-1], self.data.backward, 4
        )
        return more and self.lemma(capital(word) + "n") == capital(word)

    def _is_name(self, word: str, share: float) -> bool:
        return self.data.names.get(word, 0.0) > NAMED + 3 * share

    def _family(self, part: str, words: list[str], shortest: int) -> float:
        if len(part) < shortest:
            return 0.0
        return FAMILY * max(_count(part, words) - 1, 0) / len(words)

    def _head(self, form: str) -> Part | None:
        """Read a lower-case stretch as last part, itself a lemma or an inflected form."""
        if form in self.data.own["no-heads"] or (
            len(form) < 3 and form not in self.data.own["short-heads"]
        ):
            return None
        readings = []
        lemma = _spelled_as(form, self.lemma(capital(form)) or capital(form))
        same = _same(lemma, form)
        for base, cost in ((form, 0.0), (lemma.lower(), 2.0)):
            share = self.noun(base) if lemma[:1].isupper() or not cost else None
            suffix = cost and (same or base in self.data.own["no-heads"])
            if share is None or suffix or self._is_name(base, share):
                continue
            family = self._family(base[::-1], self.data.backward, 5)
            readings.append(Part(math.log(share + family + RARE) - cost, capital(base)))
        return max(readings, default=None)

    def _first(self, surface: str) -> Part | None:
        """Read a lower-case stretch as first part: with a linking element, a stem or a prefix."""
        own = self.data.own
        if surface in own["no-first-parts"]:
            return None
        family = self._family(surface, self.data.forward, 4)
        if surface in own["first-parts"]:
            return Part(math.log(family + 1e-4), capital(surface))
        readings = [
            Part(math.log(share + family + RARE) - cost, capital(base))
            for base, cost in self._unlinked(surface)
            if (share := self.noun(base)) is not None
            and (len(base) > 3 or share > SHORT)
            and (len(base) > 5 or not self._is_name(base, share))
        ]
        readings += self._other_stems(surface, family)
        return max(readings, default=None)

    def _unlinked(self, surface: str) -> list[tuple[str, float]]:
        """Bases that could stand before this stretch's linking element, with their cost."""
        listed = _spelled_as(surface, self.lemma(capital(surface)) or "")
        found = [(surface, self._bare_cost(surface)), *self._with_e(surface)]
        for link, cost in self.data.links:
            base = surface[: -len(link)]
            if not surface.endswith(link) or len(base) < 2 or not _fits(link, base):
                continue
            if link in ("e", "er"):
                # Hunde|hütte, Bücher|regal: only plurals that the dictionary lists.
                found += [(b, cost) for b in {base, _plain(base)} if capital(b) == listed]
            else:
                found.append(self._before(link, base, cost))
        if listed[:1].isupper() and not _same(listed, surface):
            found.append((listed.lower(), 2.0))
        return found

    def _bare_cost(self, surface: str) -> float:
        """Cost of no linking element: high where German puts one (Zeitung|leser)."""
        if surface.endswith(tuple(self.data.own["s-endings"])):
            return 4.0
        linked = surface.endswith(("s", "en")) and self.noun(surface[:-1])
        plural = linked and linked >= (self.noun(surface) or 0.0)
        return 1.5 * surface.endswith("e") + 2.5 * bool(plural)

    def _with_e(self, surface: str) -> list[tuple[str, float]]:
        """Give the noun that has dropped its -e: Schule before Schul|buch."""
        if surface.endswith("e"):
            return []
        if surface in self.data.own["dropped-e"]:
            return [(surface + "e", DROPPED)]
        stem = surface in self.data.adjectives or surface in self.data.verbs
        return [] if stem else [(surface + "e", RARELY_DROPPED)]

    def _before(self, link: str, base: str, cost: float) -> tuple[str, float]:
        nouns = self.data.nouns
        if link == "s" and base.endswith(tuple(self.data.own["s-endings"])):
            return base, 0.0
        if link == "s" and base + "e" in nouns:
            return base + "e", cost + 1.0  # Hilfs|mittel, Geschichts|buch
        if link == "en" and base + "e" in nouns:
            cost += 1.5
        return base, cost + (0.0 if base in nouns else 3.0)

    def _other_stems(self, surface: str, family: float) -> list[Part]:
        if len(surface) < 3:
            return []
        found = []
        adjective, verb = self.data.adjectives.get(surface), self.data.verbs.get(surface)
        if adjective is not None or (len(surface) > 3 and self.lemma(surface) == surface):
            found.append(Part(math.log((adjective or 0) * 0.3 + family + RARE) - 2.5, surface))
        if verb is not None or self.is_verb(surface):
            found.append(Part(math.log((verb or 0) * 0.3 + family + RARE) - 2.5, surface))
        name = self.data.names.get(surface)
        if name is not None and len(surface) > 3:
            found.append(Part(math.log(name * 0.3 + RARE) - 2.5, capital(surface)))
        return found

    def sounds_whole(self, part: str) -> bool:
        """Tell whether an unknown first part ends as German nouns and names end (`oppenh` not)."""
        return _count(part[::-1][:3], self.data.backward) >= 30


def _same(lemma: str, form: str) -> bool:
    """Tell whether two spellings differ in case or ß alone: Prozeß and prozess."""
    return lemma.lower().replace("ß", "ss") == form.replace("ß", "ss")


def _spelled_as(form: str, lemma: str) -> str:
    """Give a lemma the spelling of its form: simplemma has Prozeß for prozesse."""
    return lemma.replace("ß", "ss") if "ss" in form and "ß" not in form else lemma


def _fits(link: str, base: str) -> bool:
    if link == "s":
        return not base.endswith(("e", "s", "z", "x", "ß", "sch"))
    if link == "n":
        return base.endswith(("e", "el", "er"))
    if link in ("en", "ens"):
        return not base.endswith("e")
    return link != "ns" or base.endswith("e")
