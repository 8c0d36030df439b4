"""Logs as the process writes them."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from storefront.connectors.logs import configure_logs
from storefront.settings import Settings


@pytest.fixture(autouse=True)
def former_logs() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, config = list(root.handlers), root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


class TestConfigureLogs:
    def test_writes_json_lines_without_secrets(self, capsys: pytest.CaptureFixture[str]) -> None:
        configure_logs(Settings())
        log = structlog.get_logger("storefront.test")
        log.info("signed_in", contact="1", session_token="abc", Password="xyz")
        log.debug("not_this")
        [line] = capsys.readouterr().err.splitlines()
        written = json.loads(line)
        assert written.pop("timestamp").endswith("Z")
        assert written == {
            "event": "signed_in",
            "level": "info",
            "contact": "1",
            "session_token": "[hidden]",
            "Password": "[hidden]",
        }

    def test_writes_what_the_standard_library_logs_in_the_same_way(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        configure_logs(Settings())
        logging.getLogger("some.library").warning("careful: %s", "thing")
        logging.getLogger("some.library").info("chatter")
        [line] = capsys.readouterr().err.splitlines()
        written = json.loads(line)
        assert (written["event"], written["level"], written["logger"]) == (
            "careful: thing",
            "warning",
            "some.library",
        )

    @pytest.mark.parametrize("environment", ["production", "development"])
    def test_a_traceback_holds_no_local_variables(
        self, environment: str, capsys: pytest.CaptureFixture[str], make_settings: Callable[..., Settings]
    ) -> None:
        configure_logs(Settings(environment=environment))  # pyright: ignore[reportArgumentType] -- one of the two
        password = "hunter2"

        def fail(with_what: str) -> None:
            raise RuntimeError(f"failed after {len(with_what)}")

        try:
            fail(password)
        except RuntimeError:
            structlog.get_logger("storefront.test").exception("bug")
        written = capsys.readouterr().err
        assert "RuntimeError: failed after 7" in written
        assert password not in written

    def test_a_repeat_does_not_double_the_lines(self, capsys: pytest.CaptureFixture[str]) -> None:
        configure_logs(Settings())
        configure_logs(Settings(log_level="ERROR"))
        structlog.get_logger("storefront.test").info("quiet")
        logging.getLogger("some.library").error("loud")
        assert len(capsys.readouterr().err.splitlines()) == 1
