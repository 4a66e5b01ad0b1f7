"""Articles as one looks them over: a line each, the text behind it."""

from dataclasses import dataclass

import pandas as pd

from mediakit.articles.schema import check_articles
from mediakit.display import (
    Html,
    display_html,
    one_line,
    table_html,
    text_html,
    to_html,
    write_day,
    write_integer,
)
from mediakit.errors import EmptyError, MediakitError

_WORDS = {
    "en": {
        "heads": ("Date", "Outlet", "Section", "Headline"),
        "summary": "{n} articles of {outlets} outlets, {first} to {last}",
        "timeless": "{n} articles of {outlets} outlets",
        "more": "… {n} more",
        "cut": "… {n} more characters",
        "untitled": "without a headline",
    },
    "de": {
        "heads": ("Datum", "Medium", "Ressort", "Überschrift"),
        "summary": "{n} Artikel aus {outlets} Medien, {first} bis {last}",
        "timeless": "{n} Artikel aus {outlets} Medien",
        "more": "… {n} weitere",
        "cut": "… {n} weitere Zeichen",
        "untitled": "ohne Überschrift",
    },
}
_LONGEST_TEXT = 4_000
_LINE = 60


@dataclass(frozen=True, eq=False, repr=False)
class ArticleList:
    """Articles to look over; made by `show_articles`.

    In Jupyter a table whose headlines unfold the text; elsewhere plain lines.

    Attributes
    ----------
    articles : DataFrame
        The articles shown.
    summary : str
        How many articles there are in all, of how many outlets, and of which days.
    total : int
        How many there are in all.
    language : {"en", "de"}
        Language of the words around.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.show_articles(mk.sample_articles()).summary
    '81 articles of 3 outlets, 2025-01-02 to 2025-03-30'
    """

    articles: pd.DataFrame
    summary: str
    total: int
    language: str

    def __repr__(self) -> str:
        """Write one line an article."""
        lines = [
            "  ".join(one_line(cell, most=_LINE) for cell in row[:4] if cell)
            for row in self._rows()
        ]
        return "\n".join([self.summary, *lines, *self._rest()])

    def _repr_html_(self) -> str:
        """Write a table with every text escaped."""
        words = _WORDS[self.language]
        rows = (
            (day, outlet, section, self._unfold(title, text=text))
            for day, outlet, section, title, text in self._rows()
        )
        table = table_html(rows, heads=words["heads"], kinds=["day", "", "", ""])
        return display_html(self.summary, table, *self._rest())

    def _rows(self) -> list[tuple[str, str, str, str, str]]:
        columns = self.articles[["outlet", "section", "title", "text"]].fillna("").astype("str")
        untitled = str(_WORDS[self.language]["untitled"])
        days = [write_day(day, language=self.language) for day in self.articles["published"]]
        return [
            (day, outlet, section, title or untitled, text)
            for day, (outlet, section, title, text) in zip(
                days, columns.itertuples(index=False, name=None), strict=True
            )
        ]

    def _unfold(self, title: str, *, text: str) -> Html:
        cut = len(text) - _LONGEST_TEXT
        words = str(_WORDS[self.language]["cut"])
        rest = words.format(n=write_integer(cut, language=self.language)) if cut > 0 else ""
        body = text_html(text[:_LONGEST_TEXT] + rest)
        head = to_html(title, most=_LONGEST_TEXT // 10)
        return Html(
            f'<details><summary>{head}</summary><div class="mk-text">{body}</div></details>'
        )

    def _rest(self) -> list[str]:
        more = self.total - len(self.articles)
        words = str(_WORDS[self.language]["more"])
        return [words.format(n=write_integer(more, language=self.language))] if more else []


def show_articles(articles: pd.DataFrame, *, n: int = 20, language: str = "en") -> ArticleList:
    """List articles for looking them over.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table, filtered and sorted as you like.
    n : int
        How many to show, from the first.
    language : {"en", "de"}
        Language of the words around.

    Returns
    -------
    ArticleList
        A table in Jupyter, in which a headline unfolds its text; plain lines elsewhere.

    Raises
    ------
    ColumnError
        If a column of the article table is missing.
    ArticleError
        If it is no article table.
    EmptyError
        If there are no articles.
    MediakitError
        If `n` is below 1, or `language` another.

    See Also
    --------
    explore : Search them.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.show_articles(mk.sample_articles(), n=2, language="de")
    81 Artikel aus 3 Medien, 02.01.2025 bis 30.03.2025
    02.01.2025  abendkurier  Lokales  Zwei Tage nach Silvester: ...
    07.01.2025  abendkurier  Lokales  „Soll sie im Dunkeln laufen?“: Wut über gestrichene Schulbus…
    … 79 weitere
    """
    if language not in _WORDS:
        raise MediakitError(f"language must be 'de' or 'en', not {language!r}")
    check_articles(articles)
    if articles.empty:
        raise EmptyError("no articles to show. Filter the table less.")
    if n < 1:
        raise MediakitError(f"n= must be 1 or more, not {n}")
    days = articles["published"].dropna()
    words = _WORDS[language]["timeless" if days.empty else "summary"]
    summary = str(words).format(
        n=write_integer(len(articles), language=language),
        outlets=write_integer(articles["outlet"].nunique(), language=language),
        first=write_day(days.min(), language=language),
        last=write_day(days.max(), language=language),
    )
    return ArticleList(articles.head(n), summary=summary, total=len(articles), language=language)
