"""Real loading of a Hugging Face model: a tiny one, made here and read from its folder."""

import json

import pandas as pd
import pytest

import mediakit as mk

torch = pytest.importorskip("torch", reason="the extra mediakit[transformers] is not installed")
transformers = pytest.importorskip("transformers", reason="see above")

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "gut", "schlecht", "das", "ist"]


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> str:
    """Make a BERT of one layer whose classifier sees nothing but its bias: mostly positive."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    transformers.BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=32,
        id2label={0: "negative", 1: "neutral", 2: "positive"},
        label2id={"negative": 0, "neutral": 1, "positive": 2},
    )
    network = transformers.BertForSequenceClassification(config)
    with torch.no_grad():
        network.classifier.weight.zero_()
        network.classifier.bias.copy_(torch.log(torch.tensor([0.1, 0.3, 0.6])))
    network.save_pretrained(folder)
    settings = folder / "tokenizer_config.json"
    written = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(json.dumps(written | {"model_max_length": 32}), encoding="utf-8")
    return str(folder)


def test_a_model_in_a_folder_scores_articles(model: str) -> None:
    texts = ["Das ist gut.", "Das ist schlecht. " * 100]  # the second is longer than it reads
    articles = pd.DataFrame({"text": texts, "title": ["gut", "gut"]})
    scores = mk.score_sentiment(articles, method="transformer", model=model)
    assert scores["polarity"].tolist() == pytest.approx([0.5, 0.5], abs=1e-5)
    assert scores["headline_polarity"].tolist() == pytest.approx([0.5, 0.5], abs=1e-5)
    assert scores["n_scored"].isna().all()


def test_a_folder_without_a_model_is_named(tmp_path) -> None:
    articles = pd.DataFrame({"text": ["gut"]})
    with pytest.raises(mk.MediakitError, match="the folder holds no such model"):
        mk.score_sentiment(articles, method="transformer", model=str(tmp_path))
