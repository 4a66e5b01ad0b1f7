"""The polarity of textblob-de, bit for bit, many times as fast.

What textblob-de works out for every token again depends on little: how a chunk splits on the
chunk alone, a lemma on word and tag, the lexicon's answer on the lemma. Each is asked once and
remembered. What depends on neighbours (sentences, tags, negations) is done as it does it, its
mistakes included, since comparability is all that this value is for.
"""

import math
import re
import string
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from types import FunctionType
from typing import Any, NamedTuple

from mediakit.sentiment.memory import Memory
from mediakit.sentiment.textblob import load
from mediakit.sentiment.textblob_tags import Tagger

_PARAGRAPH = "END-OF-SENTENCE"
_STOPS = frozenset(("...", ".", "!", "?", _PARAGRAPH))
# Straight quotation marks are not among them: textblob-de means to take them along, but never does.
_CLOSERS = _STOPS | {"”", "’", ")"}

# So many letters of a long word are compared with the lexicon's, before its lemma is made.
_HEAD = 3

# What a token can do to the score of its sentence: see `_Scorer._find_chance`.
_NONE, _NEGATION, _SOME, _CODE = "0123"


class _Known(NamedTuple):
    """A piece of a lemma that the lexicon holds."""

    polarity: float
    intensity: float
    modifies: bool
    negates: bool
    is_lich: bool


class _Sign(NamedTuple):
    """Any other piece that does more than end a negation."""

    negates: bool
    keeps_negation: bool
    keeps_modifier: bool
    exclaims: bool
    polarity: float | None
    """Of an emoticon, or 0 of an ironic exclamation mark."""


def textblob_polarity(text: str) -> float:
    """Return ``TextBlobDE(text, tokenizer=PatternTokenizer()).sentiment.polarity``.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    float
        The mean polarity of its sentences, where one without a known word counts 0; nan where
        textblob-de fails, on a sentence that is nothing but a code in brackets: ``(c-64)``.

    Examples
    --------
    >>> textblob_polarity("Das ist gut. Der Himmel. Das ist schlecht.")
    0.0
    """
    return _scorer().score(text)


@cache
def _scorer() -> "_Scorer":
    load()
    from textblob_de import packages, sentiments, tokenizers

    return _Scorer(packages.pattern_text, packages.pattern_de, sentiments.sentiment, tokenizers)


class _Scorer:
    """textblob-de's lexica and rules, with what was asked of them."""

    def __init__(self, text: Any, german: Any, lexicon: Any, tokenizers: Any) -> None:
        self._text, self._german = text, german
        # Plain dictionaries: textblob-de's own ask at every look whether they are loaded.
        self._lexicon, self._verbs = dict(lexicon.items()), frozenset(german.inflect.verbs)
        self._negations, self._modifiers = frozenset(lexicon.negations), lexicon.modifiers
        self._is_modifier = lexicon.modifier
        self._known = self._lexicon.keys() | self._negations
        splitter = _Splitter(text, tokenizers.PUNCTUATION, tokenizers.ABBREVIATIONS_DE)
        # The lexicon is asked with another, English, splitter.
        lemma_splitter = _Splitter(text, text.PUNCTUATION, text.ABBREVIATIONS)
        self._split, self._split_lemma = Memory(splitter.split), Memory(lemma_splitter.split)
        self._tagger = Tagger(german.parser, number=text.CD)
        self._kinds = Memory(self._find_kind)
        # Of the rules for one ending the first counts, so it is put in last.
        rules = reversed(list(enumerate(german.inflect.singular_inflections)))
        self._singulars = {plural: (place, plural, one) for place, (plural, one) in rules}
        self._heads = {word[:n] for word in self._known for n in range(_HEAD, len(word) + 1)}
        prefixes = german.inflect.prefixes
        self._prefixes = {p[:2]: [q for q in prefixes if q[:2] == p[:2]] for p in prefixes}
        self._inflections = dict(german.inflect.verbs.inflections)
        # Its rules for regular verbs without its 80 prefixes, which are looked up here.
        regular = type(german.inflect.verbs).find_lemma
        self._find_regular = FunctionType(regular.__code__, {**regular.__globals__, "prefixes": ()})
        self._pieces = Memory(self._find_pieces)
        self._effects = Memory(self._find_effect)
        self._chances = Memory(self._find_chance)
        faces = {face: value for (_, value), set_ in text.EMOTICONS.items() for face in set_}
        self._faces = {face.lower(): value for face, value in faces.items()}
        self._ends = {face[i:] for face in faces for i in range(1, len(face))} | {"!"}
        self._glued = _compile_glue(faces)

    def score(self, text: str) -> float:
        """Give the mean polarity of the sentences of a text."""
        sentences = self._sentences(text)
        # As textblob-de adds them, from 0: another order would end in another last bit.
        total = 0.0
        for tokens in sentences:
            total += self._score_sentence(tokens)
        return total / len(sentences) if sentences else 0.0

    def _sentences(self, text: str) -> list[list[str]]:
        """Split as its `find_tokens` does; each sentence as its tokens."""
        if "\n" in text:
            text = re.sub("\n{2,}", f" {_PARAGRAPH} ", text.replace("\r\n", "\n"))
        tokens = list(chain.from_iterable(map(self._split.__getitem__, text.split())))
        sentences = list(_cut(tokens))
        if self._glue(chain.from_iterable(sentences)):
            sentences = [self._join_signs(" ".join(tokens)).split(" ") for tokens in sentences]
        return sentences

    def _glue(self, tokens: Iterable[str]) -> bool:
        return self._glued(" ".join(tokens)) is not None

    def _join_signs(self, sentence: str) -> str:
        """Put the signs of an emoticon or of an ironic (!) together again."""
        sentence = self._text.RE_SARCASM.sub("(!)", sentence)
        return self._text.RE_EMOTICONS.sub(lambda m: m[1].replace(" ", "") + m[2], sentence)

    def _score_sentence(self, tokens: list[str]) -> float:
        # Two sentences of three hold no word that could count: they are 0 without a look at tags.
        if not self._may_count(tokens):
            return 0.0
        tokens = self._split_again(tokens)
        chances = "".join(map(self._chances.__getitem__, tokens))
        # Behind the last word that could count only neighbours matter, four at most.
        end = len(chances) if _CODE in chances else len(chances.rstrip(_NONE))
        swiss = "\n".join(tokens[: end + 4]).replace("ß", "ss").split("\n")
        tags = self._tagger.tag(swiss)[:end]
        is_first = [place == 0 for place in range(end)]
        keys = zip(tokens[:end], tags, is_first, strict=True)
        pieces = list(chain.from_iterable(map(self._pieces.__getitem__, keys)))
        if len(pieces) == 1 and self._text.RE_SYNSET.match(pieces[0]):
            return math.nan
        if self._glue(pieces):
            pieces = " ".join(self._text.find_tokens(" ".join(pieces))).split()
        return _weigh(map(self._effects.__getitem__, pieces))

    def _may_count(self, tokens: list[str]) -> bool:
        chances = "".join(map(self._chances.__getitem__, tokens))
        return _SOME in chances or _CODE in chances or tokens[-1][-1:] == "." != tokens[-1]

    def _find_chance(self, token: str) -> str:
        """Tell whether a token can count for anything, whatever its tag will be."""
        if "/" in token or self._split[token] != (token,):
            return _SOME
        if token in string.punctuation or self._is_far(token):
            return _NONE
        kinds = {self._kinds[tag] for tag in self._tagger.could_be(token.replace("ß", "ss"))}
        lemmas = {self._lemmatize(token, kind) for kind in kinds}
        if all(len(lemma) > 2 and lemma.isalpha() and lemma not in self._known for lemma in lemmas):
            return _NONE
        spelled = lemmas | {lemma.title() for lemma in lemmas}
        pieces = set(chain.from_iterable(map(self._split_lemma.__getitem__, spelled)))
        if any(map(self._text.RE_SYNSET.match, pieces)):
            return _CODE
        effects = [self._effects[piece] for piece in pieces]
        if pieces & self._ends or any(effect and effect.polarity is not None for effect in effects):
            return _SOME
        return _NEGATION if any(effect and effect.negates for effect in effects) else _NONE

    def _is_far(self, token: str) -> bool:
        """Tell that no lemma of a long word can be known, without making one."""
        # Its rules change the last eight letters at most, but for irregular verbs and "ge-".
        head = token[:-8].lower().replace("ß", "ss")
        if len(head) < _HEAD or head in self._heads or not token.isalpha():
            return False
        verb = token.lower()
        is_irregular = self._find_irregular(token) is not None or verb.startswith("ge")
        return not is_irregular and "eei" not in verb

    def _split_again(self, tokens: list[str]) -> list[str]:
        """Split a sentence once more, as its lemmatizer does."""
        sentences = [tokens]
        if any("/" in token or self._split[token] != (token,) for token in tokens):
            sentences = self._sentences(" ".join(tokens).replace("/", " FORWARDSLASH "))
        again = []
        for sentence in sentences:
            last = sentence[-1]
            is_stop = last.endswith(".") and len(last) > 1
            again += [*sentence[:-1], last[:-1], "."] if is_stop else sentence
        return again

    def _find_pieces(self, key: tuple[str, str, bool]) -> tuple[str, ...]:
        """Split the lemma of a tagged token, as the lexicon will be asked for it."""
        token, tag, is_first = key
        lemma = self._lemmatize(token, self._kinds[tag])
        is_noun = self._german.stts.get(tag, tag).startswith("N")
        if is_noun if is_first else token[0].isupper():
            lemma = lemma.title()
        if token in string.punctuation or lemma == "/":
            return ()
        return self._split_lemma[lemma]

    def _find_kind(self, tag: str) -> str:
        tag = self._german.stts.get(tag, tag)
        kinds = {"DT": "adjective", "JJ": "adjective", "VB": "verb", "MD": "verb"}
        return "plural" if tag == "NNS" else kinds.get(tag[:2], "other")

    def _lemmatize(self, token: str, kind: str) -> str:
        lemma = token
        if kind == "adjective":
            lemma = self._german.predicative(token)
        elif kind == "plural":
            lemma = self._find_singular(token)
        elif kind == "verb":
            lemma = self._find_infinitive(token)
        return lemma.lower().replace("ß", "ss").strip().replace("forwardslash", "/")

    def _find_singular(self, token: str) -> str:
        """Do as `singularize`, its 217 rules looked up by their endings."""
        if token in self._german.inflect.singular:
            return str(self._german.singularize(token))
        word = token.lower().capitalize()
        found = min(
            (self._singulars[word[-n:]] for n in range(3, 6) if word[-n:] in self._singulars),
            default=None,
        )
        if found is not None:
            return word.removesuffix(found[1]) + found[2]
        ending = next((e for e in ("nen", "en", "n", "e", "er", "s") if word.endswith(e)), "")
        word = word.removesuffix(ending)
        return f"{word}e" if word.endswith(("rr", "rv", "nz")) else word

    def _find_infinitive(self, token: str) -> str:
        """Do as `conjugate`, which makes the whole verb to give its infinitive."""
        verb = self._find_irregular(token)
        if verb is None:
            verb = self._find_regular(self._german.inflect.verbs, token)
        if verb in self._verbs or verb.lower().replace("ß", "ss") in self._verbs:
            return self._german.conjugate(token, self._german.INFINITIVE) or token
        return verb.lower() or token

    def _find_irregular(self, token: str) -> str | None:
        """Look a verb up as `lemma` does: as it stands, and behind its prefix."""
        verb, known = token.lower(), self._inflections
        if verb in known or token in known:
            return str(known.get(verb, known.get(token)))
        if not (verb.startswith("ge") and verb.endswith("t")):
            for prefix in self._prefixes.get(verb[:2], ()):
                if verb.startswith(prefix) and verb[len(prefix) :] in known:
                    return prefix + str(known[verb[len(prefix) :]])
        return None

    def _find_effect(self, piece: str) -> _Known | _Sign | None:
        """Ask the lexicon for a piece; None for what only ends negations, as most words do."""
        piece = piece.lower()
        negates = piece in self._negations
        known = self._lexicon.get(piece)
        if known is not None and None in known:
            polarity, _, intensity = known[None]
            modifies = any(tag in known for tag in self._modifiers)
            return _Known(polarity, intensity, modifies, negates, self._is_modifier(piece))
        is_face = not piece.isalpha() and len(piece) <= 5 and piece not in self._text.PUNCTUATION
        polarity = self._faces.get(piece) if is_face else None
        sign = _Sign(
            negates=negates,
            keeps_negation=len(piece.strip("'")) <= 1,
            keeps_modifier=len(piece) <= 2,
            exclaims=piece == "!",
            polarity=0.0 if piece == "(!)" else polarity,
        )
        return sign if any(sign[:4]) or sign.polarity is not None else None


class _Splitter:
    """What splits a chunk, which is text without white space, into tokens."""

    def __init__(self, text: Any, punctuation: str, abbreviations: Iterable[str]) -> None:
        self._signs = tuple(punctuation.replace(".", ""))
        self._contractions, self._abbreviations = text.replacements, frozenset(abbreviations)
        self._patterns = (text.RE_ABBR1, text.RE_ABBR2, text.RE_ABBR3)

    def split(self, chunk: str) -> tuple[str, ...]:
        """Take contractions apart and signs off."""
        if chunk.isalnum():
            return (chunk,)
        if "'" in chunk:
            for short, apart in self._contractions.items():
                chunk = chunk.replace(short, apart)
        for quote in "“”‘’":
            chunk = chunk.replace(quote, f" {quote} ")
        return tuple(chain.from_iterable(map(self._peel, chunk.split())))

    def _peel(self, token: str) -> list[str]:
        head, tail = [], []
        while token.startswith(self._signs) and token not in self._contractions:
            head.append(token[0])
            token = token[1:]
        while token.endswith((*self._signs, ".")) and token not in self._contractions:
            if token.endswith(self._signs):
                tail.append(token[-1])
                token = token[:-1]
            if token.endswith("..."):
                tail.append("...")
                token = token[:-3].rstrip(".")
            if token.endswith("."):
                if self._is_abbreviation(token):
                    break
                tail.append(".")
                token = token[:-1]
        return [*head, *([token] if token else []), *reversed(tail)]

    def _is_abbreviation(self, token: str) -> bool:
        return token in self._abbreviations or any(p.match(token) for p in self._patterns)


def _cut(tokens: Sequence[str]) -> Iterable[list[str]]:
    """Cut tokens into sentences: behind a stop and the closing signs that follow it."""
    begin = end = 0
    while end < len(tokens):
        if tokens[end] in _STOPS:
            while end < len(tokens) and tokens[end] in _CLOSERS:
                end += 1
            sentence = [token for token in tokens[begin:end] if token != _PARAGRAPH]
            if sentence:
                yield sentence
            begin = end
        end += 1
    if begin < len(tokens):
        yield list(tokens[begin:])


def _compile_glue(faces: Iterable[str]) -> Callable[[str], Any]:
    """Make a quick test whether spaced tokens could hold an emoticon or a (!) that was split."""
    halves = [(face[:i][-1], face[i:]) for face in faces for i in range(1, len(face))]
    before = "".join(sorted({re.escape(half) for half, _ in halves}))
    behind = "|".join(sorted({re.escape(half) for _, half in halves}))
    # A class first: the expression then skips through a text.
    return re.compile(rf"[{before}] (?:{behind})(?!\S)|\( !").search


def _weigh(effects: Iterable[_Known | _Sign | None]) -> float:  # noqa: C901 - its cases, as they are
    """Average what was said, with negations and modifiers, as `Sentiment.assessments` does."""
    found: list[list[float]] = []  # polarity, intensity, sign
    modifier: _Known | None = None
    negation = False
    for effect in effects:
        if effect is None:
            modifier, negation = None, False
        elif isinstance(effect, _Known):
            if modifier is None:
                found.append([effect.polarity, effect.intensity, 1])
            else:
                last = found[-1]
                last[0] = max(-1.0, min(effect.polarity * last[1], 1.0))
                last[1] = effect.intensity
            if negation:
                found[-1][1:] = 1.0 / found[-1][1], -1
            modifier, negation = (effect if effect.modifies else None), effect.negates
        else:
            negation = effect.negates or (negation and effect.keeps_negation)
            if negation and modifier is not None and modifier.is_lich:
                found[-1][2], negation = -1, False
            elif not effect.keeps_modifier:
                modifier = None
            if effect.exclaims and found:
                found[-1][0] = max(-1.0, min(found[-1][0] * 1.25, 1.0))
            if effect.polarity is not None:
                found.append([effect.polarity, 1.0, 1])
    total = 0.0
    for polarity, _, sign in found:
        total += polarity * -0.5 if sign < 0 else polarity
    return total / len(found) if found else 0.0
