"""Words in context: concordances, collocations, cooccurrences."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.patterns import find_places

SLOW = settings(deadline=None, max_examples=30)
SENTENCES = st.lists(st.sampled_from("abcde"), min_size=1, max_size=7).map(" ".join)
CORPORA = st.lists(st.lists(SENTENCES, max_size=3).map("\n\n".join), min_size=1, max_size=4)
GAPS = st.sampled_from([" ", "\n", "\u00a0", " – ", ", ", "! ", " „"])
PRESS = st.lists(st.tuples(st.sampled_from(["Rente", "z.B.", "Ja“", "ß"]), GAPS), max_size=9).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


def table_of(*texts: str) -> pd.DataFrame:
    """Make an article table of texts named 0, 1, 2 ..."""
    return pd.DataFrame(
        {
            "published": pd.Timestamp("2025-04-01 22:04", tz="Europe/Berlin"),
            "outlet": [f"Blatt {number}" for number in range(len(texts))],
            "text": pd.Series(texts, dtype=object),
        },
        index=pd.RangeIndex(len(texts), name="article"),
    )


def lines_of(*texts: str, **choices) -> list[tuple[str, str, str]]:
    """Show a concordance as left, keyword and right."""
    articles = table_of(*texts)
    lines = mk.concordance(mk.tokenize(articles), articles=articles, **choices)
    return list(lines[["left", "keyword", "right"]].itertuples(index=False, name=None))


def matched(text: str, *patterns: str) -> list[tuple[str, str]]:
    """List patterns and what they match."""
    tokens = mk.tokenize(table_of(text))
    words = tokens.terms.take(tokens.codes).tolist()
    names, hits = find_places(tokens, patterns=list(patterns))
    return [
        (names[number], " ".join(words[begin : begin + length]))
        for begin, length, number in zip(*(part.tolist() for part in hits), strict=True)
    ]


def test_patterns_match_terms_stars_and_phrases() -> None:
    text = "Klimakrise und Klima. Künstliche Intelligenz: die Krise der Energiekrise"
    assert matched(text, "Klima*", "*krise", "Klima", "Krise") == [
        ("Klima*", "Klimakrise"),
        ("*krise", "Klimakrise"),
        ("Klima*", "Klima"),
        ("Klima", "Klima"),
        ("*krise", "Krise"),
        ("Krise", "Krise"),
        ("*krise", "Energiekrise"),
    ]
    assert matched(text, "Künstliche Intell*", "die * der") == [
        ("Künstliche Intell*", "Künstliche Intelligenz"),
        ("die * der", "die Krise der"),
    ]
    assert matched("Er_innen 100% Erinnen", "Er_inn*", "E*_*n", "*_innen") == [
        ("Er_inn*", "Er_innen"),
        ("E*_*n", "Er_innen"),
        ("*_innen", "Er_innen"),
    ]
    with pytest.raises(mk.EmptyError, match=r"no term matches '\*%\*'"):
        matched("100% Erinnen", "*%*")


def test_families_and_lists_have_a_concordance_too() -> None:
    articles = table_of("Die Klimakrise, der Klimawandel; das Klima der Partei. Klimas?")
    tokens = mk.tokenize(articles)
    family = mk.match_terms(tokens, parts_of="Klima")
    words = {"Klima", "Klimakrise", "Klimawandel"}
    lines = mk.concordance(tokens, articles=articles, pattern=family, sort=["keyword", "R1"])
    assert set(lines["keyword"]) >= words
    assert lines["keyword"].tolist() == sorted(lines["keyword"])
    mixed = mk.concordance(
        tokens, articles=articles, pattern=["das Klima", "Klimawandel"], sort=["keyword"]
    )
    assert mixed["keyword"].tolist() == ["das Klima", "Klimawandel"]
    near = mk.collocations(tokens, node=family, window=1, min_count=1)
    assert near["term"].unique().tolist() == ["Klima"]
    edges = mk.cooccurrences(tokens, terms={"Klima": "Klima*", "Partei": "partei"}, min_count=1)
    assert edges[["source", "target", "count"]].values.tolist() == [["Klima", "Partei", 1]]


def test_phrases_end_with_their_sentence() -> None:
    assert matched("Er kam. Sie kam Sie", "kam Sie") == [("kam Sie", "kam Sie")]
    with pytest.raises(mk.EmptyError, match="no phrase 'kam Sie ging'"):
        matched("kam Sie", "kam Sie ging")


@pytest.mark.parametrize("pattern", ["", "  ", None])
def test_a_pattern_without_words_is_refused(pattern) -> None:
    with pytest.raises(mk.MediakitError, match=r"(pattern .* is no word|patterns are texts)"):
        matched("Klima", pattern)


def test_a_line_is_cut_out_of_the_text_as_printed() -> None:
    text = "Er sagte: „Die Rente steigt, und zwar\n\nschnell.“ Danach"
    assert lines_of(text, pattern="Rente", window=1) == [("„Die ", "Rente", " steigt,")]
    assert lines_of(text, pattern="zwar", window=1) == [("und ", "zwar", "\n\nschnell.“")]
    assert lines_of(text, pattern="Er", window=2) == [("", "Er", " sagte: „Die")]


def test_a_sentence_is_the_window_when_asked() -> None:
    text = "Er kam. „Die Rente steigt!“ Dann ging er."
    choices = {"pattern": "Rente", "unit": "sentence"}
    assert lines_of(text, **choices) == [("„Die ", "Rente", " steigt!“")]
    assert lines_of(text, **choices, window=1) == [
        ("Er kam. „Die ", "Rente", " steigt!“ Dann ging er.")
    ]


def test_words_that_share_a_chunk_do_not_come_along() -> None:
    articles = table_of("(Berlin)/(Bonn)/(Kiel)")
    tokens = mk.tokenize(articles, tokenizer=lambda _: ["Berlin", "Bonn", "Kiel"])
    line = mk.concordance(tokens, articles=articles, pattern="Bonn", window=0).loc[0]
    assert line[["left", "keyword", "right"]].tolist() == [")/(", "Bonn", ")/("]


def test_the_text_is_shown_whatever_has_become_of_the_tokens() -> None:
    articles = table_of("Die „Häuser“ stehen")
    lemmas = mk.tokenize(articles).map(lambda term: {"Häuser": "haus"}.get(term, term.upper()))
    line = mk.concordance(lemmas, articles=articles, pattern="haus", window=1).loc[0]
    assert line[["left", "keyword", "right"]].tolist() == ["Die „", "Häuser", "“ stehen"]


def test_lines_carry_their_article_and_their_place(articles: pd.DataFrame) -> None:
    lines = mk.concordance(mk.tokenize(articles), articles=articles, pattern="Rente")
    assert lines["article"].tolist() == ["a1", "a1", "a2"]
    assert lines["outlet"].tolist() == ["taz", "taz", "taz"]
    assert lines["published"].tolist() == articles["published"].take([0, 0, 1]).tolist()
    assert lines["start"].tolist() == [4, 22, 0]
    assert lines["published"].dtype == articles["published"].dtype


def test_articles_may_come_in_another_order_and_number(articles: pd.DataFrame) -> None:
    tokens = mk.tokenize(articles)
    first = mk.concordance(tokens, articles=articles, pattern="Rente")
    shuffled = articles.loc[["b2", "a2", "a1"]]
    pd.testing.assert_frame_equal(first, mk.concordance(tokens, articles=shuffled, pattern="Rente"))


def test_lines_are_sorted_by_the_words_beside() -> None:
    text = "Rente zuletzt\n\nalte Rente Ärger\n\nneue Rente bald\n\nRente"
    right = lines_of(text, pattern="Rente", window=0, sort=["R1"])
    assert len(right) == 4
    lines = mk.concordance(
        mk.tokenize(table_of(text)), articles=table_of(text), pattern="Rente", sort=["R1"]
    )
    # The last one has no word to its right; Ä is sorted as A.
    assert [text[start:].split()[1:2] for start in lines["start"]] == [
        [],
        ["Ärger"],
        ["bald"],
        ["zuletzt"],
    ]


def test_keys_count_in_turn_and_ties_keep_the_order_of_the_text() -> None:
    text = "b Rente d. a Rente d. a Rente c. a Rente d."
    articles = table_of(text)
    tokens = mk.tokenize(articles, tokenizer=lambda t: t.replace(".", "").split())
    lines = mk.concordance(tokens, articles=articles, pattern="Rente", sort=["R1", "L1"])
    assert lines["start"].tolist() == [24, 13, 35, 2]
    by_keyword = mk.concordance(tokens, articles=articles, pattern="*", sort=["keyword"])
    assert by_keyword["keyword"].tolist() == sorted(by_keyword["keyword"], key=str.lower)


def test_what_a_concordance_cannot_do_it_says(articles: pd.DataFrame) -> None:
    tokens = mk.tokenize(articles)
    with pytest.raises(mk.EmptyError, match=r"no term 'RENTE'.*Capital letters are matched"):
        mk.concordance(tokens, articles=articles, pattern="RENTE")
    with pytest.raises(mk.ArticleError, match="articles= has no article 'a1'"):
        mk.concordance(tokens, articles=articles.drop("a1"), pattern="Rente")
    with pytest.raises(mk.ArticleError, match="text of article 'a1' is not the one"):
        mk.concordance(tokens, articles=articles.assign(text="Kurz"), pattern="Rente")
    with pytest.raises(mk.ArticleError, match="article 'a1' stands twice"):
        mk.concordance(tokens, articles=pd.concat([articles, articles.head(1)]), pattern="Rente")
    with pytest.raises(mk.ColumnError, match="no column 'outlet'"):
        mk.concordance(tokens, articles=articles.drop(columns="outlet"), pattern="Rente")
    with pytest.raises(mk.MediakitError, match="unit= must be one of word, sentence"):
        mk.concordance(tokens, articles=articles, pattern="Rente", unit="page")
    with pytest.raises(mk.MediakitError, match="window= must be a number from 0, not -1"):
        mk.concordance(tokens, articles=articles, pattern="Rente", window=-1)
    with pytest.raises(mk.MediakitError, match=r"sort= takes 'L1' to 'L9'.*not 'X1'"):
        mk.concordance(tokens, articles=articles, pattern="Rente", sort=["X1"])
    with pytest.raises(mk.MediakitError, match=r"sort= must be a list such as \['R1'\]"):
        mk.concordance(tokens, articles=articles, pattern="Rente", sort="R1")


@SLOW
@given(
    st.lists(PRESS, min_size=1, max_size=3),
    st.integers(0, 4),
    st.sampled_from(["word", "sentence"]),
)
def test_every_line_stands_in_its_text(texts: list[str], window: int, unit: str) -> None:
    articles = table_of(*texts, "Rente")
    tokens = mk.tokenize(articles)
    lines = mk.concordance(tokens, articles=articles, pattern="*", window=window, unit=unit)
    assert len(lines) == len(tokens)
    for line in lines.itertuples():
        text = articles.loc[line.article, "text"]
        begin = line.start - len(line.left)
        whole = line.left + line.keyword + line.right
        assert text[begin : begin + len(whole)] == whole
    assert lines["keyword"].tolist() == tokens.terms.take(tokens.codes).tolist()


def test_hostile_text_is_shown_as_text() -> None:
    articles = table_of('<script>alert(1)</script> Rente <b>fett</b> & "so"')
    articles["outlet"] = "<i>Blatt</i>"
    lines = mk.concordance(mk.tokenize(articles), articles=articles, pattern="Rente")
    html = mk.show_concordance(lines)._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;i&gt;Blatt&lt;/i&gt;" in html
    assert "<script" not in html
    assert html.count("<b>") == len(lines)
    assert "&amp; &quot;so&quot;" in html


def test_lines_are_aligned_and_the_rest_is_counted() -> None:
    articles = table_of("Die Rente steigt.", "Er sagte: „Die\nRente sinkt!“", "Rente")
    lines = mk.concordance(mk.tokenize(articles), articles=articles, pattern="Rente")
    shown = mk.show_concordance(lines, n=2)
    assert repr(shown).splitlines() == [
        "Blatt 0             Die [Rente] steigt.",
        "Blatt 1  Er sagte: „Die [Rente] sinkt!“",
        "… 1 more of 3 lines",
    ]
    html = shown._repr_html_()
    assert html.count("<tr>") == 3
    assert "… 1 more of 3 lines" in html
    assert '<td class="mk-left">' in html
    german = mk.show_concordance(lines, n=2, language="de")
    assert "… 1 weitere von 3 Zeilen" in repr(german)
    assert "Davor</th>" in german._repr_html_()
    assert "more of" not in repr(mk.show_concordance(lines))


def test_lines_that_are_none_cannot_be_shown(articles: pd.DataFrame) -> None:
    lines = mk.concordance(mk.tokenize(articles), articles=articles, pattern="Rente")
    with pytest.raises(mk.EmptyError, match="no lines to show"):
        mk.show_concordance(lines.iloc[:0])
    with pytest.raises(mk.ColumnError, match="no column 'article'"):
        mk.show_concordance(articles)
    with pytest.raises(mk.MediakitError, match="language must be 'de' or 'en', not 'fr'"):
        mk.show_concordance(lines, language="fr")
    with pytest.raises(mk.MediakitError, match="n= must be 1 or more, not 0"):
        mk.show_concordance(lines, n=0)


def slow_window_pairs(tokens: mk.Tokens, *, window: int, side: str) -> list[tuple[str, str]]:
    """List every place in every span: the term, and the word that stands there."""
    words = tokens.terms.take(tokens.codes).tolist()
    found = []
    for begin, end in zip(tokens.sentences[:-1], tokens.sentences[1:], strict=True):
        for i in range(begin, end):
            for j in range(begin, end):
                near = 0 < abs(i - j) <= window
                wanted = side == "both" or (j > i) == (side == "right")
                if near and wanted:
                    found.append((words[i], words[j]))
    return found


def slow_table(places: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Count pairs, margins and the total of listed places."""
    together = Counter(places)
    first = Counter(term for term, _ in places)
    second = Counter(collocate for _, collocate in places)
    return {
        pair: (count, first[pair[0]], second[pair[1]], len(places))
        for pair, count in together.items()
    }


def fast_table(pairs: pd.DataFrame) -> dict[tuple[str, str], tuple[int, ...]]:
    """Show a table of collocations or cooccurrences in the same way."""
    columns = pairs.iloc[:, [0, 1, 2, 4, 5, 6]]
    return {
        (term, other): tuple(counts)
        for term, other, *counts in columns.itertuples(index=False, name=None)
    }


def test_bigrams_by_hand() -> None:
    tokens = mk.tokenize(table_of("sehr sehr gut\n\nsehr gut", "gut")).map(str.lower)
    pairs = mk.collocations(tokens, window=1, side="right", min_count=1)
    # Three places: sehr sehr, sehr gut, sehr gut.
    assert fast_table(pairs) == {("sehr", "gut"): (2, 3, 2, 3), ("sehr", "sehr"): (1, 3, 1, 3)}
    assert pairs["expected"].tolist() == [2.0, 1.0]
    assert pairs["pmi"].tolist() == [0.0, 0.0]


def test_a_node_has_its_spans_on_both_sides() -> None:
    tokens = mk.tokenize(table_of("die alte Rente steigt\n\ndie Rente"))
    near = mk.collocations(tokens, node="Rente", window=1, min_count=1)
    assert fast_table(near) == {
        ("Rente", "alte"): (1, 3, 2, 8),
        ("Rente", "steigt"): (1, 3, 1, 8),
        ("Rente", "die"): (1, 3, 2, 8),
    }


def test_a_pattern_is_one_word_as_a_node() -> None:
    text = "die künstliche Intelligenz lernt\n\nkünstliche Intelligenz hilft"
    tokens = mk.tokenize(table_of(text))
    near = mk.collocations(tokens, node="künstliche Intel*", window=1, min_count=1)
    assert near["term"].unique().tolist() == ["künstliche Intel*"]
    assert sorted(near["collocate"]) == ["die", "hilft", "lernt"]
    assert near["term_count"].tolist() == [3, 3, 3]
    assert near["total"].tolist() == [6, 6, 6]


def test_sentences_are_counted_once_whatever_stands_twice_in_them() -> None:
    tokens = mk.tokenize(table_of("Rente Rente steigt\n\nRente sinkt\n\nMiete steigt", "Tor"))
    pairs = mk.collocations(tokens, unit="sentence", min_count=1)
    assert fast_table(pairs) == {
        ("Rente", "steigt"): (1, 2, 2, 4),
        ("Rente", "sinkt"): (1, 2, 1, 4),
        ("Miete", "steigt"): (1, 1, 2, 4),
    }
    node = mk.collocations(tokens, unit="sentence", node="steigt", min_count=1)
    assert fast_table(node) == {
        ("steigt", "Miete"): (1, 2, 1, 4),
        ("steigt", "Rente"): (1, 2, 2, 4),
    }


def test_edges_are_pairs_without_loops_between_the_terms_asked_for() -> None:
    tokens = mk.tokenize(table_of("a b c a\n\nb a\n\nc c"))
    edges = mk.cooccurrences(tokens, unit="word", window=1, min_count=1)
    assert fast_table(edges) == {
        ("a", "b"): (2, 3, 3, 10),
        ("a", "c"): (1, 3, 4, 10),
        ("b", "c"): (1, 3, 4, 10),
    }
    some = mk.cooccurrences(tokens, unit="word", window=1, min_count=1, terms=["c", "a"])
    assert fast_table(some) == {("a", "c"): (1, 3, 4, 10)}


def test_tables_are_sorted_by_strength_then_by_name() -> None:
    pairs = mk.collocations(
        mk.tokenize(table_of("a b\n\nc d\n\na d")), unit="sentence", min_count=1
    )
    assert pairs["log_dice"].is_monotonic_decreasing
    tied = pairs[pairs["log_dice"] == pairs["log_dice"].max()]
    assert tied[["term", "collocate"]].values.tolist() == [["a", "b"], ["c", "d"]]


def test_what_collocations_cannot_do_they_say() -> None:
    tokens = mk.tokenize(table_of("Rente steigt"))
    with pytest.raises(mk.EmptyError, match="no term 'Miete'"):
        mk.collocations(tokens, node="Miete")
    with pytest.raises(mk.MediakitError, match="node= must be one word, but 'Rente' and 'steigt'"):
        mk.collocations(tokens, node=["Rente", "steigt"])
    with pytest.raises(mk.EmptyError, match="no pair stands together 5 times"):
        mk.collocations(tokens)
    with pytest.raises(mk.MediakitError, match="unit= must be one of word, sentence, not 'page'"):
        mk.collocations(tokens, unit="page")
    with pytest.raises(mk.MediakitError, match="side= must be one of both, left, right"):
        mk.collocations(tokens, side="top")
    with pytest.raises(mk.MediakitError, match="window= and side= count words"):
        mk.collocations(tokens, unit="sentence", window=3)
    with pytest.raises(mk.MediakitError, match="window= must be a number from 1, not 0"):
        mk.collocations(tokens, window=0)
    with pytest.raises(mk.MediakitError, match="min_count= must be a number from 1, not 0"):
        mk.cooccurrences(tokens, min_count=0)
    with pytest.raises(mk.MediakitError, match=r"no term 'Rentn' .*did you mean 'Rente'"):
        mk.cooccurrences(tokens, terms=["Rentn", "steigt"])
    with pytest.raises(
        mk.MediakitError, match="terms= must be two or more terms to join, not 'Rente' alone"
    ):
        mk.cooccurrences(tokens, terms="Rente")


@SLOW
@given(CORPORA, st.integers(1, 6), st.sampled_from(["both", "left", "right"]), st.integers(1, 3))
def test_fast_pairs_are_those_of_the_plain_way(texts, window, side, least) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b a b a b"))
    expected = slow_table(slow_window_pairs(tokens, window=window, side=side))
    wanted = {
        pair: counts
        for pair, counts in expected.items()
        if counts[0] >= least and (side != "both" or pair[0] <= pair[1])
    }
    if not wanted:
        with pytest.raises(mk.EmptyError, match="no pair stands together"):
            mk.collocations(tokens, window=window, side=side, min_count=least)
        return
    pairs = mk.collocations(tokens, window=window, side=side, min_count=least)
    assert fast_table(pairs) == wanted


@SLOW
@given(CORPORA, st.integers(1, 6), st.sampled_from(["both", "left", "right"]))
def test_a_node_gives_its_rows_of_all_pairs(texts, window, side) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b c"))
    expected = slow_table(slow_window_pairs(tokens, window=window, side=side))
    near = {pair: counts for pair, counts in expected.items() if pair[0] == "b"}
    if not near:
        return
    assert (
        fast_table(mk.collocations(tokens, node="b", window=window, side=side, min_count=1)) == near
    )


@SLOW
@given(CORPORA)
def test_fast_sentences_are_those_of_the_plain_way(texts: list[str]) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b"))
    words = tokens.terms.take(tokens.codes).tolist()
    borders = zip(tokens.sentences[:-1], tokens.sentences[1:], strict=True)
    sentences = [set(words[begin:end]) for begin, end in borders]
    counts = Counter(word for sentence in sentences for word in sentence)
    together = Counter(pair for sentence in sentences for pair in combinations(sorted(sentence), 2))
    expected = {
        pair: (count, counts[pair[0]], counts[pair[1]], len(sentences))
        for pair, count in together.items()
    }
    assert fast_table(mk.cooccurrences(tokens, min_count=1)) == expected
    node = mk.collocations(tokens, node="a", unit="sentence", min_count=1)
    assert fast_table(node) == {p: c for p, c in expected.items() if p[0] == "a"}


@SLOW
@given(CORPORA)
def test_symmetric_measures_do_not_care_who_is_the_node(texts: list[str]) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b c"))
    one = mk.collocations(tokens, node="a", min_count=1).set_index("collocate").loc["b"]
    other = mk.collocations(tokens, node="b", min_count=1).set_index("collocate").loc["a"]
    for measure in ("count", "pmi", "npmi", "log_dice", "g2", "t", "min_sensitivity"):
        assert one[measure] == pytest.approx(other[measure]), measure
    assert one["delta_p_collocate"] == pytest.approx(other["delta_p_term"], nan_ok=True)


@SLOW
@given(CORPORA, st.integers(2, 4))
def test_repeating_the_corpus_scales_what_it_should(texts: list[str], times: int) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b c"))
    more = mk.tokenize(table_of(*[*texts, "a b c"] * times))
    keys = ["term", "collocate"]
    once = mk.collocations(tokens, min_count=1).set_index(keys).sort_index()
    often = mk.collocations(more, min_count=times).set_index(keys).sort_index()
    assert np.allclose(often["count"], times * once["count"])
    assert np.allclose(often["g2"], times * once["g2"], atol=1e-8)
    for measure in ("pmi", "npmi", "log_dice", "delta_p_term", "min_sensitivity"):
        assert np.allclose(often[measure], once[measure], equal_nan=True), measure


@SLOW
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(texts: list[str], order) -> None:
    articles = table_of(*texts, "a b c")
    rows = articles.index.tolist()
    order.shuffle(rows)
    first, second = mk.tokenize(articles), mk.tokenize(articles.loc[rows])
    for measure in (mk.collocations, mk.cooccurrences):
        pd.testing.assert_frame_equal(measure(first, min_count=1), measure(second, min_count=1))
