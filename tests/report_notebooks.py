"""Small notebooks for the tests of reports, with outputs as a kernel would leave them."""

from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from mediakit.reports.figures import FigurePath, save_figure

SCRIPT = "<script>window.hit = 1</script>"
HOSTILE = [
    SCRIPT,
    "<img src=x onerror='window.hit = 2'>",
    "<img src='http://evil.example/pixel.png' alt='pixel'>",
    "<svg onload='window.hit = 3'><script>window.hit = 4</script></svg>",
    "<a href='javascript:window.hit = 5'>link</a>",
    "<a href='data:text/html,<script>window.hit = 6</script>'>data</a>",
    "<iframe srcdoc='<script>parent.hit = 7</script>'></iframe>",
    "<style>@import 'http://evil.example/x.css'; body { display: none }</style>",
    "<meta http-equiv='refresh' content='0; url=http://evil.example'>",
    "<form action='http://evil.example'><button>go</button></form>",
    "<base href='http://evil.example/'><link rel='stylesheet' href='http://evil.example/x.css'>",
    "</main></body><script>window.hit = 8</script>",
    "<details open ontoggle='window.hit = 9'>open</details>",
    "<math><mtext><img src=x onerror='window.hit = 10'></mtext></math>",
    "<p id='content' class='skip' style='position:fixed'>id</p>",
]


def write_notebook(path: Path, *cells: object, **metadata: str) -> Path:
    """Write cells as a notebook: strings are Markdown if they start with '#' and a blank."""
    made = [cell if isinstance(cell, dict) else cell_of(str(cell)) for cell in cells]
    for number, cell in enumerate(made):
        cell["id"] = f"cell-{number}"
    nbformat.write(new_notebook(cells=made, metadata=metadata), path)
    return path


def cell_of(source: str, **metadata: object) -> dict:
    """Make a Markdown cell of a heading or a paragraph that is marked by '> ', else code."""
    if source.startswith(("# ", "## ", "### ")):
        return new_markdown_cell(source)
    return new_code_cell(source, metadata=metadata)


def shown(source: str = "1", *, tags: tuple[str, ...] = (), **data: str) -> dict:
    """Make a code cell that shows data, such as html="<b>so</b>"."""
    kinds = {"html": "text/html", "markdown": "text/markdown", "plain": "text/plain"}
    kinds |= {"latex": "text/latex"}
    kinds |= {"svg": "image/svg+xml", "png": "image/png", "widget": WIDGET}
    bundle = {kinds[kind]: value for kind, value in data.items()}
    output = new_output("display_data", data=bundle)
    return new_code_cell(source, outputs=[output], metadata={"tags": list(tags)})


WIDGET = "application/vnd.jupyter.widget-view+json"


def bar_axes() -> plt.Axes:
    """Draw two bars."""
    ax = plt.subplots(figsize=(2, 1))[1]
    ax.bar([0, 1], [2, 3])
    return ax


def figure(folder: Path, *, name: str = "bars", **words: str) -> FigurePath:
    """Save a small figure."""
    table = pd.DataFrame({"term": ["Rente", "<b>Miete</b>"], "per_million": [1234.5, 0.25]})
    told = {"alt": "Two bars, the second higher.", "caption": "Two bars."} | words
    return save_figure(bar_axes(), name=name, folder=folder, data=table, **told)


def shown_figure(path: FigurePath) -> dict:
    """Make a code cell that shows a saved figure."""
    data, metadata = path._repr_mimebundle_()
    output = new_output("execute_result", data=data, metadata=metadata, execution_count=1)
    return new_code_cell("figure", outputs=[output])


def hostile_cells() -> list[dict]:
    """Make cells that show attacks as HTML, Markdown, table, Styler, text and stream."""
    everything = "\n".join(HOSTILE)
    table = pd.DataFrame({SCRIPT: HOSTILE})
    styler = table.style.set_caption(HOSTILE[1]).to_html()
    stream = new_output("stream", name="stdout", text=everything)
    error = new_output("error", ename=SCRIPT, evalue=HOSTILE[1], traceback=[everything])
    png = 'x" onerror="window.hit = 11'
    return [
        new_markdown_cell("# Hostile\n\nStandfirst " + everything),
        shown(html=everything),
        shown(markdown=everything + "\n\n![x](attachment:none) [y](javascript:alert(1))"),
        shown(html=table.to_html(escape=False)),
        shown(html=styler),
        shown(plain=everything),
        shown(png=png),
        shown(svg="<svg xmlns='http://www.w3.org/2000/svg'><script>window.hit = 12</script></svg>"),
        new_code_cell(f"#| echo: true\n'{everything!r}'", outputs=[stream, error]),
        new_raw_cell(everything),
    ]
