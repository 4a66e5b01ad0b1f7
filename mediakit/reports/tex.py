"""Read the TeX of a formula as a tree; what is not known is an error, never left out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mediakit.errors import MediakitError


class FormulaError(MediakitError):
    """A formula holds what this reader does not know."""


@dataclass(frozen=True)
class Node:
    """A part of a formula: its kind, its own text, and the parts in it."""

    kind: str
    text: str = ""
    parts: tuple["Node", ...] = ()


NONE = Node("none")
_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\s+|\d+(?:[.,]\d+)*|.", re.S)
_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι "
    "kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ "
    "omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ "
    "infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ aleph ℵ"
)
_SIGNS = (
    "cdot ⋅ times × div ÷ pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ "
    "simeq ≃ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ cup ∪ cap ∩ "
    "setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ forall ∀ exists ∃ to → rightarrow → "
    "leftarrow ← Rightarrow ⇒ implies ⇒ Leftarrow ⇐ iff ⇔ Leftrightarrow ⇔ leftrightarrow ↔ "
    "mapsto ↦ mid ∣ "
    "vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖ lbrace { rbrace } langle ⟨ rangle ⟩ lfloor ⌊ "
    "rfloor ⌋ lceil ⌈ rceil ⌉ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ circ ∘ bullet • star ⋆ ast ∗ "
    "oplus ⊕ otimes ⊗ perp ⊥ parallel ∥ prime ′ colon : therefore ∴ because ∵"
)
_LARGE = "sum ∑ prod ∏ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂"
_FUNCTIONS = (
    "log ln lg exp sin cos tan cot arcsin arccos arctan sinh cosh tanh lim max min sup inf arg det "
    "dim ker Pr gcd deg limsup liminf"
)
_LIMITS = {"lim", "max", "min", "sup", "inf", "limsup", "liminf", "Pr", "det", "gcd"}
_SPACES = {",": ".17", ":": ".22", ";": ".28", " ": ".25", "!": "-.17", "quad": "1", "qquad": "2"}
_ACCENTS = {"hat", "widehat", "bar", "overline", "tilde", "widetilde", "vec", "dot", "ddot"}
_WORDS = {"text", "textrm", "textit", "textbf", "mbox"}
_UPRIGHT = {"mathrm", "operatorname", "operatorname*", "mathsf", "mathtt", "mathit"}
# What only tells TeX how to set the rest.
_LAYOUT = {"limits", "nolimits", "displaystyle", "textstyle", "nonumber", "big", "Big", "bigg"}
_LAYOUT |= {"Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr"}
_ALPHABETS = {"mathbf": (0x1D400, 0x1D41A), "mathbb": (0x1D538, 0x1D552)}
_ALPHABETS |= {"mathcal": (0x1D49C, 0x1D4B6), "boldsymbol": _ALPHABETS["mathbf"]}
# Letters that stood in Unicode before the alphabets of mathematics did.
_EARLIER = {
    **dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    **{f"{letter}cal": sign for letter, sign in zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ", strict=True)},
}
_ENVIRONMENTS = {"matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned", "align", "array"}
_ENVIRONMENTS |= {"align*", "gathered", "split", "equation", "equation*", "gather", "gather*"}


def _pairs(listed: str) -> dict[str, str]:
    words = listed.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_NAMED = {
    **{name: Node("letter", sign) for name, sign in _pairs(_GREEK).items()},
    **{name: Node("sign", sign) for name, sign in _pairs(_SIGNS).items()},
    **{name: Node("large", sign) for name, sign in _pairs(_LARGE).items()},
    **{name: Node("function", name) for name in _FUNCTIONS.split()},
    **{name: Node("space", width) for name, width in _SPACES.items()},
    **{sign: Node("sign", sign) for sign in "{}%$#&_"},
    "|": Node("sign", "‖"),
}


def read_tex(source: str) -> Node:
    r"""Read a formula without its dollar signs.

    Raises
    ------
    FormulaError
        Naming what is not known.

    Examples
    --------
    >>> read_tex(r"\sqrt{n}").parts[0]
    Node(kind='sqrt', text='', parts=(Node(kind='row', text='', parts=(Node(kind='letter', ...
    """
    reader = _Reader(source)
    row = reader.row(ends=())
    if reader.next is not None:
        raise FormulaError(f"unexpected {reader.next!r} in formula {source!r}")
    return row


class _Reader:
    def __init__(self, source: str) -> None:
        self.tokens = iter(_TOKEN.findall(source))
        self.next: str | None = None
        self.depth = 0
        self.take(spaces=False)

    def take(self, *, spaces: bool = False) -> str:
        """Give the next token and look at the one after it."""
        taken, self.next = self.next, next(self.tokens, None)
        while not spaces and self.next is not None and self.next.isspace():
            self.next = next(self.tokens, None)
        return taken or ""

    def row(self, *, ends: tuple[str, ...]) -> Node:
        """Read up to one of `ends`, which is left."""
        self.depth += 1
        if self.depth > 60:
            raise FormulaError("a formula of more than 60 levels")
        parts: list[Node] = []
        while self.next is not None and self.next not in (*ends, "}"):
            if self.next in ("_", "^", "'"):
                base = parts.pop() if parts else Node("row")
                parts.append(self.scripts(base))
            else:
                parts.append(self.one())
        self.depth -= 1
        return Node("row", parts=tuple(parts))

    def scripts(self, base: Node) -> Node:
        """Read what is set below and above a base."""
        below, above = NONE, NONE
        while self.next in ("_", "^", "'"):
            sign = self.take()
            if sign == "'":
                above = Node("row", parts=(*above.parts, Node("sign", "′")))
            elif sign == "_":
                below = self.one()
            else:
                above = Node("row", parts=(*above.parts, self.one()))
        limits = base.kind == "large" and base.text not in "∫∬∮"
        limits |= base.kind == "function" and base.text in _LIMITS
        return Node("scripts", "limits" if limits else "", (base, below, above))

    def group(self) -> Node:
        """Read ``{...}``."""
        if self.take() != "{":
            raise FormulaError("'{' is missing in a formula")
        row = self.row(ends=())
        if self.take() != "}":
            raise FormulaError("'}' is missing in a formula")
        return row

    def raw(self) -> str:
        """Read ``{...}`` as text."""
        if self.next != "{":
            raise FormulaError("'{' is missing in a formula")
        self.take(spaces=True)
        told = []
        while self.next is not None and self.next != "}":
            told.append(self.take(spaces=True))
        if self.take() != "}":
            raise FormulaError("'}' is missing in a formula")
        return re.sub(r"\\([%$#&_ ])", r"\1", "".join(told))

    def one(self) -> Node:
        """Read one letter, sign, command or group."""
        if self.next == "{":
            return self.group()
        token = self.take()
        if token.startswith("\\") and len(token) > 1:
            return self.command(token[1:])
        if token[:1].isdigit():
            return Node("number", token)
        if token.isalpha():
            return Node("letter", token)
        if token in ("", "}", "&", "#", "%", "$", "\\", "_", "^"):
            raise FormulaError(f"unexpected {token or 'end'!r} in a formula")
        return Node("sign", {"-": "−", "*": "∗"}.get(token, token))

    def command(self, name: str) -> Node:
        """Read what belongs to a command."""
        if name in _NAMED:
            return _NAMED[name]
        if name in _COMMANDS:
            return _COMMANDS[name](self)
        if name in _WORDS:
            return Node("words", self.raw())
        if name in _UPRIGHT:
            return Node("function", self.raw().replace("\\,", " ").strip())
        if name in _ALPHABETS:
            return Node("letter", "".join(_styled(self.raw(), name=name)))
        if name in _ACCENTS:
            return Node("accent", name.removeprefix("wide"), (self.one(),))
        if name in _LAYOUT:
            return Node("row")
        raise FormulaError(f"\\{name} is not known in formulas")

    def fraction(self) -> Node:
        return Node("frac", parts=(self.one(), self.one()))

    def binomial(self) -> Node:
        rows = tuple(Node("row", parts=(self.one(),)) for _ in range(2))
        return Node("fenced", "( )", (Node("table", "matrix", rows),))

    def root(self) -> Node:
        if self.next != "[":
            return Node("sqrt", parts=(self.one(),))
        self.take()
        degree = self.row(ends=("]",))
        self.take()
        return Node("root", parts=(self.one(), degree))

    def fenced(self) -> Node:
        left = self.delimiter()
        row = self.row(ends=("\\right",))
        if self.take() != "\\right":
            raise FormulaError("\\right is missing in a formula")
        return Node("fenced", f"{left} {self.delimiter()}", (row,))

    def delimiter(self) -> str:
        token = self.take().removeprefix("\\")
        named = _NAMED.get(token)
        return named.text if named else token

    def environment(self) -> Node:
        name = self.raw()
        if name not in _ENVIRONMENTS:
            raise FormulaError(f"\\begin{{{name}}} is not known in formulas")
        if name == "array":
            self.raw()
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row(ends=("&", "\\\\", "\\end")))
            end = self.take()
            if end == "\\\\":
                rows.append([])
            elif end == "\\end" and self.raw() == name:
                break
            elif end != "&":
                raise FormulaError(f"\\end{{{name}}} is missing in a formula")
        if rows[-1] in ([], [Node("row")]) and len(rows) > 1:
            rows.pop()
        table = Node("table", name, tuple(Node("row", parts=tuple(row)) for row in rows))
        around = {"pmatrix": "( )", "bmatrix": "[ ]", "vmatrix": "| |", "cases": "{ ."}
        return Node("fenced", around[name], (table,)) if name in around else table


_COMMANDS: dict[str, Callable[[_Reader], Node]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _Reader.fraction),
    "binom": _Reader.binomial,
    "sqrt": _Reader.root,
    "left": _Reader.fenced,
    "begin": _Reader.environment,
}


def _styled(text: str, *, name: str) -> Iterator[str]:
    upper, lower = _ALPHABETS[name]
    for letter in text:
        earlier = {"mathbb": letter, "mathcal": f"{letter}cal"}.get(name, "")
        if earlier in _EARLIER:
            yield _EARLIER[earlier]
        elif letter.isascii() and letter.isalpha():
            start, first = (upper, "A") if letter.isupper() else (lower, "a")
            yield chr(start + ord(letter) - ord(first))
        else:
            yield letter
