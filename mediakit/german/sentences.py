"""Sentences: a border lies between two chunks, and four chunks around it tell whether it does.

A chunk is text between white space. Each distinct chunk is looked at once (`chunk_features`); the
rule about neighbours is written once (`_begins`) and works on whole arrays. Conventions:

- a colon ends no sentence, also not before direct speech: ``Er sagte: „Ich komme.“`` is one;
- sentences inside a quotation are sentences;
- a quotation ends no sentence before a comma or a small letter: ``„Kommst du?“ fragte er``;
- an empty line is always a border; a line break is one, unless the line is unfinished or the next
  one goes on with a small letter;
- a dash between two sentences opens the second one;
- after an ordinal, an initial or a Roman numeral a sentence begins only with a word that seldom
  has a capital letter otherwise (``Ludwig XIV. Der König``), see ``data/sentence_words.txt``.
"""

import functools
import re
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mediakit.errors import MediakitError, no_text
from mediakit.german.wordlists import word_lists

Bits = Any  # an int or an array of ints: the rule is the same for both

NO_BREAK, LINE_BREAK, PARAGRAPH_BREAK = 0, 1, 2


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
QUOTES = "\"„“”»«›‹‚‘’'"
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\x1c-\x1e\x85\u2028]")
_OMISSION = re.compile(r"[(\[](?:\.{2,}|…)[)\]]")
_STOP = re.compile(r"[.!?…‼⁇⁈⁉]$")
_FIRST = re.compile(r"[^\W_]")
_ROMAN = re.compile(r"[XVI]{2,6}\.")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.")
_CHAIN = re.compile(r"(?:[^\W\d_]{1,3}\.){2,}|.*str\.", re.IGNORECASE)
_NO_VOWEL = re.compile(r"(?i:[b-df-hj-np-tv-xz])[b-df-hj-np-tv-xzß]{1,5}\.")


def split_sentences(text: str) -> list[str]:
    """Split a text into sentences, headlines and other lines.

    Parameters
    ----------
    text : str
        Any text; line breaks and empty lines mark headlines and paragraphs.

    Returns
    -------
    list of str
        The sentences as they stand in the text, without the white space between them.

    Raises
    ------
    MediakitError
        If the text is not a str.

    Examples
    --------
    >>> split_sentences("Am 3. Oktober sprach Dr. Huber. „Na und?“, fragte er. Alle lachten.")
    ['Am 3. Oktober sprach Dr. Huber.', '„Na und?“, fragte er.', 'Alle lachten.']
    >>> split_sentences("König Carl XVI. Gustaf kam auf Platz 3. Der Hof jubelte.")
    ['König Carl XVI. Gustaf kam auf Platz 3.', 'Der Hof jubelte.']
    """
    if not isinstance(text, str):
        raise no_text(text, caller="split_sentences")
    spans = [chunk.span() for chunk in re.finditer(r"\S+", text)]
    chunks = [text[start:end] for start, end in spans]
    known = {chunk: chunk_features(chunk) for chunk in set(chunks)}
    gaps = [gap_break(text[end:start]) for (_, end), (start, _) in pairwise(spans)]
    borders = sentence_borders(
        np.array([known[chunk] for chunk in chunks], dtype=np.int64),
        breaks=np.array([PARAGRAPH_BREAK, *gaps][: len(chunks)], dtype=np.int64),
    )
    firsts = np.flatnonzero(borders).tolist()
    lasts = [*[first - 1 for first in firsts[1:]], len(chunks) - 1]
    return [
        text[spans[first][0] : spans[last][1]]
        for first, last in zip(firsts, lasts, strict=bool(firsts))
    ]


def sentence_borders(
    features: NDArray[np.int64], *, breaks: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which chunks begin a sentence, for a text or a whole corpus in one row.

    Parameters
    ----------
    features : array of int, shape (n_chunks,)
        `chunk_features` of each chunk.
    breaks : array of int, shape (n_chunks,)
        `gap_break` of the white space before each chunk; 2 where a new text begins.

    Returns
    -------
    array of bool, shape (n_chunks,)
        True where a sentence begins. The first chunk always begins one.

    Raises
    ------
    MediakitError
        If the two arrays differ in length.

    Examples
    --------
    >>> features = [chunk_features(chunk) for chunk in "Es regnet. Dr. Huber lacht.".split()]
    >>> sentence_borders(np.array(features), breaks=np.array([2, 0, 0, 0, 0])).tolist()
    [True, False, True, False, False]
    """
    if len(features) != len(breaks):
        raise MediakitError(
            f"sentence_borders() takes one break a chunk, got {len(features)} features and "
            f"{len(breaks)} breaks."
        )
    padded = np.concatenate(([0, 0], features, [0]))
    gaps = np.concatenate(([PARAGRAPH_BREAK], breaks, [PARAGRAPH_BREAK]))
    second = padded[3:] * (gaps[2:] < PARAGRAPH_BREAK)
    borders: NDArray[np.bool_] = _begins(
        padded[:-3], padded[1:-2], padded[2:-1], second, gaps[:-2], breaks
    )
    borders[:1] = True
    return borders


def gap_break(gap: str) -> int:
    r"""Tell what the white space between two chunks holds.

    Parameters
    ----------
    gap : str
        White space.

    Returns
    -------
    int
        0 no line break, 1 a line break, 2 an empty line (or a paragraph sign or form feed).

    Examples
    --------
    >>> gap_break(" "), gap_break("\r\n"), gap_break("\n \n")
    (0, 1, 2)
    """
    if gap == " ":
        return NO_BREAK
    if "\u2029" in gap or "\f" in gap:
        return PARAGRAPH_BREAK
    return min(len(_LINE_BREAK.findall(gap)), PARAGRAPH_BREAK)


def _has(bits: Bits, feature: int) -> Bits:
    return (bits & feature) != 0


def _begins(
    before_last: Bits, last: Bits, first: Bits, second: Bits, earlier: Bits, gap: Bits
) -> Bits:
    """Tell whether ``first`` begins a sentence; the arguments are features of four chunks in a row.

    ``earlier`` is the break before ``last``, ``gap`` the one before ``first``; ``second`` is 0 if
    a new paragraph begins with it.
    """
    f = Feature
    before_last = before_last * (earlier == NO_BREAK)
    start = first + _has(first, f.SYMBOL) * (second - first)
    special = f.NEVER | f.WEAK | f.ORDINAL | f.WORD
    plain = _has(last, f.STOP) & ((last & special) == 0)
    plain_before = _has(before_last, f.STOP) & ((before_last & special) == 0)
    plain = plain | (_has(last, f.SHUT) & plain_before)
    big = _has(start, f.UPPER)
    number = _has(start, f.DIGIT)
    opener = _has(start, f.OPENER)
    counted = _has(start, f.ORDINAL_NOUN)
    quoted = _has(first, f.QUOTED)

    after_plain = plain & (big | number | (quoted & _has(last, f.DOT)))
    counted_last = counted | (_has(before_last, f.COUNTING) & (opener == 0))
    after_plain = after_plain & ((_has(last, f.LONG_NUMBER) & counted_last) == 0)
    after_weak = _has(last, f.WEAK) & opener & ((quoted == 0) | _has(last, f.INITIAL))
    after_weak = after_weak & ((_has(before_last, f.PAIR) & _has(last, f.INITIAL)) == 0)
    after_word = _has(last, f.WORD) & big
    listed = plain_before | (earlier != NO_BREAK)
    after_rank = _has(before_last, f.CARDINAL) & (big | number) & (counted == 0)
    after_rank = after_rank | (_has(start, f.YEAR) & ((before_last & f.ORDINAL) == 0))
    after_number = _has(last, f.ORDINAL) & (listed == 0) & (opener | after_rank)
    new_line = (gap != NO_BREAK) & ((last & (f.UNFINISHED | f.NEVER)) == 0)
    new_line = new_line & ((_has(start, f.LOWER) == 0) | plain)
    border = after_plain | after_weak | after_word | after_number | new_line
    return border | (gap >= PARAGRAPH_BREAK)


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
    word = rest if rest.isalpha() else rest.rstrip(".,;:!?…" + CLOSERS)
    lists = _listed()
    features = lists.whole.get(rest, 0) | lists.any.get(word, 0)
    if not features and word[:1].isupper() and word.lower().endswith(lists.heads):
        return Feature.ORDINAL_NOUN
    return features | (Feature.YEAR if len(word) == 4 and word.isdecimal() else 0)


class _Listed(NamedTuple):
    """The words that tell something of sentence borders, and their features."""

    whole: dict[str, int]
    """Words that count only without signs behind them."""
    any: dict[str, int]
    """Words that count with or without signs behind them."""
    heads: tuple[str, ...]
    """Nouns that a compound after an ordinal may end with: Vereinsjubiläum."""


@functools.cache
def _listed() -> _Listed:
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
    return _Listed(
        whole=whole,
        any=nouns | dict.fromkeys(lists["openers"], Feature.OPENER),
        heads=tuple(noun.lower() for noun in lists["ordinals"] if len(noun) > 5),
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
