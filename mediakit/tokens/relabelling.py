"""What German grammar says of tokens, asked once per distinct form: lemmas, nouns, compounds."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.german import find_nouns, lemmatize_tokens, split_all_compounds
from mediakit.tokens.value import Tokens, relabel


def lemmas(
    tokens: Tokens, *, lemmatizer: Callable[[str], str] | None = None, n_jobs: int = 1
) -> Tokens:
    """Give every token its lemma: *Renten* becomes *Rente*, *stiegen* becomes *steigen*.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`, in the spelling of the text.
    lemmatizer : callable, str -> str, optional
        Another rule, asked once per distinct form. By default `lemmatize`, with two classes of
        forms decided by their neighbours (*die veränderten Pläne*, *sie veränderten*; *die
        Deutschen*, *die Deutsche Bank*).
    n_jobs : int
        How many processes look up forms; 1 stays in this one, -1 takes one a core. Each has
        to load the dictionaries first, so they pay in later calls or for some hundred thousand
        distinct forms; lemmas are the same for any number.

    Returns
    -------
    Tokens
        The same tokens, places and sentences; the terms are lemmas, nouns with their capital.

    Raises
    ------
    MediakitError
        Naming the first form for which `lemmatizer` returns no string, or if `n_jobs` is no number
        of processes.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Die Renten stiegen, sagten Bürger:innen."]})
    >>> mk.lemmas(mk.tokenize(articles)).to_frame()["term"].tolist()
    ['der', 'Rente', 'steigen', 'sagen', 'Bürger']
    """
    if lemmatizer is not None:
        return tokens.map(lemmatizer)
    starts = np.zeros(len(tokens), dtype=bool)
    starts[tokens.sentences[:-1]] = True
    terms, codes = lemmatize_tokens(
        tokens.terms.tolist(), codes=tokens.codes, sentence_starts=starts, n_jobs=n_jobs
    )
    used = np.zeros(len(terms), dtype=bool)
    used[codes] = True
    numbers = np.cumsum(used, dtype=np.int32) - np.int32(1)
    names = [term for term, taken in zip(terms, used.tolist(), strict=True) if taken]
    return relabel(tokens, codes=numbers[codes], terms=pd.Index(names, dtype="str"))


def is_noun(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Tell which tokens are nouns or names: by the capital, and by the corpus where it is unsure.

    Where every word has a capital (at the begin of a sentence, behind a colon or an opening
    quotation mark) the other tokens of the same word decide. A larger corpus gives better answers.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`, in the spelling of the text.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
        True for nouns, names and abbreviations such as *CDU*.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> text = "Neue Regeln gelten. Die Behörde: Regeln für neue Regeln."
    >>> articles = pd.DataFrame({"text": [text]})
    >>> tokens = mk.tokenize(articles)
    >>> tokens.terms.take(tokens.codes[mk.is_noun(tokens)]).tolist()
    ['Regeln', 'Behörde', 'Regeln', 'Regeln']
    """
    lengths = tokens.terms.str.len().to_numpy()
    ends = tokens.starts[:-1] + lengths[tokens.codes[:-1]]
    # More than one character between two tokens is a sign, behind which a capital proves little.
    behind_sign = np.flatnonzero(tokens.starts[1:] - ends > 1) + 1
    begins = np.union1d(tokens.sentences, behind_sign)
    return find_nouns(tokens.codes, sentence_starts=begins, terms=tokens.terms.tolist())


def nouns(tokens: Tokens) -> Tokens:
    """Keep nouns and names only; see `is_noun`.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`, in the spelling of the text.

    Returns
    -------
    Tokens
        The nouns with their places and sentences.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Der Kreistag berät über neue Deiche."]})
    >>> mk.nouns(mk.tokenize(articles)).terms.tolist()
    ['Deiche', 'Kreistag']
    """
    return tokens.keep(is_noun(tokens))


def split_compounds(tokens: Tokens) -> pd.DataFrame:
    """List the compounds of a corpus with their parts.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize` or `lemmas`. Its own words and their counts help to tell which parts exist.

    Returns
    -------
    DataFrame
        One row per compound and part, by term and place of the part:

        ``term``
            The compound.
        ``part``
            A part in dictionary spelling, nouns with their capital.
        ``place``
            Place of the part, from 1.
        ``is_head``
            Whether it is the head, the last part, which says what the compound is a kind of.

    See Also
    --------
    split_compound : One word.
    parts : Tokens with the parts in place of the compounds.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Der Klimawandel und die Staatsanwaltschaft"]})
    >>> mk.split_compounds(mk.tokenize(articles))
              term    part  place  is_head
    0  Klimawandel   Klima      1    False
    1  Klimawandel  Wandel      2     True
    """
    split = _split_terms(tokens)
    rows = [
        (term, part, place, place == len(found))
        for term, found in zip(tokens.terms.tolist(), split, strict=True)
        if len(found) > 1
        for place, part in enumerate(found, start=1)
    ]
    table = pd.DataFrame(rows, columns=["term", "part", "place", "is_head"])
    return table.astype({"term": "str", "part": "str", "place": "int64", "is_head": "bool"})


def parts(tokens: Tokens) -> Tokens:
    """Put the parts of compounds in their place: *Klimawandel* becomes *Klima*, *Wandel*.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize` or `lemmas`.

    Returns
    -------
    Tokens
        More tokens in the same articles and sentences. All parts of a compound stand where the
        compound begins, since linking elements and umlauts blur the borders between them.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Der Klimawandel kommt"]})
    >>> mk.parts(mk.tokenize(articles)).to_frame()["term"].tolist()
    ['Der', 'Klima', 'Wandel', 'kommt']
    """
    split = _split_terms(tokens)
    counts = np.array([len(found) for found in split], dtype=np.int64)
    names, terms = pd.factorize(pd.Index([part for found in split for part in found]), sort=True)
    n = counts[tokens.codes]
    before = np.concatenate([[0], np.cumsum(n)])
    first = (np.cumsum(counts) - counts)[tokens.codes]
    at = np.repeat(first - before[:-1], n) + np.arange(before[-1])
    return replace(
        tokens,
        codes=names.astype(np.int32)[at],
        offsets=before[tokens.offsets],
        terms=terms.astype("str"),
        starts=np.repeat(tokens.starts, n),
        sentences=before[tokens.sentences],
    )


def _split_terms(tokens: Tokens) -> list[tuple[str, ...]]:
    terms = tokens.terms.tolist()
    counts = np.bincount(tokens.codes, minlength=len(terms)).tolist()
    return split_all_compounds(terms, vocabulary=dict(zip(terms, counts, strict=True)))
