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
ONE, EIGHT, SIXTEEN, HALF = U(1), U(8), U(16), U(32)
PRIME = U(0x9E3779B97F4A7C15)
# The first so many of eight bytes, as they stand in a number.
HEADS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
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
def mix(key, word):
    """Mix eight bytes into a hash."""
    key = (key ^ word) * PRIME
    return key ^ (key >> HALF)


@compiled
def mix_rest(key, data, at, end):
    """Mix bytes into a hash, eight at a time."""
    while at < end:
        key = mix(key, load(data, at) & HEADS[min(end - at, EIGHT)])
        at += EIGHT
    return key


@compiled
def is_same(data, at, end, others, place):
    """Tell whether the same bytes stand in two places."""
    while at < end:
        head = HEADS[min(end - at, EIGHT)]
        if (load(data, at) ^ load(others, place)) & head:
            return False
        at += EIGHT
        place += EIGHT
    return True


@compiled
def number(data, bounds, step, first, slots, heads, places, arena, n_forms, codes):
    """Give strings their codes, from number `first` on, until there is no room for a new form.

    ``slots`` is a hash table in open addressing of forms from 1; ``heads`` hold the first sixteen
    bytes of each and its length, which is all there is to most; ``arena`` holds the forms in a
    row, bounded by ``places``. Behind the last byte of `data` and of `arena` stand sixteen that
    are read and not looked at.

    Returns the number of forms, and of strings that have a code.
    """
    step, forms, room, mask = U(step), U(n_forms), U(len(arena)) - SIXTEEN, U(len(slots) - 1)
    for which in range(U(first), U(len(codes))):
        start, end = U(bounds[which * step]), U(bounds[which * step + ONE])
        size, rest = end - start, start + SIXTEEN
        one = load(data, start) & HEADS[min(size, EIGHT)]
        two = load(data, start + EIGHT) & HEADS[min(max(size, EIGHT), SIXTEEN) - EIGHT]
        slot = mix_rest(mix(mix(size, one), two), data, rest, end) & mask
        form = U(slots[slot])
        while form != 0:
            same = (heads[form, 0] == one) & (heads[form, 1] == two) & (heads[form, 2] == size)
            if same and is_same(data, rest, end, arena, U(places[form - ONE]) + SIXTEEN):
                break
            slot = (slot + ONE) & mask
            form = U(slots[slot])
        if form == 0:
            place = U(places[forms])
            if forms + ONE >= U(len(places)) or place + size > room:
                return forms, which
            for at in range(start, end):
                arena[place] = data[at]
                place += ONE
            forms += ONE
            form, slots[slot], places[forms] = forms, forms, place
            heads[forms] = one, two, size
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
