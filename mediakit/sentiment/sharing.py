"""Texts weighed in several processes, where each word is asked about in one of them only.

What a word says takes long to find and is remembered, and most texts hold the same words. So a
process that gets texts with many words it does not know gives these back; the words of all such
texts are shared out, and the texts are sent again, with what their words say.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

import pandas as pd

from mediakit.parallel import iter_processes, map_processes, stopping_processes
from mediakit.progress import progress
from mediakit.sentiment.batches import LABEL, cut
from mediakit.sentiment.weighing import Weighed, weigh_tokens
from mediakit.sentiment.words import WordSense, word_senses
from mediakit.tokens import tokenize

# So few unknown words a process asks about itself, sooner than it could give them back.
_FEW = 2_000
# Words that are asked about together: enough to be worth a way to another process.
_WORDS = 4_000
# Batches whose unknown words are held at a time.
_ROUND = 10

_T = TypeVar("_T")
_Work = Callable[[pd.Series, Weighed], _T]


class _Unknown(NamedTuple):
    """Words that a process did not know."""

    words: list[str]


class _Task(NamedTuple):
    """Texts with what their words say, as far as that was asked for."""

    texts: pd.Series
    senses: dict[str, WordSense] | None = None


def map_weighed(
    work: _Work[_T], texts: pd.Series, *, lexicon: pd.DataFrame | None, n_jobs: int
) -> list[_T]:
    """Weigh texts some thousand at a time, and do `work` on each batch.

    Parameters
    ----------
    work : callable, (Series, Weighed) -> object
        A function of a module, so that other processes find it.
    texts : Series of str
        Checked by `require_texts`.
    lexicon : DataFrame or None
        None is the default lexicon.
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
    batches = cut(texts, n_jobs=n_jobs)
    if n_jobs == 1 or len(batches) < 2:
        do = partial(_weigh, work=work, lexicon=lexicon)
        return map_processes(do, batches, n_jobs=1, label=LABEL)
    with stopping_processes():
        found = _share(work, batches, lexicon=lexicon, n_jobs=n_jobs)
        done = dict(progress(found, label=LABEL, total=len(batches)))
    return [done[number] for number in range(len(batches))]


def _share(
    work: _Work[_T], batches: Sequence[pd.Series], *, lexicon: pd.DataFrame | None, n_jobs: int
) -> Iterator[tuple[int, _T]]:
    """Give the number of each batch with what became of it, as soon as it is known."""
    attempt = partial(_attempt, work=work, lexicon=lexicon, few=_FEW)
    for first in range(0, len(batches), _ROUND):
        unknown: dict[int, list[str]] = {}
        untold = map(_Task, batches[first : first + _ROUND])
        for number, found in enumerate(iter_processes(attempt, untold, n_jobs=n_jobs), start=first):
            if isinstance(found, _Unknown):
                unknown[number] = found.words
            else:
                yield number, found
        senses = _ask_all(unknown.values(), lexicon=lexicon, n_jobs=n_jobs)
        told = (
            _Task(batches[number], {word: senses[word] for word in words})
            for number, words in unknown.items()
        )
        yield from zip(unknown, iter_processes(attempt, told, n_jobs=n_jobs), strict=True)


def _ask_all(
    unknown: Iterable[list[str]], *, lexicon: pd.DataFrame | None, n_jobs: int
) -> dict[str, WordSense]:
    words = sorted(set().union(*unknown))
    parts = [words[first : first + _WORDS] for first in range(0, len(words), _WORDS)]
    ask = partial(_ask, lexicon=lexicon)
    senses = map_processes(ask, parts, n_jobs=n_jobs, label="looking up words")
    same: dict[WordSense, WordSense] = {}
    return {word: same.setdefault(sense, sense) for part in senses for word, sense in part.items()}


def _ask(words: Sequence[str], *, lexicon: pd.DataFrame | None) -> dict[str, WordSense]:
    senses = word_senses(lexicon)
    return {word: senses[word] for word in words}


def _attempt(
    task: _Task, *, work: _Work[_T], lexicon: pd.DataFrame | None, few: int
) -> _T | _Unknown:
    """Do the work, unless too many words are unknown and nothing was told of them."""
    senses, tokens = word_senses(lexicon), tokenize(task.texts.to_frame("text"))
    if task.senses is None:
        unknown = [word for word in tokens.terms.tolist() if word not in senses]
        if len(unknown) > few:
            return _Unknown(unknown)
    senses.update(task.senses or {})
    return work(task.texts, weigh_tokens(tokens, senses=senses))


def _weigh(texts: pd.Series, *, work: _Work[_T], lexicon: pd.DataFrame | None) -> _T:
    tokens = tokenize(texts.to_frame("text"))
    return work(texts, weigh_tokens(tokens, senses=word_senses(lexicon)))
