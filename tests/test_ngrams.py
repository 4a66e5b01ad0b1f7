"""N-grams: sequences of words, as Tokens again."""

from dataclasses import replace
from itertools import combinations
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

import mediakit as mk
from mediakit.tokens import joining
from mediakit.tokens.ranking import rank_rows

WORDS = st.sampled_from(["a", "b", "A", "ä", "ab", "a-b", "ß", "Z"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: " ".join(words))
ARTICLES = st.lists(SENTENCES, max_size=3).map("\n\n".join)
CORPORA = st.lists(ARTICLES, min_size=1, max_size=4)
SLOW = settings(deadline=None, max_examples=60)


def tokens_of(*texts: str) -> mk.Tokens:
    """Tokenize texts named 0, 1, 2 ..."""
    return mk.tokenize(pd.DataFrame({"text": pd.Series(texts, dtype=object)}))


def words_of(tokens: mk.Tokens) -> list[str]:
    """List the tokens."""
    return tokens.terms.take(tokens.codes).tolist()


def slow_ngrams(tokens: mk.Tokens, *, lengths: range, skip: int, borders: np.ndarray) -> list:
    """List n-grams and where they begin, the plain way."""
    words, found = words_of(tokens), []
    for begin, end in zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True):
        for first in range(begin, end):
            for n in lengths:
                # Any n places of which the last is at most n - 1 + skip behind the first.
                reach = range(first + 1, min(first + n + (skip if n > 1 else 0), end))
                for rest in combinations(reach, n - 1):
                    words_here = [words[place] for place in (first, *rest)]
                    found.append((" ".join(words_here), int(tokens.starts[first])))
    return found


def test_pairs_end_with_their_sentence_and_their_article() -> None:
    pairs = mk.ngrams(tokens_of("Die Miete steigt. Sie steigt", "Ende"), n=2)
    assert words_of(pairs) == ["Die Miete", "Miete steigt", "Sie steigt"]
    assert pairs.starts.tolist() == [0, 4, 18]
    assert pairs.offsets.tolist() == [0, 3, 3]
    assert pairs.sentences.tolist() == [0, 2, 3]


def test_pairs_reach_over_sentences_when_asked_but_never_over_articles() -> None:
    pairs = mk.ngrams(tokens_of("Die Miete. Sie steigt", "Ende"), n=2, across_sentences=True)
    assert words_of(pairs) == ["Die Miete", "Miete Sie", "Sie steigt"]
    assert pairs.sentences.tolist() == [0, 2, 3]


def test_a_range_gives_words_and_pairs_in_order_of_the_text() -> None:
    both = mk.ngrams(tokens_of("Die Miete steigt"), n=(1, 2))
    assert words_of(both) == ["Die", "Die Miete", "Miete", "Miete steigt", "steigt"]
    assert both.terms.tolist() == sorted(words_of(both))


def test_skip_grams_are_those_of_guthrie() -> None:
    # Guthrie et al. 2006, section 3: "Insurgents killed in ongoing fighting".
    tokens = tokens_of("Insurgents killed in ongoing fighting")
    assert words_of(mk.ngrams(tokens, n=2, skip=2)) == [
        "Insurgents killed",
        "Insurgents in",
        "Insurgents ongoing",
        "killed in",
        "killed ongoing",
        "killed fighting",
        "in ongoing",
        "in fighting",
        "ongoing fighting",
    ]
    assert len(mk.ngrams(tokens, n=3, skip=2)) == 10


def test_one_word_is_the_token_itself(articles: pd.DataFrame) -> None:
    tokens = mk.tokenize(articles)
    same = mk.ngrams(tokens, n=1, skip=3)
    for field in ("codes", "offsets", "terms", "starts", "sentences"):
        assert np.array_equal(getattr(same, field), getattr(tokens, field)), field


def test_texts_too_short_give_no_n_gram() -> None:
    none = mk.ngrams(tokens_of("Ende", ""), n=2)
    assert len(none) == 0
    assert none.offsets.tolist() == [0, 0, 0]
    with pytest.raises(mk.EmptyError, match="no term stands in 1"):
        mk.count_terms(none)


def test_words_that_hold_blanks_keep_the_vocabulary_sorted_and_distinct() -> None:
    articles = pd.DataFrame({"text": ["a b c", "a b c"]})
    tokens = mk.tokenize(articles, tokenizer=lambda text: [text[:3], text[4:]])
    other = mk.tokenize(articles, tokenizer=lambda text: [text[:1], text[2:]])
    assert mk.ngrams(tokens, n=2).terms.tolist() == ["a b c"]
    assert mk.ngrams(other, n=(1, 2)).terms.tolist() == ["a", "a b c", "b c"]
    mixed = tokens.map(lambda term: {"a b": "a\tb"}.get(term, term))
    terms = mk.ngrams(mixed, n=(1, 2)).terms
    assert terms.is_monotonic_increasing
    assert terms.is_unique


def test_a_vocabulary_put_together_of_two_gives_the_same() -> None:
    tokens = tokens_of("Die Miete steigt")
    parted = replace(tokens, terms=tokens.terms[:1].append(tokens.terms[1:]))
    assert words_of(mk.ngrams(parted, n=2)) == ["Die Miete", "Miete steigt"]


@pytest.mark.parametrize("n", [0, (2, 1), (0, 1), (1, 2, 3)])
def test_impossible_lengths_are_refused(n: object) -> None:
    with pytest.raises(mk.MediakitError, match="n= must be a number from 1"):
        mk.ngrams(tokens_of("a b"), n=n)


def test_a_negative_skip_is_refused() -> None:
    with pytest.raises(mk.MediakitError, match="skip= must be 0 or more, not -1"):
        mk.ngrams(tokens_of("a b"), skip=-1)


@SLOW
@given(
    CORPORA,
    st.tuples(st.integers(1, 3), st.integers(0, 2)),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from([1, 3, joining._BLOCK]),
)
def test_ngrams_are_those_of_the_plain_way(texts, lengths, skip, across, block) -> None:
    tokens = tokens_of(*texts)
    smallest, largest = lengths[0], sum(lengths)
    with mock.patch.object(joining, "_BLOCK", block):
        found = mk.ngrams(tokens, n=(smallest, largest), skip=skip, across_sentences=across)
    borders = tokens.offsets if across else tokens.sentences
    expected = slow_ngrams(tokens, lengths=range(smallest, largest + 1), skip=skip, borders=borders)
    assert list(zip(words_of(found), found.starts.tolist(), strict=True)) == expected
    assert found.terms.tolist() == sorted({term for term, _ in expected})
    assert found.offsets[-1] == len(found)
    assert set(found.offsets) <= set(found.sentences)
    assert (np.diff(found.sentences) > 0).all()


@pytest.mark.parametrize("base", [6, 2**20, 2**31, 2**62])
@given(rows=st.lists(st.tuples(*[st.integers(0, 5)] * 4), min_size=1, max_size=40), data=st.data())
def test_rows_are_numbered_in_their_order(base: int, rows: list, data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 1 if base == 2**62 else 4), label="columns")
    columns = np.array(rows).T[:n] * (base // 6)
    numbers, places = rank_rows(columns, base=base)
    distinct, expected = np.unique(columns, axis=1, return_inverse=True)
    assert numbers.tolist() == expected.ravel().tolist()
    assert columns[:, places].tolist() == distinct.tolist()


@SLOW
@given(CORPORA)
def test_counts_are_those_of_scikit_learn(texts: list[str]) -> None:
    tokens = tokens_of(*texts, "a b")
    matrix = mk.count_terms(mk.ngrams(tokens, n=(1, 2), across_sentences=True))
    vectorizer = CountVectorizer(analyzer="word", ngram_range=(1, 2), lowercase=False)
    vectorizer.set_params(tokenizer=str.split, token_pattern=None)
    counts = vectorizer.fit_transform([*texts, "a b"])
    assert matrix.terms.tolist() == vectorizer.get_feature_names_out().tolist()
    assert (matrix.counts != counts).nnz == 0
