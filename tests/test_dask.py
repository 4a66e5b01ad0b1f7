"""Dask DataFrames of articles: the same tables as on one machine, whatever befalls a worker."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mediakit as mk
from mediakit.cli import main

config = pytest.importorskip("dask.config")
dask = pytest.importorskip("dask.dataframe")
distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what Dask and its servers warn of is theirs


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    articles = mk.sample_articles()
    articles.attrs = {}
    return articles


@pytest.fixture(scope="module")
def archive(sample: pd.DataFrame, tmp_path_factory) -> Any:
    folder = tmp_path_factory.mktemp("corpus")
    return mk.store_corpus(sample, folder, part_size=20).to_dask()


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    options: dict[str, Any] = {
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
    }
    with (
        distributed.LocalCluster(n_workers=1, **options) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def topics(sample: pd.DataFrame) -> mk.Topics:
    return mk.fit_topics(mk.tokenize(mk.draw_articles(sample, n=60)), n_topics=6)


def break_text(articles: pd.DataFrame) -> pd.DataFrame:
    """Take the text from the 34th article."""
    broken = articles.astype({"text": object})
    broken.iloc[33, broken.columns.get_loc("text")] = None
    return broken


def tables(
    matrix: Any, *, tokens: Any, articles: Any, topics: mk.Topics
) -> dict[str, pd.DataFrame]:
    """Ask every measure that takes a Dask DataFrame."""
    return {
        "counts": mk.count_terms(tokens).to_frame(),
        "frequencies": mk.term_frequencies(matrix, by=articles["outlet"]),
        "trends": mk.term_trends(matrix, published=articles["published"], terms=["Wehr*", "Die"]),
        "keyness": mk.keyness(matrix, target="Sport", by=articles["section"]),
        "readability": mk.readability(tokens),
        "drawn": mk.draw_articles(articles, n=60),
        "topics": mk.assign_topics(topics, tokens),
    }


@pytest.mark.parametrize("n_workers", [1, 2, 4])
def test_tables_are_those_of_one_machine(client, sample, archive, topics, n_workers: int) -> None:
    client.cluster.scale(n_workers)
    client.wait_for_workers(n_workers)
    tokens = mk.tokenize(sample)
    expected = tables(mk.count_terms(tokens), tokens=tokens, articles=sample, topics=topics)
    found = tables(archive, tokens=archive, articles=archive, topics=topics)
    for name, table in found.items():
        pd.testing.assert_frame_equal(table, expected[name], check_exact=True, obj=name)


def test_topics_depend_on_the_article_alone(sample, topics, tmp_path: Path) -> None:
    whole = mk.assign_topics(topics, mk.tokenize(sample))
    sampled = whole.set_index("article")["topic"].loc[topics.articles["article"]]
    assert (sampled.to_numpy() == topics.articles["topic"].to_numpy()).mean() > 0.9
    with config.set(scheduler="synchronous"):
        for n in (1, 3, 81):
            parted = dask.from_pandas(sample, npartitions=n, sort=False)
            assert mk.assign_topics(topics, parted).equals(whole)
            assert mk.draw_articles(parted, n=9).equals(mk.draw_articles(sample, n=9))
    corpus = mk.store_corpus(sample, tmp_path / "corpus", part_size=7)
    assert mk.assign_topics(topics, corpus).equals(whole)
    with pytest.raises(mk.MediakitError, match=r"fitted on articles in memory\. Draw a sample"):
        mk.fit_topics(corpus, n_topics=6)


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_decompositions_look_at_each_article_alone(sample, method: str) -> None:
    topics = mk.fit_topics(mk.tokenize(sample), n_topics=4, method=method)
    whole = mk.assign_topics(topics, sample)
    alone = [mk.assign_topics(topics, sample.iloc[[row]]) for row in (0, 40, 80)]
    assert pd.concat(alone, ignore_index=True).equals(
        whole.iloc[[0, 40, 80]].reset_index(drop=True)
    )


@pytest.mark.usefixtures("client")
def test_names_of_columns_will_do(sample, archive) -> None:
    matrix = mk.count_terms(mk.tokenize(sample))
    by_name = mk.term_frequencies(archive, by="outlet")
    assert by_name.equals(mk.term_frequencies(matrix, by=sample["outlet"]))
    with pytest.raises(mk.ColumnError, match=r"no column 'outlets' \(did you mean 'outlet'"):
        mk.term_frequencies(archive, by="outlets")
    with pytest.raises(mk.ColumnError, match=r"no column 'text'.*to_dask"):
        mk.count_terms(archive[["title"]])


@pytest.mark.usefixtures("client")
def test_plain_parquet_will_do(sample, tmp_path: Path) -> None:
    for number in range(3):
        sample.iloc[number::3].to_parquet(tmp_path / f"{number}.parquet")
    table = mk.term_frequencies(dask.read_parquet(tmp_path), by="outlet")
    matrix = mk.count_terms(mk.tokenize(sample))
    assert table.equals(mk.term_frequencies(matrix, by=sample["outlet"]))


@pytest.mark.usefixtures("client")
def test_a_worker_may_die(sample, archive, tmp_path: Path) -> None:
    once = tmp_path / "died"

    def die_once(part: pd.DataFrame) -> pd.DataFrame:
        try:
            once.touch(exist_ok=False)
        except FileExistsError:
            return part
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
        return part

    deadly = archive.map_partitions(die_once, meta=archive._meta)
    table = mk.term_frequencies(deadly, by="outlet")
    assert once.exists()
    matrix = mk.count_terms(mk.tokenize(sample))
    assert table.equals(mk.term_frequencies(matrix, by=sample["outlet"]))


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(
    ("measure", "whole"),
    [
        (mk.count_terms, lambda articles: mk.count_terms(mk.tokenize(articles))),
        (mk.readability, lambda articles: mk.readability(mk.tokenize(articles))),
        (partial(mk.draw_articles, n=70), partial(mk.draw_articles, n=70)),
    ],
)
def test_a_broken_article_is_named_and_the_others_are_kept(
    sample, measure: Callable[[Any], Any], whole: Callable[[pd.DataFrame], Any]
) -> None:
    name = sample.index[33]
    with pytest.raises(mk.ArticleError, match=f"article '{name}' has no text .* 1 such") as caught:
        measure(dask.from_pandas(break_text(sample), npartitions=4, sort=False))
    others, expected = caught.value.others, whole(sample.drop(name))
    if isinstance(others, mk.TermMatrix):
        others, expected = others.to_frame(), expected.to_frame()
    assert others.equals(expected)


def test_a_broken_article_has_no_topic_and_the_others_have(sample, topics) -> None:
    name = sample.index[33]
    broken = dask.from_pandas(break_text(sample), npartitions=4, sort=False)
    told = pytest.raises(mk.ArticleError, match=f"article '{name}' has no text")
    with config.set(scheduler="synchronous"), told as caught:
        mk.assign_topics(topics, broken)
    assert caught.value.others.equals(mk.assign_topics(topics, sample.drop(name)))


def test_sentiment_is_that_of_one_machine(sample, archive) -> None:
    expected = mk.score_sentiment(sample)
    # The lexicon is loaded already in this process, in workers it would take its time.
    with config.set(scheduler="synchronous"):
        assert mk.score_sentiment(archive).equals(expected)
        with pytest.raises(mk.ArticleError, match=f"article '{sample.index[33]}' has no") as caught:
            mk.score_sentiment(dask.from_pandas(break_text(sample), npartitions=4, sort=False))
    assert caught.value.others.equals(expected.drop(sample.index[33]))


def test_the_command_line_counts_on_a_cluster(client, sample, tmp_path: Path, capsys) -> None:
    folder = tmp_path / "corpus"
    mk.store_corpus(sample, folder, part_size=40)
    address, out = client.scheduler.address, str(tmp_path / "terms.csv")
    asked = ["terms", str(folder), "--by", "outlet", "--out", out, "--cluster", address]
    assert main(asked) == 0, capsys.readouterr().err
    matrix = mk.count_terms(mk.tokenize(sample))
    whole = mk.term_frequencies(matrix, by=sample["outlet"])
    pd.testing.assert_frame_equal(pd.read_csv(out, keep_default_na=False), whole, check_dtype=False)
    assert main([*asked[:-1], "tcp://127.0.0.1:1"]) == 2
    assert "no cluster at tcp://127.0.0.1:1" in capsys.readouterr().err
