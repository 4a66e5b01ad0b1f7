"""textblob-de as it is, beside a current textblob, without its downloads and its races."""

import importlib.util
import sys
import types
import warnings
from functools import cache
from threading import Lock
from typing import Any

_LOADING = Lock()
_WARM_UP = "Sie sagte, die guten Zeitungen verbesserten ihre Wirtschaftsberichte. Er geht."


def load() -> tuple[Any, Any, Any]:
    """Import textblob-de with all its lexica: the module, its tokenizer, its analyzer."""
    # Its lexica are read while half filled if two threads come first: one at a time.
    with _LOADING:
        return _load_lexica()


@cache
def _load_lexica() -> tuple[Any, Any, Any]:
    fill_gaps()
    with warnings.catch_warnings():
        # It is of 2019: invalid escapes in its strings, files that it leaves open.
        warnings.simplefilter("ignore")
        import textblob_de

        tokenizer = textblob_de.PatternTokenizer()
        analyzer = textblob_de.PatternAnalyzer(tokenizer=tokenizer)
        # Known and unknown nouns, verbs and adjectives: it loads every lexicon that it has.
        blob = textblob_de.TextBlobDE(_WARM_UP, tokenizer=tokenizer, analyzer=analyzer)
        blob.sentiment  # noqa: B018 - a property that does the loading
    return textblob_de, tokenizer, analyzer


def fill_gaps() -> None:
    """Stand in for what textblob dropped in 0.18 and textblob-de still imports: two names."""
    import textblob  # noqa: F401 - the package whose modules are looked for

    dropped: dict[str, dict[str, Any]] = {
        "textblob.translate": {"Translator": type("Translator", (), {})},
        "textblob.compat": {"with_metaclass": _with_metaclass},
    }
    for name, content in dropped.items():
        if importlib.util.find_spec(name) is None:
            sys.modules[name] = types.ModuleType(name)
            vars(sys.modules[name]).update(content)


def _with_metaclass(meta: type, *bases: type) -> Any:
    return meta("WithMetaclass", bases, {})


def original_polarity(text: str) -> float:
    """Ask textblob-de itself, slowly; nan where it fails. The fast way is tested against it."""
    textblob_de, tokenizer, analyzer = load()
    try:
        blob = textblob_de.TextBlobDE(text, tokenizer=tokenizer, analyzer=analyzer)
        return float(blob.sentiment.polarity)
    except AttributeError:
        return float("nan")
