"""What moves the share of topics: regression with the doubt about topics in its intervals."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.aligning import align
from mediakit.errors import EmptyError, MediakitError
from mediakit.progress import progress
from mediakit.topics.fitting import DIGITS
from mediakit.topics.value import Topics

_Floats = npt.NDArray[np.float64]

_DRAWS = 25
# Values of a number or a time at which shares are predicted.
_GRID = 50
_LEAST = 1e-9


@dataclass(frozen=True, eq=False, repr=False)
class TopicEffects:
    """What moves the share of topics; made by `topic_effects`.

    Attributes
    ----------
    coefficients : DataFrame
        One row per topic and term of the formula: ``topic``, ``term``, ``estimate``,
        ``standard_error``, ``low`` and ``high`` (95 %), ``t``, ``p``.
    predictions : DataFrame
        One row per variable, value and topic: ``variable``, ``value`` (a level, or one of 50
        numbers or times from the least to the greatest), ``topic``, ``share`` (expected, if all
        articles had this value and were else as they are), ``share_low``, ``share_high``,
        ``difference`` (from the first level, missing for numbers and times), ``difference_low``,
        ``difference_high``.
    n_articles : int
        Articles that entered.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> mk.topic_effects(topics, formula="share ~ outlet", data=articles)
    <TopicEffects: 6 topics, 3 terms, ... articles>
    """

    coefficients: pd.DataFrame
    predictions: pd.DataFrame
    n_articles: int

    def __repr__(self) -> str:
        """Tell the sizes."""
        topics, terms = (self.coefficients[name].nunique() for name in ("topic", "term"))
        return f"<TopicEffects: {topics} topics, {terms} terms, {self.n_articles} articles>"


class _Pooled(NamedTuple):
    """What the draws say together, and what of their variance lies between them."""

    estimates: _Floats  # (n_terms, n_topics)
    covariances: _Floats  # (n_topics, n_terms, n_terms)
    between: _Floats  # the same shape
    freedom: int
    draws: int


def topic_effects(
    topics: Topics, *, formula: str, data: pd.DataFrame, draws: int = _DRAWS, random_state: int = 0
) -> TopicEffects:
    """Regress the share of every topic on what is known of the articles.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    formula : str
        ``"share ~ outlet"``, ``"share ~ outlet + bs(published, df=4)"``: columns of `data` in the
        language of formulaic, with splines ``bs()`` and ``cr()``. Times count as days since the
        first.
    data : DataFrame
        The article table; every article with a topic needs a value in every column named.
    draws : int
        How often shares are drawn, from 2.
    random_state : int
        Seed.

    Returns
    -------
    TopicEffects
        Coefficients, and the shares they predict.

    Raises
    ------
    EmptyError
        If there are not more articles than terms.
    MediakitError
        If the formula cannot be read, naming the first column it lacks, or the first article
        without a value.

    Notes
    -----
    Method of composition (Treier and Jackman 2008), as ``estimateEffect`` of stm: shares are drawn,
    each draw is regressed by least squares with covariances robust to unequal variances (HC1), and
    the draws are pooled (Rubin 1987): the variance is the mean of the draws' plus (1 + 1 / draws)
    times the variance between them, with Student's t of Barnard and Rubin (1999).

    An article's shares are taken as shares of its `words`, the different ones that tell topics
    apart, and drawn from the posterior Dirichlet(words · shares + a · expected). Its prior is the
    regression itself, as in stm: the shares that a draw of the coefficients expects, with the size
    a by which the scatter around them is what prior and words make together. Draws around the
    shares alone would count the chance of words twice: it is in the scatter already.

    The intervals tell which articles were written and what few words leave open. They do not tell
    whether the topics themselves would come back: see `topic_stability`. Expected shares are linear
    and can leave 0 to 1 where a topic is rare. Articles without a topic stay out.

    References
    ----------
    Treier and Jackman (2008), Democracy as a latent variable, AJPS 52(1). Roberts, Stewart and
    Tingley (2019), stm: an R package for structural topic models, JSS 91(2). Rubin (1987), Multiple
    imputation for nonresponse in surveys. Barnard and Rubin (1999), Biometrika 86(4). MacKinnon and
    White (1985), J. of Econometrics 29.

    See Also
    --------
    plot_topic_effects : Draw the predictions.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> effects = mk.topic_effects(
    ...     topics, formula="share ~ outlet + bs(published, df=4)", data=articles)
    >>> effects.predictions["variable"].unique().tolist()
    ['outlet', 'published']
    """
    if draws < 2:
        raise MediakitError(f"draws must be 2 or more, not {draws}")
    present = topics.shares[topics.shares.to_numpy().any(axis=1)]
    words = topics.articles["words"].to_numpy()[topics.shares.to_numpy().any(axis=1)]
    table, first = _days(align(data, articles=present.index, name="data="))
    design, names = _design(formula, table=table)
    pooled = _pool(
        np.asarray(design, dtype=np.float64),
        shares=present.to_numpy(),
        words=np.maximum(words, 1),
        draws=draws,
        random=np.random.default_rng(random_state),
    )
    numbers = present.columns.to_numpy()
    return TopicEffects(
        coefficients=_list_coefficients(pooled, topics=numbers, terms=list(design.columns)),
        predictions=pd.concat(
            [
                _predict(name, design=design, table=table, pooled=pooled, first=first)
                for name in names
            ],
            ignore_index=True,
        )
        if names
        else _no_predictions(),
        n_articles=len(present),
    )


def _days(data: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, pd.Timestamp]]:
    """Turn times into days since the first; tell the first of each column."""
    first, table = {}, data.copy()
    for name in data.columns:
        if pd.api.types.is_datetime64_any_dtype(data[name]):
            first[name] = data[name].min()
            table[name] = (data[name] - first[name]) / pd.Timedelta(days=1)
    return table, first


def _design(formula: str, *, table: pd.DataFrame) -> tuple[Any, list[str]]:
    """Read the formula; returns its matrix, and the columns it names in their order."""
    from formulaic import model_matrix
    from formulaic.errors import FormulaicError

    left, tilde, right = formula.partition("~")
    if not tilde or left.strip() != "share" or right.strip() in ("", "."):
        raise MediakitError(f'formula= must be such as "share ~ outlet", not {formula!r}')
    found = re.findall(r"`([^`]+)`|([^\W\d]\w*)", right)
    names = [name for name in dict.fromkeys(a or b for a, b in found) if name in table.columns]
    for name in names:
        empty = table.index[table[name].isna() | table[name].isin([np.inf, -np.inf])].tolist()
        if empty:
            raise MediakitError(
                f"article {empty[0]!r} has no {name!r}. Fill it, or fit topics of articles that do."
            )
    try:
        return model_matrix(right, _plain(table[names])), names
    except (FormulaicError, SyntaxError, ValueError) as error:
        listed = ", ".join(map(repr, table.columns))
        # formulaic colours the place of the mistake for terminals.
        reason = re.sub(r"\x1b\[\d*(;\d+)*m|[⧛⧚]", "", " ".join(str(error).split()))
        raise MediakitError(
            f"formula= {formula!r} cannot be read: {reason} Columns of data=: {listed}."
        ) from error


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Make all that is no number text, the levels of which are sorted."""
    return table.apply(lambda column: column if _is_number(column) else column.astype(str))


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _pool(
    design: _Floats,
    *,
    shares: _Floats,
    words: npt.NDArray[np.integer],
    draws: int,
    random: np.random.Generator,
) -> _Pooled:
    """Draw shares, regress every draw, and pool."""
    n, n_terms = design.shape
    if n <= n_terms:
        raise EmptyError(f"{n} articles are too few for {n_terms} terms. Shorten the formula.")
    # Residuals are larger than they look by as much as the terms fit them (HC1).
    larger = n / (n - n_terms)
    solve = np.linalg.pinv(design)
    fitted = design @ (solve @ shares)
    residuals = (shares - fitted) * np.sqrt(larger)
    size = _prior_size(residuals, expected=_proportions(fitted), words=words)
    estimates, within = [], np.zeros((shares.shape[1], n_terms, n_terms))
    for _ in progress(range(draws), label="drawing shares"):
        # Residuals times chance move the coefficients as far as HC1 says, all topics together.
        moved = solve @ (residuals * random.standard_normal((n, 1)))
        expected = _proportions(fitted + design @ moved)
        drawn = _draw_shares(shares * words[:, None] + size * expected, random=random)
        estimate = solve @ drawn
        off = drawn - design @ estimate
        estimates.append(estimate)
        for topic in range(shares.shape[1]):
            spread = solve * off[:, topic]
            within[topic] += spread @ spread.T * (larger / draws)
    every = np.array(estimates)
    mean = every.mean(axis=0)
    between = np.einsum("dpk,dqk->kpq", every - mean, every - mean) / (draws - 1)
    between *= 1 + 1 / draws
    return _Pooled(mean, within + between, between, n - n_terms, draws)


def _proportions(expected: _Floats) -> _Floats:
    """Keep what a line expects within 0 and 1."""
    inside = np.maximum(expected, _LEAST)
    return inside / inside.sum(axis=1, keepdims=True)


def _prior_size(residuals: _Floats, *, expected: _Floats, words: npt.NDArray[np.integer]) -> float:
    """Give the size a at which Dirichlet-multinomial shares scatter as these do (moments)."""
    # Var(share) = p (1 - p) (1 / words + (1 - 1 / words) / (1 + a)).
    whole = (expected * (1 - expected)).sum(axis=1)
    by_chance = (whole / words).sum()
    part = ((residuals**2).sum() - by_chance) / max((whole - whole / words).sum(), _LEAST)
    return 1 / float(np.clip(part, _LEAST, 1)) - 1


def _draw_shares(weights: _Floats, *, random: np.random.Generator) -> _Floats:
    """Draw from a Dirichlet distribution an article."""
    drawn = random.standard_gamma(np.maximum(weights, _LEAST))
    whole = drawn.sum(axis=1, keepdims=True)
    # Where all gammas vanish, the mean stands for the draw.
    means = weights / weights.sum(axis=1, keepdims=True)
    return np.where(whole > 0, drawn / np.where(whole > 0, whole, 1), means)


def _list_coefficients(
    pooled: _Pooled, *, topics: npt.NDArray[np.integer], terms: list[str]
) -> pd.DataFrame:
    from scipy.stats import t as student

    single = np.eye(len(terms))
    estimate, low, high = (part.T.ravel() for part in _interval(single, pooled=pooled))
    error, freedom = (part.T.ravel() for part in _errors(single, pooled=pooled))
    ratio = np.divide(estimate, error, out=np.full_like(estimate, np.nan), where=error > 0)
    return pd.DataFrame(
        {
            "topic": np.repeat(topics, len(terms)),
            "term": pd.Index(terms * len(topics), dtype="str"),
            "estimate": estimate.round(DIGITS),
            "standard_error": error.round(DIGITS),
            "low": low.round(DIGITS),
            "high": high.round(DIGITS),
            "t": ratio.round(DIGITS),
            "p": np.asarray(2 * student.sf(np.abs(ratio), freedom)).round(DIGITS),
        }
    )


def _predict(
    name: str,
    *,
    design: Any,
    table: pd.DataFrame,
    pooled: _Pooled,
    first: dict[str, pd.Timestamp],
) -> pd.DataFrame:
    """Expect shares if all articles had each value of a variable."""
    plain = _plain(table)
    levels = plain[name].to_numpy()
    number = _is_number(plain[name]) and not _has_levels(name, design=design)
    values = np.linspace(levels.min(), levels.max(), _GRID) if number else np.unique(levels)
    matrix = design.model_spec.get_model_matrix
    means = np.array(
        [np.asarray(matrix(plain.assign(**{name: value}))).mean(axis=0) for value in values]
    )
    share, low, high = _interval(means, pooled=pooled)
    difference, *reach = _interval(means - means[0], pooled=pooled)
    if number:
        difference, *reach = (np.full_like(share, np.nan) for _ in range(3))
    shown = list(values) if number else [str(value) for value in values]
    if name in first and number:
        shown = [first[name] + pd.Timedelta(days=float(value)) for value in values]
    n = share.shape[1]
    columns = ("share", "share_low", "share_high")
    others = ("difference", "difference_low", "difference_high")
    told = dict(zip((*columns, *others), (share, low, high, difference, *reach), strict=True))
    return pd.DataFrame(
        {
            "variable": name,
            "value": pd.Series(np.repeat(np.array(shown, dtype=object), n), dtype="object"),
            "topic": np.tile(np.arange(1, n + 1), len(values)),
            **{key: part.ravel().round(DIGITS) for key, part in told.items()},
        }
    )


def _has_levels(name: str, *, design: Any) -> bool:
    """Tell whether a formula takes a variable as levels, as in ``C(year)``."""
    from formulaic.parser.types import Factor

    kinds = {str(factor): kind for factor, (kind, _) in design.model_spec.encoder_state.items()}
    return any(
        name in variables and kinds.get(str(factor)) is Factor.Kind.CATEGORICAL
        for factor, variables in design.model_spec.factor_variables.items()
    )


def _interval(rows: _Floats, *, pooled: _Pooled) -> tuple[_Floats, _Floats, _Floats]:
    """Give a combination of the estimates and its 95 % interval, each (n_rows, n_topics)."""
    from scipy.stats import t as student

    middle = rows @ pooled.estimates
    error, freedom = _errors(rows, pooled=pooled)
    reach = student.ppf(0.975, freedom) * error
    return middle, middle - reach, middle + reach


def _errors(rows: _Floats, *, pooled: _Pooled) -> tuple[_Floats, _Floats]:
    """Give standard errors and degrees of freedom of combinations, each (n_rows, n_topics)."""
    total, between = (
        np.einsum("rp,kpq,rq->rk", rows, part, rows).clip(0)
        for part in (pooled.covariances, pooled.between)
    )
    part = np.divide(between, total, out=np.zeros_like(total), where=total > 0).clip(_LEAST, 1)
    known = (pooled.freedom + 1) / (pooled.freedom + 3) * pooled.freedom * (1 - part)
    freedom = 1 / (part**2 / (pooled.draws - 1) + 1 / np.maximum(known, _LEAST))
    return np.sqrt(total), freedom


def _no_predictions() -> pd.DataFrame:
    """Give the empty table of a formula without variables, such as ``share ~ 1``."""
    names = ["variable", "value", "topic", "share", "share_low", "share_high"]
    return pd.DataFrame(columns=[*names, "difference", "difference_low", "difference_high"])
