"""Which tokens are nouns or names: by the capital, and by the rest of the corpus where needed."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from mediakit.errors import MediakitError
from mediakit.german.stopwords import stopwords

BoolArray = NDArray[np.bool_]

# After these a capital proves nothing: speech, a list item or a sentence of its own may begin.
_OPENERS = frozenset(":„“”\"»«›‹‚‘'…–—-(•*|/")
_ENDING = "(?:e|en|er|es|em)"
_ADJECTIVE = re.compile(rf".{{2}}(?:isch|lich|bar|haft|sam|los|ierend|ig){_ENDING}?$|.{{3}}weise$")
_LIKE_ADJECTIVE = re.compile(
    "(?:fleisch|könig|honig|käfig|essig|pfennig|nachbar|barbar)(?:e?[ns]?|es)$"
)
_IN_NAMES = re.compile(
    rf"(?:.{{2,}}(?:isch|lich|ig|haft|sam)|deutsch|vereinigt|vereint|neu|alt|jung|groß|gross"
    r"|klein|hoh|tief|lang|rot|schwarz|weiß|weiss|grün|blau|gold|golden|silbern|frei|link|recht|schwer|gut|halb|ganz|tot"
    rf"|fern|nah|mittler|ober|unter|erst|zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt){_ENDING}$"
)
# Function words that are nouns too; with a capital inside a sentence they are nouns.
_ALSO_NOUNS = """
    all für haben halt ich ja können mal mögen müssen nein nichts sein soll sollen trotz werden
    wider wollen würde
"""
# What nearly all nouns look like: Wahl, Wahl-Abend, 20-Jährige.
_CAPITAL = r"^(?:[\p{L}\p{N}]+-)*\p{Lu}[\p{L}\p{N}]*$"
# Lower-case ends of hyphenated nouns: Start-up, Know-how, Bürger/-innen.
_LAST_PARTS = re.compile("by|down|how|innen|in|off|on|out|over|to|up")


class _Terms(NamedTuple):
    """What the form alone tells, one entry a term."""

    lower: list[str]
    capital: BoolArray
    word: BoolArray
    opener: BoolArray
    function: BoolArray
    also_noun: BoolArray
    inflected: BoolArray
    folded: NDArray[np.intp]


def find_nouns(codes: ArrayLike, *, sentence_starts: ArrayLike, terms: Sequence[str]) -> BoolArray:
    """Tell which tokens are nouns or proper names.

    German writes nouns with a capital, so inside a sentence the capital decides. At the beginning
    of a sentence, after a colon, a dash or a quotation mark every word has one; there the other
    tokens of the same word decide, so a larger corpus gives better answers.

    Parameters
    ----------
    codes : array_like of int, shape (n_tokens,)
        The tokens in the order of the text, punctuation included, as positions in `terms`.
    sentence_starts : array_like of int
        Positions in `codes` where a sentence begins, in any order; a last one equal to
        ``n_tokens`` is allowed, so the delimiters of the sentences can be passed as they are.
    terms : sequence of str, shape (n_terms,)
        The distinct forms as written, not lower-cased.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
        True for common nouns, names and abbreviations (*CDU*).

    Raises
    ------
    MediakitError
        If codes or starts are no whole numbers or point outside, or a term is no string.

    Notes
    -----
    1. Lower-case forms are never nouns. In hyphenated forms the last part decides:
       *US-amerikanisch* is no noun, *20-Jährige*, *Start-up* and *Covid-19* are.
    2. A capital function word (see :func:`stopwords`) is not a noun, which covers polite *Sie* and
       *Ihr* and titles (*Der Spiegel*: only *Spiegel*); a few that are nouns too (*das Ja, die
       Würde*) are nouns inside a sentence.
    3. Inside a sentence every other capital form is a noun, but a capital adjective before another
       capital (*Deutsche Bank*, *Zweiten Weltkrieg*) is not: it has an adjective's ending and is
       either of a known make (*-ische, -liche, neue, erste*) or more often lower-case than capital
       elsewhere. *Berliner* in *Berliner Mauer* counts as a noun, since its form is that of
       *Minister* in *Minister Meyer*.
    4. At uncertain places the word is a noun if it is more often capital than lower-case at
       certain ones; if equally often or unseen there, unless its make is an adjective's (*-lich,
       -isch, -weise*).

    Examples
    --------
    >>> import numpy as np
    >>> tokens = "Neue Regeln gelten . Die Behörde sagt : Regeln helfen , neue auch .".split()
    >>> terms, codes = np.unique(tokens, return_inverse=True)
    >>> nouns = find_nouns(codes, sentence_starts=[0, 4], terms=terms.tolist())
    >>> [token for token, noun in zip(tokens, nouns) if noun]
    ['Regeln', 'Behörde', 'Regeln']
    """
    facts = _read_terms(terms)
    token_codes = _check_positions(codes, limit=len(terms), name="codes")
    starts = _check_positions(sentence_starts, limit=len(token_codes) + 1, name="sentence_starts")
    if not len(token_codes):
        return np.zeros(0, dtype=bool)
    uncertain = _uncertain_places(token_codes, starts, facts)
    certain_codes = token_codes[~uncertain]
    capitals, lowers = _count_forms(certain_codes, facts)
    before_capital = _before_capital(token_codes, starts, facts)

    often_lower = (lowers > capitals)[facts.folded]
    even = facts.capital & (capitals == lowers)[facts.folded]
    adjective = _ask(_is_adjective, facts, among=even & _used(token_codes[uncertain], facts))
    at_start = facts.capital & ~facts.function & ~often_lower & ~adjective
    inside = facts.capital & (~facts.function | facts.also_noun)
    inflected = facts.capital & facts.inflected
    asked = inflected & ~often_lower & _used(token_codes[before_capital], facts)
    in_name = _ask(_is_in_names, facts, among=asked) | (inflected & often_lower)
    nouns = np.where(uncertain, at_start[token_codes], inside[token_codes])
    return nouns & ~(in_name[token_codes] & before_capital)


def noun_forms(forms: pa.LargeStringArray) -> BoolArray:
    """Tell which forms are nouns or names if they do not begin a sentence: by the capital.

    Parameters
    ----------
    forms : LargeStringArray, shape (n_forms,)
        Distinct forms as written.

    Returns
    -------
    ndarray of bool, shape (n_forms,)
        True for a noun's capital that is no function word's.

    See Also
    --------
    lowered_forms : Which of them a corpus also knows otherwise.

    Examples
    --------
    >>> forms = ["Rente", "Und", "E-Mail", "US-weit", "rot"]
    >>> noun_forms(pa.array(forms, pa.large_string())).tolist()
    [True, False, True, False, False]
    """
    lower = pc.utf8_lower(forms)
    capital = np.array(pc.match_substring_regex(forms, _CAPITAL))
    odd = np.flatnonzero(~(capital | np.array(pc.equal(forms, lower))))
    capital[odd] = [_has_noun_capital(form) for form in forms.take(pa.array(odd)).to_pylist()]
    function_words = pa.array(sorted(stopwords(keep_negations=False)), lower.type)
    return capital & ~np.array(pc.is_in(lower, function_words))


def lowered_forms(forms: pa.LargeStringArray, *, counts: NDArray[np.integer]) -> BoolArray:
    """Tell which forms stand more often in lower case: capital only where sentences begin.

    With `noun_forms` coarser than `find_nouns`, which decides token by token, and much faster, as
    neither places nor sentences are asked for.

    Parameters
    ----------
    forms : LargeStringArray, shape (n_forms,)
        Distinct forms as written.
    counts : ndarray of int, shape (n_forms,)
        Tokens of each.

    Returns
    -------
    ndarray of bool, shape (n_forms,)
        Always False for lower-case forms. Of forms that stand as often either way, those are
        lowered whose make is an adjective's (*-lich, -isch, -weise*).

    Examples
    --------
    >>> forms = pa.array(["Miete", "Neue", "neue"], pa.large_string())
    >>> lowered_forms(forms, counts=np.array([5, 2, 7])).tolist()
    [False, True, False]
    """
    lower = pc.utf8_lower(forms)
    at = pc.index_in(lower, forms).fill_null(-1).to_numpy()
    differs = (at >= 0) & (at != np.arange(len(at)))
    lowers = np.where(differs, counts[at], 0)
    lowered = differs & (lowers > counts)
    even = np.flatnonzero(differs & (lowers == counts))
    lowered[even] = [_is_adjective(form) for form in lower.take(pa.array(even)).to_pylist()]
    return lowered


def _check_positions(values: ArrayLike, *, limit: int, name: str) -> NDArray[np.intp]:
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(0, dtype=np.intp)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        hint = (
            "; turn a mask into positions with numpy.flatnonzero()" if array.dtype == bool else ""
        )
        raise MediakitError(
            f"find_nouns() takes whole numbers in one dimension as {name}, got "
            f"{array.dtype} in {array.ndim}{hint}"
        )
    outside = np.flatnonzero((array < 0) | (array >= limit))
    if outside.size:
        raise MediakitError(
            f"find_nouns(): {name}[{outside[0]}] is {array[outside[0]]}, "
            f"but must lie in 0..{limit - 1}"
        )
    return array.astype(np.intp)


def _uncertain_places(
    codes: NDArray[np.intp], starts: NDArray[np.intp], facts: _Terms
) -> BoolArray:
    """Mark words with no word before them in their sentence, or behind an opening sign."""
    n = len(codes)
    word = facts.word[codes]
    words_before: NDArray[np.intp] = np.cumsum(word) - word
    begins = np.zeros(n, dtype=bool)
    begins[0] = True
    begins[starts[starts < n]] = True
    sentence = np.cumsum(begins) - 1
    first: BoolArray = words_before == words_before[begins][sentence]
    behind_opener = np.zeros(n, dtype=bool)
    behind_opener[1:] = facts.opener[codes[:-1]]
    return first | behind_opener


def _before_capital(codes: NDArray[np.intp], starts: NDArray[np.intp], facts: _Terms) -> BoolArray:
    """Mark tokens followed in their sentence by a capital that is no function word."""
    before = np.zeros(len(codes), dtype=bool)
    before[:-1] = (facts.capital & ~facts.function)[codes[1:]]
    inner = starts[(starts > 0) & (starts <= len(codes))]
    before[inner - 1] = False
    return before


def _count_forms(
    codes: NDArray[np.intp], facts: _Terms
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Count capital and other tokens of each word, regardless of case."""
    n_words = int(facts.folded.max(initial=-1)) + 1
    counts = np.bincount(codes, minlength=len(facts.folded))
    capitals = np.zeros(n_words, dtype=np.intp)
    lowers = np.zeros(n_words, dtype=np.intp)
    np.add.at(capitals, facts.folded, counts * facts.capital)
    np.add.at(lowers, facts.folded, counts * ~facts.capital)
    return capitals, lowers


def _used(codes: NDArray[np.intp], facts: _Terms) -> BoolArray:
    """Mark the terms that some tokens have."""
    used = np.zeros(len(facts.folded), dtype=bool)
    used[codes] = True
    return used


def _ask(rule: Callable[[str], bool], facts: _Terms, *, among: BoolArray) -> BoolArray:
    """Apply a slow rule to those terms for which its answer matters; False for the rest."""
    answers = np.zeros(len(among), dtype=bool)
    at = np.flatnonzero(among)
    answers[at] = [rule(facts.lower[place]) for place in at.tolist()]
    return answers


def _is_adjective(low: str) -> bool:
    return _ADJECTIVE.search(low) is not None and not _LIKE_ADJECTIVE.search(low)


def _is_in_names(low: str) -> bool:
    return _IN_NAMES.fullmatch(low) is not None


def _read_terms(terms: Sequence[str]) -> _Terms:
    """Apply every quick rule about forms once per distinct form."""
    for position, term in enumerate(terms):
        if not isinstance(term, str):
            raise MediakitError(
                f"find_nouns(): terms[{position}] is no str but {type(term).__name__} {term!r}"
            )
    lower = [term.lower() for term in terms]
    numbers: dict[str, int] = {}
    folded = [numbers.setdefault(low, len(numbers)) for low in lower]
    function_words, also_nouns = stopwords(keep_negations=False), frozenset(_ALSO_NOUNS.split())
    return _Terms(
        lower=lower,
        capital=np.array([_has_noun_capital(term) for term in terms], dtype=bool),
        word=np.array(
            [term.isalnum() or any(map(str.isalnum, term)) for term in terms], dtype=bool
        ),
        opener=np.array([term in _OPENERS for term in terms], dtype=bool),
        function=np.array([low in function_words for low in lower], dtype=bool),
        also_noun=np.array([low in also_nouns for low in lower], dtype=bool),
        inflected=np.array(
            [low.endswith(("e", "en", "er", "es", "em")) for low in lower], dtype=bool
        ),
        folded=np.array(folded, dtype=np.intp),
    )


def _has_noun_capital(term: str) -> bool:
    """Whether the capital is a noun's: Wahl, E-Mail, 20-Jährige, iPhone, but not US-weit."""
    if term.islower():
        return False
    if term[:1].isupper() and term.isalnum():
        return True
    parts = [part for part in re.split("[-‐‑–]", term) if any(map(str.isalnum, part))]
    if not parts:
        return False
    last = parts[-1].lstrip("#@'’*(„\"")
    if (
        len(parts) > 1
        and last[:1].islower()
        and not _LAST_PARTS.fullmatch(last)
        and not last[1:2].isupper()
    ):
        return False
    first_letters = [part.lstrip("#@'’*(„\"0123456789.,")[:1] for part in parts]
    if any(map(str.isupper, first_letters)):
        return True
    return "." not in term and term[:1].islower() and term[1:2].isupper()
