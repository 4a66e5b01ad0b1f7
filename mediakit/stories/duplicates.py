"""Pairs of articles that are the same text, more or less."""

import re
from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Corpus
from mediakit.stories.shingles import (
    Pairs,
    ShingleSets,
    build_sets,
    count_common,
    find_pairs,
    hash_shingles,
)
from mediakit.stories.spans import cut_spans
from mediakit.stories.texts import (
    Timeline,
    check_share,
    hash_words,
    join_titles,
    order_articles,
    plain_words,
)

_LONG = 50
_WORDS = 5
_CHARACTERS = 5
_LEAST = 8
_SLICE = 20_000
# "Kriminalität: Mann flieht aus Klinik": up to three words before the colon are the kicker.
_KICKER = re.compile(r"\A\W*[\w-]+(?: [\w-]+){0,2}:\s?(?=(?:\S+\s+)+\S)")
_NUMBER = re.compile(r"\d+")


def near_duplicates(
    articles: pd.DataFrame | Corpus,
    *,
    window: str | pd.Timedelta | None = "3D",
    threshold: float = 0.5,
    short_threshold: float = 0.93,
) -> pd.DataFrame:
    """Find articles that are copies of each other: reprinted, shortened, rearranged, retitled.

    Articles are compared by their shingles, all runs of 5 words of the text, whatever their case
    and punctuation. Texts of fewer than 50 words are compared together with their headline, and
    with each other also by runs of 5 characters, so that headlines alone will do; there a kicker
    (``Kriminalität: ...``) does not count. Articles of one `url` (if the table has that column)
    are versions of one article, and listed however much they differ.

    Parameters
    ----------
    articles : DataFrame, one row an article, or Corpus
        An article table; only ``published``, ``outlet``, ``title`` and ``text`` are needed. Of a
        corpus on disk 20,000 articles are read at once, and those that follow within the window;
        it is read the fastest if it was stored in order of time. With ``window=None`` all texts
        must fit into memory.
    window : str, Timedelta or None
        How far apart two articles may have appeared; with None undated articles count as well.
    threshold : float
        Share of one article's shingles, the one with fewer, that the other must contain; and at
        least 8 of them.
    short_threshold : float
        The same for runs of characters of two short texts.

    Returns
    -------
    DataFrame
        One row a pair, in order of time, all pairs that meet a threshold:

        ``article``
            The earlier article; of two at the same time, the first by name. Undated ones come
            last.
        ``copy``
            The later one.
        ``jaccard``
            Share of the shingles of both that they have in common, 0 to 1.
        ``in_copy``
            Share of the article's shingles that the copy contains; small if it was shortened.
        ``in_article``
            Share of the copy's shingles that the article contains; small if it was extended.
        ``lag_hours``
            Hours from article to copy; missing where one is undated.
        ``same_outlet``
            Whether one outlet published both.
        ``same_url``
            Whether they are versions under one address.
        ``unit``
            What the shingles are made of, ``words`` or ``characters``.

    Raises
    ------
    ArticleError
        Naming articles without a date (unless ``window=None``), or the first one without text.
    EmptyError
        If there are no articles.
    MediakitError
        If `window` is no length of time, or a threshold no share.

    See Also
    --------
    duplicate_groups : From pairs to groups of copies.
    text_reuse : What exactly two articles have in common.

    Notes
    -----
    The shares are exact, but for a chance below one in a thousand that among 100 million shingles
    two different ones have the same 64-bit number. So is the search: prefix filtering leaves out
    no pair, as sampling (MinHash) would.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents: resemblance |A∩B| / |A∪B|,
    containment |A∩B| / |A|.

    Examples
    --------
    >>> import mediakit as mk
    >>> pairs = mk.near_duplicates(mk.sample_articles())
    >>> pairs[["article", "copy", "jaccard", "in_copy", "in_article"]].round(2)
      article  copy  jaccard  in_copy  in_article
    0    ak03  tb02     0.81     0.99        0.82
    1    ru05  tb07     0.85     0.97        0.88
    2    ak09  ru06     0.83     0.89        0.93
    3    ru14  tb15     0.97     0.99        0.98
    4    ru23  ak23     0.63     0.72        0.84
    """
    check_share(threshold, name="threshold")
    check_share(short_threshold, name="short_threshold")
    if isinstance(articles, Corpus):
        find = partial(near_duplicates, threshold=threshold, short_threshold=short_threshold)
        return _join_spans(articles, window=window, find=find)
    timeline = order_articles(articles, window=window)
    sets, short = _word_sets(timeline.articles)
    urls = _pair_urls(timeline)
    within = short[urls].all(axis=1)

    found = find_pairs(sets, hours=timeline.hours, window=timeline.window, threshold=threshold)
    enough = found.both >= _LEAST
    found = Pairs(found.left[enough], found.right[enough], found.both[enough])
    words = _measure(found, sets=sets, urls=urls[~within], unit="words")

    places = np.flatnonzero(short)
    texts = [_KICKER.sub("", t) for t in join_titles(timeline.articles.iloc[places])]
    sets = _character_sets(texts)
    found = find_pairs(
        sets, hours=timeline.hours[places], window=timeline.window, threshold=short_threshold
    )
    agreed = _agree(found, texts=texts)
    found = Pairs(found.left[agreed], found.right[agreed], found.both[agreed])
    inner = np.searchsorted(places, urls[within])
    characters = _measure(found, sets=sets, urls=inner, unit="characters")
    characters = characters.assign(
        left=places[characters["left"]], right=places[characters["right"]]
    )
    return _tell(pd.concat([characters, words]), timeline=timeline, urls=urls)


def _join_spans(
    corpus: Corpus,
    *,
    window: str | pd.Timedelta | None,
    find: Callable[..., pd.DataFrame],
) -> pd.DataFrame:
    """Find the pairs of which the earlier article lies in a span, span after span."""
    columns = ["published", "outlet", "title", "text", "url"]
    found = []
    for articles, own in cut_spans(corpus, window=window, columns=columns):
        pairs = find(articles, window=window)
        found.append(pairs[pairs["article"].isin(own)])
    return pd.concat(found, ignore_index=True)


def _word_sets(articles: pd.DataFrame) -> tuple[ShingleSets, npt.NDArray[np.bool_]]:
    """Collect the word shingles of each article, and tell which articles are short."""
    hashes, texts, short = [], [], np.zeros(len(articles), dtype=bool)
    for first in range(0, len(articles), _SLICE):
        some = articles.iloc[first : first + _SLICE]
        words, offsets = hash_words(some["text"])
        few = np.diff(offsets) < _LONG
        short[first : first + _SLICE] = few
        shingles, text = hash_shingles(words, offsets=offsets, n=_WORDS)
        long = ~few[text]
        hashes.append(shingles[long])
        texts.append(text[long] + np.int32(first))
        if few.any():
            # A headline is half of a short text, but of a long one only what editors change.
            words, offsets = hash_words(join_titles(some[few]))
            shingles, text = hash_shingles(words, offsets=offsets, n=_WORDS)
            hashes.append(shingles)
            texts.append((np.flatnonzero(few)[text] + first).astype(np.int32))
    found = np.concatenate(hashes)
    return build_sets(found, texts=np.concatenate(texts), n_texts=len(articles)), short


def _character_sets(texts: list[str]) -> ShingleSets:
    plain = [" ".join(plain_words(text)) for text in texts]
    padded = [f" {text} " if text else "" for text in plain]
    offsets = np.concatenate([[0], np.cumsum([len(text) for text in padded])]).astype(np.int64)
    units = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), dtype=np.uint32)
    hashes, places = hash_shingles(units, offsets=offsets, n=_CHARACTERS)
    return build_sets(hashes, texts=places, n_texts=len(texts))


def _agree(pairs: Pairs, *, texts: list[str]) -> npt.NDArray[np.bool_]:
    """Tell of which pairs one text has all numbers of the other."""
    numbers = {at: set(_NUMBER.findall(texts[at])) for at in {*pairs.left, *pairs.right}}
    ends = zip(pairs.left, pairs.right, strict=True)
    both = [numbers[a] <= numbers[b] or numbers[b] <= numbers[a] for a, b in ends]
    return np.array(both, dtype=bool)


def _pair_urls(timeline: Timeline) -> npt.NDArray[np.int64]:
    """Pair the articles of one address within the window, shape (n_pairs, 2)."""
    none = np.zeros((0, 2), dtype=np.int64)
    if "url" not in timeline.articles:
        return none
    url = timeline.articles["url"].reset_index(drop=True)
    url = url[url.notna() & (url != "")]
    pairs = [none]
    for places in url.groupby(url, sort=False).groups.values():
        left, right = np.triu_indices(len(places), k=1)
        pairs.append(np.column_stack([places.to_numpy()[left], places.to_numpy()[right]]))
    found = np.concatenate(pairs)
    if not np.isfinite(timeline.window):
        return found
    lags = timeline.hours[found[:, 1]] - timeline.hours[found[:, 0]]
    return found[lags <= timeline.window]


def _measure(
    found: Pairs, *, sets: ShingleSets, urls: npt.NDArray[np.int64], unit: str
) -> pd.DataFrame:
    """Tell the shares of the pairs found and of those of one address."""
    both = count_common(sets, left=urls[:, 0], right=urls[:, 1])
    left = np.concatenate([found.left, urls[:, 0]])
    right = np.concatenate([found.right, urls[:, 1]])
    both = np.concatenate([found.both, both])
    sizes = np.maximum(sets.sizes, 1)
    return pd.DataFrame(
        {
            "left": left,
            "right": right,
            "jaccard": both / np.maximum(sizes[left] + sizes[right] - both, 1),
            "in_copy": both / sizes[left],
            "in_article": both / sizes[right],
            "unit": unit,
        }
    )


def _tell(pairs: pd.DataFrame, *, timeline: Timeline, urls: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Name the articles of each pair; a pair of short texts counts by its characters."""
    pairs = pairs.drop_duplicates(["left", "right"]).sort_values(["left", "right"])
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    articles, n = timeline.articles, len(timeline.articles)
    outlets = articles["outlet"].to_numpy()
    return pd.DataFrame(
        {
            "article": articles.index.take(left),
            "copy": articles.index.take(right),
            "jaccard": pairs["jaccard"].to_numpy(),
            "in_copy": pairs["in_copy"].to_numpy(),
            "in_article": pairs["in_article"].to_numpy(),
            "lag_hours": timeline.hours[right] - timeline.hours[left],
            "same_outlet": outlets[left] == outlets[right],
            "same_url": np.isin(left * n + right, urls[:, 0] * n + urls[:, 1]),
            "unit": pd.Index(pairs["unit"], dtype="str"),
        }
    )
