"""What a difference in tone comes from, and whether it hangs on a single word."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from mediakit.aligning import align_groups
from mediakit.errors import EmptyError, MediakitError
from mediakit.sentiment.evidence import Evidence
from mediakit.sentiment.sentences import soften
from mediakit.sentiment.trends import align_weights

# What sums of weights may differ from 0 by where nothing is left.
_NOTHING = 1e-9


def sentiment_drivers(
    evidence: Evidence,
    *,
    by: pd.Series,
    of: Hashable,
    against: Hashable,
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """Split the difference in tone between two groups over words and over articles.

    Parameters
    ----------
    evidence : Evidence
        From `sentiment_evidence`.
    by : Series, indexed by article
        Group of each article: its week, its outlet.
    of : hashable
        The group in question.
    against : hashable
        The group that it is compared with.
    weights : Series of float, indexed by article, optional
        What each article counts, as for `sentiment_trends`.

    Returns
    -------
    DataFrame
        One row a word (lexicon's entry) and one an article, by kind (words first), then by the
        size of the contribution, ties by name:

        ``kind``
            ``"word"`` or ``"article"``.
        ``name``
            The entry, or the article.
        ``of``
            What it adds to the mean polarity of the group in question.
        ``against``
            What it adds to that of the other group.
        ``contribution``
            `of` less `against`. The words' contributions sum to the difference of the two means,
            and so do the articles'.

    Raises
    ------
    EmptyError
        If one of the groups has no article with a scored word.
    MediakitError
        If the two are the same group, or naming the first article that `by` or `weights` does
        not know.

    References
    ----------
    The idea of shifts that sum to the difference: Gallagher, R. et al. (2021), Generalized word
    shift graphs, EPJ Data Science 10, 4.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> texts = ["Der Krieg beginnt.", "Das Fest war ein Erfolg."]
    >>> articles = pd.DataFrame({"text": texts, "week": [1, 2]}, index=["a", "b"])
    >>> evidence = mk.sentiment_evidence(articles)
    >>> mk.sentiment_drivers(evidence, by=articles["week"], of=2, against=1).round(2)
          kind    name    of  against  contribution
    0     word   Krieg  0.00    -0.96          0.96
    1     word  Erfolg  0.53     0.00          0.53
    2     word    Fest  0.37     0.00          0.37
    3  article       a  0.00    -0.96          0.96
    4  article       b  0.90     0.00          0.90
    """
    if of == against:
        raise MediakitError(f"of= and against= are the same group, {of!r}. Name two groups.")
    words = _place(evidence, by=by, weights=weights)
    words["share"] *= words["weight"]
    scored = words.drop_duplicates("article")
    articles = {g: scored.loc[scored["group"] == g, "weight"].sum() for g in (of, against)}
    for group, weight in articles.items():
        if not weight:
            raise EmptyError(f"group {group!r} has no article with a scored word; see by=.")
    parts = []
    for kind, column in (("word", "entry"), ("article", "article")):
        sides = {
            side: words[words["group"] == group].groupby(column)["share"].sum() / articles[group]
            for side, group in (("of", of), ("against", against))
        }
        table = pd.DataFrame(sides).fillna(0.0).rename_axis("name").reset_index()
        table = table.assign(kind=kind, contribution=table["of"] - table["against"])
        order = np.lexsort((table["name"].astype("str"), -table["contribution"].abs()))
        parts.append(table.iloc[order])
    columns = ["kind", "name", "of", "against", "contribution"]
    return pd.concat(parts, ignore_index=True)[columns].astype({"kind": "str"})


def lexicon_sensitivity(
    evidence: Evidence, *, by: pd.Series | None = None, weights: pd.Series | None = None
) -> pd.DataFrame:
    """Leave out one word of the lexicon at a time, to see whether a result hangs on it.

    Parameters
    ----------
    evidence : Evidence
        From `sentiment_evidence`.
    by : Series, indexed by article, optional
        Group of each article; without it all form one group, ``"all"``.
    weights : Series of float, indexed by article, optional
        What each article counts, as for `sentiment_trends`.

    Returns
    -------
    DataFrame
        One row per group and entry that stands in it, by group and size of the change, ties by
        entry:

        ``group``
            The group.
        ``entry``
            The word of the lexicon that is left out.
        ``words``
            How often it was scored in the group.
        ``polarity``
            Mean polarity of the group's articles, with all words, weighted.
        ``without``
            The same without the entry; missing if no scored word is left.
        ``change``
            `without` less `polarity`.
        ``flips``
            Whether the sign of the mean turns.

    Raises
    ------
    EmptyError
        If no word was scored.
    MediakitError
        Naming the first article that `by` or `weights` does not know.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> texts = ["Die Krise ist vorbei, der Erfolg ist da.", "Ein Erfolg nach langer Zeit!"]
    >>> evidence = mk.sentiment_evidence(pd.DataFrame({"text": texts}, index=["a", "b"]))
    >>> table = mk.lexicon_sensitivity(evidence)
    >>> table[["entry", "words", "polarity", "without", "flips"]].round(2)
        entry  words  polarity  without  flips
    0  Erfolg      2      0.32    -0.66   True
    1   Krise      1      0.32     0.68  False
    """
    if evidence.words.empty:
        raise EmptyError("no word was scored; there is nothing to leave out.")
    words = _place(evidence, by=by, weights=weights)
    words = words[words["group"].notna()]
    keys = ["group", "article"]
    articles = words.groupby(keys)["density"].agg(["sum", "size"])
    weight = words.groupby(keys)["weight"].first()
    polarity = weight * soften(articles["sum"].to_numpy())
    # Every entry changes only the articles that it stands in.
    entries = words.groupby(["entry", *keys])["density"].agg(["sum", "size"])
    where = pd.MultiIndex.from_frame(entries.index.to_frame()[keys])
    rest = articles.reindex(where).to_numpy() - entries.to_numpy()
    stays = rest[:, 1] > 0
    counts = weight.reindex(where).to_numpy()
    new = np.where(stays, soften(rest[:, 0]), 0.0) * counts
    changes = {
        "sum": new - polarity.reindex(where).to_numpy(),
        "weight": np.where(stays, 0, -counts),
    }
    table = pd.DataFrame(changes, index=entries.index).groupby(["group", "entry"]).sum()
    totals = pd.DataFrame({"sum": polarity, "weight": weight}).groupby("group").sum()
    return _compare(table, totals=totals, words=words)


def _compare(changes: pd.DataFrame, *, totals: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Turn changes of group sums into means with and without each entry."""
    total = totals.reindex(changes.index.get_level_values("group")).to_numpy()
    left = total[:, 1] + changes["weight"].to_numpy()
    sums = total[:, 0] + changes["sum"].to_numpy()
    without = np.divide(sums, left, out=np.full(len(left), np.nan), where=left > _NOTHING)
    polarity = total[:, 0] / total[:, 1]
    table = changes.reset_index()[["group", "entry"]].assign(
        words=words.groupby(["group", "entry"]).size().reindex(changes.index).to_numpy(),
        polarity=polarity,
        without=without,
        change=without - polarity,
        flips=(np.sign(without) != np.sign(polarity)) & ~np.isnan(without),
    )
    order = np.lexsort((table["entry"], -table["change"].abs().fillna(np.inf), table["group"]))
    return table.iloc[order].reset_index(drop=True)


def _place(evidence: Evidence, *, by: pd.Series | None, weights: pd.Series | None) -> pd.DataFrame:
    """Give each scored word the group and the weight of its article; without a weight it goes."""
    groups = align_groups(by, articles=evidence.texts.index)
    weight = align_weights(weights, articles=evidence.texts.index)
    words = evidence.words
    words = words.assign(
        group=groups.loc[words["article"]].to_numpy(),
        weight=weight.loc[words["article"]].to_numpy(),
    )
    return words[words["weight"] > 0].reset_index(drop=True)
