"""The explorer in a browser: passes questions to the search and answers back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from mediakit.errors import MediakitError
from mediakit.explorer.query import read_query
from mediakit.explorer.searching import PAGE, Search
from mediakit.explorer.topic_answers import list_topics, read_topic
from mediakit.explorer.words import words_in

_HERE = Path(__file__).parent
_SCRIPTS = ("parts.js", "views.js", "explorer.js")


class ExplorerWidget(anywidget.AnyWidget):
    """What JupyterLab shows; all it knows comes from `Search`."""

    # One module for the browser, which has no file to import from.
    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = _HERE / "explorer.css"
    setup = traitlets.Dict().tag(sync=True)

    def __init__(self, search: Search, *, pattern: str, language: str) -> None:
        corpus = search.corpus
        super().__init__(
            setup={
                "language": language,
                "words": words_in(language),
                "pattern": pattern,
                "articles": len(corpus.articles),
                "page": PAGE,
                "facets": {name: facet.names for name, facet in corpus.facets.items()},
                "unit": corpus.timeline.unit,
                "starts": corpus.timeline.starts,
                "until": corpus.timeline.until,
            }
        )
        self._search = search
        self.on_msg(self._answer)

    def _answer(self, _: object, message: Mapping[str, Any], __: object) -> None:
        """Answer one message; an error is an answer too."""
        head = {"id": message.get("id"), "kind": message.get("kind")}
        try:
            self.send({**head, **answer(self._search, message=message)})
        except MediakitError as error:
            self.send({**head, "kind": "error", "message": str(error)})


def answer(search: Search, *, message: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a message of the browser.

    Parameters
    ----------
    search : Search
        What answers.
    message : mapping
        ``kind`` (``search``, ``article`` or ``topic``) and what it is about.

    Returns
    -------
    dict
        Plain values that JSON can carry.
    """
    query = read_query(message)
    if message.get("kind") == "article":
        return search.read(int(message["row"]), pattern=query.pattern)
    if message.get("kind") == "topic":
        topic = read_topic(search.corpus, number=int(message["number"]), query=query)
        typical = [search.describe(row) | {"share": share} for row, share in topic["typical"]]
        return {**topic, "typical": typical}
    found = search.ask(query)
    if "topic" in search.corpus.facets:
        found["topics"] = list_topics(search.corpus, query=query)
    return found
