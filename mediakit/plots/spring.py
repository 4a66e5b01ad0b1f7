"""Where the words of a network stand: drawn together by edges, kept apart by their labels."""

import numpy as np
import numpy.typing as npt

_STEPS = 400
_ROUNDS = 600
_Floats = npt.NDArray[np.float64]
_Integers = npt.NDArray[np.integer]


def spring_layout(ends: _Integers, *, weights: _Floats, n: int, random_state: int) -> _Floats:
    """Place `n` nodes between 0 and 1, after Fruchterman and Reingold.

    `ends` names two nodes an edge, shape (n_edges, 2); `weights` lie between 0 and 1. A weak pull
    to the middle keeps parts that no edge joins within sight of each other.
    """
    places = np.random.default_rng(random_state).uniform(size=(n, 2))
    ideal = 1 / np.sqrt(n)
    pull = np.zeros((n, n))
    pull[ends[:, 0], ends[:, 1]] = 0.3 + 0.7 * weights
    pull = np.maximum(pull, pull.T)
    for step in range(_STEPS):
        apart = places[:, None] - places[None]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
        force = ideal**2 / distance**2 - pull * distance / ideal
        move = (apart * force[:, :, None]).sum(axis=1) - 1.2 * (places - 0.5)
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        places = places + move / length * np.minimum(length, 0.1 * (1 - step / _STEPS))
    low, high = places.min(axis=0), places.max(axis=0)
    return (places - low) / np.where(high > low, high - low, 1)


def push_apart(
    places: _Floats, *, sizes: _Floats, room: _Floats, first: _Integers
) -> tuple[_Floats, npt.NDArray[np.bool_]]:
    """Move boxes until none covers another; also tell which of them found a place of its own.

    Where the room is too small for all, boxes keep their place in order of `first`.
    """
    half = sizes / 2
    places = _inside(places, half=half, room=room)
    for _ in range(_ROUNDS):
        apart = places[:, None] - places[None]
        overlap = half[:, None] + half[None] - np.abs(apart)
        touches = (overlap > 0).all(axis=2) & ~np.eye(len(places), dtype=bool)
        if not touches.any():
            break
        # Along the shorter way out; equal places part in order of their number.
        axis = overlap.argmin(axis=2)
        order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places)))
        for side in (0, 1):
            sign = np.where(apart[:, :, side] == 0, order, np.sign(apart[:, :, side]))
            push = np.where(touches & (axis == side), sign * (overlap[:, :, side] / 2 + 0.5), 0)
            places[:, side] += push.sum(axis=1) / np.maximum((push != 0).sum(axis=1), 1)
        places = _inside(places, half=half, room=room)
    return places, _choose(places, half=half, first=first)


def _inside(places: _Floats, *, half: _Floats, room: _Floats) -> _Floats:
    return np.maximum(np.minimum(places, room - half), np.minimum(half, room / 2))


def _choose(places: _Floats, *, half: _Floats, first: _Integers) -> npt.NDArray[np.bool_]:
    free = np.zeros(len(places), dtype=bool)
    for node in first:
        overlap = half[node] + half - np.abs(places[node] - places)
        free[node] = not ((overlap > 0).all(axis=1) & free).any()
    return free
