"""Scores by method, for whole articles."""

import pandas as pd

from mediakit.errors import ArticleError, MediakitError, require_columns
from mediakit.progress import progress
from mediakit.sentiment.textblob_exact import textblob_polarity

_METHODS = ("textblob",)


def score_sentiment(
    articles: pd.DataFrame, *, column: str = "text", method: str = "textblob"
) -> pd.DataFrame:
    """Score the tone of each article.

    A word list counts words that praise or blame; it does not understand a text. Read such scores
    as averages over many articles, never as a judgement of one.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table, or any table with a column of texts.
    column : str
        The column that holds the text.
    method : {"textblob"}
        ``"textblob"`` is the polarity that textblob-de returns for
        ``TextBlobDE(text, tokenizer=PatternTokenizer())``: the mean of its sentences, where a
        sentence without a known word counts 0. Its subjectivity is not given, since for German
        it depends on seven words only.

    Returns
    -------
    DataFrame, indexed by article
        ``polarity``
            From -1 (negative) to 1 (positive); 0 is neutral or unknown.

    Raises
    ------
    ColumnError
        If the column is missing.
    ArticleError
        Naming the first article without a text.
    MediakitError
        If `method` is unknown.

    References
    ----------
    textblob-de 0.4.3, whose lexicon is that of Pattern (De Smedt and Daelemans 2012, JMLR 13),
    made from Clematide and Klenner (2010), Evaluation and extension of a polarity lexicon for
    German.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Das ist gut.", "Das ist schlecht."]}, index=["a", "b"])
    >>> mk.score_sentiment(articles.rename_axis("article"))
             polarity
    article
    a             1.0
    b            -1.0
    """
    if method not in _METHODS:
        raise MediakitError(f"method must be one of {', '.join(_METHODS)}, not {method!r}")
    require_columns(articles, columns=[column], made_by="read_articles()")
    texts = articles[column]
    for article, text in texts.items():
        if not isinstance(text, str):
            reason = f"article {article!r} has no text in {column!r}, but {text!r}."
            raise ArticleError(f"{reason} Drop such rows first.")
    polarity = [textblob_polarity(text) for text in progress(texts, label="scoring sentiment")]
    return pd.DataFrame({"polarity": pd.Series(polarity, index=texts.index, dtype="float64")})
