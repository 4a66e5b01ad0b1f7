"""How hard articles are to read, by the formulas that were made for German."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Done, is_parted, map_tokens, refuse_broken
from mediakit.errors import EmptyError
from mediakit.german import count_syllables
from mediakit.tokens import Tokens

_LONG = 6
_MANY_SYLLABLES = 3
_Floats = npt.NDArray[np.float64]


def readability(tokens: Tokens | Any) -> pd.DataFrame:
    """Measure how hard each article is to read.

    Sentences, words and syllables are those of this package, so values differ from programs that
    take German syllables from a hyphenation. Ask tokens as they come from `tokenize`: capital
    letters tell ``CDU`` (three syllables) from a word, and a dropped word is missing in its
    sentence. Letters and syllables are counted once per distinct form.

    Parameters
    ----------
    tokens : Tokens, Corpus or dask.dataframe.DataFrame
        From `tokenize`; or a corpus on disk, or articles as a Dask DataFrame, measured part by
        part where they lie.

    Returns
    -------
    DataFrame, indexed by article
        One row an article, in their order, so that ``articles.join()`` works:

        ``sentences``
            S, sentences.
        ``words``
            W, words, figures included.
        ``syllables``
            Syllables, figures and abbreviations as they are read aloud.
        ``long_words``
            Words of more than 6 letters; only letters count.
        ``polysyllables``
            W3, words of three or more syllables.
        ``monosyllables``
            Words of one syllable.
        ``words_per_sentence``
            SL = W / S.
        ``syllables_per_word``
            Syllables / W.
        ``flesch_amstad``
            180 - SL - 58.5 * syllables / W [1]_; from about 0 (hard) to 100 (easy).
        ``wstf1``
            First Wiener Sachtextformel [2]_, about the school grade, 4 (easy) to 15 (hard):
            0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875, where MS, IW and ES are
            polysyllables, long words and monosyllables in percent of all words.
        ``wstf2``
            0.2007 MS + 0.1682 SL + 0.1373 IW - 2.779.
        ``wstf3``
            0.2963 MS + 0.1905 SL - 1.1144.
        ``wstf4``
            0.2744 MS + 0.2656 SL - 1.693.
        ``lix``
            SL + 100 * long words / W [3]_; below 40 easy, above 60 hard.
        ``rix``
            Long words / S [4]_.
        ``smog``
            German SMOG grade, sqrt(30 * W3 / S) - 2 [2]_, not below 0.
        ``remarks``
            ``no words`` where all measures are missing, ``smog below 0`` where it was raised to
            0; else empty.

    Raises
    ------
    EmptyError
        If there is no token at all.

    References
    ----------
    .. [1] Amstad, T. (1978). Wie verständlich sind unsere Zeitungen? Zürich.
    .. [2] Bamberger, R., Vanecek, E. (1984). Lesen - Verstehen - Lernen - Schreiben. Wien; SMOG
       on p. 78.
    .. [3] Björnsson, C. H. (1968). Läsbarhet. Stockholm.
    .. [4] Anderson, J. (1983). Lix and Rix. Journal of Reading 26.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Die Regierung erhöht die Rente."]}, index=["a"])
    >>> table = mk.readability(mk.tokenize(articles))
    >>> table[["words", "syllables", "long_words", "flesch_amstad", "lix"]]
             words  syllables  long_words  flesch_amstad   lix
    article
    a            5          9           1           69.7  25.0
    """
    done: list[Done] = []
    if is_parted(tokens):
        done = list(map_tokens(tokens, lambda tokens, _: _measure(tokens)))
        table = pd.concat([part.result for part in done if part.result is not None])
    else:
        table = _measure(tokens)
    if not table["words"].any():
        raise EmptyError("no tokens to measure. Drop fewer terms, or read more articles.")
    refuse_broken(done, others=table)
    return table


def _measure(tokens: Tokens) -> pd.DataFrame:
    table = _count(tokens)
    words, sentences = table["words"], table["sentences"]
    table["words_per_sentence"] = length = words / sentences.where(sentences > 0)
    table["syllables_per_word"] = table["syllables"] / words.where(words > 0)
    hundred = words.where(words > 0) / 100
    many, long, one = (
        table[name] / hundred for name in ("polysyllables", "long_words", "monosyllables")
    )
    table["flesch_amstad"] = 180 - length - 58.5 * table["syllables_per_word"]
    table["wstf1"] = 0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * one - 0.875
    table["wstf2"] = 0.2007 * many + 0.1682 * length + 0.1373 * long - 2.779
    table["wstf3"] = 0.2963 * many + 0.1905 * length - 1.1144
    table["wstf4"] = 0.2744 * many + 0.2656 * length - 1.693
    table["lix"] = length + long
    table["rix"] = table["long_words"] / sentences.where(sentences > 0)
    smog = (30 * table["polysyllables"] / sentences.where(sentences > 0)) ** 0.5 - 2
    table["smog"] = smog.clip(lower=0)
    remarks = np.where(words == 0, "no words", np.where(smog < 0, "smog below 0", ""))
    return table.assign(remarks=pd.array(remarks, dtype="str"))


def _count(tokens: Tokens) -> pd.DataFrame:
    """Count all that the formulas are made of."""
    syllables = np.array([count_syllables(term) for term in tokens.terms], dtype=np.int64)
    letters = np.array([sum(map(str.isalpha, term)) for term in tokens.terms], dtype=np.int64)
    per_term = {
        "syllables": syllables,
        "long_words": letters > _LONG,
        "polysyllables": syllables >= _MANY_SYLLABLES,
        "monosyllables": syllables == 1,
    }
    counts = {
        "sentences": np.diff(np.searchsorted(tokens.sentences, tokens.offsets)),
        "words": np.diff(tokens.offsets),
    }
    for name, values in per_term.items():
        before = np.concatenate([[0], np.cumsum(values[tokens.codes], dtype=np.int64)])
        counts[name] = np.diff(before[tokens.offsets])
    return pd.DataFrame(counts, index=tokens.articles.rename("article"))
