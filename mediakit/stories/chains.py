"""Who reported the same event, in other words, and after how long."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.errors import require_columns
from mediakit.german import stopwords
from mediakit.progress import progress
from mediakit.stories.texts import (
    Timeline,
    check_share,
    join_titles,
    order_articles,
    plain_words,
)
from mediakit.tokens.chunks import split_chunks

_N = 4
_CELLS = 20_000_000
_NEAREST = 0.8


def story_chains(
    articles: pd.DataFrame, *, window: str | pd.Timedelta | None = "3D", threshold: float = 0.2
) -> pd.DataFrame:
    """Link each article to the earlier one that it follows: chains that report one event.

    Articles are read in order of time, and each is judged by what was there before it, so that
    later articles change nothing. It joins the most similar story of the window before it, if
    that is similar enough, and follows the most similar article there; else it begins a story.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table; only ``published``, ``outlet``, ``title`` and ``text`` are needed, and
        headlines alone will do.
    window : str, Timedelta or None
        How far back an article looks. Similarity counts the less the longer ago, down to nothing
        at the window's end: for running stories of weeks take a longer one. With None time does
        not count, and undated articles come last.
    threshold : float
        Least similarity, 0 to 1, after it was diminished by time.

    Returns
    -------
    DataFrame
        One row an article, by story and time:

        ``story``
            Number of the story, from 1, in order of their first articles.
        ``article``
            The article.
        ``published``
            When it appeared.
        ``outlet``
            Where it appeared.
        ``first``
            The story's first article; of several at the same time, the first by name.
        ``lag_hours``
            Hours since the first article; missing where one is undated.
        ``follows``
            The earlier article it is most similar to; missing for the first.
        ``similarity``
            Similarity to that one, 0 to 1, before it was diminished; missing for the first.
        ``size``
            Articles of the story.
        ``outlets``
            Outlets that report the story.

    Raises
    ------
    ArticleError
        Naming articles without a date (unless ``window=None``), or the first one without text.
    EmptyError
        If there are no articles.
    MediakitError
        If `window` is no length of time, or `threshold` no share.

    See Also
    --------
    story_followers : Which outlet follows which.
    plot_story : Draw one story.

    Notes
    -----
    Similarity is the cosine of two articles' vectors over the runs of 4 characters in their
    words, headline and text, without stop words: so compounds and inflected forms meet. Weights
    are sqrt(tf) * (1 + ln((1 + n) / (1 + df))), where n and df count the articles up to the one
    that is weighed. It is multiplied by 1 - lag / window. Similarity to a story is 0.8 times that
    to its most similar article and 0.2 times the mean over its articles in the window, which
    keeps chains from wandering off. Of equals the earliest counts.

    References
    ----------
    Links to the first match within a window: Welbers, van Atteveldt and Kleinnijenhuis (2018),
    RNewsflow, and (2020), A gatekeeper among gatekeepers, Journalism Studies 19(3). Judging each
    document once: Allan, Papka and Lavrenko (1998), On-line new event detection and tracking,
    SIGIR.

    Examples
    --------
    >>> import mediakit as mk
    >>> chains = mk.story_chains(mk.sample_articles(), window="7D")
    >>> chains.loc[chains["size"] > 2, ["story", "article", "outlet", "lag_hours"]].head(3)
       story article ...
    """
    check_share(threshold, name="threshold")
    timeline = order_articles(articles, window=window)
    chains = _link(timeline, vectors=_weigh(timeline.articles), threshold=threshold)
    return _tell(timeline, chains=chains)


class _Chains(NamedTuple):
    """What is told of each article, in order of time, shape (n_articles,)."""

    stories: npt.NDArray[np.int64]
    follows: npt.NDArray[np.int64]
    """The article followed, -1 for none."""
    similarity: npt.NDArray[np.float64]


def _weigh(articles: pd.DataFrame) -> sparse.csr_array:
    """Make a vector of length 1 of each article, weighed by what was known when it appeared."""
    batches, forms = split_chunks(join_titles(articles))
    grams, codes, ends = _ask_grams(forms)
    members = sparse.csr_array((np.ones(len(codes)), codes, ends), shape=(len(forms), grams))
    parts = []
    for chunks in batches:
        ones = np.ones(len(chunks.codes))
        shape = (len(chunks.offsets) - 1, len(forms))
        parts.append(sparse.csr_array((ones, chunks.codes, chunks.offsets), shape=shape) @ members)
    counts = sparse.csr_array(sparse.vstack(parts))
    # Turned to columns, the n-th entry of a column is the n-th article that has this run.
    columns = counts.tocsc()
    columns.sort_indices()
    known = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], np.diff(columns.indptr)) + 1
    rarity = 1 + np.log((2 + columns.indices) / (1 + known))
    columns.data = np.sqrt(columns.data) * rarity
    weights = sparse.csr_array(columns)
    lengths = np.sqrt(weights.multiply(weights).sum(axis=1))
    weights.data /= np.repeat(lengths, np.diff(weights.indptr))
    weights.data = weights.data.astype(np.float32)
    return weights


def _ask_grams(forms: list[str]) -> tuple[int, npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Give the runs of characters of each distinct chunk numbers; stop words have none."""
    empty = stopwords(keep_negations=False)
    numbers: dict[str, int] = {}
    codes: list[int] = []
    ends = [0]
    for form in forms:
        for word in plain_words(form):
            if word in empty:
                continue
            padded = f"_{word}_"
            last = max(len(padded) - _N, 0)
            runs = (padded[at : at + _N] for at in range(last + 1))
            codes.extend(numbers.setdefault(run, len(numbers)) for run in runs)
        ends.append(len(codes))
    return len(numbers), np.array(codes, dtype=np.int32), np.array(ends, dtype=np.int64)


def _link(timeline: Timeline, *, vectors: sparse.csr_array, threshold: float) -> _Chains:
    """Let each article join a story, block after block."""
    n, hours = len(timeline.hours), timeline.hours
    stories, follows = np.zeros(n, dtype=np.int64), np.full(n, -1)
    similarity, known = np.full(n, np.nan), 0
    begins = np.zeros(n, dtype=np.int64)
    if np.isfinite(timeline.window):
        begins = np.searchsorted(hours, hours - timeline.window)
    for low, high in progress(_cut(begins), label="linking"):
        begin = begins[low]
        block = (vectors[low:high] @ vectors[begin:high].T).toarray()
        for row in range(low, high):
            first = begins[row]
            near = block[row - low, first - begin : row - begin].astype(np.float64)
            late = near
            if np.isfinite(timeline.window):
                late = near * (1 - (hours[row] - hours[first:row]) / timeline.window)
            place = _choose(late, stories=stories[first:row], threshold=threshold)
            if place < 0:
                known += 1
                stories[row] = known
            else:
                follows[row] = first + place
                stories[row] = stories[follows[row]]
                similarity[row] = min(near[place], 1.0)
    return _Chains(stories, follows, similarity)


def _choose(
    late: npt.NDArray[np.float64], *, stories: npt.NDArray[np.int64], threshold: float
) -> int:
    """Find the most similar article of the most similar story, -1 if it is not similar enough."""
    if not late.size or late.max() < threshold:
        return -1
    numbers = stories - stories.min()
    means = np.bincount(numbers, weights=late) / np.maximum(np.bincount(numbers), 1)
    scores = _NEAREST * late + (1 - _NEAREST) * means[numbers]
    best = int(scores.argmax())
    return best if scores[best] >= threshold else -1


def _cut(begins: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Cut the articles into blocks whose comparisons fit into memory."""
    blocks, low, n = [], 0, len(begins)
    while low < n:
        # A block of h rows is compared with h + w articles, w being those of the window before.
        width = low - begins[low]
        height = int((np.sqrt(width**2 + 4 * _CELLS) - width) / 2)
        high = min(low + max(height, 1), n)
        blocks.append((low, high))
        low = high
    return blocks


def _tell(timeline: Timeline, *, chains: _Chains) -> pd.DataFrame:
    names, stories = timeline.articles.index, chains.stories
    _, first, sizes = np.unique(stories, return_index=True, return_counts=True)
    outlet = timeline.articles["outlet"]
    table = pd.DataFrame(
        {
            "story": stories,
            "article": names,
            "published": timeline.articles["published"].array,
            "outlet": outlet.array,
            "first": names.take(first[stories - 1]),
            "lag_hours": timeline.hours - timeline.hours[first[stories - 1]],
            "follows": pd.Series(names.take(chains.follows)).where(chains.follows >= 0),
            "similarity": chains.similarity,
            "size": sizes[stories - 1],
            "outlets": outlet.groupby(stories).transform("nunique").to_numpy(),
        }
    )
    return table.sort_values("story", kind="stable", ignore_index=True)


def story_followers(chains: pd.DataFrame) -> pd.DataFrame:
    """Tell which outlet follows which, how often, and after how long.

    Of each story counts the first article of each outlet; where two outlets came at the same
    minute neither followed.

    Parameters
    ----------
    chains : DataFrame
        From `story_chains`.

    Returns
    -------
    DataFrame
        One row per leader and follower, the most frequent first, ties by name:

        ``leader``
            The outlet that was first.
        ``follower``
            The outlet that reported the same story later.
        ``stories``
            In how many stories.
        ``both``
            How many stories both report, whoever was first.
        ``share``
            `stories` / `both`, 0 to 1.
        ``median_lag_hours``
            Median of the hours between the two, over `stories`.

    Raises
    ------
    ColumnError
        If a column of `story_chains` is missing.

    See Also
    --------
    plot_followers : Draw the result.

    References
    ----------
    The directed network of RNewsflow: Welbers, van Atteveldt and Kleinnijenhuis (2018).

    Examples
    --------
    >>> import mediakit as mk
    >>> chains = mk.story_chains(mk.sample_articles(), window="21D")
    >>> followers = mk.story_followers(chains)
    >>> bool((followers["stories"] <= followers["both"]).all())
    True
    """
    columns = ["story", "outlet", "published"]
    require_columns(chains, columns=columns, made_by="story_chains()")
    dated = chains.dropna(subset=["published"])
    firsts = dated.groupby(["story", "outlet"], as_index=False)["published"].min()
    pairs = firsts.merge(firsts, on="story", suffixes=("", "_later"))
    pairs = pairs[pairs["outlet"] != pairs["outlet_later"]]
    keys = ["outlet", "outlet_later"]
    both = pairs.groupby(keys).size().rename("both")
    lags = (pairs["published_later"] - pairs["published"]) / pd.Timedelta(hours=1)
    led = pairs.assign(lag=lags)[lags > 0].groupby(keys)["lag"].agg(["size", "median"])
    table = led.join(both).reset_index()
    table = table.set_axis(["leader", "follower", "stories", "median_lag_hours", "both"], axis=1)
    table = table.assign(share=table["stories"] / table["both"])
    table = table.sort_values(
        ["stories", "leader", "follower"], ascending=[False, True, True], ignore_index=True
    )
    return table[["leader", "follower", "stories", "both", "share", "median_lag_hours"]]
