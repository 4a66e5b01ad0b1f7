"""What one chunk, text between white space, tells about the sentence borders beside it."""

import functools
import itertools
import re
from typing import NamedTuple

from mediakit.errors import no_text
from mediakit.german.wordlists import word_lists


class Feature:
    """What one chunk tells about the sentence borders beside it, as bits of an int."""

    STOP = 1  # ends with . ! ? … (and perhaps closing marks): Haus. Haus.“
    DOT = 2  # its last character is that full stop
    NEVER = 4  # an abbreviation that no sentence ends with: Dr.
    WEAK = 8  # ends a sentence only before an opener: Mio. XVI. (endlich!)
    INITIAL = 16  # a single letter: J.
    ORDINAL = 32  # one or two digits: 3.
    LONG_NUMBER = 64  # three or more: 100.
    WORD = 128  # a word, before a number an abbreviation: Art.
    PAIR = 256  # the first half of z. B.
    CARDINAL = 512  # the number behind it counts nothing: Platz
    UNFINISHED = 1024  # no line ends here: der, und, Haus,
    UPPER = 2048  # begins with a capital letter
    LOWER = 4096  # begins with a small letter or a comma
    DIGIT = 8192  # begins with a digit
    YEAR = 16384  # is a number of four digits
    QUOTED = 32768  # begins with a quotation mark
    OPENER = 65536  # has its capital letter from beginning a sentence: Der
    ORDINAL_NOUN = 131072  # an ordinal may stand before it: Oktober
    SYMBOL = 262144  # a lone dash, bullet or opening mark: what begins is the next chunk
    SHUT = 524288  # a lone closing mark
    COUNTING = 1048576  # a long number behind it is an ordinal: die 117. Sitzung


CLOSERS = "\"“”»«›‹’‘'´`)]}*"
# What may stand behind a word without being part of it.
SIGNS_BEHIND = ".,;:!?…" + CLOSERS
QUOTES = "\"„“”»«›‹‚‘’'"
_OMISSION = re.compile(r"[(\[](?:\.{2,}|…)[)\]]")
_STOP = re.compile(r"[.!?…‼⁇⁈⁉]$")
_FIRST = re.compile(r"[^\W_]")
_ROMAN = re.compile(r"[XVI]{2,6}\.")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.")
_CHAIN = re.compile(r"(?:[^\W\d_]{1,3}\.){2,}|.*str\.", re.IGNORECASE)
_NO_VOWEL = re.compile(r"(?i:[b-df-hj-np-tv-xz])[b-df-hj-np-tv-xzß]{1,5}\.")


def chunk_features(chunk: str) -> int:
    """Tell what one chunk knows about sentence borders, as the bits of `Feature`.

    Parameters
    ----------
    chunk : str
        Text without white space.

    Returns
    -------
    int
        Sum of the features.

    Raises
    ------
    MediakitError
        If the chunk is not a str.

    Examples
    --------
    >>> chunk_features("Haus.“") == Feature.STOP | Feature.UPPER
    True
    """
    if not isinstance(chunk, str):
        raise no_text(chunk, caller="chunk_features")
    if chunk.isalpha():
        # Most chunks are words alone; what follows says the same of them, more slowly.
        case = Feature.LOWER if chunk[0].islower() and not chunk[1:2].isupper() else Feature.UPPER
        return case | _word_features(chunk)
    found = _FIRST.search(chunk)
    if found is None:
        return _sign_features(chunk)
    start = found.start()
    features = _start_features(chunk, start) | _word_features(chunk[start:])
    if chunk[-1].isalnum():
        return features
    body = chunk.rstrip(CLOSERS)
    if _STOP.search(body):
        features |= Feature.STOP | _stop_features(chunk, body[start:])
    elif chunk[-1] in ",-‐":
        features |= Feature.UNFINISHED
    return features


def _sign_features(chunk: str) -> int:
    """Features of a chunk without letter or digit."""
    if not chunk or _OMISSION.fullmatch(chunk):
        return Feature.SYMBOL
    if chunk[0] in ",;:":
        return Feature.LOWER
    body = chunk.rstrip(CLOSERS)
    stop = Feature.STOP if _STOP.search(body) else 0
    if stop and body[0] in ".!?":
        return stop | Feature.LOWER
    if chunk[0] in ")]}”" or chunk == "“":
        return Feature.SHUT | Feature.LOWER
    return stop | Feature.SYMBOL | (Feature.QUOTED if chunk[0] in QUOTES else 0)


def _start_features(chunk: str, start: int) -> int:
    """Features of the first letter or digit, and of the signs before it."""
    sign, letter = chunk[:start], chunk[start]
    features = Feature.QUOTED if any(mark in QUOTES for mark in sign) else 0
    if letter.isdigit():
        return features | Feature.DIGIT
    if sign[:1] in (",", ";", ":"):
        return features | Feature.LOWER
    brand = chunk[start + 1 : start + 2].isupper() or sign[-1:] in ("#", "@")
    return features | (Feature.LOWER if letter.islower() and not brand else Feature.UPPER)


def _word_features(rest: str) -> int:
    """Features of the word that a chunk begins with, from the word lists."""
    word = rest if rest.isalpha() else rest.rstrip(SIGNS_BEHIND)
    lists = sentence_words()
    features = lists.whole.get(rest, 0) | lists.any.get(word, 0)
    if not features and word[:1].isupper() and word.lower().endswith(lists.heads):
        return Feature.ORDINAL_NOUN
    return features | (Feature.YEAR if len(word) == 4 and word.isdecimal() else 0)


class SentenceWords(NamedTuple):
    """The words that tell something of sentence borders, and their features."""

    whole: dict[str, int]
    """Words that count only without signs behind them."""
    any: dict[str, int]
    """Words that count with or without signs behind them."""
    heads: tuple[str, ...]
    """Nouns that a compound after an ordinal may end with: Vereinsjubiläum."""
    shortened: frozenset[str]
    """What stands before the full stop of an abbreviation."""


@functools.cache
def sentence_words() -> SentenceWords:
    """Read the lists of words that tell something of sentence borders.

    Returns
    -------
    SentenceWords
        The lists of ``data/sentence_words.txt`` and ``data/abbreviations.txt``.

    Examples
    --------
    >>> sentence_words().any["Oktober"] == Feature.ORDINAL_NOUN
    True
    """
    lists = word_lists("sentence_words")
    whole = dict.fromkeys(lists["unfinished"], Feature.UNFINISHED)
    for name, feature in (
        ("cardinals", Feature.CARDINAL),
        ("counting", Feature.COUNTING),
        ("ordinals", Feature.ORDINAL_NOUN),
    ):
        for word in lists[name]:
            whole[word] = whole.get(word, 0) | feature
    nouns = dict.fromkeys(lists["ordinals"], Feature.ORDINAL_NOUN)
    known = itertools.chain(whole, nouns, *word_lists("abbreviations").values())
    return SentenceWords(
        whole=whole,
        any=nouns | dict.fromkeys(lists["openers"], Feature.OPENER),
        heads=tuple(noun.lower() for noun in lists["ordinals"] if len(noun) > 5),
        shortened=frozenset(word.rstrip(".") for word in known if word.endswith(".")),
    )


def _stop_features(chunk: str, body: str) -> int:
    """Features of a chunk that ends with a full stop or its like; ``body`` lacks closing marks."""
    dot = Feature.DOT if chunk[-1] == "." else 0
    if body[-1] != ".":
        return dot | (Feature.WEAK if body[-1] in "!?" and chunk[-1] in ")]" else 0)
    if body.endswith(".."):
        return dot
    known = _abbreviation(body)
    if known is not None:
        return dot | known
    if chunk[0] in "([" and chunk[-1] in ")]":
        return Feature.WEAK
    if dot:
        return dot | _short_features(body)
    return 0


def _abbreviation(body: str) -> int | None:
    """Look an abbreviation up, whole or its last part; None if it is none."""
    lists = word_lists("abbreviations")
    for form in (body, re.split(r"[-/.](?=[^\W\d_])", body)[-1]):
        if form in lists["never"]:
            return Feature.NEVER
        if form in lists["opener"]:
            return Feature.WEAK
        if form in lists["word"]:
            return Feature.WORD
        if form in lists["closing"] or form in lists["full"]:
            return 0
    weak = _CHAIN.fullmatch(body) or (_NO_VOWEL.fullmatch(body) and not body[1].isupper())
    return Feature.WEAK if weak else None


def _short_features(body: str) -> int:
    """Features of numbers and single letters with a full stop."""
    number = body[:-1]
    if len(number) == 1 and number.isalpha():
        if number in "dhis":
            return Feature.NEVER
        return Feature.WEAK | Feature.INITIAL | (Feature.PAIR if number in "zZ" else 0)
    if number.isdecimal():
        return Feature.ORDINAL if len(number) < 3 else Feature.LONG_NUMBER
    if number.replace(".", "").isdecimal() and not _DATE.fullmatch(body):
        return Feature.LONG_NUMBER
    return Feature.WEAK if _ROMAN.fullmatch(body) or _DATE.fullmatch(body) else 0
