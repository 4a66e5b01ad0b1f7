"""Syllables and stop words of the gold lists; language and nouns on ``language/``."""

import csv
import json
import re
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

from mediakit.german.language import is_german
from mediakit.german.nouns import find_nouns
from mediakit.german.stopwords import stopwords
from mediakit.german.syllables import count_syllables

GOLD = Path(__file__).parents[1] / "gold"


def read_gold(path: Path) -> dict[str, int]:
    """Read ``Na|ti|on`` as Nation 3 and ``EU=E|U`` as EU 2."""
    lines = path.read_text(encoding="utf-8").splitlines()
    entries = [entry.partition("=") for line in lines if line[:1] != "#" for entry in line.split()]
    return {
        form.replace("|", ""): len(re.split(r"[|:*-]", reading or form))
        for form, _, reading in entries
    }


def syllable_accuracy(name: str) -> str:
    """Share of the hand-coded words with the right number."""
    gold = read_gold(GOLD / name)
    wrong = [word for word, count in gold.items() if count_syllables(word) != count]
    return f"{1 - len(wrong) / len(gold):.3f} of {len(gold)}; wrong: {' '.join(wrong) or 'none'}"


def read_tokens(folder: Path) -> tuple[list[str], list[int], np.ndarray]:
    """Read forms, starts of sentences and the gold nouns."""
    with (folder / "language" / "pud_tokens.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    starts = [0]
    starts += [i for i, (a, b) in enumerate(pairwise(rows), 1) if a["sent_id"] != b["sent_id"]]
    nouns = np.array([row["upos"] in ("NOUN", "PROPN") for row in rows])
    return [row["form"] for row in rows], starts, nouns


def noun_scores(found: np.ndarray, gold: np.ndarray) -> str:
    """Precision, recall and F1."""
    hits = np.count_nonzero(found & gold)
    precision, recall = hits / np.count_nonzero(found), hits / np.count_nonzero(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.4f} R {recall:.4f} F1 {f1:.4f}"


def german_sentences(folder: Path) -> list[str]:
    """Read the newspaper sentences, all of them German."""
    lines = (folder / "language" / "sentences_news.jsonl").read_text(encoding="utf-8").splitlines()
    return [s for line in lines for paragraph in json.loads(line)["paragraphs"] for s in paragraph]


def main(folder: Path) -> None:
    """Print one line a figure."""
    print("syllables", syllable_accuracy("syllables.txt"))
    print("syllables, held out", syllable_accuracy("syllables_held_out.txt"))
    print("stop words", len(stopwords()), "with negations", len(stopwords(keep_negations=False)))

    sentences = german_sentences(folder)
    paragraphs = [" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5)]
    print(
        f"is_german, news sentences {np.mean([*map(is_german, sentences)]):.4f} of {len(sentences)}"
    )
    print(f"is_german, by fives {np.mean([*map(is_german, paragraphs)]):.4f} of {len(paragraphs)}")

    forms, starts, gold = read_tokens(folder)
    terms, codes = np.unique(np.array(forms), return_inverse=True)
    found = find_nouns(codes, sentence_starts=starts, terms=terms.tolist())
    capital = np.array([form[:1].isupper() for form in forms])
    print("nouns", noun_scores(found, gold))
    print("nouns, first words", noun_scores(found[starts], gold[starts]))
    print("nouns, capital alone", noun_scores(capital, gold))

    begin = time.perf_counter()
    for term in terms.tolist():
        count_syllables(term)
    print(f"syllables, forms a second {len(terms) / (time.perf_counter() - begin):,.0f}")
