"""Words in context: concordances. Collocations and cooccurrences: test_context_pairs.py."""

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
