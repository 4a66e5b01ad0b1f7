"""A progress bar for work that can pass two seconds, in terminals and notebooks alike."""

import warnings
from collections.abc import Iterable
from typing import Any, TypeVar

_T = TypeVar("_T")


def progress(steps: Iterable[_T], *, label: str, total: int | None = None) -> Iterable[_T]:
    """Pass `steps` on; show a bar named `label` once they take longer than two seconds.

    How many steps there will be is `total` where `steps` cannot tell.
    """
    with warnings.catch_warnings():
        # Without ipywidgets tqdm falls back to its text bar; the user need not hear of it.
        warnings.filterwarnings("ignore", message="IProgress not found")
        from tqdm.auto import tqdm
    bar: Any = tqdm(steps, desc=label, total=total, delay=2, leave=False)
    return bar
