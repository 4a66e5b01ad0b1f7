"""A real JupyterLab in a real browser runs a notebook without an error."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from browser import browser  # noqa: F401 - a fixture
from conftest import ROOT

RUN_ALL = """async () => {
  const app = window.jupyterapp; await app.restored;
  const panel = app.shell.currentWidget;
  await panel.context.ready; await panel.sessionContext.ready;
  await app.commands.execute('notebook:run-all-cells');
  return panel.content.model.sharedModel.cells.filter(c => c.cell_type === 'code').map(c => ({
    ran: c.execution_count,
    errors: c.outputs.filter(o => o.output_type === 'error').map(o => o.evalue)
  }));
}"""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """Serve a copy of the notebooks; give the address with its token."""
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    places = ("CONFIG", "DATA", "RUNTIME")
    environment = os.environ | {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in places}
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": tmp_path,
        "IdentityProvider.token": token,
        "LabApp.expose_app_in_browser": True,
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--{key}={value}" for key, value in options.items()]
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}", server=server)
            yield f"http://127.0.0.1:{port}/lab/tree/notebooks/{{}}?token={token}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str, *, server: subprocess.Popen) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, "JupyterLab ended"
            time.sleep(0.2)
    pytest.fail("JupyterLab does not answer")


@pytest.mark.browser
@pytest.mark.notebook
def test_jupyterlab_runs_a_walk_without_error(lab: str, browser, tmp_path: Path) -> None:  # noqa: F811
    page = browser.new_page(viewport={"width": 1400, "height": 1600})
    page.goto(lab.format("02_terms.ipynb"))
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook .jp-Cell", timeout=120_000)
    cells = page.evaluate(RUN_ALL)
    page.wait_for_selector(".jp-OutputArea figure img", timeout=60_000)
    alternatives = page.eval_on_selector_all(
        ".jp-OutputArea figure img", "images => images.map(image => image.alt)"
    )
    page.close()
    assert [cell["errors"] for cell in cells] == [[]] * len(cells)
    assert all(cell["ran"] for cell in cells)
    assert len(alternatives) == 6
    assert all(len(text) > 30 for text in alternatives)
    assert (tmp_path / "reports" / "figures" / "term_trends.svg").exists()
