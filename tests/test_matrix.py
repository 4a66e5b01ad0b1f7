"""Counts that keep their labels, equal to scikit-learn's."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

import mediakit as mk
from mediakit.german import is_word, split_chunk
from mediakit.matrix import match_groups
from mediakit.tokens.compiled import CompiledNumbers
from mediakit.tokens.numbering import ArrowNumbers


def lower_words(text: str) -> list[str]:
    """Apply the project's token rule to one text, the slow way."""
    pieces = [piece for chunk in text.split() for piece in split_chunk(chunk)]
    return [piece.lower() for piece in pieces if is_word(piece)]


@pytest.mark.parametrize("numbers", [ArrowNumbers, CompiledNumbers])
def test_counts_are_those_of_count_vectorizer_by_both_ways(monkeypatch, numbers: type) -> None:
    articles = mk.sample_articles()
    peer = CountVectorizer(tokenizer=lower_words, lowercase=False, token_pattern=None)
    expected = peer.fit_transform(articles["text"])
    expected.sort_indices()
    monkeypatch.setattr("mediakit.tokens.tokenizing.choose_numbers", lambda n_texts: numbers)
    for n_jobs in (1, 2):
        matrix = mk.count_terms(mk.tokenize(articles, n_jobs=n_jobs).map(str.lower))
        assert matrix.terms.tolist() == peer.get_feature_names_out().tolist()
        for part in ("indptr", "indices", "data"):
            assert np.array_equal(getattr(matrix.counts, part), getattr(expected, part))


def test_counts_by_hand(articles: pd.DataFrame) -> None:
    matrix = mk.count_terms(mk.tokenize(articles))
    assert matrix.terms.tolist() == ["Die", "Miete", "Rente", "Tor", "schnell", "sinkt", "steigt"]
    assert matrix.counts.toarray().tolist() == [
        [2, 0, 2, 0, 1, 0, 2],
        [0, 0, 1, 0, 0, 1, 0],
        [1, 1, 0, 0, 0, 0, 1],
        [0, 0, 0, 3, 0, 0, 0],
    ]
    assert matrix.to_frame().head(2).values.tolist() == [["a1", "Die", 2], ["a1", "Rente", 2]]
    assert repr(matrix) == "<TermMatrix: 4 articles, 7 terms, 15 tokens>"


def test_counting_leaves_the_tokens_as_they_were(articles: pd.DataFrame) -> None:
    tokens = mk.tokenize(articles)
    before = tokens.codes.copy()
    mk.count_terms(tokens)
    assert np.array_equal(tokens.codes, before)


def test_rare_terms_can_be_left_out(articles: pd.DataFrame) -> None:
    tokens = mk.tokenize(articles)
    matrix = mk.count_terms(tokens, min_articles=2)
    assert matrix.terms.tolist() == ["Die", "Rente", "steigt"]
    assert matrix.articles.tolist() == ["a1", "a2", "b1", "b2"]
    with pytest.raises(mk.EmptyError, match="no term stands in 9 or more of 4 articles"):
        mk.count_terms(tokens, min_articles=9)


def test_groups_are_matched_by_article_not_by_place(articles: pd.DataFrame) -> None:
    matrix = mk.count_terms(mk.tokenize(articles))
    shuffled = articles["outlet"].iloc[::-1]
    codes, groups = match_groups(matrix, by=shuffled)
    assert groups.tolist() == ["FAZ", "taz"]
    assert codes.tolist() == [1, 1, 0, 0]
    codes, groups = match_groups(matrix, by=shuffled.where(shuffled == "taz"))
    assert codes.tolist() == [0, 0, -1, -1]


def test_groups_that_do_not_fit_are_refused(articles: pd.DataFrame) -> None:
    matrix = mk.count_terms(mk.tokenize(articles))
    with pytest.raises(mk.MediakitError, match="by= must be a Series indexed by article, not list"):
        match_groups(matrix, by=["taz"])
    with pytest.raises(mk.MediakitError, match="by= does not know article 'a1'"):
        match_groups(matrix, by=articles["outlet"].iloc[1:])
    with pytest.raises(mk.MediakitError, match="by= knows article 'a1' twice"):
        match_groups(matrix, by=pd.concat([articles["outlet"], articles["outlet"]]))


def test_sums_pass_what_a_count_can_hold() -> None:
    counts = sparse.csr_array(np.array([[2**31 - 1, 1], [2**31 - 1, 0]], dtype=np.int32))
    matrix = mk.TermMatrix(counts, pd.Index(["a", "b"]), pd.Index(["Miete", "Rente"]))
    assert repr(matrix) == f"<TermMatrix: 2 articles, 2 terms, {2**32 - 1} tokens>"
    assert matrix.to_frame()["count"].dtype == np.int64
    assert mk.term_frequencies(matrix)["count"].tolist() == [2**32 - 2, 1]
    assert mk.term_frequencies(matrix, terms={"beide": ["Miete", "Rente"]})["count"].sum() == (
        2**32 - 1
    )
    published = pd.Series(pd.Timestamp("2025-01-01", tz="Europe/Berlin"), index=matrix.articles)
    trends = mk.term_trends(matrix, published=published, terms=["Miete"])
    assert trends[["count", "tokens"]].values.tolist() == [[2**32 - 2, 2**32 - 1]]
    table = mk.keyness(matrix, target=pd.Series([True, False], index=matrix.articles))
    assert table[["count", "reference_count"]].sum().tolist() == [2**31, 2**31 - 1]
    assert mk.match_terms(matrix, patterns=["*e"])["count"].tolist() == [2**32 - 2, 1]
    assert mk.dispersion(matrix)["count"].sum() == 2**32 - 1


def test_columns_are_no_wider_than_needed() -> None:
    counts = mk.count_terms(mk.tokenize(mk.sample_articles())).counts
    assert counts.data.dtype == counts.indices.dtype == counts.indptr.dtype == np.int32
