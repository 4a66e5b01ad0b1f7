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

import re
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit.errors import MediakitError, no_text
from mediakit.german.chunk_features import Feature, chunk_features

Bits = Any  # an int or an array of ints: the rule is the same for both

NO_BREAK, LINE_BREAK, PARAGRAPH_BREAK = 0, 1, 2
# A chunk with none of these has a border behind it only at the end of a line.
_ENDING = Feature.STOP | Feature.SHUT | Feature.WEAK | Feature.WORD | Feature.ORDINAL
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\x1c-\x1e\x85\u2028]")


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
    features: NDArray[np.integer], *, breaks: NDArray[np.integer]
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
    padded = np.pad(features, (2, 1))
    gaps = np.pad(breaks, 1, constant_values=PARAGRAPH_BREAK)
    # Most chunks neither end a sentence nor a line: what follows them need not be asked.
    at = np.flatnonzero(_has(padded[1:-2], _ENDING) | (breaks != NO_BREAK))
    second = padded[at + 3] * (gaps[at + 2] < PARAGRAPH_BREAK)
    borders = np.zeros(len(features), dtype=bool)
    borders[at] = _begins(padded[at], padded[at + 1], padded[at + 2], second, gaps[at], breaks[at])
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
