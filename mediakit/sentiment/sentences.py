"""The tone of sentences: the sum of what their words contribute, softened."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import require_texts
from mediakit.sentiment.batches import cut_batches
from mediakit.sentiment.sharing import map_weighed
from mediakit.sentiment.weighing import Weighed, weigh_tokens
from mediakit.sentiment.words import word_senses
from mediakit.tokens import tokenize

# A sum x becomes x / sqrt(x² + SOFTNESS): never beyond 1, one clear word in a sentence gives .45.
SOFTNESS = 4.0
# An article's sum is counted per so many words, about a sentence, so that length does not matter.
WORDS = 20

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Sentences(NamedTuple):
    """Sentences as arrays, one item a sentence."""

    article: Integers
    """Row of the sentence's article in the table that was scored."""
    start: Integers
    end: Integers
    polarity: Floats
    """nan where no word was scored."""
    n_scored: Integers
    positive: Floats
    negative: Floats


def score_sentences(weighed: Weighed) -> Sentences:
    """Sum what words contribute, sentence by sentence."""
    tokens, number = weighed.tokens, weighed.sentence
    n = len(tokens.sentences) - 1 if len(tokens) else 0
    contribution = weighed.contribution
    positive = np.bincount(number, np.maximum(contribution, 0), minlength=n).astype(np.float64)
    negative = np.bincount(number, np.maximum(-contribution, 0), minlength=n).astype(np.float64)
    n_scored = np.bincount(number, weighed.polarity != 0, minlength=n).astype(np.int64)
    first, last = tokens.sentences[:-1][:n], tokens.sentences[1:][:n] - 1
    lengths = tokens.terms.str.len().to_numpy(dtype=np.int64)
    return Sentences(
        article=np.searchsorted(tokens.offsets, first, side="right") - 1,
        start=tokens.starts[first].astype(np.int64),
        end=tokens.starts[last] + lengths[tokens.codes[last]],
        polarity=np.where(n_scored > 0, soften(positive - negative), np.nan),
        n_scored=n_scored,
        positive=positive,
        negative=negative,
    )


def soften(total: Floats) -> Floats:
    """Bring sums of contributions between -1 and 1."""
    softened: Floats = total / np.sqrt(total**2 + SOFTNESS)
    return softened


def weigh_batches(
    texts: pd.Series, *, lexicon: pd.DataFrame | None
) -> Iterator[tuple[pd.Series, Weighed]]:
    """Weigh the tokens of texts, some thousand texts at a time.

    Parameters
    ----------
    texts : Series of str
        Checked by `require_texts`.
    lexicon : DataFrame or None
        None is the default lexicon.

    Yields
    ------
    tuple of Series and Weighed
        Some of the texts, and their tokens.
    """
    for batch in cut_batches(texts):
        tokens = tokenize(batch.to_frame("text"))
        yield batch, weigh_tokens(tokens, senses=word_senses(lexicon))


def sentence_sentiment(
    articles: pd.DataFrame,
    *,
    column: str = "text",
    lexicon: pd.DataFrame | None = None,
    n_jobs: int = 1,
) -> pd.DataFrame:
    """Score the tone of each sentence.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table; with a column ``title``, the headlines are scored as well.
    column : str
        The column that holds the text.
    lexicon : DataFrame, optional
        Words with their polarity, as `read_lexicon` gives them; by default `default_lexicon`.
    n_jobs : int
        How many processes share the articles; -1 for one a core.

    Returns
    -------
    DataFrame
        One row a sentence, in the order of the articles, headlines first:

        ``article``
            The article, as in the index of `articles`.
        ``part``
            ``"headline"``; ``"lead"`` for what stands before the first empty line, or the first
            sentence where there is none; ``"body"`` for the rest.
        ``sentence``
            Number of the sentence in its headline or text, from 0.
        ``start``
            Where it begins in its headline or text, in characters.
        ``end``
            Where its last word ends.
        ``polarity``
            From -1 (negative) to 1 (positive); missing where no word was scored.
        ``n_scored``
            How many words were scored.
        ``positive``
            Sum of what speaks for a positive tone.
        ``negative``
            Sum of what speaks for a negative tone, not below 0.

    Raises
    ------
    ColumnError
        If the column is missing.
    ArticleError
        Naming the first article without a text.
    MediakitError
        If the lexicon is wrong.

    See Also
    --------
    score_sentiment : Whole articles.
    sentiment_evidence : The words that made the score.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> text = "Die Rettung ist gelungen. Die Brücke ist gesperrt. Heute ist Montag."
    >>> sentences = mk.sentence_sentiment(pd.DataFrame({"text": [text]}, index=["a"]))
    >>> sentences[["article", "sentence", "start", "polarity"]].round(2)
      article  sentence  start  polarity
    0       a         0      0      0.45
    1       a         1     26     -0.33
    2       a         2     51       NaN
    """
    texts = require_texts(articles, column=column)
    body = _list_sentences(texts, lexicon=lexicon, n_jobs=n_jobs)
    body["part"] = np.where(body["leads"], "lead", "body")
    tables = [body]
    if "title" in articles:
        named = articles["title"].map(lambda title: isinstance(title, str)).to_numpy(dtype=bool)
        titles = articles["title"][named]
        headlines = _list_sentences(titles, lexicon=lexicon, n_jobs=n_jobs)
        headlines["row"] = np.flatnonzero(named)[headlines["row"]]
        tables.insert(0, headlines.assign(part="headline"))
    table = pd.concat(tables, ignore_index=True).astype({"part": "str"})
    table = table.iloc[np.argsort(table["row"].to_numpy(), kind="stable")].reset_index(drop=True)
    table["article"] = texts.index.take(table["row"].to_numpy())
    columns = ["article", "part", "sentence", "start", "end", "polarity", "n_scored"]
    return table[[*columns, "positive", "negative"]]


def _list_sentences(texts: pd.Series, *, lexicon: pd.DataFrame | None, n_jobs: int) -> pd.DataFrame:
    """List the sentences of texts, each with the number of its text."""
    parts = map_weighed(_list_weighed, texts, lexicon=lexicon, n_jobs=n_jobs)
    if not parts:
        columns = ["sentence", "leads", *Sentences._fields[1:]]
        empty = pd.DataFrame({column: pd.Series(dtype="float64") for column in columns})
        return empty.assign(row=pd.Series(dtype="int64"))
    n_before = np.cumsum([0, *(n_texts for n_texts, _ in parts)])
    tables = (
        table.assign(row=table["article"] + before)
        for (_, table), before in zip(parts, n_before[:-1].tolist(), strict=True)
    )
    return pd.concat(tables, ignore_index=True)


def _list_weighed(batch: pd.Series, weighed: Weighed) -> tuple[int, pd.DataFrame]:
    """List the sentences of a batch, and count its texts."""
    found = score_sentences(weighed)
    number = np.arange(len(found.article)) - np.searchsorted(found.article, found.article)
    leads = np.array([text.find("\n\n") for text in batch], dtype=np.int64)
    is_lead = (found.start < leads[found.article]) | (number == 0)
    return len(batch), pd.DataFrame(found._asdict() | {"sentence": number, "leads": is_lead})
