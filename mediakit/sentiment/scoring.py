"""Scores by method, for whole articles."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from mediakit.corpus import is_parted, map_articles
from mediakit.errors import MediakitError, require_texts
from mediakit.sentiment.batches import map_batches
from mediakit.sentiment.sentences import WORDS, score_sentences, soften
from mediakit.sentiment.sharing import map_weighed
from mediakit.sentiment.textblob_exact import textblob_polarity
from mediakit.sentiment.weighing import Weighed

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
    n_jobs: int = 1,
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
    n_jobs : int
        For ``"lexicon"`` and ``"textblob"``: how many processes share the articles, -1 for one a
        core. The result is the same. Each has to load the dictionaries, some two seconds: that pays
        from some ten thousand articles on, and in later calls, for which processes wait.

    Returns
    -------
    DataFrame, indexed by article
        The last five columns are missing where the method does not know them:

        ``polarity``
            From -1 (negative) to 1 (positive); missing where no word was scored (but 0.0 for
            ``"textblob"``, as there).
        ``label``
            ``"negative"``, ``"neutral"`` or ``"positive"``, by `label_polarity`; missing with
            the polarity.
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
    label_polarity : Labels by another neutral band.

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
    if n_jobs != 1 and method not in ("lexicon", "textblob"):
        raise MediakitError("n_jobs= belongs to method='lexicon' and 'textblob'. Leave it out.")
    if is_parted(articles):
        options: dict[str, Any] = {"lexicon": lexicon, "model": model, "n_jobs": n_jobs}
        part = partial(score_sentiment, column=column, method=method, **options)
        return map_articles(articles, part, column=column)
    score = _find_scorer(method, lexicon=lexicon, model=model, n_jobs=n_jobs)
    scores = score(require_texts(articles, column=column))
    scores["label"] = label_polarity(scores["polarity"])
    scores["headline_polarity"] = np.nan
    if "title" in articles:
        titles = articles["title"]
        titles = titles[titles.map(lambda title: isinstance(title, str))]
        scores["headline_polarity"] = score(titles)["polarity"].reindex(articles.index)
    return scores[list(COLUMNS)]


def label_polarity(
    polarity: pd.Series, *, neutral_band: tuple[float, float] = NEUTRAL_BAND
) -> pd.Series:
    """Name polarities: negative, neutral, positive.

    Parameters
    ----------
    polarity : Series of float
        From `score_sentiment` or another function of this room.
    neutral_band : pair of float
        What is labelled ``"neutral"``: polarities from the first number to the second.

    Returns
    -------
    Series of str
        ``"negative"``, ``"neutral"`` or ``"positive"``; missing where the polarity is.

    Raises
    ------
    MediakitError
        If the band is no pair of numbers, the smaller first.

    Notes
    -----
    The neutral band was chosen on ``data/codings.csv`` and on the tuning half of GerNTSA (news
    sentences, CC BY 4.0); `tests/benchmarks/sentiment_quality.py` prints other bands beside it.

    Examples
    --------
    >>> import pandas as pd
    >>> polarity = pd.Series([-0.3, -0.1, 0.2])
    >>> label_polarity(polarity).tolist()
    ['negative', 'neutral', 'positive']
    >>> label_polarity(polarity, neutral_band=(-0.05, 0.3)).tolist()
    ['negative', 'negative', 'neutral']
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


def _find_scorer(
    method: Method, *, lexicon: pd.DataFrame | None, model: str | None, n_jobs: int
) -> Callable[[pd.Series], pd.DataFrame]:
    if callable(method):
        return partial(_score_by_function, function=method)
    if method == "transformer" and model is not None:
        from mediakit.sentiment.transformer import load_classifier

        return partial(_score_by_function, function=load_classifier(model))
    if method not in ("lexicon", "textblob"):
        raise MediakitError(f"method must be one of {', '.join(METHODS)}, not {method!r}")

    def score(texts: pd.Series) -> pd.DataFrame:
        if method == "lexicon":
            parts = map_weighed(_score_weighed, texts, lexicon=lexicon, n_jobs=n_jobs)
        else:
            parts = map_batches(_score_by_textblob, texts, n_jobs=n_jobs)
        return pd.concat(parts) if parts else _score_by_function(texts, function=lambda _: [])

    return score


def _score_by_textblob(texts: pd.Series) -> pd.DataFrame:
    return _score_by_function(texts, function=lambda batch: list(map(textblob_polarity, batch)))


def _score_weighed(texts: pd.Series, weighed: Weighed) -> pd.DataFrame:
    found, n = score_sentences(weighed), len(texts)
    positive = np.bincount(found.article, found.positive, minlength=n)
    negative = np.bincount(found.article, found.negative, minlength=n)
    n_scored = np.bincount(found.article, found.n_scored, minlength=n).astype(np.int64)
    words = np.maximum(np.diff(weighed.tokens.offsets), 1)
    polarity = soften((positive - negative) / words * WORDS)
    columns = {
        "polarity": np.where(n_scored > 0, polarity, np.nan),
        "n_scored": pd.array(n_scored, dtype="Int64"),
        "coverage": n_scored / words,
        "positive": positive,
        "negative": negative,
    }
    return pd.DataFrame(columns, index=texts.index)


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
