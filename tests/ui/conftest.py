"""The composed application on the test database."""

from typing import Any

import pytest
import sqlalchemy as sa

from storefront.db.session import transaction, use_engine
from tests.digests import digest_of
from tests.factories import Trade, make_trade


@pytest.fixture(scope="session")
def composed() -> Any:
    """The application, with every page evaluated: some handlers are registered only then."""
    import storefront.storefront as root

    root.app._compile(dry_run=True, use_rich=False)
    return root.app


@pytest.fixture
def app(composed: Any, committing_engine: sa.Engine) -> Any:
    # Composing made an engine of its own.
    use_engine(committing_engine)
    return composed


@pytest.fixture
def trade(app: Any) -> Trade:
    with transaction() as session:
        return make_trade(session)


@pytest.fixture
def take_digest(committing_engine: sa.Engine) -> Any:
    """What is in every table, but for sessions and outlets used last."""

    def take() -> dict[str, str]:
        with transaction() as session:
            digests = digest_of(session)
        return {
            name: digest
            for name, digest in digests.items()
            if name not in {"sign_in_sessions", "last_outlets"}
        }

    return take
