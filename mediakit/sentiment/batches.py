"""Texts in batches, one after the other or in several processes."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pandas as pd

from mediakit.parallel import count_jobs, map_processes
from mediakit.progress import progress

# Tokens of so many articles are held at a time.
BATCH = 5_000
LABEL = "scoring sentiment"

_T = TypeVar("_T")


def cut_batches(texts: pd.Series) -> Iterator[pd.Series]:
    """Give some thousand texts at a time, with a progress bar if there are more."""
    batches = cut(texts)
    yield from progress(batches, label=LABEL) if len(batches) > 1 else batches


def map_batches(work: Callable[[pd.Series], _T], texts: pd.Series, *, n_jobs: int) -> list[_T]:
    """Do `work` on each batch, in order.

    Parameters
    ----------
    work : callable, Series -> object
        A function of a module, so that other processes find it.
    texts : Series of str
        The texts.
    n_jobs : int
        How many processes; 1 stays in this one, -1 takes one a core.

    Returns
    -------
    list
        What `work` made of each batch, in order. How texts are cut depends on `n_jobs`, so what
        `work` says of a text must not depend on the others.

    Raises
    ------
    MediakitError
        If `n_jobs` is no number of processes.
    """
    return map_processes(work, cut(texts, n_jobs=n_jobs), n_jobs=n_jobs, label=LABEL)


def cut(texts: pd.Series, *, n_jobs: int = 1) -> list[pd.Series]:
    """Cut texts into batches of some thousand, as many for each process."""
    n_workers, n_batches = count_jobs(n_jobs), -(-len(texts) // BATCH)
    if n_batches > 1:
        n_batches += -n_batches % n_workers
    size = -(-len(texts) // max(n_batches, 1)) or 1
    return [texts.iloc[first : first + size] for first in range(0, len(texts), size)]
