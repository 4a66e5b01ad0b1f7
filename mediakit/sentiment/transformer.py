"""Any text-classification model of Hugging Face, from this machine only."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mediakit.errors import MediakitError
from mediakit.progress import progress

_BATCH = 16
# What a label is worth, by the names that German and multilingual models give.
_WORTH = {"positive": 1.0, "positiv": 1.0, "pos": 1.0, "negative": -1.0, "negativ": -1.0}
_WORTH |= {"neg": -1.0, "neutral": 0.0, "neu": 0.0, "mixed": 0.0}


def load_classifier(model: str) -> Callable[[Sequence[str]], list[float]]:
    """Load a model and its tokenizer; on a GPU if there is one.

    Parameters
    ----------
    model : str
        Path of a folder, or the name of a model in the local cache. Nothing is downloaded.

    Returns
    -------
    callable, list of str -> list of float
        The polarity of texts: the probabilities of the labels, each times its worth. Texts longer
        than the model reads are cut off.

    Raises
    ------
    MediakitError
        If transformers is not installed, the model is not there, or its labels are not known.
    """
    try:
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline
    except ImportError as error:
        raise MediakitError(
            f"method='transformer' needs packages that are not installed ({error}). "
            "Install them with: pip install 'mediakit[transformers]'"
        ) from None
    try:
        tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=True)
        network = AutoModelForSequenceClassification.from_pretrained(model, local_files_only=True)
    except (OSError, ValueError) as error:
        where = "no such folder" if not Path(model).exists() else "the folder holds no such model"
        raise MediakitError(
            f"cannot load model {model!r} ({where}): {str(error).splitlines()[0]} "
            "Get one on a machine with a network, by huggingface_hub.snapshot_download(name, "
            "local_dir=folder), and give model= the path of the folder."
        ) from None
    classify = pipeline(
        "text-classification", model=network, tokenizer=tokenizer, device=_find_device(torch)
    )
    worth = _read_labels(classify.model.config.id2label)
    return lambda texts: _classify(texts, classify=classify, worth=worth)


def _find_device(torch: Any) -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _read_labels(labels: Mapping[int, str]) -> dict[str, float]:
    """Find out what each label of a model is worth: a name, or a number of stars."""
    names = list(labels.values())
    worth = {name: _WORTH.get(name.lower()) for name in names}
    stars = [name.split()[0] for name in names]
    if all(star.isdigit() for star in stars):
        low, high = min(map(int, stars)), max(map(int, stars))
        worth = {
            n: 2 * (int(s) - low) / (high - low) - 1 for n, s in zip(names, stars, strict=True)
        }
    unknown = [name for name, value in worth.items() if value is None]
    if unknown:
        raise MediakitError(
            f"the model has a label {unknown[0]!r}, of which mediakit does not know the tone. "
            "Wrap the model in a callable and give that as method=."
        )
    return {name: value for name, value in worth.items() if value is not None}


def _classify(texts: Sequence[str], *, classify: Any, worth: Mapping[str, float]) -> list[float]:
    found: list[float] = []
    for first in progress(range(0, len(texts), _BATCH), label="classifying"):
        batch = list(texts[first : first + _BATCH])
        for labels in classify(batch, top_k=None, truncation=True, batch_size=_BATCH):
            value = sum(worth[item["label"]] * item["score"] for item in labels)
            found.append(max(-1.0, min(1.0, float(value))))
    return found
