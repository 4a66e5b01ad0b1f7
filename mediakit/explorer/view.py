"""`explore`: the way in, and the value that shows itself."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from mediakit.articles import check_articles
from mediakit.explorer.corpus import make_corpus
from mediakit.explorer.searching import Search
from mediakit.explorer.static import explorer_html
from mediakit.explorer.words import words_in
from mediakit.tokens import Tokens, tokenize
from mediakit.topics import Topics


@dataclass(frozen=True, eq=False, repr=False)
class Explorer:
    """A corpus to look around in; made by `explore`.

    JupyterLab shows the explorer while the kernel runs. Reports, and notebooks without the extra
    ``mediakit[explorer]``, show its first lines, its timeline and its topics as tables.

    Attributes
    ----------
    search : Search
        What answers.
    pattern : str
        What is looked for at the beginning.
    language : str
        Language of the words around.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.explore(mk.sample_articles().head(3))
    <Explorer: 3 articles, ... tokens>
    """

    search: Search = field()
    pattern: str
    language: str

    def __repr__(self) -> str:
        """Tell the sizes."""
        corpus = self.search.corpus
        return f"<Explorer: {len(corpus.articles)} articles, {len(corpus.tokens)} tokens>"

    def _repr_html_(self) -> str:
        """Show tables, where no kernel answers."""
        return explorer_html(self.search, pattern=self.pattern, language=self.language)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Give the explorer where it can run, and always the tables."""
        shown = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return shown if self._widget is None else shown | self._widget

    @cached_property
    def _widget(self) -> dict[str, Any] | None:
        """Name the widget to JupyterLab, or nothing without the extra."""
        try:
            from mediakit.explorer.widget import ExplorerWidget
        except ImportError:
            return None
        widget = ExplorerWidget(self.search, pattern=self.pattern, language=self.language)
        kind = "application/vnd.jupyter.widget-view+json"
        return {kind: {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}}


def explore(
    articles: pd.DataFrame,
    *,
    tokens: Tokens | None = None,
    topics: Topics | None = None,
    pattern: str = "",
    language: str = "en",
) -> Explorer:
    """Look around in a corpus: search, filter, read.

    In JupyterLab (with the extra ``mediakit[explorer]``) a search box finds words, wildcards and
    phrases as you type, and shows them in context; outlets, sections, topics and periods filter;
    a timeline shows when; a click on a line opens the article with its hits marked. The kernel
    does the work and the browser asks nobody else. In a report the same view is plain tables.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table.
    tokens : Tokens, optional
        From `tokenize`, so that a large corpus is not tokenized again.
    topics : Topics, optional
        From `fit_topics`: adds the topic browser, with each topic's words, typical articles and
        share over time.
    pattern : str
        What to look for at the beginning; written as in `concordance`.
    language : {"en", "de"}
        Language of the words around.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.

    Raises
    ------
    ColumnError
        If a column of the article table is missing.
    ArticleError
        If `articles` is no article table, or `tokens` or `topics` are those of other articles.
    EmptyError
        If there are no articles.
    MediakitError
        If `language` is another.

    See Also
    --------
    concordance : All lines of a pattern, as a table.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> tokens = mk.tokenize(articles)
    >>> mk.explore(articles, tokens=tokens, topics=mk.fit_topics(tokens, n_topics=6))
    <Explorer: 81 articles, ... tokens>
    """
    words_in(language)
    check_articles(articles)
    corpus = make_corpus(
        articles, tokens=tokenize(articles) if tokens is None else tokens, topics=topics
    )
    return Explorer(Search(corpus), pattern=pattern, language=language)
