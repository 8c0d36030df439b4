"""`storefront run` as it is on the first day, and on the second."""

from pathlib import Path

import httpx
import pytest

from storefront.demo.people import SIGN_INS
from tests.browser.fixtures import PASSWORD, RunningServer, StartServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def said_by(server: RunningServer) -> str:
    """What it printed; it says so once it answers, and is asked to stop."""
    port = server.url.rpartition(":")[2]
    sign_in = httpx.post(
        f"{server.url}/api/v1/sessions",
        json={"email": "buyer@demo.example", "password": PASSWORD},
        timeout=60,
    )
    assert sign_in.status_code == 201, sign_in.text
    page = httpx.get(f"{server.url}/sign-in", timeout=60)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    server.stop()
    said = server.log.read_text("utf-8")
    assert f"Serving on http://localhost:{port} " in said
    assert f"Demo sign-ins: {', '.join(SIGN_INS)}\n" in said
    assert f"Password: {PASSWORD}\n" in said
    return said


def test_an_empty_database_is_filled_and_the_second_start_has_nothing_to_do(
    start_server: StartServer, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'storefront.db'}"
    first = said_by(start_server(STOREFRONT_DATABASE_URL=url, within=600))
    assert "Loading the demo company" in first
    second = said_by(start_server(STOREFRONT_DATABASE_URL=url))
    assert "Loading" not in second
    assert "Building" not in second
