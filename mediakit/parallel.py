"""Work in several processes: the same results, and nothing left behind when it is stopped."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from mediakit.errors import MediakitError
from mediakit.progress import progress

_T = TypeVar("_T")
_R = TypeVar("_R")
# So many bytes a process may grow before it is taken for one that leaks.
_MAY_GROW = 2_000_000_000


def count_jobs(n_jobs: int) -> int:
    """Give the number of processes or threads, one a core for -1; raise `MediakitError` if none."""
    if not isinstance(n_jobs, int) or n_jobs < -1 or n_jobs == 0:
        raise MediakitError(f"n_jobs= must be a number of processes, or -1 for all, not {n_jobs!r}")
    return (os.cpu_count() or 1) if n_jobs == -1 else n_jobs


def map_processes(
    work: Callable[[_T], _R], items: Sequence[_T], *, n_jobs: int, label: str
) -> list[_R]:
    """Do work on each item, in order, with a progress bar.

    Parameters
    ----------
    work : callable
        A function of a module, so that other processes find it.
    items : sequence
        Batches large enough to be worth their way.
    n_jobs : int
        How many processes; 1 stays in this one, -1 takes one a core.
    label : str
        What the progress bar says.

    Returns
    -------
    list
        What `work` made of each item; the same for any number of processes.

    Raises
    ------
    MediakitError
        If `n_jobs` is no number of processes.
    """
    n_jobs = count_jobs(n_jobs)
    if len(items) < 2:
        return [work(item) for item in items]
    if n_jobs == 1:
        return [work(item) for item in progress(items, label=label)]
    with stopping_processes():
        return list(
            progress(iter_processes(work, items, n_jobs=n_jobs), label=label, total=len(items))
        )


def iter_processes(work: Callable[[_T], _R], items: Iterable[_T], *, n_jobs: int) -> Iterator[_R]:
    """Do work on each item in other processes; give the results in order, as they come.

    Use it within `stopping_processes`.
    """
    from joblib import Parallel, delayed

    done: Iterator[_R] = Parallel(n_jobs=n_jobs, batch_size=1, return_as="generator")(
        delayed(_remember)(work, item) for item in items
    )
    return done


def _remember(work: Callable[[_T], _R], item: _T) -> _R:
    """Do work in another process, and let it keep what it has learnt for the next."""
    from joblib.externals.loky import process_executor

    # A process that has grown is taken for one that leaks, and ended; ours hold dictionaries.
    process_executor._MAX_MEMORY_LEAK_SIZE = _MAY_GROW
    return work(item)


@contextmanager
def stopping_processes() -> Iterator[None]:
    """End all processes on Ctrl-C and errors; else they wait for the next call."""
    from joblib.externals.loky import get_reusable_executor

    try:
        yield
    except BaseException:
        get_reusable_executor().shutdown(wait=True, kill_workers=True)
        raise


def map_threads(
    work: Callable[[_T], _R], items: Sequence[_T], *, n_jobs: int, label: str
) -> list[_R]:
    """Do work on each item in threads, in order, with a progress bar.

    Threads share what they work on, and are worth it where most of the work lets others run.

    Parameters
    ----------
    work : callable
        May be called by several threads at once.
    items : sequence
        Batches large enough to be worth their way.
    n_jobs : int
        How many threads; -1 takes one a core.
    label : str
        What the progress bar says.

    Returns
    -------
    list
        What `work` made of each item.

    Raises
    ------
    MediakitError
        If `n_jobs` is no number of threads.
    """
    n_threads = min(count_jobs(n_jobs), len(items))
    if n_threads < 2:
        return [work(item) for item in progress(items, label=label)]
    pool = ThreadPoolExecutor(n_threads)
    try:
        return list(progress(pool.map(work, items), label=label, total=len(items)))
    finally:
        # After Ctrl-C or an error what has not begun is left.
        pool.shutdown(wait=False, cancel_futures=True)
