"""Words and sentences, on ``language/sentences_news.jsonl`` and ``language/pud_tokens.csv``.

Sentences: boundary precision, recall and F1 over the inner boundaries of
joined paragraphs, as the README of the evaluation folder defines. Tokens: F1 of token spans on
sentences whose blanks are guessed from their signs, for the file gives tokens without blanks.
Speed: distinct chunks of a corpus a second, on one core.
"""

import csv
import json
import time
from itertools import groupby
from pathlib import Path

import pandas as pd

from mediakit.german.sentences import chunk_features, split_sentences
from mediakit.german.words import chunk_splitter, split_words


def ends(sentences: list[str]) -> set[int]:
    """Inner boundaries, counted in characters that are not white space."""
    places, end = set(), 0
    for sentence in sentences[:-1]:
        end += len("".join(sentence.split()))
        places.add(end)
    return places


def precision_recall(found: list[set], gold: list[set]) -> tuple[float, float, float]:
    """Micro-averaged precision, recall and F1 of pairs of sets."""
    right = sum(len(one & other) for one, other in zip(found, gold, strict=True))
    n_found, n_gold = sum(map(len, found)), sum(map(len, gold))
    return right / n_found, right / n_gold, 2 * right / (n_found + n_gold)


def sentence_figures(file: Path) -> tuple[float, float, float]:
    """Boundary figures on articles with hand-made sentences."""
    lines = file.read_text("utf-8").splitlines()
    paragraphs = [paragraph for line in lines for paragraph in json.loads(line)["paragraphs"]]
    found = [ends(split_sentences(" ".join(paragraph))) for paragraph in paragraphs]
    return precision_recall(found, [ends(paragraph) for paragraph in paragraphs])


def with_blanks(tokens: list[str]) -> tuple[str, set[tuple[int, int]]]:
    """Write tokens as a text and return it with their spans; signs touch as they do in print."""
    text, spans, touching = "", set(), True
    for token in tokens:
        closing = token in {".", ",", ";", ":", "?", "!", ")", "“", "”", "]", "%"}
        closing |= token == '"' and text.count('"') % 2 == 1
        if text and not touching and not closing:
            text += " "
        spans.add((len(text), len(text) + len(token)))
        touching = token in {"(", "„", "["} or (token == '"' and not closing)
        text += token
    return text, spans


def token_figures(file: Path) -> tuple[float, float, float]:
    """Span figures on sentences with hand-made tokens."""
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    found, gold = [], []
    for _, group in groupby(rows, key=lambda row: row["sent_id"]):
        text, spans = with_blanks([row["form"] for row in group])
        gold.append(spans)
        found.append({(word.start, word.start + len(word.text)) for word in split_words(text)})
    return precision_recall(found, gold)


def speeds(file: Path) -> dict[str, float]:
    """Distinct chunks a second through words and through sentence features."""
    texts = pd.read_parquet(file)["text"]
    chunks = list({chunk for text in texts for chunk in text.split()})
    figures = {}
    for name, function in (("split_chunk", chunk_splitter()), ("chunk_features", chunk_features)):
        function("Dr.")
        start = time.process_time()
        for chunk in chunks:
            function(chunk)
        figures[name] = len(chunks) / (time.process_time() - start)
    return figures


def main(folder: Path) -> None:
    """Print all figures."""
    for name, figures in (
        ("sentence boundaries", sentence_figures(folder / "language" / "sentences_news.jsonl")),
        ("tokens", token_figures(folder / "language" / "pud_tokens.csv")),
    ):
        print(f"{name}: precision {figures[0]:.4f} recall {figures[1]:.4f} F1 {figures[2]:.4f}")
    for name, speed in speeds(folder / "articles" / "fulltext_news.parquet").items():
        print(f"{name}: {speed:,.0f} distinct chunks/s")
