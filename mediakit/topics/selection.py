"""How many topics: coherence, exclusivity and stability for each number."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from mediakit.errors import MediakitError
from mediakit.progress import progress
from mediakit.tokens import Tokens
from mediakit.topics.coherence import MEASURES, topic_coherence
from mediakit.topics.fitting import check_request
from mediakit.topics.ranking import score_terms
from mediakit.topics.runs import Data, place_data, run_method
from mediakit.topics.stability import compare_runs
from mediakit.topics.value import Topics
from mediakit.topics.words import read_words

_WORDS = 10
_DIGITS = 6
# What a number of topics is judged by; each counts the same.
_JUDGED = ("c_npmi", "exclusivity", "adjusted_rand")
# A smaller number is preferred if it does so nearly as well as the best.
_NEARLY = 0.05


def topic_selection(
    tokens: Tokens,
    *,
    n_topics: Iterable[int] = range(4, 31, 2),
    runs: int = 10,
    method: str = "clusters",
    random_state: int = 0,
) -> pd.DataFrame:
    """Measure how well different numbers of topics do.

    There is no true number: few topics are broad and stable, many are narrow and exclusive. Read
    the columns side by side, then the words and articles of the numbers that do well.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    n_topics : iterable of int
        The numbers to try, each 2 or more.
    runs : int
        How many runs for each number, from 2.
    method : {"clusters", "nmf", "lda"}
        As of `fit_topics`.
    random_state : int
        Seed of the first run; the others follow.

    Returns
    -------
    DataFrame, one row a number of topics
        ``n_topics``
            The number.
        ``c_npmi``
            Mean coherence of the topics' ten heaviest words in the articles, see
            `topic_coherence`; -1 to 1.
        ``c_v``
            The same by C_V.
        ``u_mass``
            The same by UMass, 0 at best.
        ``exclusivity``
            Mean FREX of the ten heaviest words of each topic, 0 to 1: high if they are frequent in
            it and in no other.
        ``adjusted_rand``
            Mean adjusted Rand index of every two runs, 1 if all find the same articles.
        ``s_clop``
            Mean S-CLOP of every two runs, 1 if all find the same words.
        ``doubtful``
            Share of articles whose second topic is more than half as strong as the first.
        ``score``
            Mean of C_NPMI, exclusivity and adjusted Rand, each scaled to 0 for the worst and 1 for
            the best number.
        ``recommended``
            True for one row: the smallest number whose score is within 0.05 of the best.
        ``reason``
            Why; empty in the other rows.

    Raises
    ------
    EmptyError, MediakitError
        As `fit_topics`, and if no number is given or `runs` is below 2.

    See Also
    --------
    plot_topic_selection : Draw the result.
    topic_stability : One number of topics in detail.

    Examples
    --------
    >>> import mediakit as mk
    >>> tokens = mk.tokenize(mk.sample_articles())
    >>> selection = mk.topic_selection(tokens, n_topics=[4, 6], runs=3)
    >>> selection["recommended"].sum()
    np.int64(1)
    """
    numbers = sorted(set(n_topics))
    if not numbers:
        raise MediakitError("n_topics= names no number of topics, such as range(4, 31, 2).")
    if runs < 2:
        raise MediakitError(f"runs must be 2 or more, not {runs}")
    for number in numbers:
        check_request(tokens, n_topics=number, method=method)
    rows, seeds = [], range(random_state, random_state + runs)
    with threadpool_limits(1):
        words = read_words(tokens)
        spaces: dict[float, Data] = {}
        for number in progress(numbers, label="numbers of topics"):
            # The words that say something, and so the places, differ for very few topics only.
            key = max(0.2, 1 / number)
            data = spaces[key] if key in spaces else place_data(words, n_topics=number)
            spaces[key] = data
            found = run_method(data, n_topics=number, method=method, estimator=None, seeds=seeds)
            compared = compare_runs(data, runs=found)
            rows.append(
                {
                    "n_topics": number,
                    **_judge(compared.prototype, tokens=tokens),
                    "adjusted_rand": compared.adjusted_rand,
                    "s_clop": compared.s_clop,
                    "doubtful": compared.prototype.articles["doubtful"].mean(),
                }
            )
    return recommend(pd.DataFrame(rows).round(_DIGITS))


def _judge(topics: Topics, *, tokens: Tokens) -> dict[str, float]:
    means = {
        measure: float(
            topic_coherence(topics.terms, tokens=tokens, measure=measure, n=_WORDS)[
                "coherence"
            ].mean()
        )
        for measure in MEASURES
    }
    frex = score_terms(topics.counts, measure="frex")
    heaviest = topics.terms[topics.terms["rank"] <= _WORDS]
    at = topics.counts.terms.get_indexer(pd.Index(heaviest["term"]))
    values = frex[heaviest["topic"].to_numpy() - 1, at]
    return means | {"exclusivity": float(values[np.isfinite(values)].mean())}


def recommend(table: pd.DataFrame) -> pd.DataFrame:
    """Score each number of topics, and recommend one with the reason."""
    judged = table[list(_JUDGED)]
    values = judged.to_numpy()
    spread = values.max(axis=0) - values.min(axis=0)
    scaled = (values - values.min(axis=0)) / np.where(spread > 0, spread, 1)
    scaled[:, spread == 0] = 1
    score = scaled.mean(axis=1).round(_DIGITS)
    chosen = int(np.flatnonzero(score >= score.max() - _NEARLY)[0])
    places = (values > values[chosen]).sum(axis=0) + 1
    told = [
        f"{name} {value:.2f} (place {place})"
        for name, value, place in zip(_JUDGED, values[chosen], places, strict=True)
    ]
    best = int(score.argmax())
    number = int(table["n_topics"].to_numpy()[best])
    why = "best score" if best == chosen else f"nearly as good as {number}, with fewer topics"
    reason = [
        f"{why}, of {len(table)} numbers: {', '.join(told)}" if row == chosen else ""
        for row in range(len(table))
    ]
    return table.assign(
        score=score,
        recommended=np.arange(len(table)) == chosen,
        reason=pd.Series(reason, index=table.index, dtype="str"),
    )
