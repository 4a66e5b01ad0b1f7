"""Who reported the same event, in other words, and after how long."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import require_columns
from mediakit.stories.nearest import Neighbours, find_nearest
from mediakit.stories.texts import Timeline, check_share, order_articles

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

    So that time grows with the articles and not with their pairs, all but an article's 20 nearest
    are taken for similar to it by 0. They are looked for by its 128 strongest runs, each in the
    64 to 128 latest articles of which it is a strong run too; what shares no such run is passed
    over. The similarities themselves are exact.

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
    chains = _link(timeline, neighbours=find_nearest(timeline), threshold=threshold)
    return _tell(timeline, chains=chains)


class _Chains(NamedTuple):
    """What is told of each article, in order of time, shape (n_articles,)."""

    stories: npt.NDArray[np.int64]
    follows: npt.NDArray[np.int64]
    """The article followed, -1 for none."""
    similarity: npt.NDArray[np.float64]


def _link(timeline: Timeline, *, neighbours: Neighbours, threshold: float) -> _Chains:
    """Let each article join a story, in order of time."""
    n, begins = len(timeline.hours), timeline.begins()
    stories, follows = np.zeros(n, dtype=np.int64), np.full(n, -1)
    similarity, sizes, gone = np.full(n, np.nan), [0], 0
    for row in range(n):
        for old in stories[gone : begins[row]]:
            sizes[old] -= 1
        gone = begins[row]
        span = slice(neighbours.offsets[row], neighbours.offsets[row + 1])
        near, late = neighbours.articles[span], neighbours.late[span]
        place = _choose(late, near=near, stories=stories[near], sizes=sizes, threshold=threshold)
        if place < 0:
            stories[row] = len(sizes)
            sizes.append(1)
        else:
            follows[row] = near[place]
            stories[row] = stories[follows[row]]
            similarity[row] = neighbours.similarity[span][place]
            sizes[stories[row]] += 1
    return _Chains(stories, follows, similarity)


def _choose(
    late: npt.NDArray[np.float64],
    *,
    near: npt.NDArray[np.int64],
    stories: npt.NDArray[np.int64],
    sizes: list[int],
    threshold: float,
) -> int:
    """Find the most similar article of the most similar story, -1 if it is not similar enough."""
    if not late.size or late.max() < threshold:
        return -1
    numbers, at = np.unique(stories, return_inverse=True)
    means = np.bincount(at, weights=late) / [sizes[story] for story in numbers]
    scores = _NEAREST * late + (1 - _NEAREST) * means[at]
    best = np.flatnonzero(scores == scores.max())
    place = int(best[near[best].argmin()])
    return place if scores[place] >= threshold else -1


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
