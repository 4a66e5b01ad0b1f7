"""The shape of the article table, and the check that a table has it."""

import pandas as pd

from mediakit.errors import ArticleError, require_columns

COLUMNS = ("published", "outlet", "section", "title", "text")
PUBLISHED = "datetime64[us, Europe/Berlin]"


def check_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table unchanged if it is an article table, or say what is wrong with it.

    Parameters
    ----------
    articles : DataFrame
        Index ``article`` without duplicates; columns ``published`` (times in Europe/Berlin),
        ``outlet``, ``section``, ``title``, ``text`` (none missing).

    Returns
    -------
    DataFrame
        The same table.

    Raises
    ------
    ColumnError
        If a column is missing.
    ArticleError
        Naming the first article with a repeated index or a missing text, or the column with
        a wrong type.

    Examples
    --------
    >>> import mediakit as mk
    >>> len(check_articles(mk.sample_articles())) >= 72
    True
    """
    require_columns(articles, columns=COLUMNS, made_by="read_articles()")
    if articles.index.name != "article":
        raise ArticleError(
            f"the index is named {articles.index.name!r}, not 'article'. "
            "Set it with articles.rename_axis('article')."
        )
    if not articles.index.is_unique:
        first = articles.index[articles.index.duplicated()].tolist()[0]
        raise ArticleError(f"article {first!r} stands twice in the index. Give each its own.")
    zone = getattr(articles["published"].dtype, "tz", None)
    if str(zone) != "Europe/Berlin":
        raise ArticleError(
            f"column 'published' has type {articles['published'].dtype}, not times in "
            "Europe/Berlin. Use dt.tz_localize('Europe/Berlin') or dt.tz_convert()."
        )
    without = articles.index[articles["text"].isna()].tolist()
    if without:
        raise ArticleError(f"article {without[0]!r} has no text. Drop such rows first.")
    return articles
