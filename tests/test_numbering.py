"""Two ways to cut and number texts, with Arrow and in compiled loops: the same tokens."""

import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.tokens import compiled, numbering
from mediakit.tokens.chunks import split_pieces
from mediakit.tokens.compiled import CompiledNumbers
from mediakit.tokens.numbering import (
    ArrowNumbers,
    Strings,
    choose_numbers,
    sort_strings,
    sort_terms,
)

SPACE = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
# The neighbours of white space in UTF-8, characters of one to four bytes, what has no bytes.
OTHERS = [*"aZß9.,-“„", "\x84", "¡", "â", "\u180e", "\u200b", "\u2027", "\u2060", "日", "😀"]
TEXTS = st.lists(st.text(st.sampled_from([*SPACE, *OTHERS, "\0", "\ud800"])), min_size=1)
FIELDS = ("codes", "offsets", "terms", "starts", "sentences")


def tokenize_by(numbers: type, texts: list[str], *, n_jobs: int = 1) -> mk.Tokens:
    """Tokenize in one of both ways, three texts a batch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbering, "_FROM", 0 if numbers is CompiledNumbers else len(texts) + 1)
        patch.setattr("mediakit.tokens.chunks._BATCH", 3)
        assert choose_numbers(len(texts)) is numbers
        tokens = mk.tokenize(pd.DataFrame({"text": texts}, dtype=object), n_jobs=n_jobs)
        assert len(tokens.starts) == len(tokens)
    return tokens


def assert_same(one: mk.Tokens, other: mk.Tokens) -> None:
    for field in FIELDS:
        ours, theirs = getattr(one, field), getattr(other, field)
        assert np.array_equal(ours, theirs), field
        assert ours.dtype == theirs.dtype, field


@given(TEXTS)
def test_both_ways_give_the_same_tokens(texts: list[str]) -> None:
    expected = tokenize_by(ArrowNumbers, texts)
    for numbers, n_jobs in ((ArrowNumbers, 2), (CompiledNumbers, 1), (CompiledNumbers, 2)):
        assert_same(tokenize_by(numbers, texts, n_jobs=n_jobs), expected)


@pytest.mark.parametrize("numbers", [ArrowNumbers, CompiledNumbers])
@given(texts=TEXTS)
def test_pieces_are_the_chunks_of_str_split(numbers: type, texts: list[str]) -> None:
    batches, forms = split_pieces(pd.Series(texts, dtype=object), numbers=numbers())
    pieces = np.array([*forms.to_pylist(), ""], dtype=object)[:-1]
    found = [
        "".join(pieces[batch.codes[a:b]]).split()
        for batch in batches
        for a, b in zip(batch.offsets[:-1], batch.offsets[1:], strict=True)
    ]
    assert found == [text.replace("\ud800", "?").split() for text in texts]
    assert all(piece.rstrip() == piece.strip() or piece.isspace() for piece in pieces)


def test_tables_grow_with_their_words_and_words_may_be_long(monkeypatch) -> None:
    monkeypatch.setattr(compiled, "_ROOM", 2)
    texts = [" ".join(f"Wort{n}{'lang' * (n % 90)}" for n in range(k, k + 400)) for k in range(9)]
    texts += ["x" * 100_000, "", "x" * 99_999 + "y"]
    expected = tokenize_by(ArrowNumbers, texts)
    assert_same(tokenize_by(CompiledNumbers, texts), expected)
    assert_same(tokenize_by(CompiledNumbers, texts, n_jobs=3), expected)


def test_pieces_of_many_words_find_their_room() -> None:
    texts = ["Haus=Hof=Tor=Rad " * 50, "x"]
    tokens = tokenize_by(CompiledNumbers, texts)
    assert len(tokens) == 201
    assert_same(tokens, tokenize_by(ArrowNumbers, texts))


def test_strings_of_one_hash_stay_apart() -> None:
    # The mixing can be turned round: any first eight bytes have last ones that give one hash.
    prime, full = 0x9E3779B97F4A7C15, (1 << 64) - 1

    def mix(key: int, word: int) -> int:
        key = (key ^ word) * prime & full
        return key ^ key >> 32

    pairs = [(first, mix(16, first) ^ 7) for first in range(500)]
    assert len({mix(mix(16, first), last) for first, last in pairs}) == 1
    data = np.array(pairs, dtype="<u8").view(np.uint8).ravel()
    twice = Strings(np.concatenate([data, data]), np.arange(0, 2 * len(data) + 1, 16))
    numbers = CompiledNumbers()
    (codes,), forms = numbers.finish([numbers.add(twice)])
    assert codes.tolist() == [*range(500), *range(500)]
    assert len(forms) == 500


@pytest.mark.parametrize("numbers", [ArrowNumbers, CompiledNumbers])
def test_every_third_string_is_numbered_alone(numbers: type) -> None:
    data = np.frombuffer("ja (Öl) ja „Öl“ ja".encode(), dtype=np.uint8)
    bounds = np.array([4, 7, 12, 15, 18])
    ways = numbers()
    (codes,), forms = ways.finish([ways.add(Strings(data, bounds, 3))])
    assert [forms.to_pylist()[code] for code in codes] == ["Öl", "Öl"]


@pytest.mark.parametrize("lost", ["numba", "llvmlite"])
def test_without_numba_arrow_serves(monkeypatch, lost: str) -> None:
    assert choose_numbers(2_001) is CompiledNumbers
    assert choose_numbers(1_999) is ArrowNumbers
    monkeypatch.setitem(sys.modules, lost, None)
    monkeypatch.delitem(sys.modules, "mediakit.tokens.kernels")
    compiled.is_usable.cache_clear()
    assert choose_numbers(2_001) is ArrowNumbers
    compiled.is_usable.cache_clear()


def test_loops_are_compiled_where_no_folder_can_hold_a_cache(monkeypatch) -> None:
    from numba.core import caching

    from mediakit.tokens.kernels import compiled as compile_loop

    def double(number):
        return 2 * number

    monkeypatch.setattr(caching.CompileResultCacheImpl, "_locator_classes", [])
    assert compile_loop(double)(21) == 42


WORDS = st.text(st.sampled_from("aäßz日😀")) | st.text(st.sampled_from("ab"), min_size=30)


def check_order(words: list[str]) -> None:
    strings = pa.array(words, pa.large_string())
    order, new = sort_strings(strings)
    ordered = strings.take(pa.array(order)).to_pylist()
    assert ordered == sorted(words)
    assert new.tolist() == [n == 0 or word != ordered[n - 1] for n, word in enumerate(ordered)]
    terms, ranks = sort_terms(strings)
    assert terms.tolist() == sorted(set(words))
    assert terms.take(ranks).tolist() == words


@given(st.lists(WORDS | st.sampled_from(["a" * 8, "a" * 500, "a" * 500 + "b", "", "ab"])))
def test_strings_are_sorted_by_code_point(words: list[str]) -> None:
    check_order(words)


@given(st.lists(st.sampled_from(["a\0\0", "a", "a\0", "b", "", "\0", "aaaaaaa\0"])))
def test_zero_bytes_sort_as_they_should(words: list[str]) -> None:
    check_order(words)
