"""Which words stand together more often than chance lets them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.context.association import associate
from mediakit.context.pairs import Pairs, Reach, count_pairs
from mediakit.errors import EmptyError, MediakitError
from mediakit.patterns import Patterns, drop_overlaps, find_places, merge_terms, read_patterns
from mediakit.tokens import Tokens

_UNITS = ("word", "sentence")
_SIDES = ("both", "left", "right")
_WINDOW = 5
_MEASURES = ["pmi", "npmi", "log_dice", "g2", "t"]
_Integers = npt.NDArray[np.integer]


def collocations(
    tokens: Tokens,
    *,
    node: Patterns | None = None,
    window: int | None = None,
    unit: str = "word",
    side: str = "both",
    min_count: int = 5,
) -> pd.DataFrame:
    """Find words that stand together, around one word or in all pairs.

    What is counted: with ``unit="word"`` pairs of places at most `window` words apart in one
    sentence. The span around a word has as many places as it has neighbours in reach; R1 counts
    the places in the spans of the term, C1 the places that the collocate fills in the spans of
    all words, N all places in all spans, O11 the places in the term's spans that the collocate
    fills. So a place in two spans counts twice, in the margins too, and each table adds up.
    ``side="right", window=1`` gives the bigrams, with N their number. With ``unit="sentence"`` R1,
    C1 and O11 count sentences that hold the term, the collocate and both, and N all sentences.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`. Words that were dropped leave no place behind: the window reaches further.
    node : str, mapping of one name to patterns, or DataFrame, optional
        Only pairs with this term, ``Klima*``, ``*krise``, phrase, or one family of `match_terms`;
        what it matches counts as one word. By default all pairs.
    window : int, optional
        Words to each side; 5 by default. It ends with the sentence.
    unit : {"word", "sentence"}
        Count places within the window, or sentences.
    side : {"both", "left", "right"}
        Where the collocate stands, seen from the term. Pairs of all words on both sides are listed
        once, in order of the alphabet; on one side twice where both orders occur.
    min_count : int
        Leave out pairs that stand together less often.

    Returns
    -------
    DataFrame
        One row a pair, the largest `log_dice` first, ties by term and collocate:

        ``term``
            The node, or the first word.
        ``collocate``
            The other word.
        ``count``
            O11, how often both stand together.
        ``expected``
            E11 = R1 * C1 / N, how often they would by chance.
        ``term_count``
            R1.
        ``collocate_count``
            C1.
        ``total``
            N.
        ``pmi``
            Pointwise mutual information, log2(O11 / E11), in bits [1]_; prefers rare words.
        ``npmi``
            ln(O11 / E11) / -ln(O11 / N), from -1 (never together) over 0 (chance) to 1 [2]_.
        ``log_dice``
            14 + log2(2 * O11 / (R1 + C1)), at most 14 [3]_; does not depend on N.
        ``g2``
            Log-likelihood ratio of all four cells, 2 * sum O * ln(O / E), negative where O11 is
            below E11 [4]_.
        ``t``
            (O11 - E11) / sqrt(O11) [5]_; prefers frequent words.
        ``delta_p_collocate``
            O11 / R1 - O21 / R2, from -1 to 1: how well the term predicts the collocate [6]_.
        ``delta_p_term``
            O11 / C1 - O12 / C2: how well the collocate predicts the term.
        ``min_sensitivity``
            The smaller of O11 / R1 and O11 / C1 [7]_.

    Raises
    ------
    EmptyError
        If the node stands nowhere, or no pair is frequent enough.
    MediakitError
        If `node` has two names, a parameter is out of range, or `window` or `side` is given with
        sentences.

    See Also
    --------
    cooccurrences : All pairs as the edges of a network.

    References
    ----------
    Evert, S. (2008). Corpora and collocations. In: Corpus Linguistics. An International Handbook.

    .. [1] Church, K., Hanks, P. (1990). Word association norms. Computational Linguistics 16.
    .. [2] Bouma, G. (2009). Normalized (pointwise) mutual information. GSCL.
    .. [3] Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN.
    .. [4] Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
       Computational Linguistics 19.
    .. [5] Church, K., Gale, W., Hanks, P., Hindle, D. (1991). Using statistics in lexical
       analysis.
    .. [6] Gries, S. (2013). 50-something years of work on collocations. IJCL 18.
    .. [7] Pedersen, T. (1998). Dependent bigram identification. AAAI.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": [
    ...     "Die künstliche Intelligenz rechnet. Künstliche Intelligenz hilft.",
    ...     "Die Intelligenz der Raben. Die künstliche Intelligenz hilft."]})
    >>> tokens = mk.tokenize(articles).map(str.lower)
    >>> pairs = mk.collocations(tokens, window=1, side="right", min_count=2)
    >>> pairs[["term", "collocate", "count", "log_dice"]].round(2)
              term    collocate  count  log_dice
    0   künstliche  intelligenz      3     13.78
    1          die   künstliche      2     13.68
    2  intelligenz        hilft      2     13.42
    """
    _check(min_count=min_count, unit=unit, window=window, side=side)
    codes, sentences, terms, number = _name_node(tokens, node=node)
    pairs = count_pairs(
        codes,
        sentences=sentences,
        n_terms=len(terms),
        reach=_reach(unit, window=window, side=side),
        node=number,
        least=min_count,
    )
    if number is not None:
        # Pairs on both sides come in order of their codes; the node's is the largest.
        other = np.where(pairs.first == number, pairs.second, pairs.first)
        pairs = pairs._replace(first=np.full_like(other, number), second=other)
    return _tabulate(pairs, terms=terms, names=("term", "collocate"), least=min_count)


def cooccurrences(
    tokens: Tokens,
    *,
    terms: Patterns | None = None,
    window: int | None = None,
    unit: str = "sentence",
    min_count: int = 5,
) -> pd.DataFrame:
    """Find words that stand together as the edges of a network.

    The counts and measures are those of `collocations` on both sides; a word beside itself is no
    edge. networkx takes the table as it is: ``nx.from_pandas_edgelist(edges, edge_attr=True)``.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    terms : list of str, mapping of name to patterns, or DataFrame, optional
        Only edges between these terms, wildcards or phrases, or those of the table of
        `match_terms`; what one matches counts as one word, see `merge_terms`. The counts stay
        those of all words.
    window : int, optional
        Words to each side, with ``unit="word"``; 5 by default.
    unit : {"sentence", "word"}
        Count sentences that hold both words, or places within the window.
    min_count : int
        Leave out pairs that stand together less often.

    Returns
    -------
    DataFrame
        One row an edge, the largest `log_dice` first, ties by source and target:

        ``source``
            One word, the first in the alphabet.
        ``target``
            The other word.
        ``count``
            O11, how often both stand together.
        ``expected``
            E11 = R1 * C1 / N, how often they would by chance.
        ``source_count``
            R1, sentences (or places in spans) of `source`.
        ``target_count``
            C1, sentences (or places in spans) of `target`.
        ``total``
            N, all sentences (or places).
        ``pmi``
            As in `collocations`, and so on.
        ``npmi``
            From -1 to 1.
        ``log_dice``
            At most 14.
        ``g2``
            Log-likelihood ratio, negative where `count` is below `expected`.
        ``t``
            The t-score.
        ``delta_p_target``
            How well `source` predicts `target`, -1 to 1.
        ``delta_p_source``
            How well `target` predicts `source`, -1 to 1.
        ``min_sensitivity``
            0 to 1.

    Raises
    ------
    EmptyError
        Naming the first of `terms` that stands nowhere, or if no pair is frequent enough.
    MediakitError
        If there are fewer than two `terms`, or a parameter is out of range.

    See Also
    --------
    plot_network : Draw the result.

    References
    ----------
    As in `collocations`; counting sentences is the textual cooccurrence of Evert (2008).

    Examples
    --------
    >>> import mediakit as mk
    >>> tokens = mk.tokenize(mk.sample_articles()).map(str.lower).drop(mk.stopwords())
    >>> edges = mk.cooccurrences(tokens, min_count=8)
    >>> edges.columns.tolist()[:4]
    ['source', 'target', 'count', 'expected']
    """
    _check(min_count=min_count, unit=unit, window=window, side="both")
    tokens, wanted = _merge_wanted(tokens, terms=terms)
    pairs = count_pairs(
        tokens.codes,
        sentences=tokens.sentences,
        n_terms=len(tokens.terms),
        reach=_reach(unit, window=window, side="both"),
        node=None,
        least=min_count,
    )
    kept = wanted[pairs.first] & wanted[pairs.second] & (pairs.first != pairs.second)
    edges = pairs._replace(
        first=pairs.first[kept], second=pairs.second[kept], together=pairs.together[kept]
    )
    return _tabulate(edges, terms=tokens.terms, names=("source", "target"), least=min_count)


def _check(*, min_count: int, unit: str, window: int | None, side: str) -> None:
    if unit not in _UNITS:
        raise MediakitError(f"unit= must be one of {', '.join(_UNITS)}, not {unit!r}")
    if side not in _SIDES:
        raise MediakitError(f"side= must be one of {', '.join(_SIDES)}, not {side!r}")
    if unit == "sentence" and (window is not None or side != "both"):
        raise MediakitError(
            "window= and side= count words; leave them out with unit='sentence', or use unit='word'"
        )
    for name, value in (("window", 1 if window is None else window), ("min_count", min_count)):
        if not isinstance(value, int | np.integer) or value < 1:
            raise MediakitError(f"{name}= must be a number from 1, not {value!r}")


def _reach(unit: str, *, window: int | None, side: str) -> Reach | None:
    """Say what the counting understands: no reach is the sentence."""
    return None if unit == "sentence" else Reach(int(window or _WINDOW), side)


def _name_node(
    tokens: Tokens, *, node: Patterns | None
) -> tuple[_Integers, _Integers, pd.Index, int | None]:
    """Make one word of every place that the node matches; return codes, sentences, terms, node."""
    if node is None:
        return tokens.codes, tokens.sentences, tokens.terms, None
    names, hits = find_places(tokens, patterns=node)
    if len(names) > 1:
        raise MediakitError(
            f"node= must be one word, but {names[0]!r} and {names[1]!r} are two. "
            "Give several patterns one name: node={'name': [...]}."
        )
    hits = hits.take(drop_overlaps(hits))
    number = len(tokens.terms)
    codes = tokens.codes.copy()
    codes[hits.first] = number
    kept = np.ones(len(codes), dtype=bool)
    for step in range(1, int(hits.length.max())):
        kept[hits.first[hits.length > step] + step] = False
    before = np.concatenate([[0], np.cumsum(kept)])
    return codes[kept], before[tokens.sentences], tokens.terms.append(pd.Index(names)), number


def _tabulate(pairs: Pairs, *, terms: pd.Index, names: tuple[str, str], least: int) -> pd.DataFrame:
    first, second, together = pairs.first, pairs.second, pairs.together
    if not pairs.total:
        raise EmptyError("no words beside each other to count. Drop fewer terms.")
    if not len(together):
        raise EmptyError(f"no pair stands together {least} times or more. Lower min_count.")
    r1, c1 = pairs.first_counts[first], pairs.second_counts[second]
    n = np.full(len(together), pairs.total)
    measures = associate(together, r1=r1, c1=c1, n=n)
    table = pd.DataFrame(
        {
            names[0]: terms.take(first),
            names[1]: terms.take(second),
            "count": together.astype(np.int64),
            "expected": measures["expected"],
            f"{names[0]}_count": r1,
            f"{names[1]}_count": c1,
            "total": n,
            **{name: measures[name] for name in _MEASURES},
            f"delta_p_{names[1]}": measures["delta_p_second"],
            f"delta_p_{names[0]}": measures["delta_p_first"],
            "min_sensitivity": measures["min_sensitivity"],
        }
    )
    order = np.lexsort((second, first, -measures["log_dice"]))
    return table.iloc[order].reset_index(drop=True)


def _merge_wanted(
    tokens: Tokens, *, terms: Patterns | None
) -> tuple[Tokens, npt.NDArray[np.bool_]]:
    """Make each of the terms one word; mark those that edges may join."""
    if terms is None:
        return tokens, np.ones(len(tokens.terms), dtype=bool)
    names = list(read_patterns(terms))
    if len(names) < 2:
        raise MediakitError(f"terms= must be two or more terms to join, not {names[0]!r} alone")
    tokens = merge_terms(tokens, patterns=terms)
    return tokens, tokens.terms.isin(names)
