"""Articles in two dimensions, so that neighbours stay neighbours."""

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from mediakit.errors import EmptyError, MediakitError
from mediakit.topics.value import Topics

_DIGITS = 4
# Fewer articles have no neighbourhoods to keep.
_FEWEST = 5


def topic_map(topics: Topics, *, n: int = 2_000, random_state: int = 0) -> pd.DataFrame:
    """Lay articles out in two dimensions: near each other if they are about the same.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    n : int
        How many articles at most; of more, so many evenly spread ones.
    random_state : int
        Seed.

    Returns
    -------
    DataFrame, one row an article with a topic
        ``article``
            The article.
        ``topic``
            Its strongest topic.
        ``share``
            Share of that topic, 0 to 1.
        ``x``
            Place to the right; only nearness means something.
        ``y``
            Place upwards.

    Raises
    ------
    EmptyError
        If fewer than five articles have a topic.
    MediakitError
        If `n` is below 5.

    References
    ----------
    van der Maaten and Hinton (2008), Visualizing data using t-SNE, JMLR 9. Perplexity 30, or a
    quarter of the articles, from their principal components.

    See Also
    --------
    plot_topic_map : Draw the result.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> mk.topic_map(topics).shape
    (81, 5)
    """
    from sklearn.manifold import TSNE

    if n < _FEWEST:
        raise MediakitError(f"n must be {_FEWEST} articles or more, not {n}")
    rows = np.flatnonzero(topics.articles["topic"].notna())
    if len(rows) < _FEWEST:
        raise EmptyError(f"{len(rows)} articles with a topic are too few for a map.")
    rows = rows[np.unique(np.linspace(0, len(rows) - 1, min(n, len(rows))).astype(np.int64))]
    perplexity = min(30.0, len(rows) / 4)
    with threadpool_limits(1):
        layout = TSNE(
            init="pca", perplexity=perplexity, random_state=random_state, metric="cosine"
        ).fit_transform(topics.places[rows])
    # The same size for every corpus.
    layout = (layout - layout.mean(axis=0)) / np.abs(layout).max()
    table = topics.articles.iloc[rows][["article", "topic", "share"]].reset_index(drop=True)
    return table.assign(x=layout[:, 0].round(_DIGITS), y=layout[:, 1].round(_DIGITS)).astype(
        {"topic": "int64", "x": "float64", "y": "float64"}
    )
