"""An organization of 10,000 outlets: its page, the search for an outlet, and a contact who may use half of them."""

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import httpx
from sqlmodel import Session

from storefront.bench.datasets import DataSet, backends_of, copied, is_database_local
from storefront.bench.figures import Figure
from storefront.bench.processor_time import ProcessorClock, Spent
from storefront.bench.server import running
from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows
from storefront.db.session import make_engine
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import fold, sort_key
from storefront.parties.queries.founding import NODE_FIELDS
from storefront.parties.service import hash_token
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    HierarchyNode,
    Membership,
    Organization,
    SignInSession,
)
from storefront.settings import Settings

OUTLETS, GROUPS = 10_000, 10
NUMBER = "HIER-BENCH"
ROUNDS, WARM_UP, PATIENCE = 3, 20, 60.0
CALLS = (
    ("hierarchy of 10,000 outlets: its page", f"/hierarchies/{NUMBER}", "admin", 30),
    ("a group of 1,000 of its outlets", f"/hierarchies/{NUMBER}?node=BENCH-G3", "admin", 30),
    ("search among its outlets", f"/hierarchies/{NUMBER}/outlets?q=town%2077", "admin", 30),
    ("outlets of a contact with 5,000", "/outlets", "buyer", 15),
)
"""What is called, by whom, and in how many milliseconds it is to be answered."""


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """Each call, the lowest of three rounds."""
    if data.place.database != "SQLite" and not is_database_local():
        yield Figure(
            "hierarchy", "hierarchy of 10,000 outlets", None, "ms", data.place, note="PostgreSQL is elsewhere"
        )
        return
    with copied(data) as url:
        tokens: dict[str, str] = dict(zip(("admin", "buyer"), _make(url), strict=True))
        with running(url) as server, httpx.Client(base_url=server.url, timeout=PATIENCE) as http:
            clock = ProcessorClock(server.pid, lambda: backends_of(url))
            for name, address, who, target in CALLS:
                tell(name)
                best = _least(http, address, tokens[who], clock, requests)
                yield Figure(
                    "hierarchy",
                    name,
                    best.milliseconds,
                    "ms",
                    data.place,
                    target=target,
                    of_which_database=best.database * 1000,
                    others_used_cores=best.others_used_cores,
                )


def _least(http: httpx.Client, address: str, token: str, clock: ProcessorClock, requests: int) -> Spent:
    rounds = [_repeat(http, address, token, clock, times) for times in (WARM_UP, *[requests] * ROUNDS)]
    return min(rounds[1:], key=lambda spent: spent.milliseconds)


def _repeat(http: httpx.Client, address: str, token: str, clock: ProcessorClock, times: int) -> Spent:
    before = clock.read()
    for _ in range(times):
        http.get(f"/api/v1{address}", headers={"authorization": f"Bearer {token}"}).raise_for_status()
    total = clock.since(before)
    return total / times


def _make(url: str) -> tuple[str, str]:
    """The organization, an admin of all of it and a buyer of half of it; their tokens."""
    engine = make_engine(Settings(database_url=url))
    with engine.execution_options(storefront_writing=True).connect() as connection, connection.begin():
        session = Session(connection)
        organization = Organization(number="ORG-BENCH", name="Bench Gifts")
        hierarchy = CustomerHierarchy(number=NUMBER, organization_id=organization.id, name="Bench Gifts")
        for row in (organization, hierarchy):
            session.add(row)
            session.flush()
        root, groups = new_id(), [new_id() for _ in range(GROUPS)]
        _grow(session, (hierarchy.id, organization.id), root, groups)
        tokens = (
            _person(session, "admin@bench.example", "admin", [root]),
            _person(session, "buyer@bench.example", "user", groups[: GROUPS // 2]),
        )
        session.flush()
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("analyze hierarchy_nodes")
    engine.dispose()
    return tokens


def _grow(session: Session, of: tuple[UUID, UUID], root: UUID, groups: list[UUID]) -> None:
    """The organization, its groups, and as many outlets in each."""
    outlets = (
        _node(new_id(), of, groups[each % GROUPS], "outlet", f"BENCH-{each:05d}", f"1.{each % GROUPS}.{each}")
        for each in range(OUTLETS)
    )
    rows = [
        [_node(root, of, None, "organization", "BENCH", "1")],
        [
            _node(group, of, root, "group", f"BENCH-G{place}", f"1.{place}")
            for place, group in enumerate(groups)
        ],
        list(outlets),
    ]
    for level in rows:
        insert_rows(session, table_of(HierarchyNode), NODE_FIELDS, level)


def _node(
    node_id: UUID, of: tuple[UUID, UUID], parent: UUID | None, kind: str, number: str, path: str
) -> list[object]:
    name = f"Shop of town {number[6:]}" if kind == "outlet" else f"Bench {number}"
    return [node_id, *of, parent, kind, number, name, sort_key(name), path]


def _person(session: Session, email: str, role: str, node_ids: list[UUID]) -> str:
    contact, token = Contact(email=email, name=email, name_key=fold(email)), secrets.token_urlsafe(32)
    session.add(contact)
    session.flush()
    end = now() + timedelta(hours=8)
    session.add(
        SignInSession(
            token_hash=hash_token(token), contact_id=contact.id, idle_expires_at=end, expires_at=end
        )
    )
    for node_id in node_ids:
        session.add(Membership(contact_id=contact.id, node_id=node_id, role=role))
    session.flush()
    return token
