"""The network: what is drawn, and that no two words touch."""

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.plots.spring import push_apart, spring_layout


@pytest.fixture(scope="module")
def edges() -> pd.DataFrame:
    """Words that stand together in the sample corpus."""
    tokens = mk.tokenize(mk.sample_articles()).drop(mk.stopwords())
    return mk.cooccurrences(tokens, min_count=4)


def small_edges() -> pd.DataFrame:
    """Three words, two edges."""
    return pd.DataFrame(
        {
            "source": ["$Klima$", "Rente"],
            "target": ["Rente", "Zins"],
            "g2": [9.0, 4.0],
            "log_dice": [1.0, 2.0],
            "source_count": [5, 20],
            "target_count": [20, 1],
        }
    )


def labels_of(ax) -> dict[str, object]:
    """List the words that are shown."""
    return {text.get_text(): text for text in ax.texts[1:] if text.get_visible()}


def boxes_of(ax) -> np.ndarray:
    """Measure the words that are shown, as the figure is saved."""
    ax.figure.canvas.draw()
    return np.array([text.get_window_extent().extents for text in labels_of(ax).values()])


def test_words_are_dots_and_pairs_are_lines() -> None:
    ax = mk.plot_network(small_edges(), language="de")
    lines, dots = ax.collections
    assert set(labels_of(ax)) == {"$Klima$", "Rente", "Zins"}
    places = dict(zip(["$Klima$", "Rente", "Zins"], dots.get_offsets().tolist(), strict=True))
    drawn = [segment.tolist() for segment in lines.get_segments()]
    assert drawn == [
        [places["$Klima$"], places["Rente"]],
        [places["Rente"], places["Zins"]],
    ]
    assert lines.get_linewidths()[0] > lines.get_linewidths()[1]
    assert np.argsort(dots.get_sizes()).tolist() == [2, 0, 1]
    assert ax.texts[0].get_text() == "Linie: g2 des Paares; Punkt: Häufigkeit des Wortes"
    assert not any(text.get_parse_math() for text in ax.texts)


def test_the_strongest_edges_are_drawn_and_kept_as_the_table() -> None:
    ax = mk.plot_network(small_edges(), n=1, weight="log_dice")
    assert set(labels_of(ax)) == {"Rente", "Zins"}
    assert ax.mediakit_table[["source", "target"]].values.tolist() == [["Rente", "Zins"]]


@pytest.mark.parametrize(("n", "weight"), [(20, "g2"), (60, "g2"), (100, "log_dice")])
def test_no_words_touch(edges: pd.DataFrame, n: int, weight: str) -> None:
    ax = mk.plot_network(edges, n=n, weight=weight)
    names = set(ax.mediakit_table["source"]) | set(ax.mediakit_table["target"])
    assert set(labels_of(ax)) == names
    left, low, right, high = boxes_of(ax).T
    apart = (left[:, None] >= right) | (low[:, None] >= high)
    apart |= apart.T
    assert apart[~np.eye(len(left), dtype=bool)].all()
    frame = ax.get_window_extent()
    assert left.min() >= frame.x0 - 1
    assert right.max() <= frame.x1 + 1


def test_where_room_is_short_the_rarer_words_go_without_a_label(edges: pd.DataFrame) -> None:
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots(figsize=(2.0, 1.5))
    mk.plot_network(edges, ax=ax)
    shown = labels_of(ax)
    assert 0 < len(shown) < len(ax.texts) - 1
    left, low, right, high = boxes_of(ax).T
    apart = (left[:, None] >= right) | (low[:, None] >= high)
    assert (apart | apart.T)[~np.eye(len(left), dtype=bool)].all()
    assert figure is ax.figure


def test_the_seed_decides_the_layout(edges: pd.DataFrame) -> None:
    first, same, other = (
        mk.plot_network(edges, random_state=seed).collections[1].get_offsets() for seed in (1, 1, 2)
    )
    assert np.array_equal(first, same)
    assert not np.allclose(first, other)


def test_neighbours_stand_nearer_than_strangers() -> None:
    ends = np.array([[0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5]])
    places = spring_layout(ends, weights=np.ones(6), n=6, random_state=0)
    distance = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert max(distance[a, b] for a, b in ends) < distance[:3, 3:].min()
    assert places.min() >= 0
    assert places.max() <= 1


def test_boxes_that_fit_are_pushed_apart_and_stay_in_the_room() -> None:
    sizes = np.full((4, 2), 10.0)
    places, free = push_apart(
        np.full((4, 2), 20.0), sizes=sizes, room=np.array([50.0, 40.0]), first=np.arange(4)
    )
    assert free.all()
    gaps = np.abs(places[:, None] - places[None]).max(axis=2)
    assert (gaps[~np.eye(4, dtype=bool)] >= 10).all()
    assert places.min() >= 5
    assert (places.max(axis=0) <= [45, 35]).all()


def test_what_cannot_be_drawn_is_refused() -> None:
    edges = small_edges()
    with pytest.raises(mk.ColumnError, match="no column 'target'"):
        mk.plot_network(edges.drop(columns="target"))
    with pytest.raises(mk.ColumnError, match="no column 'npmi'"):
        mk.plot_network(edges, weight="npmi")
    with pytest.raises(mk.EmptyError, match="no edges to draw"):
        mk.plot_network(edges.iloc[:0])
    with pytest.raises(mk.MediakitError, match="n= must be 1 or more, not 0"):
        mk.plot_network(edges, n=0)
    with pytest.raises(mk.MediakitError, match="column 'g2' has missing or infinite weights"):
        mk.plot_network(edges.assign(g2=[np.inf, 1.0]))
    with pytest.raises(mk.MediakitError, match="language must be"):
        mk.plot_network(edges, language="fr")
