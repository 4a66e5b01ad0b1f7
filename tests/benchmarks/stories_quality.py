"""Near-duplicates and story chains on ``stories/``, synthetic copies of ``articles/``."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from stories_copies import make_articles, read_sentences

import mediakit as mk

_SHARED = 0.2
_FALSE = 0.3


def table(titles: pd.Series, *, texts: pd.Series, published: pd.Series) -> pd.DataFrame:
    """Make an article table of headlines and teasers."""
    return pd.DataFrame(
        {
            "published": pd.to_datetime(published).dt.tz_localize("Europe/Berlin"),
            "outlet": "",
            "section": "",
            "title": titles.fillna(""),
            "text": texts.fillna(""),
        }
    ).rename_axis("article")


def wire_pairs(folder: Path, *, threshold: float) -> str:
    """Precision and recall over the items that have a ``wire_cluster``."""
    items = pd.read_csv(folder / "stories" / "wire_week.csv", dtype=str)
    articles = table(items["title_clean"], texts=items["teaser"], published=items["first_seen"])
    cluster = items["wire_cluster"].dropna()
    both = (articles["title"] + " " + articles["text"]).str.lower()
    words = [set(re.findall(r"\w+", text)) for text in both]
    wanted = {
        (a, b)
        for _, members in cluster.groupby(cluster).groups.items()
        for a, b in combinations(sorted(members), 2)
        if len(words[a] & words[b]) >= _SHARED * min(len(words[a]), len(words[b]))
    }
    pairs = mk.near_duplicates(articles, short_threshold=threshold)
    known = pairs["article"].isin(cluster.index) & pairs["copy"].isin(cluster.index)
    ends = pairs.loc[known, ["article", "copy"]].to_numpy()
    same = cluster.loc[ends[:, 0]].to_numpy() == cluster.loc[ends[:, 1]].to_numpy()
    found = {(min(pair), max(pair)) for pair in ends.tolist()}
    recall = len(found & wanted) / len(wanted)
    return f"P {same.mean():.4f} R {recall:.4f} of {len(wanted)} pairs"


def b_cubed(gold: pd.Series, found: pd.Series) -> str:
    """Precision, recall and F1 of Bagga and Baldwin (1998)."""
    same = np.equal.outer(pd.factorize(gold)[0], pd.factorize(gold)[0])
    joined = np.equal.outer(pd.factorize(found)[0], pd.factorize(found)[0])
    both = (same & joined).sum(axis=1)
    precision, recall = (both / joined.sum(axis=1)).mean(), (both / same.sum(axis=1)).mean()
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def headline_stories(folder: Path, *, threshold: float) -> str:
    """B-cubed of headlines in order of time, each judged by those before it."""
    items = pd.read_csv(folder / "stories" / "og2021_titles.csv")
    articles = table(items["title"], texts=items["title"], published=items["published_at"])
    chains = mk.story_chains(articles.assign(text=""), threshold=threshold).set_index("article")
    return b_cubed(items["clusterId"], chains.loc[items.index, "story"])


def synthetic_copies(folder: Path, *, n: int, n_copies: int) -> str:
    """Recall of edited copies, and pairs found that share too little text."""
    articles, originals, contents = make_articles(read_sentences(folder), n=n, n_copies=n_copies)
    pairs = mk.near_duplicates(articles)
    found = {frozenset(pair) for pair in zip(pairs["article"], pairs["copy"], strict=True)}
    planted = {frozenset(pair) for pair in originals.items()}
    shares = [
        len(contents[a] & contents[b]) / min(len(contents[a]), len(contents[b]))
        for a, b in map(tuple, found - planted)
    ]
    false = sum(share < _FALSE for share in shares)
    recall = len(found & planted) / len(planted)
    return f"recall {recall:.4f} of {n_copies}, other pairs {len(shares)}, false {false}"


def main(folder: Path) -> None:
    """Print one line a figure."""
    for threshold in (0.9, 0.93, 0.96):
        print(f"wire week, threshold {threshold}:", wire_pairs(folder, threshold=threshold))
    for threshold in (0.17, 0.2, 0.23):
        scores = headline_stories(folder, threshold=threshold)
        print(f"headline stories, threshold {threshold}:", scores)
    print("synthetic copies:", synthetic_copies(folder, n=20_000, n_copies=2_000))
