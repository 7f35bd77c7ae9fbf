"""A real server with a data folder of its own, and a real browser at phone width."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 360, "height": 780}
ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
START = "from heelwise.web.server import serve; import sys; serve(port=int(sys.argv[1]))"


def wait_until_served(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"the server stopped at once: {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}healthz/", timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not answer within 30 s")


def run_server(settings: str, folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    paths = [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "HEELWISE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": os.pathsep.join(paths),
    }
    server = subprocess.Popen([sys.executable, "-c", START, str(port)], env=environment, cwd=ROOT)
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_until_served(address, server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def page_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with a made-up answer: for looks, layout and access."""
    yield from run_server("tests.fixtures.web.settings", tmp_path_factory.mktemp("looks"))


@pytest.fixture(scope="session")
def real_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page as a person gets it, engine and all."""
    yield from run_server("heelwise.web.settings", tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for a module: Playwright's loop must have ended before other tests touch the database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the pages go: HEELWISE_SCREENSHOTS, or a temporary folder."""
    named = os.environ.get("HEELWISE_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a page of our own kind; anything the browser complains about fails the test."""
    contexts, complaints = [], []

    def opened(address: str, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(address) else complaints.append(r.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [c for c in complaints if "status of 422" not in c] == []
