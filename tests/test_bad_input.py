"""What every measure of words says of nothing, of a missing group, of one article alone."""

import pandas as pd
import pytest
from scipy import sparse

import mediakit as mk

ARTICLES = pd.DataFrame(
    {
        "published": pd.to_datetime(["2025-01-01"]).tz_localize("Europe/Berlin"),
        "outlet": ["taz"],
        "text": ["Die Rente steigt. Die Rente sinkt."],
    },
    index=["a"],
)
PUBLISHED, OUTLET = ARTICLES["published"], ARTICLES["outlet"]
STRANGE = pd.Series({"b": "taz"})
NO_WORDS = mk.TermMatrix(
    sparse.csr_array((1, 0), dtype="int64"), ARTICLES.index, pd.Index([], dtype="str")
)
NO_ARTICLES = mk.TermMatrix(
    sparse.csr_array((0, 0), dtype="int64"), pd.Index([]), pd.Index([], dtype="str")
)


def tokens_of(text: str) -> mk.Tokens:
    """Tokenize one article."""
    return mk.tokenize(ARTICLES.assign(text=text))


ONE = tokens_of("Die Rente steigt. Die Rente sinkt.")
MATRIX = mk.count_terms(ONE)

OF_A_MATRIX = {
    "frequencies": mk.term_frequencies,
    "frequencies by": lambda m: mk.term_frequencies(m, by=OUTLET),
    "frequencies with intervals": lambda m: mk.term_frequencies(m, interval="bootstrap"),
    "trends": lambda m: mk.term_trends(m, published=PUBLISHED, terms=["Rente"]),
    "dispersion": mk.dispersion,
    "dispersion by": lambda m: mk.dispersion(m, by=OUTLET),
    "keyness": lambda m: mk.keyness(m, target="taz", by=OUTLET),
    "matches": lambda m: mk.match_terms(m, patterns=["*"]),
}
OF_TOKENS = {
    "matrix": mk.count_terms,
    "reduced frequency": mk.average_reduced_frequency,
    "positions": lambda t: mk.term_positions(t, terms=["Rente"], published=PUBLISHED),
    "concordance": lambda t: mk.concordance(t, articles=ARTICLES, pattern="Rente"),
    "collocations": lambda t: mk.collocations(t, min_count=1),
    "collocations of a node": lambda t: mk.collocations(t, node="Rente", min_count=1),
    "cooccurrences": lambda t: mk.cooccurrences(t, min_count=1),
    "cooccurrences of terms": lambda t: mk.cooccurrences(t, terms=["Rente", "steigt"], min_count=1),
    "diversity": mk.lexical_diversity,
    "readability": mk.readability,
    "dictionary hits": lambda t: mk.dictionary_hits(t, dictionary={"alter": ["rente*"]}),
    "dictionary scores": lambda t: mk.dictionary_scores(t, dictionary={"alter": ["rente*"]}),
    "matches": lambda t: mk.match_terms(t, patterns=["*"]),
    "family": lambda t: mk.match_terms(t, parts_of="Rente"),
    "merged": lambda t: mk.merge_terms(t, patterns=["Rente"]),
}


@pytest.mark.parametrize("matrix", [NO_WORDS, NO_ARTICLES], ids=["no words", "no articles"])
@pytest.mark.parametrize("measure", OF_A_MATRIX)
def test_an_empty_matrix_is_refused(measure: str, matrix: mk.TermMatrix) -> None:
    with pytest.raises(mk.EmptyError, match=r"no (tokens|terms at all|article with a token)"):
        OF_A_MATRIX[measure](matrix)


@pytest.mark.parametrize("measure", OF_TOKENS)
def test_articles_without_a_word_are_refused(measure: str) -> None:
    with pytest.raises(mk.EmptyError, match=r"^no (term|words|tokens|entry)"):
        OF_TOKENS[measure](tokens_of(""))


def test_no_words_have_no_ngrams_and_that_is_no_error() -> None:
    assert len(mk.ngrams(tokens_of(""))) == 0


PATTERNS = {
    "frequencies": lambda p: mk.term_frequencies(MATRIX, terms=p),
    "trends": lambda p: mk.term_trends(MATRIX, published=PUBLISHED, terms=p),
    "dispersion": lambda p: mk.dispersion(MATRIX, terms=p),
    "positions": lambda p: mk.term_positions(ONE, terms=p, published=PUBLISHED),
    "concordance": lambda p: mk.concordance(ONE, articles=ARTICLES, pattern=p),
    "collocations": lambda p: mk.collocations(ONE, node=p),
    "cooccurrences": lambda p: mk.cooccurrences(ONE, terms=["Rente", *p]),
    "matches": lambda p: mk.match_terms(ONE, patterns=p),
    "merged": lambda p: mk.merge_terms(ONE, patterns=p),
}


@pytest.mark.parametrize("measure", PATTERNS)
def test_a_pattern_that_matches_nothing_is_named(measure: str) -> None:
    with pytest.raises(mk.EmptyError, match=r"no term 'Rennte' \(did you mean 'Rente'\?\)\. Cap"):
        PATTERNS[measure](["Rennte"])
    with pytest.raises(mk.EmptyError, match=r"no term matches '\*quark'\. Check its spelling"):
        PATTERNS[measure](["*quark"])


def test_a_family_and_a_dictionary_that_match_nothing_are_refused() -> None:
    with pytest.raises(mk.EmptyError, match="no term has the part 'Quark'"):
        mk.match_terms(ONE, parts_of="Quark")
    with pytest.raises(mk.EmptyError, match="no entry of the dictionary stands"):
        mk.dictionary_scores(ONE, dictionary={"essen": ["quark"]})
    with pytest.raises(mk.EmptyError, match="no target is named"):
        mk.target_sentiment(ARTICLES, targets=["Quark"])


GROUPED = {
    "frequencies": lambda by: mk.term_frequencies(MATRIX, by=by),
    "dispersion": lambda by: mk.dispersion(MATRIX, by=by),
    "keyness": lambda by: mk.keyness(MATRIX, target=by == "taz"),
    "trends": lambda by: mk.term_trends(
        MATRIX, published=PUBLISHED.set_axis(by.index), terms=["Rente"]
    ),
    "positions": lambda by: mk.term_positions(ONE, terms=["Rente"], published=PUBLISHED, by=by),
}


@pytest.mark.parametrize("measure", GROUPED)
def test_an_article_without_a_group_is_named(measure: str) -> None:
    with pytest.raises(mk.MediakitError, match="article 'a'"):
        GROUPED[measure](STRANGE)


def test_a_missing_group_is_named_with_those_that_exist() -> None:
    with pytest.raises(mk.MediakitError, match="no group 'FAZ'; found: 'taz'"):
        mk.keyness(MATRIX, target="FAZ", by=OUTLET)


def test_one_article_is_measured_where_that_has_a_meaning_and_refused_where_not() -> None:
    for measure in OF_TOKENS.values():
        measure(ONE)
    assert mk.term_frequencies(MATRIX, interval="bootstrap")["per_million_low"].isna().all()
    trends = mk.term_trends(MATRIX, published=PUBLISHED, terms=["Rente"], interval="bootstrap")
    assert trends["per_million_low"].isna().all()
    with pytest.raises(mk.MediakitError, match="there is one part only"):
        mk.dispersion(MATRIX)
    with pytest.raises(mk.EmptyError, match="reference= holds no article with a token"):
        mk.keyness(MATRIX, target="taz", by=OUTLET)
