"""A real JupyterLab for tests: one server, opened by a headless browser."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT
from server import serving

RUN = """async paths => {
  const app = window.jupyterapp; await app.restored;
  const runs = [];
  for (const path of paths) {
    const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
    await panel.context.ready; await panel.sessionContext.ready;
    app.shell.activateById(panel.id);
    const told = () => panel.content.model.sharedModel.cells
      .filter(cell => cell.cell_type === 'code')
      .map(cell => ({
        ran: cell.execution_count,
        errors: cell.outputs.filter(one => one.output_type === 'error').map(one => one.evalue)
      }));
    runs.push(app.commands.execute('notebook:run-all-cells').then(told));
  }
  return Promise.all(runs);
}"""
THEME = "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})"
FOLDERS = ("settings", "workspaces")
# JupyterLab asks nobody for news or newer versions, and lets tests speak to it.
SETTINGS = {
    "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "CONFIG/jupyter_lab_config.json": {
        "LabApp": {
            "expose_app_in_browser": True,
            "news_url": "",
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        }
    },
}


@contextmanager
def serve_lab(folder: Path) -> Iterator[str]:
    """Serve a folder with a copy of the notebooks; give the address with its token."""
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name)
    for name, settings in SETTINGS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    places = {f"JUPYTERLAB_{name.upper()}_DIR": str(folder / name) for name in FOLDERS}
    # Kernels import the code under test, wherever they are started.
    with serving(
        sys.executable, folder=folder, app="jupyterlab", PYTHONPATH=str(ROOT), **places
    ) as (address, token):
        yield f"{address}/lab?token={token}"


def run_notebooks(page, paths: list[str]) -> dict[str, list[dict]]:
    """Open notebooks and run them side by side; tell which cells ran, and their errors."""
    return dict(zip(paths, page.evaluate(RUN, paths), strict=True))


def change_theme(page, *, dark: bool) -> None:
    """Switch between JupyterLab's own two themes."""
    page.evaluate(THEME, f"JupyterLab {'Dark' if dark else 'Light'}")
