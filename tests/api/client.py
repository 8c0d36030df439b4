"""An httpx client of the API that tests call without `await`."""

from functools import partial
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal

SITE = "http://testserver"


class ApiClient:
    """Calls the application itself, without a network; addresses are below /api/v1 unless they are whole."""

    def __init__(self, app: Any, portal: BlockingPortal, token: str | None = None) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 50_000))
        headers = {b"authorization": f"Bearer {token}".encode()} if token else {}
        self._portal = portal
        self.http = httpx.AsyncClient(transport=transport, base_url=f"{SITE}/api/v1", headers=headers)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self._portal.call(partial(self.http.request, method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def patch(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.request("DELETE", path, **options)

    def close(self) -> None:
        self._portal.call(self.http.aclose)
