"""The tone toward actors and things: what is said in the clause that names them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import EmptyError, MediakitError, require_columns, require_texts
from mediakit.patterns import Groups, Patterns, drop_overlaps, find_hits, read_patterns
from mediakit.sentiment.scoring import label_polarity
from mediakit.sentiment.sentences import soften, weigh_batches
from mediakit.sentiment.weighing import Weighed
from mediakit.tokens import Tokens

# What a word counts for a target in its clause or the next one, its sentence, the next sentence.
OWN_CLAUSE, OWN_SENTENCE, NEXT_SENTENCE = 1.0, 0.6, 0.4
# A window of so many words is the usual one; in longer ones the same sum says less.
_USUAL = 25
# Chosen on the tuning half of GerNTSA.
TARGET_BAND = (-0.35, 0.2)
# Added to the distance of words behind a target, in words: more than a clause has.
_BETWEEN = 1_000

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
_SPANS = ["article", "target", "start", "end"]


def target_sentiment(
    articles: pd.DataFrame,
    *,
    targets: Patterns,
    column: str = "text",
    lexicon: pd.DataFrame | None = None,
    neutral_band: tuple[float, float] = TARGET_BAND,
) -> pd.DataFrame:
    """Score the tone toward actors or things where they are named.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table.
    targets : list of str, mapping of name to patterns, or DataFrame
        Terms, wildcards such as ``"Bahn*"`` and phrases such as ``"Deutsche Bahn"``, small
        letters in any case; or the table of `match_terms`; or mentions that are known already, a
        table with columns ``article``, ``target``, ``start``, ``end``.
    column : str
        The column that holds the text.
    lexicon : DataFrame, optional
        Words with their polarity, as for `score_sentiment`.
    neutral_band : pair of float
        What is labelled ``"neutral"``: polarities from the first number to the second.

    Returns
    -------
    DataFrame
        One row a mention, by article, start and target:

        ``article``
            The article.
        ``target``
            The name of the target.
        ``start``
            Where the mention begins, in characters of the text.
        ``end``
            Where it ends.
        ``polarity``
            From -1 (negative) to 1 (positive); missing where no word counts for it.
        ``label``
            ``"negative"``, ``"neutral"`` or ``"positive"``; ``"neutral"`` as well where the
            polarity is missing, since nothing was said.
        ``n_scored``
            How many words count for it.

    Raises
    ------
    ColumnError
        If a column is missing.
    EmptyError
        If no target is named anywhere.
    MediakitError
        If `targets` is empty, or a mention lies outside its text.

    Notes
    -----
    The rules are few and do not parse: a word counts 1 for targets in its clause and the clauses
    beside it, 0.6 for those elsewhere in its sentence, 0.4 for those in the sentences beside it;
    the sum is divided by the root of the number of words there, over 25, and softened. Bare
    negations count for nobody. A clause that names a target keeps its words from the others. Where
    one clause names two, a word counts for the nearer one, and a word between them for the one
    behind it (in *Merz kritisiert Scholz*, for Scholz).

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> text = "Der Kanzler lobte die Feuerwehr, aber die Bahn versagte."
    >>> articles = pd.DataFrame({"text": [text]}, index=["a"])
    >>> toward = mk.target_sentiment(articles, targets=["Feuerwehr", "Bahn"])
    >>> toward[["target", "start", "polarity", "label"]].round(2)
          target  start  polarity     label
    0  Feuerwehr     22      0.33  positive
    1       Bahn     42     -0.57  negative
    """
    texts = require_texts(articles, column=column)
    known = None
    if isinstance(targets, pd.DataFrame) and "start" in targets:
        known = _check_mentions(targets, texts=texts)
    groups = read_patterns(targets) if known is None else {}
    parts = []
    for batch, weighed in weigh_batches(texts, lexicon=lexicon):
        if known is None:
            here = _find_mentions(weighed.tokens, groups=groups)
        else:
            here = known[known["article"].isin(batch.index)]
        rows = batch.index.get_indexer(pd.Index(here["article"]))
        parts.append(here.assign(**_score_mentions(here, rows=rows, weighed=weighed)))
    table = pd.concat(parts)
    if table.empty:
        raise EmptyError("no target is named in any article. Check the spelling of targets=.")
    order = texts.index.get_indexer(pd.Index(table["article"]))
    table = table.iloc[np.lexsort((table["target"], table["start"], order))]
    label = label_polarity(table["polarity"].fillna(0.0), neutral_band=neutral_band)
    columns = [*_SPANS, "polarity", "label", "n_scored"]
    return table.assign(label=label)[columns].reset_index(drop=True)


def _find_mentions(tokens: Tokens, *, groups: Groups) -> pd.DataFrame:
    """Find where targets are named: one row a mention, the longest of those that overlap."""
    hits = find_hits(tokens, groups=groups)
    hits = hits.take(drop_overlaps(hits))
    rows = np.searchsorted(tokens.offsets, hits.first, side="right") - 1
    last = hits.first + hits.length - 1
    lengths = tokens.terms.str.len().to_numpy(dtype=np.int64)
    return pd.DataFrame(
        {
            "article": tokens.articles.take(rows),
            "target": pd.Index(list(groups), dtype="str").take(hits.name),
            "start": tokens.starts[hits.first].astype(np.int64),
            "end": tokens.starts[last] + lengths[tokens.codes[last]],
        }
    )


def _check_mentions(mentions: pd.DataFrame, *, texts: pd.Series) -> pd.DataFrame:
    require_columns(mentions, columns=_SPANS, made_by="a search for mentions")
    unknown = mentions.loc[~mentions["article"].isin(texts.index), "article"].tolist()
    if unknown:
        raise MediakitError(f"targets= names article {unknown[0]!r}, which articles lacks.")
    lengths = texts.str.len().loc[mentions["article"]].to_numpy()
    start, end = mentions["start"].to_numpy(), mentions["end"].to_numpy()
    wrong = np.flatnonzero((start < 0) | (end <= start) | (end > lengths))
    if len(wrong):
        row = mentions.iloc[int(wrong[0])]
        raise MediakitError(
            f"targets=: characters {row['start']} to {row['end']} of article "
            f"{row['article']!r} hold no mention. Count characters of the text from 0."
        )
    return mentions[_SPANS].reset_index(drop=True)


def _score_mentions(
    mentions: pd.DataFrame, *, rows: Integers, weighed: Weighed
) -> dict[str, npt.NDArray]:
    """Score the mentions of a batch, article by article."""
    polarity, n_scored = np.full(len(mentions), np.nan), np.zeros(len(mentions), dtype=np.int64)
    starts, ends = mentions["start"].to_numpy(), mentions["end"].to_numpy()
    names = pd.factorize(mentions["target"])[0]
    for row in np.unique(rows):
        mine = np.flatnonzero(rows == row)
        first, last = weighed.tokens.offsets[row : row + 2]
        if first == last:
            continue
        places = weighed.tokens.starts[first:last]
        begin = np.maximum(np.searchsorted(places, starts[mine], side="right") - 1, 0) + first
        end = np.maximum(np.searchsorted(places, ends[mine]) - 1, 0) + first
        # A bare "nicht" says something of the text, but nothing of anybody in it.
        says = (weighed.polarity != 0) & ~weighed.negates
        words = np.flatnonzero(says[first:last]) + first
        weights = _weigh_words(words, begin=begin, end=end, names=names[mine], weighed=weighed)
        total = weights @ weighed.contribution[words]
        n_scored[mine] = (weights > 0).sum(axis=1)
        near = weighed.sentence[first:last][None, :] - weighed.sentence[begin][:, None]
        window = np.count_nonzero(np.abs(near) <= 1, axis=1)
        polarity[mine] = np.where(
            n_scored[mine] > 0, soften(total / np.sqrt(window / _USUAL)), np.nan
        )
    return {"polarity": polarity, "n_scored": n_scored}


def _weigh_words(
    words: Integers, *, begin: Integers, end: Integers, names: Integers, weighed: Weighed
) -> Floats:
    """Say how much each scored word counts for each mention, shape (n_mentions, n_words)."""
    clause, sentence = weighed.clause, weighed.sentence
    apart = np.abs(sentence[words][None, :] - sentence[begin][:, None])
    clauses = np.abs(clause[words][None, :] - clause[begin][:, None])
    own_clause = clauses == 0
    weights = np.select(
        [(clauses <= 1) & (apart == 0), apart == 0, apart == 1],
        [OWN_CLAUSE, OWN_SENTENCE, NEXT_SENTENCE],
        0.0,
    )
    # What stands between two targets of a clause counts for the second, however near the first.
    before = np.maximum(begin[:, None] - words[None, :], 0)
    behind = np.maximum(words[None, :] - end[:, None], 0)
    distance = np.where(behind > 0, behind + _BETWEEN, before)
    distance = np.where(own_clause, distance, np.inf)
    nearest = distance.min(axis=0, initial=np.inf)
    others = np.isfinite(nearest)[None, :] & (distance > nearest[None, :])
    same = names[:, None] == names[distance.argmin(axis=0)][None, :]
    kept: Floats = np.where(others & ~same, 0.0, weights)
    return kept
