"""A real JupyterLab for tests: one server, opened by a headless browser."""

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
from contextlib import closing, contextmanager
from pathlib import Path

from conftest import ROOT

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


@contextmanager
def serve_lab(folder: Path) -> Iterator[str]:
    """Serve a folder with a copy of the notebooks; give the address with its token."""
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    places = ("CONFIG", "DATA", "RUNTIME")
    environment = os.environ | {f"JUPYTER_{name}_DIR": str(folder / name) for name in places}
    # Kernels import the code under test, wherever they are started.
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), environment.get("PYTHONPATH", "")])
    settings = folder / "settings"
    news = settings / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(settings)
    environment["JUPYTERLAB_WORKSPACES_DIR"] = str(folder / "workspaces")
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": token,
        "LabApp.expose_app_in_browser": True,
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--{key}={value}" for key, value in options.items()]
    with (folder / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}", server=server)
            yield f"http://127.0.0.1:{port}/lab?token={token}"
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
    raise AssertionError("JupyterLab does not answer")


def run_notebooks(page, paths: list[str]) -> dict[str, list[dict]]:
    """Open notebooks and run them side by side; tell which cells ran, and their errors."""
    return dict(zip(paths, page.evaluate(RUN, paths), strict=True))


def change_theme(page, *, dark: bool) -> None:
    """Switch between JupyterLab's own two themes."""
    page.evaluate(THEME, f"JupyterLab {'Dark' if dark else 'Light'}")
