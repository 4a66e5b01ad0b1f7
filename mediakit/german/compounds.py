"""Compounds: Klimawandel is Klima and Wandel, Staatsanwaltschaft is one word."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from mediakit.errors import MediakitError
from mediakit.german.compound_lexicon import Lexicon, Part, capital

# Shorter than the shortest compounds worth a split (Ölpest); longer than any German word.
SHORTEST, LONGEST = 6, 80
# Longer names than this are seldom mistaken for compounds (Wagenknecht).
NAME = 11
# German compounds branch to the left: what each letter of the first part adds to a reading's rank.
LEFT = 0.15
# How much less evidence each letter after the tenth asks for: simplex words are short.
LETTER = 0.7
# Cost of a first part that no dictionary knows, and of each of its letters.
UNKNOWN, UNKNOWN_LETTER = -11.0, -0.6
# Cost of a first part that is a new compound itself, and the least evidence for that compound.
NEW_COMPOUND, INNER = -14.0, -22.0
# Endings of adjectives and participles, which are lower-case and no nouns.
_NO_NOUN = ("lich", "isch", "ig", "bar", "sam", "haft", "los", "end", "iert", "voll", "arm", "frei")
_INFLECTIONS = ("e", "em", "en", "er", "es")


class Demand(NamedTuple):
    """Least evidence (natural logarithms) to split a word: of the parts together and of each."""

    total: float
    each: float


NEW_WORD = Demand(-30.0, -40.0)
LOWER_WORD = Demand(-28.0, -40.0)
LISTED_WORD = Demand(-23.0, -17.0)
FAMILIAR_WORD = Demand(-19.0, -13.0)


class Reading(NamedTuple):
    """One way to read a word: its rank, the evidence for it, its parts with the head last."""

    rank: float
    total: float
    each: float
    parts: tuple[str, ...]


def split_compound(word: str, *, vocabulary: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """Split a German compound noun into its parts.

    A part that is itself an established word stays whole (`Kindergarten`), so most compounds
    have two parts, as in the field's gold standards: first part and head. Names, derived words,
    words of other classes and words with signs other than hyphens stay whole.

    Parameters
    ----------
    word : str
        One word form, best as it was written; a wholly lower-case compound is split as well.
    vocabulary : mapping of str to int, optional
        The corpus' own word forms with their counts. Its capitalised words of four letters or
        more that occur at least twice become possible parts, and frequent ones likely parts.

    Returns
    -------
    tuple of str
        The parts in dictionary spelling (nouns capitalised, linking elements taken off, stems of
        verbs and adjectives in lower case), the head last. One part means: no compound, and that
        part is the word as it was given.

    Raises
    ------
    MediakitError
        If `word` is not a str. A str never raises.

    See Also
    --------
    split_all_compounds : the same for a whole vocabulary, much faster with `vocabulary`.

    Notes
    -----
    Every border is scored by the evidence for its two sides: how often newspapers use them as
    nouns (HanTa), how many dictionary words begin or end with them (simplemma), how usual the
    linking element is, and the corpus. The word stays whole if even the best border has little,
    and the better a dictionary knows the whole word, the more it takes.

    References
    ----------
    The idea of weighing splits by the frequency of the parts: Koehn, P. and Knight, K. (2003),
    Empirical methods for compound splitting, EACL. Evidence from the wheels of HanTa (LGPL-3.0)
    and simplemma (MIT, data ODbL); linking elements and exceptions in `data/compounds.txt`.

    Examples
    --------
    >>> split_compound("Klimawandel")
    ('Klima', 'Wandel')
    >>> split_compound("Rosengärten")
    ('Rose', 'Garten')
    >>> split_compound("Staatsanwaltschaft")
    ('Staatsanwaltschaft',)
    >>> split_compound("Kanzlerwummsi", vocabulary={"Wummsi": 12, "Kanzler": 80})
    ('Kanzler', 'Wummsi')
    """
    if not isinstance(word, str):
        raise MediakitError(
            f"split_compound() takes one word (str), got {type(word).__name__} {word!r}; "
            "drop missing words first"
        )
    return _split(word, Lexicon(vocabulary) if vocabulary else _plain_lexicon())


def split_all_compounds(
    words: Iterable[str], *, vocabulary: Mapping[str, int] | None = None
) -> list[tuple[str, ...]]:
    """Split many words, best the distinct forms of a corpus.

    Parameters
    ----------
    words : iterable of str
        Word forms; n of them.
    vocabulary : mapping of str to int, optional
        The corpus' word forms with their counts, see `split_compound`.

    Returns
    -------
    list of tuple of str, length n
        For each word what `split_compound` returns.

    Raises
    ------
    MediakitError
        If `words` is a single str or holds anything but str.

    Examples
    --------
    >>> split_all_compounds(["Straßenbahnfahrerin", "Regierung"])
    [('Straßenbahn', 'Fahrerin'), ('Regierung',)]
    """
    if isinstance(words, str):
        raise MediakitError(
            "split_all_compounds() takes many words, got one str; use split_compound() for one word"
        )
    words = list(words)
    for place, word in enumerate(words):
        if not isinstance(word, str):
            raise MediakitError(
                f"split_all_compounds() takes words (str), got {type(word).__name__} {word!r} "
                f"at position {place}; drop missing words first"
            )
    lexicon = Lexicon(vocabulary) if vocabulary else _plain_lexicon()
    return [_split(word, lexicon) for word in words]


@cache
def _plain_lexicon() -> Lexicon:
    return Lexicon()


def _split(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    if not SHORTEST <= len(word) <= LONGEST:
        return (word,)
    if "-" in word:
        return _split_hyphenated(word, lexicon)
    if not word.isalpha() or not word[1:].islower():
        return (word,)
    demand = _demand(word, lexicon)
    if demand is None:
        return (word,)
    reading = _best(word, lexicon, listed=demand in (LISTED_WORD, FAMILIAR_WORD))
    longer = LETTER * max(0, len(word) - 10)
    if reading is None or reading.total < demand.total - longer:
        return (word,)
    if reading.each < demand.each - longer / 4:
        return (word,)
    return reading.parts


def _split_hyphenated(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Split at the hyphens if the last piece is a noun; take the linking elements off."""
    pieces = word.split("-")
    head = lexicon.head(pieces[-1].lower())
    if head is None or len(pieces[0]) < 2 or not all(pieces) or not pieces[-1][0].isupper():
        return (word,)
    known = head.base.lower() in lexicon.data.nouns or lexicon.lemma(head.base)
    number = pieces[0][0].isdigit() and len(pieces) == 2
    if not known or number or word.lower() in lexicon.data.names:
        return (word,)
    parts = []
    for piece in pieces[:-1]:
        plain = len(piece) > 3 and piece[1:].islower()
        first = lexicon.first(piece.lower()) if plain else None
        parts.append(first.base if first and first.base[0].isupper() else piece)
    return (*parts, head.base)


def _demand(word: str, lexicon: Lexicon) -> Demand | None:
    """Return how much evidence it takes to split this word; None if nothing may split it."""
    data, lower, noun = lexicon.data, word.lower(), capital(word)
    lemma = lexicon.lemma(noun)
    base = (lemma or noun).lower()
    if capital(base) in data.own["whole"] or (lower in data.names and lower not in data.nouns):
        return None
    if (lemma is None or word == lower) and lexicon.lemma(lower):
        return None
    if lower in data.nouns or base in data.nouns:
        return FAMILIAR_WORD
    if lemma is not None:
        return LISTED_WORD
    if word == lower:
        stem = next((word[: -len(i)] for i in _INFLECTIONS if word.endswith(i)), word)
        return None if word.endswith(_NO_NOUN) or stem.endswith(_NO_NOUN) else LOWER_WORD
    return NEW_WORD


def _best(word: str, lexicon: Lexicon, *, listed: bool) -> Reading | None:
    """Find the best reading of a word as first part and head."""
    own, readings, new = lexicon.data.own, [], []
    for surface, end, head in _heads(word, lexicon):
        if listed and end in own["weak-heads"]:
            continue
        name = not listed and end in own["name-heads"]
        if name and len(word) <= NAME:
            return None
        first = lexicon.first(surface)
        if first is None:
            new += [] if listed or name or len(surface) < 4 or len(end) < 5 else [(surface, head)]
        elif end != "ende" or not lexicon.is_verb(surface):  # "absteig|ende" is a participle
            total, each = first.score + head.score, min(first.score, head.score)
            rank = total + LEFT * len(surface)
            readings.append(Reading(rank, total, each, (first.base, head.base)))
    if new and (not readings or max(readings).total < NEW_WORD.total):
        readings += (reading for pair in new for reading in _with_new_first(*pair, lexicon))
    return max(readings, default=None)


def _heads(word: str, lexicon: Lexicon) -> Iterator[tuple[str, str, Part]]:
    """Give every border with a possible head behind it: what stands before, behind, the head."""
    lower = word.lower()
    for place in range(2, len(lower) - 1):
        end = lower[place:]
        head = lexicon.head(end)
        if head is not None and not (word == lower and lexicon.is_inflected(end)):
            yield lower[:place], end, head


def _with_new_first(surface: str, head: Part, lexicon: Lexicon) -> list[Reading]:
    """Read a first part that no dictionary knows: a compound itself, or a name or new word."""
    stem = surface
    if surface.endswith("s") and surface[:-1].endswith(tuple(lexicon.data.own["s-endings"])):
        stem = surface[:-1]
    inner = _best(capital(stem), lexicon, listed=True) if len(stem) >= 9 else None
    if inner and inner.total > INNER:
        total, parts = NEW_COMPOUND + head.score, (*inner.parts, head.base)
    elif lexicon.sounds_whole(stem):
        total = UNKNOWN + UNKNOWN_LETTER * len(stem) + head.score
        parts = (capital(stem), head.base)
    else:
        return []
    return [Reading(total, total, head.score, parts)]
