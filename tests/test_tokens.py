"""Tokens: every word with its place, once per distinct form."""

import pickle

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.german import gap_break, is_word, split_words
from mediakit.german.chunk_features import chunk_features, sentence_words
from mediakit.german.wordlists import word_lists
from mediakit.tokens.chunks import split_chunks
from mediakit.tokens.marks import ask_marks


def tokens_of(*texts: str) -> mk.Tokens:
    """Tokenize texts named 0, 1, 2 ..."""
    return mk.tokenize(pd.DataFrame({"text": list(texts)}))


def sentences_of(tokens: mk.Tokens) -> list[list[str]]:
    """List the terms of each sentence."""
    terms = tokens.terms.take(tokens.codes).tolist()
    return [terms[a:b] for a, b in zip(tokens.sentences[:-1], tokens.sentences[1:], strict=True)]


def test_tokens_are_words_with_article_and_place(articles: pd.DataFrame) -> None:
    frame = mk.tokenize(articles).to_frame()
    assert frame.values.tolist()[:4] == [
        ["a1", "Die", 0],
        ["a1", "Rente", 4],
        ["a1", "steigt", 10],
        ["a1", "Die", 18],
    ]
    assert frame.groupby("article", sort=False).size().to_dict() == {
        "a1": 7,
        "a2": 2,
        "b1": 3,
        "b2": 3,
    }


def test_sentences_end_at_full_stops_paragraphs_and_articles() -> None:
    tokens = tokens_of("Er kam. Sie ging\n\nUnd dann", "Ende")
    assert sentences_of(tokens) == [["Er", "kam"], ["Sie", "ging"], ["Und", "dann"], ["Ende"]]


def test_any_white_space_separates_and_positions_count_characters() -> None:
    text = "Größe\u00a0und\u2009Maß\u202fist 𝄞 für\u3000alle\u2028da"
    tokens = tokens_of(text)
    found = tokens.to_frame()
    assert found["term"].tolist() == ["Größe", "und", "Maß", "ist", "für", "alle", "da"]
    assert all(text[row.start :].startswith(row.term) for row in found.itertuples())


def test_chunks_are_those_of_str_split() -> None:
    texts = pd.Series(["a b  c\n\nd", "", "  ", "ä\x85ö\x1cü", "\u1680x\u2029"], dtype="str")
    (chunks,), forms = split_chunks(texts)
    found = [
        [forms[code] for code in chunks.codes[a:b] if forms[code]]
        for a, b in zip(chunks.offsets[:-1], chunks.offsets[1:], strict=True)
    ]
    assert found == [text.split() for text in texts]


WORDS = [
    "Haus",
    "Dr",
    "Hauptstr",
    "XVI",
    "I",
    "n",
    "ver.di",
    "Müller-Thurgau",
    "ſ",
    "×÷",
    "Ωδός",
    "3",
    "24.",
    "1.250,50",
    "18:30",
    "12/",
    "3a",
    "٣",
    "km/h",
    "U-",
    "$",
    "·",
    "jnst",
]
SIGNS = [
    "",
    " ",
    "\n\n",
    ".",
    ",",
    ".“",
    "“.",
    "),",
    "’s",
    ":innen",
    "..",
    "?!",
    "-",
    "„",
    "(",
    "@",
]


@given(st.lists(st.tuples(st.sampled_from(SIGNS), st.sampled_from(WORDS), st.sampled_from(SIGNS))))
def test_tokens_are_those_of_split_words(parts: list[tuple[str, str, str]]) -> None:
    text = " ".join(map("".join, parts))
    tokens = tokens_of(text, "x")
    found = list(zip(tokens.terms.take(tokens.codes), tokens.starts, strict=True))
    assert found[:-1] == [word for word in split_words(text) if any(map(str.isalnum, word.text))]


LISTED = sorted(
    {*sentence_words().whole, *sentence_words().any, *sentence_words().heads}.union(
        *word_lists("abbreviations").values()
    )
)
CASES = st.sampled_from([str, str.upper, str.lower, str.title])
CORES = st.one_of(
    st.text("aAixXVISsſtTrRßzäÖİıKŉ-13.", max_size=8),
    st.tuples(CASES, st.sampled_from(LISTED), st.sampled_from(["", "Vor", "wohl-", "e"])).map(
        lambda drawn: drawn[2] + drawn[0](drawn[1])
    ),
)
AROUND = st.text("„“\"’'()[]»«.,;:!?…-–#@_3µα*", max_size=3)
SPACE = st.sampled_from(["", " ", "\n", "\r\n", "\n\n", "\u2029", "\u00a0"])


@given(st.lists(st.tuples(AROUND, CORES, AROUND, SPACE).map("".join), max_size=30))
def test_pieces_tell_of_sentences_what_their_chunks_tell(pieces: list[str]) -> None:
    pieces = [piece for piece in pieces if piece]
    marks = ask_marks(pa.array(pieces, type=pa.large_string()))
    chunks = [piece.rstrip() for piece in pieces]
    assert marks.features.tolist() == [chunk_features(c) if c else 0 for c in chunks]
    gaps = [piece[len(chunk) :] for piece, chunk in zip(pieces, chunks, strict=True)]
    assert marks.gaps.tolist() == [
        gap_break(gap) if chunk else 2 for gap, chunk in zip(gaps, chunks, strict=True)
    ]


@pytest.mark.parametrize("second", ["3 Tage", "Tag", "-Zeitung"])
def test_signs_join_nothing_across_the_end_of_an_article(second: str) -> None:
    first = ["Wahl 2013.", "um 18:", "Bild", "U-", "1,"]
    texts = [text for one in first for text in (one, second)]
    tokens = mk.tokenize(pd.DataFrame({"text": texts}))
    expected = [word.text for text in texts for word in split_words(text) if is_word(word.text)]
    assert tokens.to_frame()["term"].tolist() == expected


def test_places_are_found_when_they_are_asked_for() -> None:
    tokens = tokens_of("Die Rente. Ja", "Die Miete")
    changed = tokens.map(str.lower).drop(["ja"])
    assert callable(vars(tokens)["_starts"])
    assert callable(vars(changed)["_sentences"])
    assert changed.starts.tolist() == [0, 4, 0, 4]
    assert changed.sentences.tolist() == [0, 2, 4]
    travelled = pickle.loads(pickle.dumps(tokens_of("Die Rente. Ja")))
    assert travelled.to_frame().equals(tokens_of("Die Rente. Ja").to_frame())
    assert travelled.sentences.tolist() == [0, 2, 3]


def test_slices_of_a_table_are_read_from_their_own_begin(articles: pd.DataFrame) -> None:
    whole, part = mk.tokenize(articles), mk.tokenize(articles.iloc[1:3])
    assert part.to_frame().equals(
        whole.to_frame().query("article in ['a2', 'b1']").reset_index(drop=True)
    )


def test_batches_give_what_one_batch_gives(monkeypatch, articles: pd.DataFrame) -> None:
    whole = mk.tokenize(articles)
    monkeypatch.setattr("mediakit.tokens.chunks._BATCH", 1)
    single = mk.tokenize(articles)
    for field in ("codes", "offsets", "terms", "starts", "sentences"):
        assert np.array_equal(getattr(whole, field), getattr(single, field)), field


def test_map_merges_what_becomes_equal(articles: pd.DataFrame) -> None:
    tokens = mk.tokenize(articles)
    short = tokens.map(lambda term: term[:1].lower())
    assert short.terms.tolist() == ["d", "m", "r", "s", "t"]
    assert len(short) == len(tokens)
    assert short.to_frame()["term"].tolist()[:4] == ["d", "r", "s", "d"]
    with pytest.raises(mk.MediakitError, match=r"map\(\) needs a string for 'Die', .* gave None"):
        tokens.map(lambda term: None)


def test_drop_ignores_case_and_keeps_places_and_sentences() -> None:
    tokens = tokens_of("Die Rente. Ja. Die Miete").drop(["die", "JA"])
    assert tokens.to_frame()["start"].tolist() == [4, 19]
    assert tokens.terms.tolist() == ["Miete", "Rente"]
    assert sentences_of(tokens) == [["Rente"], ["Miete"]]


def test_another_tokenizer_keeps_places_and_sentences() -> None:
    table = pd.DataFrame({"text": ["Er kam heim. Sie ging"]})
    tokens = mk.tokenize(table, tokenizer=lambda text: [w[:3] for w in text.split()])
    assert sentences_of(tokens) == [["Er", "kam", "hei"], ["Sie", "gin"]]
    assert tokens.starts.tolist() == [0, 3, 7, 13, 17]
    with pytest.raises(mk.MediakitError, match="gave 'kam', which article 0 does not hold"):
        mk.tokenize(table, tokenizer=lambda text: ["Sie", "kam"])


@pytest.mark.parametrize("text", [None, float("nan"), 7, ["Wort"]])
def test_what_is_no_text_is_named(text) -> None:
    table = pd.DataFrame({"text": pd.Series(["gut", text], index=["a", "b"], dtype=object)})
    with pytest.raises(mk.ArticleError, match="article 'b' has no text in 'text', but "):
        mk.tokenize(table)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "…!?",
        "x" * 1_000_000,
        "a\ud800b c",
        "😀 👍🏽",
        "Привет мир",
        "שלום עולם",
        "\0 \x01",
    ],
)
def test_no_string_is_too_odd(text: str) -> None:
    tokens = mk.tokenize(pd.DataFrame({"text": [text, "Ende"]}, dtype=object))
    assert tokens.offsets[-1] == len(tokens)
    assert tokens.terms[tokens.codes[-1]] == "Ende"


def test_tables_that_cannot_be_tokenized_are_refused(articles: pd.DataFrame) -> None:
    with pytest.raises(mk.ColumnError, match=r"no column 'body'; found: .*read_articles"):
        mk.tokenize(articles, column="body")
    with pytest.raises(mk.EmptyError, match="no articles to tokenize"):
        mk.tokenize(articles.head(0))
    with pytest.raises(mk.ArticleError, match="article 'a1' stands twice"):
        mk.tokenize(pd.concat([articles, articles]))


def test_tokens_tell_their_size(articles: pd.DataFrame) -> None:
    assert repr(mk.tokenize(articles)) == "<Tokens: 15 tokens, 7 terms, 4 articles, 7 sentences>"


def test_letters_digits_and_hyphens_are_one_word_where_the_rules_say_so() -> None:
    text = (
        "G20-Gipfel A4, Covid-19. 64-jährig 80er, 5G-Netz: Nord-, 7- 3,5-prozentige 10-15 "
        "2025-04-01-Demo 10-15-jährige „Mi-17“ U-21. 12.- 1-2-x X3str. B2. -Gruppe 3x4-5"
    )
    found = tokens_of(text).to_frame()["term"].tolist()
    assert found == [word.text for word in split_words(text) if is_word(word.text)]
    assert {"G20-Gipfel", "64-jährig", "80er", "Nord-", "7-", "10", "Mi-17"} <= set(found)
