"""Days, weeks, months, quarters and years of German time, counted without a gap."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups

# A period is named by its begin or its end in pandas; here both names mean the same period.
_PERIODS = {"D": "D", "W": "W-SUN", "M": "M", "MS": "M", "Q": "Q", "QS": "Q", "Y": "Y", "YS": "Y"}


def check_freq(freq: str) -> None:
    """Refuse a length of periods that is unknown.

    Parameters
    ----------
    freq : {"D", "W", "M", "Q", "Y"}
        As the user gave it.

    Raises
    ------
    MediakitError
        If it is anything else; ``"MS"`` is ``"M"``, and so on.
    """
    if freq not in _PERIODS:
        raise MediakitError(f"freq must be one of {', '.join(_PERIODS)}, not {freq!r}")


def to_periods(published: pd.Series, *, freq: str) -> pd.Series:
    """Tell in which period of German time each article appeared.

    Parameters
    ----------
    published : Series of times
        When each article appeared; times without a zone are German.
    freq : {"D", "W", "M", "Q", "Y"}
        Length of a period; weeks run from Monday to Sunday. ``"MS"`` is ``"M"``, and so on.

    Returns
    -------
    Series of Period
        The periods; missing where undated.

    Raises
    ------
    MediakitError
        If `freq` is unknown or `published` holds no times.
    """
    check_freq(freq)
    if not pd.api.types.is_datetime64_any_dtype(published):
        found = published.dtype if isinstance(published, pd.Series) else type(published).__name__
        raise MediakitError(f"published= must be a Series of times, not {found}")
    if published.dt.tz is not None:
        published = published.dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    return published.dt.to_period(_PERIODS[freq])


def number_periods(
    matrix: TermMatrix, *, published: pd.Series, freq: str
) -> tuple[npt.NDArray[np.int64], pd.DatetimeIndex]:
    """Count periods from the first article's to the last one's, also those without an article.

    Parameters
    ----------
    matrix : TermMatrix
        Whose articles.
    published : Series of times, indexed by article
        When each article appeared.
    freq : {"D", "W", "M", "Q", "Y"}
        Length of a period.

    Returns
    -------
    numbers : ndarray of int64, shape (n_articles,)
        The period of each article, -1 where undated.
    begins : DatetimeIndex in Europe/Berlin, shape (n_periods,)
        When each period begins.

    Raises
    ------
    EmptyError
        If no article has a date.
    MediakitError
        As `to_periods`, or naming the first article that `published` does not know.
    """
    codes, present = match_groups(matrix, by=to_periods(published, freq=freq))
    if not len(present):
        raise EmptyError("no article has a date. Give published= the times of these articles.")
    periods = pd.period_range(present[0], present[-1])
    numbers = np.append(periods.get_indexer(present), -1)[codes]
    return numbers, periods.to_timestamp().tz_localize("Europe/Berlin").as_unit("us")
