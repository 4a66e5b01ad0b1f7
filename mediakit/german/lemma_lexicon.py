"""The word lists and the morphology behind the lemmas, loaded once at the first use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

from mediakit.german import lemma_rules as rules

# HanTa's search is quadratic in the length, and no longer German word is in use.
LONGEST = 48
_LOADING = Lock()


@dataclass(frozen=True)
class Lexicon:
    """What is loaded once: the project's own list, simplemma's dictionary, HanTa's model.

    Attributes
    ----------
    own : Mapping
        Form to lemma, from ``data/lemmas.txt``; wins over everything else.
    lemmas : Mapping
        Form to lemma, simplemma's German dictionary.
    tagger : HanTa.HanoverTagger.HanoverTagger
        Word classes and lemmas from morphemes; its ``cache`` holds the frequent forms.
    """

    own: Mapping[str, str]
    lemmas: Mapping[str, str]
    tagger: Any

    def tag(self, word: str) -> str:
        """Give the likeliest word class of the form by HanTa, without its context."""
        return str(self.tagger.tag_word(word, cutoff=0)[0][0]) if len(word) < LONGEST else "NE"

    def analyse(self, word: str, tag: str) -> str:
        """Give HanTa's lemma of the form as a member of a word class."""
        if len(word) >= LONGEST:
            return word
        lemma = str(self.tagger.analyze(word, pos=tag)[0]) or word
        same = word.lower().startswith(lemma.lower()) and tag != "ADJ(A)"
        return rules.modern_spelling(word, word[: len(lemma)] if same else lemma)

    def is_infinitive(self, lemma: str) -> bool:
        """Tell whether a lemma is a verb's."""
        return lemma.endswith("n") and lemma[0].islower() and self.lemmas.get(lemma) == lemma

    def noun(self, word: str) -> str | None:
        """Give the dictionary's lemma of a capitalised form if that is a noun or a name."""
        lemma = self.lemmas.get(word)
        if lemma is None or not lemma[0].isupper():
            return None
        if word.endswith("leuten") or (lemma == word and rules.PLACE_GENITIVE.search(word)):
            return word[:-1]
        if lemma.endswith("er"):
            # Adjectives used as nouns are in it as Verdächtiger; the lemma here is Verdächtige.
            weak = lemma[:-1]
            if word.startswith(weak) and not word.startswith(lemma):
                return weak
            strong = self.lemmas.get(weak) == lemma and self.tag(word) != "NN"
            return weak if strong else lemma
        return self._counted(word, lemma) or rules.modern_spelling(word, lemma)

    def _counted(self, word: str, lemma: str) -> str | None:
        """Give the likelier noun where the dictionary takes a rare one (Ikone for Ikon)."""
        counts = self.tagger.cache
        participle = lemma.endswith("itzend") or (lemma[-2:] == "nd" and lemma not in self.lemmas)
        small = self.lemmas.get(lemma.lower(), "")
        if participle or (lemma[:2] != "Ge" and rules.holds_ge(lemma.lower(), small)):
            return rules.weak_noun(word)
        if word not in (lemma + "e", lemma + "n"):
            return None
        if lemma.lower() not in counts:
            if self.lemmas.get(word + "n") == word:
                return word
            others = (lemma[:-1], lemma[:-1] + "o") if word == lemma + "n" else ()
            if other := next(filter(self._is_counted_noun, others), None):
                return other
        return word if self._is_counted_noun(word) and self.analyse(word, "NN") == word else None

    def _is_counted_noun(self, word: str) -> bool:
        return word.lower() in self.tagger.cache and self.tag(word) in ("NN", "NE")


def lexicon() -> Lexicon:
    """Give the loaded lexicon; the first call loads it, also when threads call at once."""
    with _LOADING:
        return _load()


@cache
def _load() -> Lexicon:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    from mediakit.german.morphology import Tagger

    text = files("mediakit.german").joinpath("data/lemmas.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    own = {form: lemma for lemma, *forms in filter(None, rows) for form in forms or [lemma]}
    dictionary = DefaultDictionaryFactory().get_dictionary("de")
    return Lexicon(own, dictionary, Tagger("morphmodel_ger.pgz"))
