"""The explorer without a running kernel: plain tables, and a few lines of script that filter."""

from functools import cache
from pathlib import Path
from typing import Any

from mediakit.display import (
    Html,
    display_html,
    table_html,
    to_html,
    write_day,
    write_integer,
)
from mediakit.explorer.corpus import Corpus
from mediakit.explorer.query import read_query
from mediakit.explorer.searching import Search
from mediakit.explorer.topic_answers import list_topics, read_topic
from mediakit.explorer.words import words_in

_LEAD = 6


def explorer_html(search: Search, *, pattern: str, language: str) -> str:
    """Show the first lines or articles, the timeline and the topics as tables.

    Parameters
    ----------
    search : Search
        What answers.
    pattern : str
        What to look for; the articles themselves if empty.
    language : {"en", "de"}
        Language of the words around.

    Returns
    -------
    str
        HTML that is also read where no script runs.
    """
    words = words_in(language)
    query = read_query({"pattern": pattern, "sort": "corpus"})
    answer = search.ask(query)
    what = words["hits"] if query.pattern else words["articles"]
    title = words["static"].format(
        shown=write_integer(len(answer["lines"]), language=language),
        all=write_integer(answer["hits"], language=language),
        what=what,
    )
    if query.pattern:
        title = f"{query.pattern}: {title}"
    parts = [_lines(answer["lines"], title=title, words=words, language=language)]
    parts += [_timeline(search.corpus, answer=answer, what=what, words=words, language=language)]
    if search.corpus.topics is not None:
        parts.append(_topics(search.corpus, words=words, language=language))
    script = Html(f"<script>{_script()}</script>")
    return display_html(*parts, script).replace(
        'class="mk-display', f'data-mk-filter="{to_html(words["filter"])}" class="mk-display', 1
    )


def _lines(
    lines: list[dict[str, Any]], *, title: str, words: dict[str, str], language: str
) -> Html:
    texts = ("left", "keyword", "right")
    hits = bool(lines) and "keyword" in lines[0]
    columns = ("outlet", *(texts if hits else ("section", "title")))
    names = {"left": "before", "keyword": "hit", "right": "behind"}
    return table_html(
        (
            [write_day(line["published"], language=language), *(line[c] for c in columns)]
            for line in lines
        ),
        heads=[words["published"], *(words[names.get(c, c)] for c in columns)],
        kinds=["day", *(c if c in texts else "" for c in columns)],
        caption=title,
    )


def _timeline(
    corpus: Corpus, *, answer: dict[str, Any], what: str, words: dict[str, str], language: str
) -> Html:
    rows = [
        (write_day(start, language=language), write_integer(hits, language=language))
        for start, (hits, _) in zip(corpus.timeline.starts, answer["timeline"], strict=True)
    ]
    if answer["undated"]:
        rows.append((words["no_date"], write_integer(answer["undated"], language=language)))
    heads = [words["from"], what]
    return table_html(rows, heads=heads, kinds=["day", "number"], caption=words["timeline"])


def _topics(corpus: Corpus, *, words: dict[str, str], language: str) -> Html:
    query = read_query({})
    rows = []
    for number, count in enumerate(list_topics(corpus, query=query)):
        topic = read_topic(corpus, number=number, query=query)
        titles = [str(corpus.articles["title"].iloc[row]) for row, _ in topic["typical"][:2]]
        lead = ", ".join(term for term, _ in topic["words"][:_LEAD])
        rows.append((lead, write_integer(count, language=language), " / ".join(titles)))
    heads = [words["words"], words["articles"], words["typical"]]
    return table_html(rows, heads=heads, kinds=["", "number", ""], caption=words["topics"])


@cache
def _script() -> str:
    return Path(__file__).with_name("filter.js").read_text(encoding="utf-8")
