"""What must hold for any text."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.german import is_word

WORDS = st.sampled_from(
    [
        "Rente",
        "rente",
        "Miete",
        "z.B.",
        "3.",
        "Bürger:innen",
        "„Ja“",
        "–",
        "54,3",
        "ß",
        "Ü.",
        "usw.",
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", "\u00a0", "\t"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
CORPORA = st.lists(st.one_of(TEXTS, st.text(max_size=30)), min_size=1, max_size=5)


def tokens_of(texts: list[str]) -> mk.Tokens:
    """Tokenize texts numbered from 0."""
    return mk.tokenize(pd.DataFrame({"text": pd.Series(texts, dtype=object)}))


@given(CORPORA)
def test_every_token_stands_where_it_says(texts: list[str]) -> None:
    for article, term, start in tokens_of(texts).to_frame().itertuples(index=False):
        shown = texts[article].encode("utf-8", "replace").decode()
        assert shown[start : start + len(term)] == term


@given(CORPORA)
def test_a_corpus_is_split_as_its_texts_are_one_by_one(texts: list[str]) -> None:
    tokens = tokens_of(texts)
    shown = [text.encode("utf-8", "replace").decode() for text in texts]
    words = [word for text in shown for word in mk.split_words(text) if is_word(word.text)]
    assert tokens.terms.take(tokens.codes).tolist() == [word.text for word in words]
    assert tokens.starts.tolist() == [word.start for word in words]
    sentences = [sentence for text in shown for sentence in mk.split_sentences(text)]
    counts = [sum(is_word(w.text) for w in mk.split_words(sentence)) for sentence in sentences]
    assert np.diff(tokens.sentences).tolist() == [count for count in counts if count]


@given(CORPORA)
def test_offsets_and_sentences_cover_all_tokens(texts: list[str]) -> None:
    tokens = tokens_of(texts)
    for borders in (tokens.offsets, tokens.sentences):
        assert borders[0] == 0
        assert borders[-1] == len(tokens)
    assert (np.diff(tokens.sentences) > 0).all()
    assert set(tokens.offsets) <= set(tokens.sentences)
    assert tokens.terms.is_monotonic_increasing
    assert tokens.terms.is_unique


@given(CORPORA)
def test_map_and_drop_do_what_they_do_to_a_list(texts: list[str]) -> None:
    tokens = tokens_of(texts)
    plain = tokens.to_frame()["term"].tolist()
    assert tokens.map(str.upper).to_frame()["term"].tolist() == [term.upper() for term in plain]
    kept = [term for term in plain if term.lower() != "rente"]
    assert tokens.drop(["RENTE"]).to_frame()["term"].tolist() == kept


@given(CORPORA)
def test_counts_sum_to_tokens_and_shares_to_a_million(texts: list[str]) -> None:
    tokens = tokens_of([*texts, "Rente"])
    matrix = mk.count_terms(tokens)
    assert matrix.counts.sum() == len(tokens)
    groups = pd.Series([number % 2 for number in range(len(texts) + 1)])
    table = mk.term_frequencies(matrix, by=groups)
    assert np.allclose(table.groupby("group")["per_million"].sum(), 1e6)
    assert table["count"].sum() == len(tokens)


@settings(max_examples=50)
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(texts: list[str], random) -> None:
    table = pd.DataFrame({"text": pd.Series([*texts, "Rente"], dtype=object)})
    order = table.index.tolist()
    random.shuffle(order)
    first = mk.term_frequencies(mk.count_terms(mk.tokenize(table)))
    second = mk.term_frequencies(mk.count_terms(mk.tokenize(table.loc[order])))
    pd.testing.assert_frame_equal(first, second)
