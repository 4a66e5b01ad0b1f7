"""What exactly two texts have in common, passage by passage."""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from mediakit.display import Html, display_html, table_html, text_html
from mediakit.errors import MediakitError
from mediakit.stories.texts import bare_word

_CHUNK = re.compile(r"\S+")
_LONGEST_SHOWN = 50_000


@dataclass(frozen=True, eq=False, repr=False)
class TextReuse:
    """The passages that two texts have in common; made by `text_reuse`.

    A notebook shows the two texts side by side, with the common passages marked and numbered.

    Attributes
    ----------
    passages : DataFrame
        One row a passage, in the order of the first text: ``start_a``, ``end_a``, ``start_b``,
        ``end_b`` (where it stands in either text, in characters), ``words`` (how many),
        ``text`` (as it stands in the first text).
    share_a, share_b : float
        Share of the words of the first and of the second text that stand in passages, 0 to 1.
    a, b : str
        The texts.

    Examples
    --------
    >>> import mediakit as mk
    >>> reuse = mk.text_reuse("Der Deich hält.", "Der Deich hält!", min_words=2)
    >>> reuse
    <TextReuse: 1 passages, 100 % of the first text, 100 % of the second>
    """

    passages: pd.DataFrame
    share_a: float
    share_b: float
    a: str
    b: str

    def __repr__(self) -> str:
        """Tell how much is common."""
        return (
            f"<TextReuse: {len(self.passages)} passages, {self.share_a:.0%} of the first text, "
            f"{self.share_b:.0%} of the second>"
        ).replace("%", " %")

    def _repr_html_(self) -> str:
        """Show both texts side by side; whatever they contain is shown as text."""
        heads, texts = [], []
        for side, text, share in (("a", self.a, self.share_a), ("b", self.b, self.share_b)):
            starts, ends = (self.passages[f"{edge}_{side}"] for edge in ("start", "end"))
            heads.append(f"{side}: {share:.0%} in common")
            texts.append(Html(_mark(text, spans=list(zip(starts, ends, strict=True)))))
        return display_html(table_html([texts], heads=heads, kinds=["side", "side"]))


class _Words(NamedTuple):
    """The words of a text without case and signs, and where they stand."""

    words: list[str]
    spans: list[tuple[int, int]]


class _Run(NamedTuple):
    """Equal words of both texts, sorted the longest first, then by place."""

    shortness: int
    a: int
    b: int

    @property
    def n(self) -> int:
        return -self.shortness


def text_reuse(a: str, b: str, *, min_words: int = 5) -> TextReuse:
    """Find the passages that two texts have in common, also where they were rearranged.

    The longest common passage is taken first, then the longest of what is left, and so on; no
    word belongs to two passages. Case, punctuation and white space do not count.

    Parameters
    ----------
    a, b : str
        Two texts, such as ``articles["text"]`` of two articles.
    min_words : int
        Shorter passages do not count; common phrases would be among them.

    Returns
    -------
    TextReuse
        The passages with their places, and the share of each text that they make up.

    Raises
    ------
    MediakitError
        If `a` or `b` is no text, or `min_words` is below 1.

    References
    ----------
    Wise (1993), String similarity via greedy string tiling and running Karp-Rabin matching.

    Examples
    --------
    >>> import mediakit as mk
    >>> reuse = mk.text_reuse(
    ...     "Der Deich hält. Niemand wurde verletzt, sagte der Landrat.",
    ...     "Niemand wurde verletzt, sagte der Landrat am Abend.")
    >>> reuse.passages[["start_a", "end_a", "start_b", "end_b", "words"]]
       start_a  end_a  start_b  end_b  words
    0       16     57        0     41      6
    >>> round(reuse.share_a, 2), reuse.share_b
    (0.67, 0.75)
    """
    for name, text in (("a", a), ("b", b)):
        if not isinstance(text, str):
            raise MediakitError(f"{name} must be a text, not {type(text).__name__}")
    if min_words < 1:
        raise MediakitError(f"min_words must be 1 or more, not {min_words}")
    first, second = _split(a), _split(b)
    runs = sorted(_tile(first.words, second.words, min_words=min_words), key=lambda run: run.a)
    rows = []
    for run in runs:
        span = [
            edge
            for side, at in ((first, run.a), (second, run.b))
            for edge in (side.spans[at][0], side.spans[at + run.n - 1][1])
        ]
        rows.append((*span, run.n, a[span[0] : span[1]]))
    columns = ["start_a", "end_a", "start_b", "end_b", "words", "text"]
    common = sum(run.n for run in runs)
    return TextReuse(
        passages=pd.DataFrame(rows, columns=columns),
        share_a=common / max(len(first.words), 1),
        share_b=common / max(len(second.words), 1),
        a=a,
        b=b,
    )


def _split(text: str) -> _Words:
    words, spans = [], []
    for chunk in _CHUNK.finditer(text):
        word = bare_word(chunk.group())
        if word:
            # A span ends with the last letter or digit, so that closing signs stay outside.
            inner = re.search(r"[^\W_].*[^\W_]|[^\W_]", chunk.group())
            begin, end = inner.span() if inner else (0, len(chunk.group()))
            words.append(word)
            spans.append((chunk.start() + begin, chunk.start() + end))
    return _Words(words, spans)


def _tile(a: list[str], b: list[str], *, min_words: int) -> Iterator[_Run]:
    """Take the longest common run, again and again, of the words that are still free."""
    heap = list(_longest_runs(a, b, min_words=min_words))
    heapq.heapify(heap)
    taken_a, taken_b = [False] * len(a), [False] * len(b)
    while heap:
        run = heapq.heappop(heap)
        free = [not taken_a[run.a + i] and not taken_b[run.b + i] for i in range(run.n)]
        if all(free):
            yield run
            taken_a[run.a : run.a + run.n] = [True] * run.n
            taken_b[run.b : run.b + run.n] = [True] * run.n
            continue
        begin = 0
        for i in range(run.n + 1):
            if i == run.n or not free[i]:
                if i - begin >= min_words:
                    heapq.heappush(heap, _Run(begin - i, run.a + begin, run.b + begin))
                begin = i + 1


def _longest_runs(a: list[str], b: list[str], *, min_words: int) -> Iterator[_Run]:
    """List the common runs that no equal word before or behind would lengthen."""
    places = defaultdict(list)
    for at in range(len(b) - min_words + 1):
        places[tuple(b[at : at + min_words])].append(at)
    for i in range(len(a) - min_words + 1):
        for j in places.get(tuple(a[i : i + min_words]), ()):
            if i and j and a[i - 1] == b[j - 1]:
                continue
            n = min_words
            while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                n += 1
            yield _Run(-n, i, j)


def _mark(text: str, *, spans: list[tuple[int, int]]) -> str:
    """Mark the passages, numbered in the order of the first text."""
    shown: list[str] = []
    end = 0
    left_out = len(text) - _LONGEST_SHOWN
    text = text[:_LONGEST_SHOWN]
    for number, (first, last) in sorted(enumerate(spans, start=1), key=lambda item: item[1]):
        if first >= len(text):
            break
        shown.append(text_html(text[end:first]))
        passage = text_html(text[first:last])
        shown.append(f'<mark title="{number}">{passage}<sup>{number}</sup></mark>')
        end = last
    rest = f" … {left_out} more characters" if left_out > 0 else ""
    return "".join([*shown, text_html(text[end:] + rest)])
