"""The tone of ``sentiment/headlines.csv`` and ``sentiment/gerntsa.csv``, and of the sample corpus.

Two classes (negative or not) take 0 as their border: a headline is negative if its polarity is
below it, and one without a scored word is not. Three classes take the neutral band of
`target_sentiment`; other bands are printed beside it, so that the choice can be seen.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

import mediakit as mk
from mediakit.sentiment.scoring import NEUTRAL_BAND
from mediakit.sentiment.targets import TARGET_BAND

DATA = Path(__file__).parents[2] / "data"
BANDS = [TARGET_BAND, *((-low, high) for low in (0.25, 0.35, 0.45) for high in (0.1, 0.15, 0.2))]
TONES = {"negative": -1, "neutral": 0, "positive": 1}


def headlines(folder: Path, *, method: str) -> str:
    """Accuracy, macro-F1 and AUC of negative or not."""
    table = pd.read_csv(folder / "sentiment" / "headlines.csv")
    scores = mk.score_sentiment(table, column="title", method=method)
    polarity = scores["polarity"].fillna(0.0)
    truth, found = (table["label"] == "negative").to_numpy(), (polarity < 0).to_numpy()
    return (
        f"accuracy {accuracy_score(truth, found):.3f} "
        f"macro-F1 {f1_score(truth, found, average='macro'):.3f} "
        f"AUC {roc_auc_score(truth, -polarity):.3f} "
        f"without a scored word {np.mean(polarity == 0):.2f}"
    )


def three_classes(truth: np.ndarray, polarity: np.ndarray, *, band: tuple[float, float]) -> str:
    """Macro-F1 of three classes, AUC of positive against negative."""
    found = np.where(polarity < band[0], -1, np.where(polarity > band[1], 1, 0))
    clear = truth != 0
    return (
        f"macro-F1 {f1_score(truth, found, average='macro'):.3f} "
        f"AUC {roc_auc_score(truth[clear] > 0, polarity[clear]):.3f} (band {band})"
    )


def toward_targets(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Give the labels of GerNTSA and the polarity toward each target."""
    table = pd.read_csv(folder / "sentiment" / "gerntsa.csv")
    mentions = table.assign(article=table.index).rename(columns={"t_from": "start", "t_to": "end"})
    toward = mk.target_sentiment(table, targets=mentions).set_index("article")
    polarity = toward["polarity"].reindex(table.index).fillna(0.0)
    return table["label"].map(TONES).to_numpy(), polarity.to_numpy()


def main(folder: Path) -> None:
    """Print one line a figure."""
    for method in ("lexicon", "textblob"):
        print(f"headlines, {method}: {headlines(folder, method=method)}")
    truth, polarity = toward_targets(folder)
    for band in BANDS:
        print(f"toward targets: {three_classes(truth, polarity, band=band)}")
    table = pd.read_csv(folder / "sentiment" / "gerntsa.csv")
    for method in ("lexicon", "textblob"):
        whole = mk.score_sentiment(table, method=method)["polarity"].fillna(0.0).to_numpy()
        print(
            f"the same texts as a whole, {method}: {three_classes(truth, whole, band=NEUTRAL_BAND)}"
        )
    articles = mk.sample_articles()
    codings = pd.read_csv(DATA / "codings.csv", index_col="article")["tone"]
    for method in ("lexicon", "textblob"):
        scores = mk.score_sentiment(articles, method=method)
        table = mk.validate_scores(scores, codings=codings).head(4)
        print(f"sample corpus, {method}: {table.round(3).set_index('figure')['value'].to_dict()}")
        trends = mk.sentiment_trends(scores, by=articles["outlet"])
        for row in trends.itertuples():
            print(f"  {row.group}: {row.polarity:.3f} ({row.low:.3f} to {row.high:.3f})")
