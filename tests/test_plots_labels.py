"""Figures of term statistics on the sample corpus: no text touches another, no style is left."""

from itertools import combinations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import mediakit as mk


def texts_of(ax: Axes) -> list[Text]:
    """List all text that can be seen, ticks only where they lie on the axis."""
    figure = ax.figure
    figure.draw_without_rendering()
    shown = []
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            shown.append(text)
    hidden = set()
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                hidden |= {tick.label1, tick.label2}
    return [text for text in shown if text not in hidden]


def assert_nothing_touches(ax: Axes) -> None:
    """Compare the boxes of all texts with each other and with the figure."""
    texts = texts_of(ax)
    assert len(texts) >= 5
    # A turned text has a box of corners that it does not fill.
    upright = [text for text in texts if text.get_rotation() in (0, 90)]
    # Of a name with its leader only the letters.
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in upright]
    for (one, first), (two, second) in combinations(boxes, 2):
        assert not first.padded(-0.5).overlaps(second.padded(-0.5)), (one, two)
    page = ax.figure.bbox.padded(1)
    for name, box in boxes:
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, name
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, name


@pytest.fixture(scope="module")
def sample() -> dict[str, pd.DataFrame]:
    """Compute every table on the sample corpus, once."""
    articles = mk.sample_articles()
    tokens = mk.tokenize(articles)
    matrix = mk.count_terms(tokens)
    published, outlet = articles["published"], articles["outlet"]
    frequencies = mk.term_frequencies(matrix, by=outlet)
    sides = dict(list(frequencies.groupby("group")))
    scores = {"nicht": -0.5, "kein": -0.5, "gut": 0.7, "mehr": 0.3}
    return {
        "keyness": mk.keyness(matrix, target="Sport", by=articles["section"]),
        "shift": mk.word_shift(sides["abendkurier"], sides["rundschau"], scores=scores),
        "positions": mk.term_positions(
            tokens, terms=["Pegel*", "Voltara", "Stadt*"], published=published, by=outlet
        ),
        "frequencies": frequencies,
        "intervals": mk.term_frequencies(matrix, by=outlet, interval="bootstrap", draws=100),
        "trends": mk.term_trends(
            matrix,
            published=published,
            terms=["Pegel*", "Voltara", "Stadtwerke", "Kreißsaal", "Deich*", "Pokal"],
            interval="bootstrap",
        ),
        "edges": mk.cooccurrences(mk.nouns(tokens), min_count=4),
        "sections": mk.term_frequencies(matrix, by=articles["section"]),
    }


EVENTS = {
    "2025-01-09": "Hochwasser",
    "2025-01-11": "Scheitelwelle in der Altstadt",
    "2025-01-13": "Krisenstab",
    "2025-02-03": "Voltara meldet Insolvenz an",
    "2025-03-23": "Bürgerentscheid über das Wärmenetz",
    "2025-03-25": "Nachzählung",
}
FIGURES = {
    "frequencies": lambda tables, language: mk.plot_term_frequencies(
        tables["frequencies"], language=language
    ),
    "frequencies with intervals": lambda tables, language: mk.plot_term_frequencies(
        tables["intervals"], language=language
    ),
    "trends": lambda tables, language: mk.plot_term_trends(tables["trends"], language=language),
    "trends with events": lambda tables, language: mk.plot_term_trends(
        tables["trends"], value="percent_of_articles", events=EVENTS, language=language
    ),
    "network": lambda tables, language: mk.plot_network(tables["edges"], language=language),
    "keyness": lambda tables, language: mk.plot_keyness(tables["keyness"], language=language),
    "few keywords": lambda tables, language: mk.plot_keyness(
        tables["keyness"], n=3, target="Sport", reference="alle anderen Ressorts", language=language
    ),
    "shift": lambda tables, language: mk.plot_word_shift(tables["shift"], language=language),
    "entropy": lambda tables, language: mk.plot_word_shift(
        tables["shift"], measure="entropy_bits", n=40, language=language
    ),
    "weighted": lambda tables, language: mk.plot_word_shift(
        tables["shift"],
        measure="weighted_average",
        names=("abendkurier", "rundschau"),
        language=language,
    ),
    "dispersion": lambda tables, language: mk.plot_dispersion(
        tables["positions"], language=language
    ),
    "heatmap": lambda tables, language: mk.plot_heatmap(tables["sections"], language=language),
    "scatter": lambda tables, language: mk.plot_terms_scatter(
        tables["frequencies"], groups=("abendkurier", "rundschau"), n=60, language=language
    ),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("figure", FIGURES)
def test_no_labels_collide_on_the_sample_corpus(sample, figure: str, language: str) -> None:
    assert_nothing_touches(FIGURES[figure](sample, language))


def test_the_scatter_names_many_terms(sample) -> None:
    ax = FIGURES["scatter"](sample, "de")
    assert len(ax.texts) >= 15


def test_figures_are_drawn_where_asked_and_leave_no_style(sample) -> None:
    before = dict(plt.rcParams)
    for draw, table in (
        (mk.plot_keyness, sample["keyness"]),
        (mk.plot_word_shift, sample["shift"]),
        (mk.plot_dispersion, sample["positions"]),
        (mk.plot_heatmap, sample["sections"]),
    ):
        mine = plt.subplots()[1]
        assert draw(table, ax=mine) is mine
        assert len(mine.mediakit_table) <= len(table)
    assert dict(plt.rcParams) == before
