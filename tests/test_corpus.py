"""Corpora on disk: whole parts only, and the same numbers as in memory."""

import multiprocessing
import os
import pickle
import random
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import mediakit as mk

FIELDS = ("codes", "offsets", "starts", "sentences")


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    articles = mk.sample_articles()
    articles.attrs = {}
    return articles


@pytest.fixture
def corpus(sample: pd.DataFrame, tmp_path: Path) -> mk.Corpus:
    return mk.store_corpus(sample, tmp_path / "corpus", part_size=25)


def test_articles_and_tokens_come_back_as_they_were(sample, corpus) -> None:
    assert [len(part.names) for part in corpus.parts] == [25, 25, 25, len(sample) - 75]
    assert corpus.articles().equals(sample)
    stored, fresh = corpus.tokens(), mk.tokenize(sample)
    for field in FIELDS:
        assert np.array_equal(getattr(stored, field), getattr(fresh, field)), field
        assert getattr(stored, field).dtype == getattr(fresh, field).dtype, field
    assert stored.terms.equals(fresh.terms)
    assert stored.articles.equals(fresh.articles)


def test_only_the_columns_asked_for_are_read(sample, corpus) -> None:
    assert corpus.articles(columns=["outlet"]).equals(sample[["outlet"]])
    with pytest.raises(mk.MediakitError, match=r"has no column 'outlets'; found: .*outlet"):
        corpus.articles(columns=["outlets"])


def test_measures_of_the_parts_are_those_of_the_whole(sample, corpus) -> None:
    matrix = mk.count_terms(mk.tokenize(sample))
    parted = mk.count_terms(corpus)
    assert parted.terms.equals(matrix.terms)
    assert parted.articles.equals(matrix.articles)
    assert (parted.counts != matrix.counts).nnz == 0
    few = mk.count_terms(corpus, min_articles=3)
    assert few.terms.equals(mk.count_terms(mk.tokenize(sample), min_articles=3).terms)
    by, published = sample["outlet"], sample["published"]
    whole = mk.term_frequencies(matrix, by=by)
    assert mk.term_frequencies(corpus, by="outlet").equals(whole)
    assert mk.term_frequencies(corpus, by=by).equals(whole)
    assert mk.term_frequencies(corpus).equals(mk.term_frequencies(matrix))
    for terms in (["Wehre", "Die"], {"Wasser": ["*wasser", "Wehr*"]}):
        asked = {"terms": terms, "interval": "bootstrap"}
        whole = mk.term_trends(matrix, published=published, **asked)
        assert mk.term_trends(corpus, published="published", **asked).equals(whole)
    whole = mk.keyness(matrix, target="Sport", by=sample["section"])
    assert mk.keyness(corpus, target="Sport", by="section").equals(whole)
    assert mk.readability(corpus).equals(mk.readability(mk.tokenize(sample)))
    assert mk.score_sentiment(corpus).equals(mk.score_sentiment(sample))
    assert mk.concordance(corpus, articles=corpus, pattern="Wehre").equals(
        mk.concordance(mk.tokenize(sample), articles=sample, pattern="Wehre")
    )


def test_phrases_are_counted_as_after_merging(sample, corpus) -> None:
    published, by = sample["published"], sample["outlet"]
    # Within a phrase "am" is no token of its own.
    patterns = {"Tag": ["am *tag", "im vergangenen *"], "Abend": "am Abend", "Am": ["am"]}
    matrix = mk.count_terms(mk.merge_terms(mk.tokenize(sample), patterns=patterns))
    whole = mk.term_trends(matrix, published=published, terms=list(patterns))
    assert whole.groupby("term")["count"].sum().min() > 0
    assert mk.term_trends(corpus, published="published", terms=patterns).equals(whole)
    whole = mk.term_frequencies(matrix, by=by, terms=list(patterns))
    assert mk.term_frequencies(corpus, by="outlet", terms=patterns).equals(whole)
    with pytest.raises(mk.EmptyError, match="no phrase 'künstliche Wehre'"):
        mk.term_trends(corpus, published="published", terms=["Die", "künstliche Wehre"])


def test_what_no_part_holds_is_an_error(corpus) -> None:
    with pytest.raises(mk.MediakitError, match="no term 'Wehrre'"):
        mk.term_trends(corpus, published="published", terms=["Wehrre"])
    with pytest.raises(mk.MediakitError, match="interval= needs the counts of each article"):
        mk.term_frequencies(corpus, interval="bootstrap")


def test_a_corpus_without_articles_is_an_error(tmp_path: Path) -> None:
    corpus = mk.open_corpus(tmp_path)
    for measure in (
        mk.count_terms,
        mk.term_frequencies,
        mk.readability,
        mk.score_sentiment,
        mk.Corpus.tokens,
        mk.Corpus.articles,
        lambda empty: mk.keyness(empty, target="A", by="outlet"),
        lambda empty: mk.term_trends(empty, published="published", terms=["Wehre"]),
    ):
        with pytest.raises(mk.EmptyError, match="holds no articles yet"):
            measure(corpus)


def test_where_a_corpus_will_not_do_its_parts_are_named(corpus) -> None:
    for measure in (mk.dispersion, mk.lexical_diversity, mk.tokenize):
        with pytest.raises(AttributeError, match=r"will not do here. Pass corpus.tokens\(\)"):
            measure(corpus)
    assert pickle.loads(pickle.dumps(corpus)).names.equals(corpus.names)


def test_a_corpus_read_as_files_says_how_it_is_opened(corpus) -> None:
    with pytest.raises(mk.ColumnError, match=r"no column 'text'.* open_corpus\(folder\)"):
        mk.read_articles(corpus.folder)


def test_adding_is_incremental(sample, tmp_path: Path) -> None:
    mk.store_corpus(sample.head(30), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.parquet")}
    corpus = mk.store_corpus(iter([sample.head(40), sample.iloc[40:]]), tmp_path)
    assert corpus.articles().equals(sample)
    assert all(path.stat().st_mtime_ns == then for path, then in before.items())
    assert len(mk.store_corpus(sample, tmp_path).parts) == len(corpus.parts)


def test_files_are_stored_a_few_at_a_time(sample, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("mediakit.corpus.storing._TOGETHER", 1)
    for outlet, articles in sample.groupby("outlet"):
        mk.write_articles(articles, tmp_path / "in" / f"{outlet}.parquet")
    corpus = mk.store_corpus(tmp_path / "in", tmp_path / "out")
    assert corpus.articles().sort_index().equals(sample.sort_index())


def test_what_cannot_be_stored_is_named_and_the_rest_stays(sample, tmp_path: Path) -> None:
    corpus = mk.store_corpus(sample.head(3), tmp_path)
    name = sample.index[0]
    with pytest.raises(mk.ArticleError, match=f"article '{name}' is stored .* another text"):
        mk.store_corpus(sample.head(1).assign(text="Anders"), tmp_path)
    with pytest.raises(mk.ArticleError, match=f"article '{sample.index[5]}' is given twice"):
        mk.store_corpus(iter([sample.iloc[5:6], sample.iloc[5:6]]), tmp_path)
    with pytest.raises(mk.MediakitError, match="part_size must be 1 or more, not 0"):
        mk.store_corpus(sample, tmp_path, part_size=0)
    assert mk.open_corpus(tmp_path).articles().equals(corpus.articles())
    with pytest.raises(mk.ArticleError, match=r"no corpus in .*: no such folder"):
        mk.open_corpus(tmp_path / "none")
    next(tmp_path.glob("tokens-*")).unlink()
    with pytest.raises(mk.ArticleError, match=r"lacks its tokens, tokens-.* store its articles"):
        mk.open_corpus(tmp_path)


def _write_until_killed(sample: pd.DataFrame, folder: Path) -> None:
    mk.store_corpus((sample.iloc[[row]] for row in range(len(sample))), folder, part_size=4)


@pytest.mark.skipif(os.name != "posix", reason="no server to fork writers from")
@pytest.mark.filterwarnings("ignore:.*unfinished part")
def test_fifty_killed_writers_lose_unfinished_parts_at_most(sample, tmp_path: Path) -> None:
    # Writers are forked from a server without threads: those of Arrow bear no fork.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["mediakit.corpus"])
    for kill in range(50):
        folder = tmp_path / str(kill // 10)
        writer = context.Process(target=_write_until_killed, args=(sample, folder))
        writer.start()
        time.sleep(random.Random(kill).uniform(0.0, 0.3))
        writer.kill()
        writer.join()
        if not folder.exists():
            continue
        corpus = mk.open_corpus(folder)
        n = len(corpus)
        assert n == len(sample) or n % 4 == 0
        if n:
            assert corpus.articles().equals(sample.head(n))
            assert len(corpus.tokens().articles) == n
    for folder in tmp_path.iterdir():
        corpus = mk.store_corpus(sample, folder)
        assert corpus.articles().equals(sample)
        assert corpus.tokens().to_frame().equals(mk.tokenize(sample).to_frame())
        assert not [path for path in folder.iterdir() if path.name.startswith((".a", ".t"))]


def test_an_unfinished_part_is_told_and_removed(sample, tmp_path: Path) -> None:
    mk.store_corpus(sample.head(3), tmp_path)
    (tmp_path / "tokens-000001-0123abcd.arrow").write_bytes(b"half")
    with pytest.warns(UserWarning, match="holds an unfinished part .tokens-000001-0123abcd"):
        assert len(mk.open_corpus(tmp_path)) == 3
    with pytest.warns(UserWarning, match="held an unfinished part .* it was removed"):
        assert len(mk.store_corpus(sample, tmp_path)) == len(sample)
    assert len(mk.open_corpus(tmp_path)) == len(sample)


def test_a_draw_depends_on_names_and_seed_alone() -> None:
    articles = mk.sample_articles()
    drawn = mk.draw_articles(articles, n=20)
    assert drawn.index.is_unique
    assert drawn.equals(articles.loc[drawn.index])
    shuffled = articles.sample(frac=1, random_state=3)
    assert mk.draw_articles(shuffled, n=20).index.equals(drawn.index)
    assert mk.draw_articles(articles, n=5).index.equals(drawn.index[:5])
    # Articles that come later displace some, and leave the others in their order.
    later = mk.draw_articles(articles.iloc[:60], n=20)
    assert later.index[later.index.isin(drawn.index)].equals(
        drawn.index[drawn.index.isin(later.index)]
    )
    assert not mk.draw_articles(articles, n=20, random_state=1).index.equals(drawn.index)
    assert len(mk.draw_articles(articles, n=1_000)) == len(articles)
    with pytest.raises(mk.MediakitError, match="n= must be 1 or more and random_state= 0 or more"):
        mk.draw_articles(articles, n=0)


def test_every_article_is_drawn_as_often() -> None:
    names = pd.DataFrame({"text": "x"}, index=[f"a{number}" for number in range(40)])
    draws = [mk.draw_articles(names, n=10, random_state=seed).index for seed in range(400)]
    times = pd.Series(np.concatenate(draws)).value_counts()
    assert len(times) == 40
    # 100 expected, standard deviation 8.7.
    assert times.between(65, 135).all()
