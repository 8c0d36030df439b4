"""One line for each request, and none of its secrets."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from anyio.from_thread import BlockingPortal
from sqlalchemy.exc import DBAPIError
from structlog.testing import LogCapture

from tests.api.client import SITE, ApiClient
from tests.api.conftest import As
from tests.factories import PASSWORD, Trade


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    capture = LogCapture()
    former = structlog.get_config()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, capture])
    yield capture.entries
    structlog.configure(**former)


class TestLine:
    def test_says_what_was_asked_by_whom_and_how_it_went(
        self, as_: As, trade: Trade, lines: list[Any]
    ) -> None:
        response = as_(trade.buyer).get("/outlets/1001/credit", headers={"x-request-id": "abc-12345"})
        [line] = lines
        assert line.pop("milliseconds") > 0
        assert line == {
            "event": "request",
            "log_level": "info",
            "request_id": "abc-12345",
            "method": "GET",
            "path": "/api/v1/outlets/{outlet}/credit",
            "status": 200,
            "contact": str(trade.buyer.id),
        }
        assert response.headers["x-request-id"] == "abc-12345"

    def test_of_a_refusal_names_its_code(self, as_: As, trade: Trade, lines: list[Any]) -> None:
        as_(trade.buyer).get("/outlets/2001/credit")
        assert (lines[0]["status"], lines[0]["code"]) == (404, "outlet_not_found")

    @pytest.mark.parametrize("given", ["", "short", "x" * 65, "a b c d e f", "abc\x7fdefghi"])
    def test_an_odd_request_id_is_replaced(self, as_: As, trade: Trade, lines: list[Any], given: str) -> None:
        response = as_(None).get("/problems", headers={"x-request-id": given})
        assert len(response.headers["x-request-id"]) == 32
        assert lines[0]["request_id"] == response.headers["x-request-id"]

    def test_holds_no_secret(self, as_: As, trade: Trade, lines: list[Any]) -> None:
        client = as_(trade.buyer)
        token = client.post("/sessions", json={"email": "buyer@first.example", "password": PASSWORD}).json()[
            "token"
        ]
        client.get("/outlets", params={"q": "private words"})
        client.http.cookies.set("storefront_session", token)
        client.get("/me", headers={"cookie": f"storefront_session={token}"})
        written = repr(lines)
        for secret in (PASSWORD, token, trade.buyer.token, "private words", "buyer@first.example"):
            assert secret not in written

    def test_is_written_for_what_the_gate_refuses(self, as_: As, trade: Trade, lines: list[Any]) -> None:
        answer = as_(None).post("/sessions", json={}, headers={"origin": "https://evil.example"})
        [line] = lines
        assert line.pop("milliseconds") >= 0
        assert line == {
            "event": "request",
            "log_level": "info",
            "request_id": answer.headers["x-request-id"],
            "code": "foreign_origin",
            "method": "POST",
            "path": "(no route)",
            "status": 403,
            "contact": None,
        }

    def test_of_a_body_that_grew_too_long_has_one_name(
        self, as_: As, trade: Trade, portal: BlockingPortal, lines: list[Any]
    ) -> None:
        async def endless() -> AsyncIterator[bytes]:
            for _ in range(3):
                yield b"x" * 1_000_000

        answer = as_(trade.buyer).post("/outlets/1001/carts/MAKER/lines", content=endless())
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
        assert {line["request_id"] for line in lines} == {answer.headers["x-request-id"]}
        assert (lines[0]["status"], lines[0]["code"]) == (413, "too_large")

    def test_of_what_is_dull_is_for_debugging_only(self, as_: As, trade: Trade, lines: list[Any]) -> None:
        as_(None).get(f"{SITE}/healthz")
        assert [line["log_level"] for line in lines] == ["debug"]


class TestFailedStatement:
    def test_is_logged_without_what_it_was_given(self, committing_engine: sa.Engine) -> None:
        with pytest.raises(DBAPIError) as failure, committing_engine.connect() as connection:
            connection.execute(
                sa.text("select * from no_such_table where secret = :secret"), {"secret": "hush-hush"}
            )
        assert "hush-hush" not in str(failure.value)


class TestBug:
    @pytest.fixture
    def broken(self, application: Any, api: Any, portal: BlockingPortal) -> Iterator[ApiClient]:
        def fail() -> None:
            raise RuntimeError("s3cret details")

        application.add_api_route("/api/v1/broken", fail)
        routes = application.router.routes
        routes.insert(0, routes.pop())
        client = ApiClient(api, portal)
        yield client
        client.close()

    def test_is_logged_once_and_told_without_details(self, broken: ApiClient, lines: list[Any]) -> None:
        response = broken.get("/broken")
        assert response.status_code == 500
        assert response.json() == {
            "type": "/api/v1/problems#internal_error",
            "title": "Internal error",
            "status": 500,
            "detail": "Something went wrong on our side. Look whether it was done before you try again, and name the request id when you report it.",
            "code": "internal_error",
            "request_id": response.headers["x-request-id"],
        }
        assert [line["event"] for line in lines] == ["request.failed", "request"]
        assert isinstance(lines[0]["exc_info"], RuntimeError)
        assert lines[1]["status"] == 500
