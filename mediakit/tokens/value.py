"""The value that travels from text to counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import MediakitError

_Integers = npt.NDArray[np.integer]


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
    starts: _Integers
    sentences: _Integers

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.codes)

    def __repr__(self) -> str:
        """Tell the sizes."""
        return (
            f"<Tokens: {len(self.codes)} tokens, {len(self.terms)} terms, "
            f"{len(self.articles)} articles, {len(self.sentences) - 1} sentences>"
        )

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
        terms = self.terms.tolist()
        renamed = [function(term) for term in terms]
        for term, name in zip(terms, renamed, strict=True):
            if not isinstance(name, str):
                raise MediakitError(
                    f"map() needs a string for {term!r}, the function gave {name!r}"
                )
        return self._relabel(renamed)

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
        return replace(
            self,
            codes=(np.cumsum(used) - 1).astype(np.int32)[codes],
            offsets=before[self.offsets],
            terms=self.terms[used],
            starts=self.starts[kept],
            sentences=np.unique(before[self.sentences]),
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

    def _relabel(self, renamed: Iterable[str]) -> "Tokens":
        """Give each term its new name; merge the equal and sort the vocabulary."""
        numbers, terms = pd.factorize(pd.Index(list(renamed), dtype="str"), sort=True)
        codes = numbers.astype(np.int32)[self.codes]
        return replace(self, codes=codes, terms=terms)
