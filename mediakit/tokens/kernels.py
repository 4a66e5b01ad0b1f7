"""Loops that numba compiles; only `mediakit.tokens.compiled` imports them.

All places are unsigned, so that numba does not ask at each whether it counts from the end.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

U = np.uint64
ONE, THREE, EIGHT, HALF = U(1), U(3), U(8), U(32)
PRIME = U(0x9E3779B97F4A7C15)
# What a byte tells of white space: 1 it is, 2 the bytes behind it tell.
KINDS = np.zeros(256, dtype=np.uint8)
KINDS[[*range(0x09, 0x0E), *range(0x1C, 0x21)]] = 1
KINDS[[0xC2, 0xE1, 0xE2, 0xE3]] = 2


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop that lets other threads run, and keep the result for later processes."""
    try:
        return numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:
        # No folder can be written to: every process compiles, for some seconds.
        return numba.njit(nogil=True)(function)


@intrinsic
def load(_: Any, data: Any, at: Any) -> Any:
    """Read eight bytes as one number."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(array.data, [arguments[1]])
        return builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)

    return types.uint64(data, at), generate


@compiled
def word(data, at, end):
    """Read the bytes up to `end`, eight at most, as one number."""
    found = load(data, at)
    return found if at + EIGHT <= end else found << ((at + EIGHT - end) << THREE)


@compiled
def space_width(data, at, end):
    """Tell how many bytes a white-space character beyond ASCII has, 0 if it is none."""
    first = data[at]
    if first == 0xC2:
        return U(2) if at + ONE < end and data[at + ONE] in (0x85, 0xA0) else U(0)
    if at + U(2) >= end:
        return U(0)
    second, third = data[at + ONE], data[at + U(2)]
    if first == 0xE1:
        found = second == 0x9A and third == 0x80
    elif first == 0xE3:
        found = second == 0x80 and third == 0x80
    elif second == 0x80:
        found = third <= 0x8A or third in (0xA8, 0xA9, 0xAF)
    else:
        found = second == 0x81 and third == 0x9F
    return U(3) if found else U(0)


@compiled
def cut(data, ends, bounds, offsets):
    """Write the bounds of the pieces of texts, and which of them begin each text.

    White space that begins a text is a piece of its own. A bound is written at every character
    and kept where one is: without a branch, as no processor can guess where words end.

    Returns the number of pieces.
    """
    n, at = U(0), U(0)
    for text in range(len(ends) - 1):
        end, before = U(ends[text + 1]), U(0)
        offsets[text], bounds[n] = n, at
        n += U(at < end)
        while at < end:
            space, width = U(KINDS[data[at]]), ONE
            if space == 2:
                width = space_width(data, at, end)
                if width == 0:
                    space, width = U(0), ONE
                else:
                    space = ONE
            bounds[n] = at
            n += before & (space ^ ONE)
            before = space
            at += width
    offsets[len(ends) - 1], bounds[n] = n, at
    return n


@compiled
def hash_bytes(data, at, end):
    """Mix bytes and their number, eight bytes at a time."""
    key = end - at
    while at < end:
        key = (key ^ word(data, at, end)) * PRIME
        key ^= key >> HALF
        at += EIGHT
    return key


@compiled
def is_same(data, at, end, others, place, stop):
    """Tell whether the same bytes stand in two places."""
    if stop - place != end - at:
        return False
    while at < end and word(others, place, stop) == word(data, at, end):
        at += EIGHT
        place += EIGHT
    return at >= end


@compiled
def find(data, start, end, slots, keys, places, arena):
    """Find the slot of a string, its form from 1, or 0 where the slot is free, and its hash."""
    key, mask = hash_bytes(data, start, end), U(len(slots) - 1)
    slot = key & mask
    while slots[slot] != 0:
        form = U(slots[slot])
        if keys[form] == key and is_same(
            data, start, end, arena, U(places[form - ONE]), U(places[form])
        ):
            return slot, form, key
        slot = (slot + ONE) & mask
    return slot, U(0), key


@compiled
def number(data, bounds, step, first, slots, keys, places, arena, n_forms, codes):
    """Give strings their codes, from number `first` on, until there is no room for a new form.

    ``slots`` is a hash table in open addressing of forms from 1, ``keys`` are their hashes;
    ``arena`` holds the forms in a row, bounded by ``places``. Behind the last byte of `data` and
    of `arena` stand eight that are read and not looked at.

    Returns the number of forms, and of strings that have a code.
    """
    step, forms, room = U(step), U(n_forms), U(len(arena) - 8)
    for which in range(U(first), U(len(codes))):
        start, end = U(bounds[which * step]), U(bounds[which * step + ONE])
        slot, form, key = find(data, start, end, slots, keys, places, arena)
        if form == 0:
            place = U(places[forms])
            if forms + ONE >= U(len(places)) or place + end - start > room:
                return forms, which
            for at in range(start, end):
                arena[place] = data[at]
                place += ONE
            forms += ONE
            form, slots[slot], keys[forms], places[forms] = forms, forms, key, place
        codes[which] = form - ONE
    return forms, U(len(codes))


@compiled
def spread(codes, firsts, values, out):
    """Write the values of each code, ``firsts[code]`` to ``firsts[code + 1]``, all in a row."""
    n = U(0)
    for piece in range(U(0), U(len(codes))):
        code = U(codes[piece])
        for place in range(U(firsts[code]), U(firsts[code + ONE])):
            out[n] = values[place]
            n += ONE
