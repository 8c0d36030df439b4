"""Attempts to sign in are counted once, whichever server they reach."""

import pytest

from storefront.settings import Settings
from tests.browser.fixtures import RunningServer
from tests.browser.shop import Buyer
from tests.factories import PASSWORD
from tests.scale.conftest import Pair

pytestmark = [pytest.mark.browser, pytest.mark.scale]


def test_what_failed_at_one_server_counts_at_the_other(pair: Pair, buyer: Buyer) -> None:
    allowed = Settings().sign_in_attempts_per_account
    servers = [pair.first if place % 2 else pair.second for place in range(allowed)]

    def sign_in(server: RunningServer, password: str) -> tuple[int, str]:
        credentials = {"email": buyer.contact.email, "password": password}
        answer = pair.ask(server, buyer, "POST", "/api/v1/sessions", json=credentials)
        return answer.status_code, answer.json().get("code", "")

    assert [sign_in(server, "wrong") for server in servers] == [(401, "wrong_credentials")] * allowed
    # Even the right password has to wait, at both.
    for server in (pair.first, pair.second):
        assert sign_in(server, PASSWORD) == (429, "too_many_attempts")
