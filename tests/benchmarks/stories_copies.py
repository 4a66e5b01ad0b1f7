"""Pseudo-articles of real sentences, and edited copies of some: data for measuring duplicates."""

import random
from pathlib import Path

import numpy as np
import pandas as pd

from mediakit.german import split_sentences

_SENTENCES = 18
_PARAGRAPH = 3
_AGENCIES = ["dpa", "AFP", "Reuters", "epd", "dpa/lno"]
_PLACES = ["Berlin", "Hamburg", "Wien", "Brüssel", "Köln"]


def read_sentences(folder: Path) -> list[str]:
    """Read the distinct sentences of all full articles, of 5 words or more."""
    table = pd.read_parquet(folder / "articles" / "fulltext_news.parquet", columns=["text"])
    sentences = {s for text in table["text"] for s in split_sentences(text) if s.count(" ") >= 4}
    return sorted(sentences)


def make_articles(
    sentences: list[str], *, n: int, n_copies: int, random_state: int = 0
) -> tuple[pd.DataFrame, dict[str, str], dict[str, set[str]]]:
    """Make `n` articles in a window of three days, the last `n_copies` of them edited copies.

    Returns
    -------
    articles : DataFrame
        The article table.
    originals : dict
        The original of each copy.
    contents : dict
        The sentences of each article.
    """
    chance = random.Random(random_state)
    bodies = [chance.sample(sentences, _SENTENCES) for _ in range(n - n_copies)]
    copied = chance.sample(range(n - n_copies), n_copies)
    names = [f"a{i:06d}" for i in range(n)]
    texts = [_print(body, lead=_credit(chance)) for body in bodies]
    for original in copied:
        bodies.append(_edit(bodies[original], chance=chance))
        texts.append(_print(bodies[-1], lead=""))
    titles = [" ".join(chance.choice(sentences).split()[:8]) for _ in names]
    minutes = np.random.default_rng(random_state).integers(0, 3 * 24 * 60, n)
    start = pd.Timestamp("2025-01-01", tz="Europe/Berlin")
    table = pd.DataFrame(
        {
            "published": (start + pd.to_timedelta(minutes, unit="min")).as_unit("us"),
            "outlet": [f"outlet {i % 40}" for i in range(n)],
            "section": "",
            "title": titles,
            "text": texts,
        },
        index=pd.Index(names, name="article"),
    )
    originals = {names[n - n_copies + i]: names[original] for i, original in enumerate(copied)}
    contents = {name: set(body) for name, body in zip(names, bodies, strict=True)}
    return table, originals, contents


def _credit(chance: random.Random) -> str:
    return f"{chance.choice(_PLACES)} ({chance.choice(_AGENCIES)}) - "


def _print(body: list[str], *, lead: str) -> str:
    paragraphs = [body[i : i + _PARAGRAPH] for i in range(0, len(body), _PARAGRAPH)]
    return lead + "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


def _edit(body: list[str], *, chance: random.Random) -> list[str]:
    """Drop a paragraph and swap two sentences; the new headline and no credit come elsewhere."""
    dropped = chance.randrange(len(body) // _PARAGRAPH) * _PARAGRAPH
    edited = body[:dropped] + body[dropped + _PARAGRAPH :]
    one, other = chance.sample(range(len(edited)), 2)
    edited[one], edited[other] = edited[other], edited[one]
    return edited
