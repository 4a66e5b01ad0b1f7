"""How evenly terms are spread: over parts of a corpus, and along the text."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.aligning import align, align_groups
from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups, sum_groups
from mediakit.patterns import Patterns, add_up, find_places
from mediakit.tokens import Tokens
from mediakit.tokens.stacking import cut_offsets

# Counts, or tokens, of terms that are measured together: enough to stay near the processor.
_BLOCK = 200_000
_Integers = npt.NDArray[np.integer]
_Floats = npt.NDArray[np.float64]


def dispersion(
    matrix: TermMatrix, *, by: pd.Series | None = None, terms: Patterns | None = None
) -> pd.DataFrame:
    """Measure how evenly each term is spread over the parts of a corpus.

    Parameters
    ----------
    matrix : TermMatrix, shape (n_articles, n_terms)
        From `count_terms`.
    by : Series, indexed by article, optional
        The part to which each article belongs, such as ``articles["outlet"]``, or a week;
        articles with a missing part stay out. By default each article is a part.
    terms : list of str, mapping of name to patterns, or DataFrame, optional
        Only these terms, wildcards or families; ``{"Klima": ["Klima*", "*klima"]}`` adds several
        up. The sizes of the parts stay those of all tokens. Phrases: see `merge_terms`.

    Returns
    -------
    DataFrame
        One row a term, the most frequent first, ties by term. With parts of the sizes s (shares
        of all tokens), counts v of f tokens, and rates p = v / size:

        ``term``
            The term.
        ``count``
            Its tokens in all parts, f.
        ``parts``
            How many parts there are; parts without a token do not count.
        ``range``
            Parts in which the term stands.
        ``juilland_d``
            1 - sd(p) / mean(p) / sqrt(parts - 1), with the population's standard deviation: 1 is
            even, 0 is one part only.
        ``carroll_d2``
            Entropy of p / sum(p), divided by that of even parts: 1 is even, 0 is one part only.
        ``burch_da``
            1 - mean |p_i - p_j| / (2 mean(p)), over all pairs of parts: 1 is even, 0 is one part.
        ``rosengren_s``
            sum(sqrt(s v))² / f: 1 is even; in one part only it is that part's s.
        ``gries_dp``
            Half the sum of |v / f - s|: 0 is even, near 1 is one small part only.
        ``gries_dp_norm``
            `gries_dp` / (1 - min(s)): 0 is even, 1 is the smallest part only.
        ``kl_bits``
            Kullback-Leibler divergence of v / f from s, in bits: 0 is even.
        ``kl_dispersion``
            1 / (1 + `kl_bits`), that is 1 - D_KL of Gries: 1 is even, near 0 is uneven.

    Raises
    ------
    EmptyError
        If no article has both a token and a part.
    MediakitError
        If all articles are in one part, or naming the first article that `by` does not know, or
        the first of `terms` that matches nothing.

    Notes
    -----
    All measures depend on how many parts there are; compare only terms of one table. A term of
    few tokens cannot be even over many parts, whatever the measure says.

    References
    ----------
    D: Juilland et al. (1970), Frequency Dictionary of French Words. D2: Carroll (1970), Computer
    Studies in the Humanities 3, 61-65. S: Rosengren (1971). DP: Gries (2008), International
    Journal of Corpus Linguistics 13(4), 403-437; its norm: Lijffijt & Gries (2012), ibid. 17(1),
    147-149. DA: Burch, Egbert & Biber (2017), J. of Research Design and Statistics 3(2), 189-216.
    KL: Gries (2021), J. of Second Language Studies 5(2), 171-205.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Rente und Miete", "Rente oder Miete", "Miete"]})
    >>> table = mk.dispersion(mk.count_terms(mk.tokenize(articles)))
    >>> table[["term", "count", "parts", "range", "gries_dp"]].round(3)
        term  count  parts  range  gries_dp
    0  Miete      3      3      3     0.190
    1  Rente      2      3      2     0.143
    2   oder      1      3      1     0.571
    3    und      1      3      1     0.571
    """
    counts, sizes, names = _count_parts(matrix, by=by, terms=terms)
    table = pd.DataFrame(
        {
            "term": names,
            "count": np.asarray(counts.sum(axis=0)),
            "parts": len(sizes),
            "range": counts.count_nonzero(axis=0),
            **_by_rates(counts.tocsc(), sizes=sizes),
            **_by_shares(counts.tocsc(), sizes=sizes),
        }
    )
    return table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)


def average_reduced_frequency(tokens: Tokens) -> pd.DataFrame:
    """Count terms so that a cluster of them counts little more than one.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`; the articles are read one after the other, in the order of their table.

    Returns
    -------
    DataFrame
        One row a term, the highest value first, ties by term:

        ``term``
            The term.
        ``count``
            Its tokens, f.
        ``average_reduced_frequency``
            sum(min(d, v)) / v, with d the distances between neighbouring tokens of the term (the
            last and the first are neighbours too) and v the number of all tokens divided by f:
            f where the term is spread evenly, near 1 where it stands in one place.

    Raises
    ------
    EmptyError
        If there are no tokens.

    References
    ----------
    Savický & Hlaváčová (2002), Measures of word commonness, Journal of Quantitative Linguistics
    9(3), 215-231.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Tor und Tor und Miete und Rente und"]})
    >>> mk.average_reduced_frequency(mk.tokenize(articles))
        term  count  average_reduced_frequency
    0    und      4                        4.0
    1    Tor      2                        1.5
    2  Miete      1                        1.0
    3  Rente      1                        1.0
    """
    n = len(tokens)
    if not n:
        raise EmptyError("no tokens to count. Drop fewer terms.")
    counts = np.bincount(tokens.codes, minlength=len(tokens.terms))
    # One 1 a row, in the column of its term: by columns, that lists the places of each term.
    ones, lines = np.ones(n, dtype=np.int8), np.arange(n + 1)
    if n < 2**31:
        lines = lines.astype(np.int32)
    rows = sparse.csr_array((ones, tokens.codes, lines), shape=(n, len(tokens.terms)))
    places, ends = rows.tocsc().indices, np.concatenate([[0], np.cumsum(counts)])
    reach = n / np.maximum(counts, 1)
    reduced = np.zeros(len(counts))
    for first, last in cut_offsets(ends, size=_BLOCK):
        some, mine = places[ends[first] : ends[last]], counts[first:last]
        distances = np.diff(some, prepend=0).astype(np.float64)
        begins = (ends[first:last] - ends[first])[mine > 0]
        # The first token of a term follows its last one, around the end of the corpus.
        lasts = np.append(begins[1:], len(some)) - 1
        distances[begins] = some[begins] - some[lasts].astype(np.int64) + n
        np.minimum(distances, np.repeat(reach[first:last], mine), out=distances)
        term = np.repeat(np.arange(last - first), mine)
        reduced[first:last] = np.bincount(term, weights=distances, minlength=last - first)
    table = pd.DataFrame(
        {
            "term": tokens.terms,
            "count": counts,
            "average_reduced_frequency": reduced / reach,
        }
    )
    order = ["average_reduced_frequency", "term"]
    return table[counts > 0].sort_values(order, ascending=[False, True], ignore_index=True)


def term_positions(
    tokens: Tokens, *, terms: Patterns, published: pd.Series, by: pd.Series | None = None
) -> pd.DataFrame:
    """List where terms stand: in which article, when, and how far from its beginning.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    terms : list of str, mapping of name to patterns, or DataFrame
        Terms, wildcards and phrases, or the table of `match_terms`.
    published : Series of times, indexed by article
        When each article appeared; undated articles stay out.
    by : Series, indexed by article, optional
        Group of each article, such as ``articles["outlet"]``; articles with a missing group stay
        out. By default all form one group, ``"all"``.

    Returns
    -------
    DataFrame
        One row per place at which a term stands, and one per article and term that does not
        stand in it; terms in the order asked for, then by time, article and place:

        ``term``
            The term, or name of the patterns.
        ``group``
            Group of the article.
        ``article``
            The article.
        ``published``
            When it appeared.
        ``position``
            How far from the beginning: 0 is the first token, 1 the last; missing where the term
            does not stand in the article.

    Raises
    ------
    EmptyError
        If no article has both a date and a group.
    MediakitError
        Naming the first pattern that matches nothing, or the first article without an entry in
        `published` or `by`.

    See Also
    --------
    plot_dispersion : Draw the result.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({
    ...     "published": pd.to_datetime(["2025-01-03", "2025-01-04"]),
    ...     "text": ["Die Rente, die Miete, die Rente", "Die Miete"]})
    >>> tokens = mk.tokenize(articles)
    >>> mk.term_positions(tokens, terms=["Rente"], published=articles["published"])
        term group  article  published  position
    0  Rente   all        0 2025-01-03       0.2
    1  Rente   all        0 2025-01-03       1.0
    2  Rente   all        1 2025-01-04       NaN
    """
    rows = _describe(tokens, published=published, by=by)
    tables = []
    names, hits = find_places(tokens, patterns=terms)
    for place, name in enumerate(names):
        first = np.unique(hits.first[hits.name == place])
        number = np.searchsorted(tokens.offsets, first, side="right") - 1
        last = np.maximum(np.diff(tokens.offsets)[number] - 1, 1)
        found = pd.DataFrame({"position": (first - tokens.offsets[number]) / last}, index=number)
        table = rows.join(found)
        table.insert(0, "term", pd.Index([name] * len(table), dtype="str"))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _describe(tokens: Tokens, *, published: pd.Series, by: pd.Series | None) -> pd.DataFrame:
    """List the articles that have a date and a group, by time and then in their order."""
    table = pd.DataFrame(
        {
            "group": align_groups(by, articles=tokens.articles).array,
            "article": tokens.articles,
            "published": align(published, articles=tokens.articles, name="published=").array,
        }
    )
    table = table.dropna(subset=["group", "published"])
    if table.empty:
        raise EmptyError("no article has a date and a group. Give published= these articles.")
    return table.sort_values("published", kind="stable")


def _count_parts(
    matrix: TermMatrix, *, by: pd.Series | None, terms: Patterns | None
) -> tuple[sparse.csr_array, _Floats, pd.Index]:
    """Count terms in parts, and all tokens; leave out empty parts, and terms that are in none."""
    sizes = np.asarray(matrix.counts.sum(axis=1)).astype(float)
    chosen = matrix if terms is None else add_up(matrix, patterns=terms)
    counts = chosen.counts
    if by is not None:
        codes, groups = match_groups(matrix, by=by)
        counts, _ = sum_groups(chosen, codes=codes, n_groups=len(groups))
        sizes = np.bincount(codes + 1, weights=sizes, minlength=len(groups) + 1)[1:]
    counts, sizes = counts[np.flatnonzero(sizes)], sizes[sizes > 0]
    if not counts.nnz:
        raise EmptyError("no tokens to spread. Drop fewer terms, or give the articles a part.")
    if counts.shape[0] < 2:
        raise MediakitError(
            "there is one part only, over which everything is even. Pass by= with two parts or "
            "more, or several articles."
        )
    present = np.flatnonzero(counts.count_nonzero(axis=0))
    return counts[:, present], sizes, chosen.terms.take(present)


def _by_rates(counts: sparse.csc_array, *, sizes: _Floats) -> dict[str, _Floats]:
    """Compute what compares the rates of a term in all parts; parts without it have rate 0."""
    n_parts, n_terms = counts.shape
    term = np.repeat(np.arange(n_terms), np.diff(counts.indptr))
    rate = counts.data / sizes[counts.indices]
    total = _add(rate, term=term)
    mean = total / n_parts
    absent = n_parts - np.diff(counts.indptr)
    variance = (_add((rate - mean[term]) ** 2, term=term) + absent * mean**2) / n_parts
    share = rate / total[term]
    # Sorted upwards, rate number i of n is the larger of i - 1 pairs and the smaller of n - i.
    order = np.lexsort((rate, term))
    place = np.arange(len(order)) - counts.indptr[:-1][term] + absent[term] + 1
    pairs = _add((2 * place - n_parts - 1) * rate[order], term=term)
    return {
        "juilland_d": 1 - np.sqrt(variance) / mean / np.sqrt(n_parts - 1),
        "carroll_d2": -_add(share * np.log2(share), term=term) / np.log2(n_parts),
        "burch_da": 1 - pairs / (n_parts * (n_parts - 1) / 2) / (2 * mean),
    }


def _by_shares(counts: sparse.csc_array, *, sizes: _Floats) -> dict[str, _Floats]:
    """Compute what compares a term's share in each part with the part's size."""
    n_terms = counts.shape[1]
    term = np.repeat(np.arange(n_terms), np.diff(counts.indptr))
    size = (sizes / sizes.sum())[counts.indices]
    count = np.asarray(counts.sum(axis=0)).astype(float)
    share = counts.data / count[term]
    # Parts without the term differ from their size by all of it.
    differences = _add(np.abs(share - size), term=term) + 1 - _add(size, term=term)
    divergence = np.maximum(_add(share * np.log2(share / size), term=term), 0)
    return {
        "rosengren_s": _add(np.sqrt(size * counts.data), term=term) ** 2 / count,
        "gries_dp": differences / 2,
        "gries_dp_norm": differences / 2 / (1 - sizes.min() / sizes.sum()),
        "kl_bits": divergence,
        "kl_dispersion": 1 / (1 + divergence),
    }


def _add(values: _Floats, *, term: npt.NDArray[np.intp]) -> _Floats:
    return np.bincount(term, weights=values).astype(float)
