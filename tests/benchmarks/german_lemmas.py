"""Lemmas on ``language/pud_tokens.csv`` (form, lemma, upos, sent_id): by form and in context."""

from __future__ import annotations

import csv
import resource
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from mediakit.german.lemma_context import lemmatize_tokens
from mediakit.german.lemmas import lemmatize_all

OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


def read_tokens(folder: Path) -> list[dict[str, str]]:
    """Read the hand-lemmatised tokens, without punctuation marked as such but in text order."""
    with (folder / "language" / "pud_tokens.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accuracy(tokens: list[dict[str, str]], lemmas: Iterable[str], classes: frozenset[str]) -> float:
    """Share of tokens of the given word classes with the right lemma, whatever its case."""
    pairs = zip(tokens, lemmas, strict=True)
    right = [
        lemma.lower() == token["lemma"].lower()
        for token, lemma in pairs
        if token["upos"] in classes
    ]
    return sum(right) / len(right)


def in_context(tokens: list[dict[str, str]]) -> list[str]:
    """Lemmas by form and neighbours."""
    forms = sorted({token["form"] for token in tokens})
    place = {form: at for at, form in enumerate(forms)}
    sentences = np.array([token["sent_id"] for token in tokens])
    starts = np.append(True, sentences[1:] != sentences[:-1])
    codes = [place[token["form"]] for token in tokens]
    lemmas, lemma_codes = lemmatize_tokens(forms, codes=codes, sentence_starts=starts)
    return [lemmas[code] for code in lemma_codes]


def figures(folder: Path) -> Iterator[tuple[str, float]]:
    """Yield a name and a value for each figure."""
    tokens = read_tokens(folder)
    every = frozenset(token["upos"] for token in tokens) - {"PUNCT"}
    started = time.process_time()
    by_form = lemmatize_all([token["form"] for token in tokens])
    yield "lemmas, seconds with loading", time.process_time() - started
    by_context = in_context(tokens)
    for name, lemmas in (("by form", by_form), ("in context", by_context)):
        yield f"lemmas {name}, open classes", accuracy(tokens, lemmas, OPEN)
        yield f"lemmas {name}, all but PUNCT", accuracy(tokens, lemmas, every)
    yield "lemmas, MB resident", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(folder: Path) -> None:
    """Print one line a figure."""
    for name, value in figures(folder):
        print(f"{name}: {value:.4f}")
