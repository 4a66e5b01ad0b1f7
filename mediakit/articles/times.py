"""Times of publication: a whole column at once, the doubtful ones one by one."""

from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.formats.dates import FIRST_LIKELY_YEAR, ReadDate, read_date
from mediakit.formats.findings import Doubt

_LIKELY_FROM = np.datetime64(f"{FIRST_LIKELY_YEAR}-01-02", "us")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN_LENGTH = len("01.04.2025 22:04")
_PLAIN = r"[0-9]{2}\.[0-9]{2}\.[0-9]{4} [0-9]{2}:[0-9]{2}"


def read_times(
    written: pd.Series,
) -> tuple[pd.Series, dict[int, tuple[Doubt, ...]], dict[int, str]]:
    """Read a column of dates, as text or as times.

    Parameters
    ----------
    written : Series, shape (n_rows,)
        Dates as `read_date` knows them, or times; naive times are Berlin time.

    Returns
    -------
    tuple
        The times in Berlin, the doubts by row, and by row the reason why a date is none.
    """
    if pd.api.types.is_datetime64_any_dtype(written):
        moments, open_rows = _from_times(written)
    else:
        moments, open_rows = _from_plain_texts(written)
    doubts: dict[int, tuple[Doubt, ...]] = {}
    faults: dict[int, str] = {}
    seen: dict[str, ReadDate | str] = {}
    texts = written.iloc[open_rows].astype("str").fillna("").tolist()
    found = moments.to_numpy("int64", copy=True)
    for row, text in zip(open_rows.tolist(), texts, strict=True):
        if text not in seen:
            seen[text] = _read(text)
        read = seen[text]
        if isinstance(read, str):
            faults[row], found[row] = read, np.iinfo("int64").min
            continue
        if read.doubts:
            doubts[row] = read.doubts
        found[row] = _microseconds(read.moment)
    utc = pd.Series(found.view("datetime64[us]")).dt.tz_localize("UTC")
    return utc.dt.tz_convert("Europe/Berlin"), doubts, faults


def _read(text: str) -> ReadDate | str:
    try:
        return read_date(text)
    except ValueError as error:
        return str(error)


def _microseconds(moment: datetime | None) -> int:
    if moment is None:
        return int(np.iinfo("int64").min)
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _from_times(written: pd.Series) -> tuple[pd.Series, npt.NDArray[np.int64]]:
    """Localise times; what cannot be meant or is doubtful is left to `read_date` as text."""
    naive = getattr(written.dtype, "tz", None) is None
    local = written.astype("datetime64[us]") if naive else written.dt.tz_convert("UTC")
    if not naive:
        local = local.dt.tz_localize(None).astype("datetime64[us]")
    # Far years overflow the zone's arithmetic, so they never get there.
    safe = local.where(local.between(_LIKELY_FROM, _now()))
    moments = _in_berlin(safe) if naive else safe
    return moments, np.flatnonzero(moments.isna().to_numpy())


def _from_plain_texts(written: pd.Series) -> tuple[pd.Series, npt.NDArray[np.int64]]:
    """Read what is written as ``01.04.2025 22:04`` with array arithmetic alone."""
    texts = written.astype("str")
    is_plain = texts.str.fullmatch(_PLAIN).to_numpy(dtype=bool, na_value=False)
    moments = pd.Series(pd.NaT, index=range(len(texts)), dtype="datetime64[us]")
    if is_plain.any():
        plain = texts.to_numpy(dtype=object)[is_plain].astype(f"S{_PLAIN_LENGTH}")
        digits = plain.view("u1").reshape(-1, _PLAIN_LENGTH).astype("int64") - ord("0")
        moments.iloc[np.flatnonzero(is_plain)] = _in_berlin(_assemble(digits)).to_numpy()
    return moments, np.flatnonzero(moments.isna().to_numpy())


def _assemble(digits: npt.NDArray[np.int64]) -> pd.Series:
    day, month = digits[:, 0] * 10 + digits[:, 1], digits[:, 3] * 10 + digits[:, 4]
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1])
    hour, minute = digits[:, 11] * 10 + digits[:, 12], digits[:, 14] * 10 + digits[:, 15]
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    exists = (days.astype("datetime64[M]") == months) & (day > 0) & (hour < 24) & (minute < 60)
    minutes = (hour * 60 + minute).astype("timedelta64[m]")
    times = days.astype("datetime64[m]") + minutes
    exists &= (month >= 1) & (month <= 12) & (times > _LIKELY_FROM) & (times < _now())
    return pd.Series(np.where(exists, times, np.datetime64("NaT", "m")).astype("datetime64[us]"))


def _in_berlin(local: pd.Series) -> pd.Series:
    """Give the times in UTC; those of an hour that is twice or not at all are missing."""
    zoned = local.dt.tz_localize("Europe/Berlin", ambiguous="NaT", nonexistent="NaT")
    return zoned.dt.tz_convert("UTC").dt.tz_localize(None)


def _now() -> np.datetime64:
    return np.datetime64(datetime.now(UTC).replace(tzinfo=None), "us")
