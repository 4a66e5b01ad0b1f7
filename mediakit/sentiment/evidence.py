"""Which words made a score: the evidence, as a table and as marked text."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.display import Html, display_html, text_html, to_html
from mediakit.errors import EmptyError, require_texts
from mediakit.sentiment.sentences import (
    SOFTNESS,
    WORDS,
    score_sentences,
    weigh_batches,
)
from mediakit.sentiment.weighing import Weighed
from mediakit.sentiment.words import Senses, word_senses

_SHOWN, _LONGEST_NAME, _LONGEST_TEXT = 5, 100, 20_000


@dataclass(frozen=True, eq=False, repr=False)
class Evidence:
    """The words that made the scores of articles; made by `sentiment_evidence`.

    In a notebook it shows the first articles with their words marked: orange for what speaks for a
    negative tone, blue for a positive one, underlined where a neighbour turned it round.

    Attributes
    ----------
    words : DataFrame
        One row a scored word, in the order of the articles: ``article``; ``sentence``, its number
        in the article from 0; ``start`` and ``end`` in characters of the text; ``word`` as it
        stands; ``entry``, the lexicon's word; ``polarity``, that of the lexicon; ``factor``, what
        the neighbours make of it, negative where it is negated; ``contribution``, their product;
        ``density``, the same per 20 words of the article; ``share``, its part of the article's
        polarity. The shares of an article sum to its polarity.
    texts : Series of str, indexed by article
        The texts.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Ein Erfolg!"]}, index=["a"])
    >>> mk.sentiment_evidence(articles)
    <Evidence: 1 scored word in 1 article>
    """

    words: pd.DataFrame
    texts: pd.Series

    def __repr__(self) -> str:
        """Tell the sizes."""
        words, texts = len(self.words), len(self.texts)
        return (
            f"<Evidence: {words} scored word{'s' * (words != 1)} "
            f"in {texts} article{'s' * (texts != 1)}>"
        )

    def _repr_html_(self) -> str:
        """Show the first articles with their words marked."""
        shown = self.texts.head(_SHOWN)
        parts = []
        for article, text in shown.items():
            body = "".join(_mark(text, self.words[self.words["article"] == article]))
            name = to_html(article, most=_LONGEST_NAME)
            parts.append(Html(f"<p><b>{name}</b></p><div class='mk-text'>{body}</div>"))
        left = len(self.texts) - len(shown)
        return display_html(*parts, *([f"… {left} more"] if left else []))


def _mark(text: str, words: pd.DataFrame) -> Iterator[str]:
    """Give the text with its scored words in marks, everything escaped."""
    text, left_out = text[:_LONGEST_TEXT], max(len(text) - _LONGEST_TEXT, 0)
    words = words[words["end"] <= len(text)]
    end = 0
    columns = [words[name].tolist() for name in ("start", "end", "entry", "polarity", "factor")]
    for start, stop, entry, polarity, factor in zip(*columns, strict=True):
        name = "mk-negative" if polarity * factor < 0 else "mk-positive"
        turned = " mk-turned" if factor < 0 else ""
        title = f"{entry} {polarity:+.2f} × {factor:.2f} = {polarity * factor:+.2f}"
        yield text_html(text[end:start])
        yield (
            f'<mark class="{name}{turned}" title="{to_html(title)}">'
            f"{to_html(text[start:stop])}</mark>"
        )
        end = stop
    yield text_html(text[end:]) + (f" … {left_out} more characters" if left_out else "")


def sentiment_evidence(
    articles: pd.DataFrame, *, column: str = "text", lexicon: pd.DataFrame | None = None
) -> Evidence:
    """Show which words in which sentences made the score of each article.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table.
    column : str
        The column that holds the text.
    lexicon : DataFrame, optional
        Words with their polarity, as for `score_sentiment`.

    Returns
    -------
    Evidence
        The scored words, and a display of the articles with these words marked.

    Raises
    ------
    EmptyError
        If there are no articles.
    ColumnError
        If the column is missing.
    ArticleError
        Naming the first article without a text.
    MediakitError
        If the lexicon is wrong.

    See Also
    --------
    sentiment_drivers, lexicon_sensitivity : What to do with it.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> text = "Der Erfolg war nicht groß, die Krise schon."
    >>> articles = pd.DataFrame({"text": [text]}, index=["a"])
    >>> words = mk.sentiment_evidence(articles).words
    >>> words[["start", "word", "entry", "polarity", "factor", "share"]].round(2)
       start    word   entry  polarity  factor  share
    0      4  Erfolg  Erfolg       0.6    -0.6  -0.23
    1     15   nicht   nicht      -0.3     1.0  -0.19
    2     31   Krise   Krise      -0.7     1.0  -0.44
    """
    texts = require_texts(articles, column=column)
    if texts.empty:
        raise EmptyError("no articles to score. Pass the result of read_articles().")
    tables = [
        _list_words(batch, weighed, senses=word_senses(lexicon))
        for batch, weighed in weigh_batches(texts, lexicon=lexicon)
    ]
    return Evidence(words=pd.concat(tables, ignore_index=True), texts=texts)


def _list_words(batch: pd.Series, weighed: Weighed, *, senses: Senses) -> pd.DataFrame:
    tokens, sentences = weighed.tokens, score_sentences(weighed)
    scored = np.flatnonzero(weighed.polarity)
    number = weighed.sentence[scored]
    article = sentences.article[number]
    first = np.searchsorted(sentences.article, np.arange(len(batch)))
    words = tokens.terms.take(tokens.codes[scored])
    contribution = weighed.contribution[scored]
    density = contribution * WORDS / np.diff(tokens.offsets)[article]
    total = np.bincount(article, density, minlength=len(batch))[article]
    return pd.DataFrame(
        {
            "article": batch.index.take(article),
            "sentence": number - first[article],
            "start": tokens.starts[scored].astype(np.int64),
            "end": tokens.starts[scored] + words.str.len().to_numpy(dtype=np.int64),
            "word": words,
            "entry": pd.Index(
                [
                    weighed.joined.get(place) or senses[word].entry
                    for place, word in zip(scored.tolist(), words, strict=True)
                ],
                dtype="str",
            ),
            "polarity": weighed.polarity[scored],
            "factor": weighed.factor[scored],
            "contribution": contribution,
            "density": density,
            "share": density / np.sqrt(total**2 + SOFTNESS),
        }
    )
