"""The value that travels from text to counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from mediakit.errors import MediakitError
from mediakit.tokens.numbering import sort_terms

_Integers = npt.NDArray[np.integer]
_Source = _Integers | Callable[[], _Integers]
# So many terms are renamed together: a string of Python takes several times the bytes of its term.
_BLOCK = 10_000


class Later:
    """What is found when it is asked for, once for all Tokens that share it.

    Most counts need no places and many no sentences, and finding them takes as long as finding
    the words.
    """

    def __init__(self, work: Callable[[], _Integers]) -> None:
        self._work = work
        self._found: _Integers | None = None

    def __call__(self) -> _Integers:
        """Give what the work gives."""
        if self._found is None:
            self._found = self._work()
            del self._work  # and with it all that the work was to be done on
        return self._found


class _MaybeLater:
    """A field of a dataclass that may be given as a function, called when it is first read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object, owner: type) -> _Integers:
        if instance is None:
            raise AttributeError(self._name)  # tells the dataclass that there is no default
        value = vars(instance)[self._name]
        if callable(value):
            value = vars(instance)[self._name] = value()
        return value

    def __set__(self, instance: object, value: _Source) -> None:
        vars(instance)[self._name] = value


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """The words of all articles, in order, as integers into a vocabulary.

    Made by `tokenize`; nothing changes it, `map`, `drop` and `keep` return new Tokens.

    Attributes
    ----------
    codes : ndarray of int32, shape (n_tokens,)
        Number of each token in `terms`.
    offsets : ndarray of int64, shape (n_articles + 1,)
        Article ``i`` has the tokens ``offsets[i]`` to ``offsets[i + 1]``.
    terms : Index of str, shape (n_terms,)
        The distinct forms, sorted.
    articles : Index, shape (n_articles,)
        The articles, in the order of their table.
    starts : ndarray of int32, shape (n_tokens,)
        Where each token begins in its article's text, in characters.
    sentences : ndarray of int64, shape (n_sentences + 1,)
        Sentence ``s`` has the tokens ``sentences[s]`` to ``sentences[s + 1]``; none is empty and
        none reaches into the next article.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> texts = ["Die Miete steigt.", "Miete und Rente"]
    >>> articles = pd.DataFrame({"text": texts}, index=["a", "b"])
    >>> tokens = mk.tokenize(articles)
    >>> tokens
    <Tokens: 6 tokens, 5 terms, 2 articles, 2 sentences>
    >>> tokens.drop(["und"]).map(str.lower).to_frame()
      article    term  start
    0       a     die      0
    1       a   miete      4
    2       a  steigt     10
    3       b   miete      0
    4       b   rente     10
    """

    codes: _Integers
    offsets: _Integers
    terms: pd.Index
    articles: pd.Index
    starts: _MaybeLater = _MaybeLater()
    sentences: _MaybeLater = _MaybeLater()

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.codes)

    def __repr__(self) -> str:
        """Tell the sizes."""
        return (
            f"<Tokens: {len(self.codes)} tokens, {len(self.terms)} terms, "
            f"{len(self.articles)} articles, {len(self.sentences) - 1} sentences>"
        )

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel to another process whole, with all that would be found later."""
        return Tokens, tuple(getattr(self, field.name) for field in fields(self))

    def map(self, function: Callable[[str], str]) -> "Tokens":
        """Rename every term, such as with ``str.lower``; equal results become one term.

        Parameters
        ----------
        function : callable, str -> str
            Called once per distinct term.

        Returns
        -------
        Tokens
            The same tokens under their new names.

        Raises
        ------
        MediakitError
            Naming the first term for which `function` returns no string.
        """
        renamed = []
        for first in range(0, len(self.terms), _BLOCK):
            terms = self.terms[first : first + _BLOCK].tolist()
            found = [function(term) for term in terms]
            for term, name in zip(terms, found, strict=True):
                if not isinstance(name, str):
                    raise MediakitError(
                        f"map() needs a string for {term!r}, the function gave {name!r}"
                    )
            renamed.append(pa.array(found, pa.large_string()))
        names = pa.chunked_array(renamed, pa.large_string()).combine_chunks()
        sorted_terms, ranks = sort_terms(names)
        return relabel(self, codes=ranks[self.codes], terms=sorted_terms)

    def drop(self, terms: Iterable[str]) -> "Tokens":
        """Leave out terms, whatever their case.

        The tokens that stay keep their position and sentence. Note that counts per million
        then refer to what is left; to compare frequencies, filter their table instead.

        Parameters
        ----------
        terms : iterable of str
            The terms to leave out, such as `stopwords`.

        Returns
        -------
        Tokens
            Without these terms, in tokens and in vocabulary.
        """
        out = {term.lower() for term in terms}
        wanted = [term.lower() not in out for term in self.terms.tolist()]
        return self.keep(np.array(wanted, dtype=bool)[self.codes])

    def keep(self, kept: npt.NDArray[np.bool_]) -> "Tokens":
        """Keep some tokens; those that stay keep their position and sentence.

        Parameters
        ----------
        kept : ndarray of bool, shape (n_tokens,)
            Which tokens stay, such as `is_noun` tells.

        Returns
        -------
        Tokens
            The tokens kept, and the terms that they use.

        Raises
        ------
        MediakitError
            If `kept` is no mask of all tokens.
        """
        if kept.dtype != bool or kept.shape != self.codes.shape:
            raise MediakitError(
                f"keep() needs one True or False for each of {len(self)} tokens, not "
                f"{kept.dtype} of shape {kept.shape}"
            )
        codes = self.codes[kept]
        used = np.zeros(len(self.terms), dtype=bool)
        used[codes] = True
        before = np.concatenate([[0], np.cumsum(kept)])
        return Tokens(
            codes=(np.cumsum(used) - 1).astype(np.int32)[codes],
            offsets=before[self.offsets],
            terms=self.terms[used],
            articles=self.articles,
            starts=Later(lambda: self.starts[kept]),
            sentences=Later(lambda: np.unique(before[self.sentences])),
        )

    def to_frame(self) -> pd.DataFrame:
        """List the tokens.

        Returns
        -------
        DataFrame, one row a token
            ``article``, ``term``, and ``start``, its position in the text in characters.
        """
        rows = np.repeat(np.arange(len(self.articles)), np.diff(self.offsets))
        return pd.DataFrame(
            {
                "article": self.articles.take(rows),
                "term": self.terms.take(self.codes),
                "start": self.starts,
            }
        )


def relabel(tokens: Tokens, *, codes: _Integers, terms: pd.Index) -> Tokens:
    """Give tokens other terms; places and sentences stay, found or not."""
    later = {name: vars(tokens)[f"_{name}"] for name in ("starts", "sentences")}
    return replace(tokens, codes=codes, terms=terms, **later)
