"""Scores by method, for whole articles."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from mediakit.corpus import is_parted, map_articles
from mediakit.errors import MediakitError
from mediakit.progress import progress
from mediakit.sentiment.sentences import (
    WORDS,
    check_texts,
    score_sentences,
    soften,
    weigh_batches,
)
from mediakit.sentiment.textblob_exact import textblob_polarity

METHODS = ("lexicon", "textblob", "transformer")
COLUMNS = ("polarity", "label", "n_scored", "coverage", "positive", "negative", "headline_polarity")
# Chosen on the tuning half of GerNTSA and on data/codings.csv: news negates and warns even where it
# is sober, so the border lies further out on the negative side.
NEUTRAL_BAND = (-0.2, 0.05)
Method = str | Callable[[Sequence[str]], Sequence[float]]


def score_sentiment(
    articles: pd.DataFrame | Any,
    *,
    column: str = "text",
    method: Method = "lexicon",
    lexicon: pd.DataFrame | None = None,
    model: str | None = None,
    neutral_band: tuple[float, float] = NEUTRAL_BAND,
) -> pd.DataFrame:
    """Score the tone of each article.

    A word list counts words that praise or blame; it does not understand a text. Read such scores
    as averages over many articles, never as a judgement of one, and ask `validate_scores` what
    they are worth on articles of yours that somebody has read.

    Parameters
    ----------
    articles : DataFrame, one row an article, Corpus or dask.dataframe.DataFrame
        An article table, or any table with a column of texts; headlines in a column ``title``.
        The parts of a corpus on disk, or the partitions of a Dask DataFrame, are scored where
        they lie.
    column : str
        The column that holds the text.
    method : {"lexicon", "textblob", "transformer"} or callable
        ``"lexicon"`` looks up the lemmas and compound heads of all words, minds German negation,
        intensifiers and *aber*; what the words contribute is summed per 20 words, about a
        sentence, and softened: ``x / sqrt(x**2 + 4)``.
        ``"textblob"`` is, bit for bit, the polarity of
        ``TextBlobDE(text, tokenizer=PatternTokenizer())``: the mean of all sentences, where one
        without a known word counts 0, and a text without any is 0.0, not missing. (Its
        subjectivity is not given: for German it hangs on seven words and emoticons.)
        ``"transformer"`` asks a text-classification model of Hugging Face.
        A callable gets the texts as a list and gives one polarity for each.
    lexicon : DataFrame, optional
        For ``"lexicon"``: words with their polarity, as `read_lexicon` gives them; by default
        `default_lexicon`.
    model : str, optional
        For ``"transformer"``: path of a model's folder, or its name in the local cache.
    neutral_band : pair of float
        What is labelled ``"neutral"``: polarities from the first number to the second.

    Returns
    -------
    DataFrame, indexed by article
        The last five columns are missing where the method does not know them:

        ``polarity``
            From -1 (negative) to 1 (positive); missing where no word was scored (but 0.0 for
            ``"textblob"``, as there).
        ``label``
            ``"negative"``, ``"neutral"`` or ``"positive"``; missing with the polarity.
        ``n_scored``
            How many words were scored.
        ``coverage``
            Share of the words that were scored.
        ``positive``
            Sum of what speaks for a positive tone.
        ``negative``
            Sum of what speaks for a negative tone, not below 0.
        ``headline_polarity``
            Polarity of the headline, by the same method; missing without a column ``title``.

    Raises
    ------
    ColumnError
        If the column is missing.
    ArticleError
        Naming the first article without a text.
    MediakitError
        If `method` is unknown, an argument belongs to another method, the lexicon is wrong, or
        the model cannot be loaded.

    See Also
    --------
    sentence_sentiment, sentiment_evidence : Where the score comes from.
    validate_scores : What it is worth.

    Notes
    -----
    The neutral band was chosen on ``data/codings.csv`` and on the tuning half of GerNTSA (news
    sentences, CC BY 4.0); `tests/benchmarks/sentiment_quality.py` prints other bands beside it.

    References
    ----------
    textblob-de 0.4.3, whose lexicon is that of Pattern (De Smedt and Daelemans 2012, JMLR 13),
    made from Clematide and Klenner (2010), Evaluation and extension of a polarity lexicon for
    German.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> texts = ["Die Rettung ist gelungen.", "Die Lage ist nicht gut.", "Heute ist Montag."]
    >>> articles = pd.DataFrame({"text": texts}, index=pd.Index(["a", "b", "c"], name="article"))
    >>> mk.score_sentiment(articles)[["polarity", "label", "n_scored"]].round(2)
             polarity     label  n_scored
    article
    a            0.93  positive         2
    b           -0.80  negative         2
    c             NaN       NaN         0
    >>> mk.score_sentiment(articles, method="textblob")["polarity"].tolist()
    [1.0, -0.5, 0.0]
    """
    if method != "lexicon" and lexicon is not None:
        raise MediakitError("lexicon= belongs to method='lexicon'. Leave one of the two out.")
    if (method == "transformer") != (model is not None):
        raise MediakitError("method='transformer' and model= belong together. Give both or none.")
    if is_parted(articles):
        options: dict[str, Any] = {"method": method, "lexicon": lexicon, "model": model}
        score = partial(score_sentiment, column=column, neutral_band=neutral_band, **options)
        return map_articles(articles, score, column=column)
    texts = check_texts(articles, column=column)
    if method == "lexicon":
        scores = _score_by_lexicon(texts, lexicon=lexicon)
    else:
        scores = _score_by_function(texts, function=_find_function(method, model=model))
    scores["label"] = label_polarity(scores["polarity"], neutral_band=neutral_band)
    scores["headline_polarity"] = _score_headlines(
        articles, method=method, lexicon=lexicon, model=model
    )
    return scores[list(COLUMNS)]


def label_polarity(polarity: pd.Series, *, neutral_band: tuple[float, float]) -> pd.Series:
    """Name polarities: negative, neutral, positive; missing stays missing.

    Raises
    ------
    MediakitError
        If the band is no pair of numbers, the smaller first.
    """
    if not isinstance(neutral_band, tuple) or not -1 <= neutral_band[0] <= neutral_band[-1] <= 1:
        raise MediakitError(
            f"neutral_band= must be two numbers such as (-0.2, 0.1), not {neutral_band!r}"
        )
    low, high = neutral_band
    names = np.array(["negative", "neutral", "positive"], dtype=object)
    values = polarity.to_numpy(dtype=np.float64)
    sides = np.where(values < low, 0, np.where(values > high, 2, 1))
    labels = pd.Series(names[sides], index=polarity.index, dtype="str")
    return labels.mask(np.isnan(values))


def _find_function(
    method: Method, *, model: str | None
) -> Callable[[Sequence[str]], Sequence[float]]:
    if callable(method):
        return method
    if method == "textblob":
        return lambda texts: [
            textblob_polarity(text) for text in progress(texts, label="scoring sentiment")
        ]
    if method == "transformer" and model is not None:
        from mediakit.sentiment.transformer import load_classifier

        return load_classifier(model)
    raise MediakitError(f"method must be one of {', '.join(METHODS)}, not {method!r}")


def _score_by_lexicon(texts: pd.Series, *, lexicon: pd.DataFrame | None) -> pd.DataFrame:
    parts = [pd.DataFrame(columns=["polarity", "n_scored", "coverage", "positive", "negative"])]
    for batch, weighed in weigh_batches(texts, lexicon=lexicon):
        found = score_sentences(weighed)
        n = len(batch)
        positive = np.bincount(found.article, found.positive, minlength=n)
        negative = np.bincount(found.article, found.negative, minlength=n)
        n_scored = np.bincount(found.article, found.n_scored, minlength=n)
        words = np.maximum(np.diff(weighed.tokens.offsets), 1)
        part = {
            "polarity": np.where(
                n_scored > 0, soften((positive - negative) / words * WORDS), np.nan
            ),
            "n_scored": n_scored,
            "coverage": n_scored / words,
            "positive": positive,
            "negative": negative,
        }
        parts.append(pd.DataFrame(part))
    table = pd.concat(parts[1:] or parts, ignore_index=True).astype("float64")
    return table.set_axis(texts.index).astype({"n_scored": "Int64"})


def _score_by_function(
    texts: pd.Series, *, function: Callable[[Sequence[str]], Sequence[float]]
) -> pd.DataFrame:
    polarity = np.asarray(function(texts.tolist()), dtype=np.float64)
    if polarity.shape != (len(texts),):
        raise MediakitError(
            f"method= gave {polarity.shape} values for {len(texts)} texts. "
            "It must give one number for each text, in order."
        )
    if np.any(np.abs(polarity) > 1):
        row = int(np.flatnonzero(np.abs(polarity) > 1)[0])
        raise MediakitError(
            f"method= gave {polarity[row]} for article {texts.index[row]!r}. "
            "A polarity lies from -1 to 1."
        )
    table = pd.DataFrame({"polarity": polarity}, index=texts.index)
    missing = dict.fromkeys(("coverage", "positive", "negative"), np.nan)
    return table.assign(n_scored=pd.Series(pd.NA, index=texts.index, dtype="Int64"), **missing)


def _score_headlines(
    articles: pd.DataFrame, *, method: Method, lexicon: pd.DataFrame | None, model: str | None
) -> pd.Series:
    if "title" not in articles:
        return pd.Series(np.nan, index=articles.index, dtype="float64")
    titles = articles["title"]
    titles = titles[titles.map(lambda title: isinstance(title, str))]
    if method == "lexicon":
        polarity = _score_by_lexicon(titles, lexicon=lexicon)["polarity"]
    else:
        function = _find_function(method, model=model)
        polarity = _score_by_function(titles, function=function)["polarity"]
    return polarity.reindex(articles.index)
