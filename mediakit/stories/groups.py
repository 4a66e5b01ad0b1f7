"""From pairs to groups: each text once, however often it was printed."""

import numpy as np
import pandas as pd

from mediakit.corpus import Corpus
from mediakit.errors import MediakitError, require_columns
from mediakit.stories.duplicates import near_duplicates
from mediakit.stories.texts import order_articles, order_times


def duplicate_groups(
    articles: pd.DataFrame | Corpus, *, pairs: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Put articles that are copies of each other, directly or by a third one, into one group.

    Parameters
    ----------
    articles : DataFrame, one row an article, or Corpus
        An article table, or a corpus on disk.
    pairs : DataFrame, optional
        From `near_duplicates` of these articles, filtered as you like; by default all of its
        pairs as it finds them unasked.

    Returns
    -------
    DataFrame, indexed by article, in the order of the articles
        Ready for ``articles.join(groups)``:

        ``group``
            Number of the group, from 1, in order of the earliest versions; an article without
            copies is a group of its own.
        ``earliest``
            The earliest article of the group; of several at the same time, the first by name.
        ``copies``
            How many articles the group has, 1 or more.

    Raises
    ------
    MediakitError
        Naming the first article of `pairs` that the table does not have.

    See Also
    --------
    story_weights : Let each group count once.

    Examples
    --------
    >>> import mediakit as mk
    >>> groups = mk.duplicate_groups(mk.sample_articles())
    >>> groups[groups["copies"] > 1].sort_values("group").head(2)
             group earliest  copies
    article
    ak03       ...     ak03       2
    tb02       ...     ak03       2
    """
    from scipy import sparse

    if isinstance(articles, Corpus):
        index, published = articles.names, articles.articles(columns=["published"])["published"]
        names = index[order_times(published, window=None)[1]]
    else:
        index = articles.index
        names = order_articles(articles, window=None).articles.index
    if pairs is None:
        pairs = near_duplicates(articles)
    require_columns(pairs, columns=["article", "copy"], made_by="near_duplicates()")
    left, right = (names.get_indexer(pd.Index(pairs[end])) for end in ("article", "copy"))
    unknown = np.flatnonzero((left < 0) | (right < 0))
    if len(unknown):
        row = pairs.iloc[unknown[0]]
        stranger = row["article"] if left[unknown[0]] < 0 else row["copy"]
        raise MediakitError(
            f"pairs= names article {stranger!r}, which the table does not have. "
            "Pass the result of near_duplicates() of the same articles."
        )
    shape = (len(names), len(names))
    links = sparse.coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=shape)
    _, labels = sparse.csgraph.connected_components(links, directed=False)
    # Articles are in order of time, so the first of each group is its earliest.
    _, first, group, copies = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    ranks = first.argsort().argsort() + 1
    table = pd.DataFrame(
        {"group": ranks[group], "earliest": names.take(first[group]), "copies": copies[group]},
        index=names,
    )
    return table.loc[index]


def story_weights(groups: pd.DataFrame) -> pd.Series:
    """Weigh articles so that each group of copies, or each story, counts once.

    Parameters
    ----------
    groups : DataFrame
        From `duplicate_groups` (each text counts once), or from `story_chains` (each event
        counts once, however much was written about it).

    Returns
    -------
    Series of float, indexed by article
        One divided by the number of articles in the group or story, so above 0 to 1; they sum to
        the number of groups.

    Raises
    ------
    ColumnError
        If the table is neither.

    Notes
    -----
    Whatever takes ``weights=`` takes such a Series: `count_terms`, whose matrix all measures of
    terms take, `term_trends`, `topic_prevalence`, `sentiment_trends`. It must have a weight of 0 or
    more for each article that is counted, in any order; further articles do not matter. Sums and
    means are weighed; what is called ``articles`` counts articles all the same.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> weights = mk.story_weights(mk.duplicate_groups(articles))
    >>> len(articles), round(weights.sum())
    (81, 76)
    """
    if "story" in groups:
        require_columns(groups, columns=["article", "story"], made_by="story_chains()")
        key = pd.Series(groups["story"].to_numpy(), index=pd.Index(groups["article"]))
        key.index.name = "article"
    else:
        require_columns(groups, columns=["group"], made_by="duplicate_groups()")
        key = groups["group"]
    return (1 / key.groupby(key).transform("size")).rename("weight")
