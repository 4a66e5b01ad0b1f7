"""Formulas: the TeX of notebooks as MathML for pages and as Typst for PDF; no script, no TeX.

What is read is the mathematics of Jupyter's Markdown: letters, numbers, operators, Greek,
fractions, roots, indices, sums, functions, brackets that grow, accents, text, matrices and cases.
A formula with any other command is shown as it is written.
"""

import re
from html import escape

from mediakit.reports.tex import NONE, FormulaError, Node, read_tex

_ACCENTS = {"hat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "vec": "→", "dot": "˙"}
_ACCENTS |= {"ddot": "¨"}
_ELEMENTS = {
    **{"frac": "mfrac", "sqrt": "msqrt", "root": "mroot", "row": "mrow", "letter": "mi"},
    **{"number": "mn", "sign": "mo", "large": "mo", "words": "mtext"},
}
_TYPST_ACCENTS = {
    "hat": "hat",
    "tilde": "tilde",
    "vec": "arrow",
    "dot": "dot",
    "ddot": "dot.double",
}


def to_mathml(source: str, *, display: bool) -> str:
    r"""Write a formula as MathML, which browsers draw by themselves.

    Parameters
    ----------
    source : str
        TeX, without dollar signs.
    display : bool
        Whether it stands on a line of its own.

    Returns
    -------
    str
        A ``<math>`` element that carries the source, or the source as ``<code>``.

    Examples
    --------
    >>> to_mathml("n", display=False)[6:62]
    '<semantics><mrow><mi>n</mi></mrow><annotation encoding="'
    >>> to_mathml(r"\unknown", display=False)
    '<code>\\unknown</code>'
    """
    try:
        drawn = _mathml(read_tex(source))
    except FormulaError:
        return f"<code>{escape(source.strip())}</code>"
    told = f'<annotation encoding="application/x-tex">{escape(source.strip())}</annotation>'
    block = ' display="block"' if display else ""
    return f"<math{block}><semantics>{drawn}{told}</semantics></math>"


def to_typst(source: str) -> str:
    r"""Write a formula as the mathematics of Typst, without dollar signs.

    Examples
    --------
    >>> to_typst(r"G^2 = 2 \sum_i O_i")
    'attach(G, t: 2) \\= 2 attach(∑, b: i) attach(O, b: i)'
    """
    return _typst(read_tex(source))


def _mathml(node: Node) -> str:
    parts = [_mathml(part) for part in node.parts]
    inner = "".join(parts) or escape(node.text)
    if node.kind in _ELEMENTS:
        return f"<{_ELEMENTS[node.kind]}>{inner}</{_ELEMENTS[node.kind]}>"
    if node.kind == "scripts":
        below, above = (part != NONE for part in node.parts[1:])
        names = ("munder", "mover") if node.text == "limits" else ("msub", "msup")
        both = "munderover" if node.text == "limits" else "msubsup"
        name = both if below and above else names[0] if below else names[1]
        return f"<{name}>{inner}</{name}>"
    if node.kind == "fenced":
        left, right = (f"<mo>{escape(sign)}</mo>" if sign != "." else "" for sign in _ends(node))
        return f"<mrow>{left}{inner}{right}</mrow>"
    if node.kind == "accent":
        return f'<mover accent="true">{inner}<mo>{_ACCENTS[node.text]}</mo></mover>'
    if node.kind == "table":
        rows = [[_mathml(cell) for cell in row.parts] for row in node.parts]
        lines = ["".join(f"<mtd>{cell}</mtd>" for cell in row) for row in rows]
        return "<mtable>" + "".join(f"<mtr>{line}</mtr>" for line in lines) + "</mtable>"
    if node.kind == "space":
        return f'<mspace width="{node.text}em"></mspace>'
    return f'<mi mathvariant="normal">{inner}</mi>' if node.kind == "function" else ""


def _ends(node: Node) -> tuple[str, str]:
    left, right = node.text.split(" ")
    return left, right


def _typst(node: Node) -> str:
    parts = [_typst(part) for part in node.parts]
    if node.kind == "row":
        return " ".join(part for part in parts if part) or '""'
    if node.kind in ("frac", "sqrt"):
        return f"{node.kind}({', '.join(parts)})"
    if node.kind == "root":
        return f"root({parts[1]}, {parts[0]})"
    if node.kind == "scripts":
        places = zip(("b", "t"), node.parts[1:], parts[1:], strict=True)
        told = "".join(f", {place}: {part}" for place, found, part in places if found != NONE)
        return f"attach({parts[0]}{told})"
    if node.kind == "fenced":
        left, right = ("" if sign == "." else _sign(sign) for sign in _ends(node))
        return f"lr({left} {parts[0]} {right})"
    if node.kind == "accent":
        name = _TYPST_ACCENTS.get(node.text)
        return f"accent({parts[0]}, {name})" if name else f"overline({parts[0]})"
    if node.kind == "table":
        rows = "; ".join(", ".join(_typst(cell) for cell in row.parts) for row in node.parts)
        return f"mat(delim: #none, {rows})"
    return _typst_text(node)


def _typst_text(node: Node) -> str:
    if node.kind in ("words", "function"):
        quoted = node.text.replace("\\", "\\\\").replace('"', '\\"')
        return f'op("{quoted}")' if node.kind == "function" else f'"{quoted}"'
    if node.kind == "space":
        return f"#h({node.text}em)"
    return _sign(node.text) if node.kind != "none" else ""


def _sign(text: str) -> str:
    """Escape what Typst reads as more than a sign; a text of several letters is quoted."""
    if len(text) > 1 and not text.replace(".", "").replace(",", "").isdigit():
        return f'"{text}"'
    return re.sub(r"([^\w\s])", lambda sign: "\\" + sign[1] if sign[1].isascii() else sign[1], text)
