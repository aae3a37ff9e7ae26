"""Opens pages in headless Chromium: what axe-core finds in one, what a window shows of it, and what its policy refuses."""

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

_SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1400,1000", "--virtual-time-budget=60000",
)  # fmt: skip
_OUTER = """<!DOCTYPE html><html lang="sv"><head><meta name="color-scheme" content="light dark"><title>yttre</title></head><body>
<pre id="svar"></pre><iframe title="sidan" src="sida.html" style="width:{width}px;height:900px;border:0"></iframe>
<script>onmessage = event => document.getElementById("svar").textContent = event.data</script></body></html>"""
"""A window is never narrower than 500 pixels, and so the page is in a frame."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_ANSWER = re.compile(r'<pre id="svar">(.*?)</pre>', re.DOTALL)


def require_chromium() -> str:
    """The path of Chromium; the test is skipped where there is none."""
    found = shutil.which("chromium")
    return found or pytest.skip("Chromium (chromium) is not installed: nothing here can show a page")


def require_axe() -> Path:
    """The path of axe-core; the test is skipped where there is none."""
    path = Path(os.environ.get("AXE", "axe-core")) / "axe.min.js"
    if not path.is_file():
        pytest.skip("AXE does not name the folder of the npm package axe-core")
    return path


def ask_page(page: str, script: str, width: int, *, is_dark: bool = False, source: Path | None = None) -> Any:
    """What a script answers in a page: it calls `answer` with something that JSON can hold.

    :param source: another script that is loaded first.
    """
    chromium = require_chromium()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = f'<script src="{source.resolve().as_uri()}"></script>' if source else ""
        call = f'<script>const answer = value => parent.postMessage(JSON.stringify(value), "*"); {script}</script>'
        # the page forbids every script, and so would forbid these: that it does is another test
        (folder / "sida.html").write_text(_POLICY.sub("", page).replace("</body>", f"{first}{call}</body>"), "utf-8")
        (folder / "yttre.html").write_text(_OUTER.format(width=width), "utf-8")
        dark = ["--blink-settings=preferredColorScheme=0"] if is_dark else []
        shown = _run(chromium, folder, *dark, "--dump-dom", (folder / "yttre.html").as_uri())
        found = _ANSWER.search(shown.stdout)
    if not found or not found[1]:
        raise AssertionError(shown.stderr)
    return json.loads(html.unescape(found[1]))


def list_refusals(page: str) -> list[str]:
    """What Chromium says on its console when it opens a page as it is: what the policy refuses, and every other complaint."""
    chromium = require_chromium()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sida.html").write_text(page, "utf-8")
        shown = _run(chromium, folder, "--enable-logging=stderr", "--dump-dom", (folder / "sida.html").as_uri())
    return [line for line in shown.stderr.splitlines() if "CONSOLE" in line]


def _run(chromium: str, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [chromium, *_SWITCHES, f"--user-data-dir={folder / 'profil'}", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=180, check=True)
