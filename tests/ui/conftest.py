"""The composed application on the test database."""

from typing import Any

import pytest
import sqlalchemy as sa

from storefront.db.session import transaction, use_engine
from tests.digests import digest_of


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
def take_whole_digest(committing_engine: sa.Engine) -> Any:
    """What is in every table, but for when sessions were last used."""

    def take() -> dict[str, str]:
        with transaction() as session:
            return digest_of(session)

    return take


@pytest.fixture
def take_digest(take_whole_digest: Any) -> Any:
    """The same without the outlets that people used last: coming to a page moves that."""
    return lambda: {name: digest for name, digest in take_whole_digest().items() if name != "last_outlets"}
