import socket

import pytest

from storefront.launch.server import (
    CannotServe,
    local_address,
    require_free_port,
    require_shared_state,
    wait_until_ready,
)


class TestRequireFreePort:
    def test_a_free_port_is_accepted_and_left_free(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        require_free_port("127.0.0.1", port)
        require_free_port("127.0.0.1", port)

    def test_a_port_that_another_server_would_share_is_refused(self) -> None:
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            with pytest.raises(CannotServe, match=f"port {port} on 127.0.0.1 is in use: .* --port"):
                require_free_port("127.0.0.1", port)

    def test_an_address_of_another_machine_is_refused(self) -> None:
        with pytest.raises(CannotServe, match="cannot be used"):
            require_free_port("192.0.2.1", 3000)


class TestRequireSharedState:
    def test_one_worker_needs_nothing(self) -> None:
        require_shared_state(1, "")

    def test_several_workers_need_redis(self) -> None:
        with pytest.raises(CannotServe, match="STOREFRONT_REDIS_URL"):
            require_shared_state(2, "")
        require_shared_state(2, "redis://localhost")


class TestLocalAddress:
    @pytest.mark.parametrize(
        ("host", "address"),
        [
            ("127.0.0.1", "http://localhost:3000"),
            ("0.0.0.0", "http://localhost:3000"),
            ("::", "http://localhost:3000"),
            ("192.0.2.1", "http://192.0.2.1:3000"),
            ("2001:db8::1", "http://[2001:db8::1]:3000"),
        ],
    )
    def test_is_what_a_browser_here_would_open(self, host: str, address: str) -> None:
        assert local_address(host, 3000) == address


class TestWaitUntilReady:
    def test_gives_up_when_nobody_answers(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        assert not wait_until_ready(f"http://127.0.0.1:{port}", within=0.1)
