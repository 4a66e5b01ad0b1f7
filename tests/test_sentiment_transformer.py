"""Models of Hugging Face: loading and batching by stand-ins, and a real tiny one if torch is there.

torch is too large for every test run, so the stand-ins keep the libraries' side of the bargain:
what mediakit asks of them, in which order, with which arguments, and what they give back.
"""

import json
import sys
import types

import pandas as pd
import pytest

import mediakit as mk
from mediakit.sentiment import transformer


class Library:
    """Stands in for torch and transformers: one model in one folder, that likes the word gut."""

    def __init__(self, folder: str, *, cuda: bool = False, mps: bool = False) -> None:
        self.folder, self.device, self.batches = folder, "", []
        self.torch = types.SimpleNamespace(
            cuda=types.SimpleNamespace(is_available=lambda: cuda),
            backends=types.SimpleNamespace(mps=types.SimpleNamespace(is_available=lambda: mps)),
        )
        auto = types.SimpleNamespace(from_pretrained=self.load)
        self.transformers = types.SimpleNamespace(
            AutoTokenizer=auto, AutoModelForSequenceClassification=auto, pipeline=self.pipeline
        )

    def load(self, name: str, *, local_files_only: bool) -> types.SimpleNamespace:
        assert local_files_only, "the network must not be asked"
        if name != self.folder:
            raise OSError(f"{name} is not a local folder\nand a second line")
        labels = {0: "negative", 1: "neutral", 2: "positive"}
        return types.SimpleNamespace(config=types.SimpleNamespace(id2label=labels))

    def pipeline(self, task: str, *, model, tokenizer, device: str):
        assert task == "text-classification"
        assert tokenizer is not None
        self.device = device

        def classify(texts: list[str], *, top_k: None, truncation: bool, batch_size: int):
            assert (top_k, truncation) == (None, True)
            assert len(texts) <= batch_size
            self.batches.append(len(texts))
            for text in texts:
                likes = 0.75 if "gut" in text else 0.125
                rest = {"negative": 0.25 - likes / 4, "neutral": 0.75 - likes * 3 / 4}
                scores = rest | {"positive": likes}
                yield [{"label": label, "score": score} for label, score in scores.items()]

        classify.model = model
        return classify


@pytest.fixture
def library(monkeypatch, tmp_path):
    def use(**devices: bool) -> Library:
        found = Library(str(tmp_path), **devices)
        monkeypatch.setitem(sys.modules, "torch", found.torch)
        monkeypatch.setitem(sys.modules, "transformers", found.transformers)
        return found

    return use


def test_texts_are_classified_in_batches_and_labels_weighed(library) -> None:
    used = library()
    texts = ["Das ist gut.", "Das ist schlecht."] * 20
    articles = pd.DataFrame({"text": texts, "title": ["gut"] + [None] * 39})
    scores = mk.score_sentiment(articles, method="transformer", model=used.folder)
    assert used.batches == [16, 16, 8, 1]  # texts, then the one headline
    # .75 - (.25 - .75 / 4) and .125 - (.25 - .125 / 4)
    assert scores["polarity"].tolist() == pytest.approx([0.6875, -0.09375] * 20)
    assert scores["label"].tolist()[:2] == ["positive", "neutral"]
    assert scores["headline_polarity"].notna().sum() == 1


@pytest.mark.parametrize(
    ("devices", "expected"),
    [({}, "cpu"), ({"mps": True}, "mps"), ({"cuda": True, "mps": True}, "cuda")],
)
def test_a_gpu_is_used_if_there_is_one(library, devices: dict, expected: str) -> None:
    used = library(**devices)
    transformer.load_classifier(used.folder)
    assert used.device == expected


def test_a_missing_model_is_named_and_how_to_get_it(library, tmp_path) -> None:
    library()
    with pytest.raises(
        mk.MediakitError, match=r"'some/model' \(no such folder\): .* local folder G"
    ):
        transformer.load_classifier("some/model")
    (tmp_path / "empty").mkdir()
    with pytest.raises(mk.MediakitError, match=r"holds no such model.*snapshot_download"):
        transformer.load_classifier(str(tmp_path / "empty"))


def test_without_transformers_the_error_says_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(mk.MediakitError, match=r"pip install 'mediakit\[transformers\]'"):
        transformer.load_classifier("some/model")


def test_only_word_lists_and_textblob_run_in_processes() -> None:
    articles = pd.DataFrame({"text": ["gut"]})
    with pytest.raises(mk.MediakitError, match="n_jobs= belongs to"):
        mk.score_sentiment(articles, method="transformer", model="some/model", n_jobs=2)


def test_labels_of_models_are_read_as_tones() -> None:
    read = transformer._read_labels
    assert read({0: "Positive", 1: "neutral", 2: "NEGATIVE"}) == {
        "Positive": 1.0,
        "neutral": 0.0,
        "NEGATIVE": -1.0,
    }
    assert read({0: "1 star", 1: "3 stars", 2: "5 stars"}) == {
        "1 star": -1.0,
        "3 stars": 0.0,
        "5 stars": 1.0,
    }
    with pytest.raises(mk.MediakitError, match="a label 'LABEL_0'"):
        read({0: "LABEL_0", 1: "LABEL_1"})


WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "gut", "schlecht", "das", "ist"]


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> str:
    """Make a BERT of one layer whose classifier sees nothing but its bias: mostly positive."""
    torch = pytest.importorskip("torch", reason="the extra mediakit[transformers] is missing")
    transformers = pytest.importorskip("transformers", reason="as torch")
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


def test_a_real_folder_without_a_model_is_named(tmp_path) -> None:
    pytest.importorskip("transformers", reason="as above")
    articles = pd.DataFrame({"text": ["gut"]})
    with pytest.raises(mk.MediakitError, match="the folder holds no such model"):
        mk.score_sentiment(articles, method="transformer", model=str(tmp_path))
