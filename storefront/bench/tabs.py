"""Five hundred signed-in tabs in one process, each acting every five seconds."""

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import sqlalchemy as sa
from sqlmodel import Session

from storefront.bench.datasets import DataSet, copied
from storefront.bench.figures import Figure
from storefront.bench.handlers import ADD, MORE, SEARCH
from storefront.bench.processor_time import memory_of
from storefront.bench.server import Server, running
from storefront.bench.shop import SEED, NotAsExpected, Range, Shop, open_shop
from storefront.bench.socket_client import Tab
from storefront.db.columns import table_of
from storefront.db.session import make_engine
from storefront.kit.clock import now
from storefront.parties.service import hash_token
from storefront.parties.tables import Membership, SignInSession
from storefront.settings import Settings
from storefront.ui.routes import address

TABS = 500
WARM_UP_TABS = 20
EVERY_SECONDS = 5.0
ACTING_SECONDS = 60.0
WARM_UP_SECONDS = 4.0
OPENING_AT_ONCE = 10
KILOBYTE = 1000
TARGET_ERRORS = 0
TARGET_KILOBYTES = 400
STEADY_PERCENT = 5
MEMBERSHIPS = table_of(Membership).c


@dataclass(frozen=True, slots=True)
class Buyer:
    """Somebody signed in, in an outlet of theirs, with a seller."""

    token: str
    outlet: str
    seller: str

    @property
    def page(self) -> str:
        """The catalog, where they are."""
        return address(self.outlet, "catalog", seller=self.seller)


@dataclass(slots=True)
class Record:
    """What happened."""

    seconds: list[float] = field(default_factory=list[float])
    errors: list[str] = field(default_factory=list[str])
    memory: list[int] = field(default_factory=list[int])


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """Errors, memory for each tab, and whether memory stays where it is.

    Raises:
        NotAsExpected: fewer people than tabs can buy something.
    """
    del requests
    with copied(data) as url:
        tokens = _sign_in_many(url, TABS)
        with running(url) as server, httpx.Client(base_url=server.url, timeout=60) as http:
            shop = open_shop(http)
            buyers = enough([buyer for token in tokens if (buyer := _outlet_of(http, token)) is not None])
            tell(f"{len(buyers)} tabs for {ACTING_SECONDS:.0f} seconds")
            record = Record()
            asyncio.run(_act_all(server, buyers, shop, record))
    times = sorted(record.seconds)
    before, opened, *later = record.memory
    middle, end = later[len(later) // 2], later[-1]
    seen = f"{len(times):,} acts; half answered within {times[len(times) // 2] * 1000:.0f} ms, 95 of 100 within {times[int(len(times) * 0.95)] * 1000:.0f} ms"
    first = f"; the first: {record.errors[0]}" if record.errors else ""
    yield Figure(
        "tabs", "errors", len(record.errors), "", data.place, target=TARGET_ERRORS, note=seen + first
    )
    yield Figure(
        "tabs",
        "memory for each tab",
        (max(later) - before) / len(buyers) / KILOBYTE,
        "kB",
        data.place,
        target=TARGET_KILOBYTES,
        note=f"server {before / 1e6:.0f} MB before, {opened / 1e6:.0f} when all were open, {end / 1e6:.0f} at the end",
    )
    yield Figure(
        "tabs",
        "growth of memory in the second half",
        (end - middle) / middle * 100,
        "%",
        data.place,
        target=STEADY_PERCENT,
    )


def enough(buyers: Sequence[Buyer]) -> Sequence[Buyer]:
    """These buyers, when there is one for each tab.

    Raises:
        NotAsExpected: there are fewer; figures of fewer tabs would look better than they are.
    """
    if len(buyers) < TABS:
        raise NotAsExpected(
            f"{TABS} tabs need as many people with an outlet and a seller; there are {len(buyers)}"
        )
    return buyers


async def _act_all(server: Server, buyers: Sequence[Buyer], shop: Shop, record: Record) -> None:
    gate = asyncio.Semaphore(OPENING_AT_ONCE)

    async def open_tab(buyer: Buyer) -> Tab:
        async with gate:
            return await Tab(server.url, buyer.token, buyer.page).open()

    # What the server keeps anyway, once it has been used: statements, connections, caches.
    first = await asyncio.gather(*(open_tab(buyer) for buyer in buyers[:WARM_UP_TABS]))
    await asyncio.gather(*(_act_for(WARM_UP_SECONDS, tab, shop, Record(), 0.2) for tab in first))
    await asyncio.gather(*(tab.close() for tab in first))
    record.memory.append(memory_of(server.pid))
    tabs = await asyncio.gather(*(open_tab(buyer) for buyer in buyers))
    record.memory.append(memory_of(server.pid))
    watch = asyncio.create_task(_watch_memory(server, record))
    await asyncio.gather(*(_act_for(ACTING_SECONDS, tab, shop, record, EVERY_SECONDS) for tab in tabs))
    watch.cancel()
    record.memory.append(memory_of(server.pid))
    await asyncio.gather(*(tab.close() for tab in tabs))


async def _act_for(seconds: float, tab: Tab, shop: Shop, record: Record, every: float) -> None:
    """Search, look further, add; not all tabs at the same moment."""
    draw = random.Random(f"{SEED} {id(tab)}")
    end = time.monotonic() + seconds
    offered = shop.ranges.get(str(tab.shown("context_state.seller_code"))) or next(iter(shop.ranges.values()))
    await asyncio.sleep(draw.random() * every)
    while time.monotonic() < end:
        started = time.monotonic()
        try:
            record.seconds.append(await _act_once(tab, offered, draw))
        except (TimeoutError, OSError, RuntimeError) as error:
            record.errors.append(repr(error))
        if refusal := tab.shown("notice_state.refusal"):
            record.errors.append(str(refusal))
            return
        await asyncio.sleep(max(0.0, every - (time.monotonic() - started)))


async def _act_once(tab: Tab, offered: Range, draw: random.Random) -> float:
    kind = draw.random()
    if kind < 0.5:
        return await tab.call(SEARCH, text=draw.choice(offered.words))
    if kind < 0.7 and tab.shown("catalog_state.has_more"):
        return await tab.call(MORE)
    rows = [row for row in tab.shown("catalog_state.offers") or () if row["is_orderable"]]
    if not rows:
        return await tab.call(SEARCH, text="")
    row = draw.choice(rows)
    form = {"sku": row["sku"], "catalog": row["catalog"], "quantity": str(row["quantity"])}
    return await tab.call(ADD, form=form)


async def _watch_memory(server: Server, record: Record) -> None:
    while True:
        await asyncio.sleep(5)
        record.memory.append(memory_of(server.pid))


def _sign_in_many(url: str, count: int) -> list[str]:
    """Sessions of so many people: written, since each password would cost a quarter of a second to check."""
    engine = make_engine(Settings(database_url=url))
    later = now() + timedelta(hours=8)
    tokens: list[str] = []
    with Session(engine) as session, session.begin():
        people = session.execute(
            sa.select(MEMBERSHIPS.contact_id)
            .where(MEMBERSHIPS.status == "active")
            .distinct()
            .order_by(MEMBERSHIPS.contact_id)
        ).scalars()
        everybody = list(people)
        for contact_id in random.Random(SEED).sample(everybody, min(count, len(everybody))):
            token = f"bench-{contact_id.hex}"
            tokens.append(token)
            session.add(
                SignInSession(
                    token_hash=hash_token(token),
                    contact_id=contact_id,
                    idle_expires_at=later,
                    expires_at=later,
                )
            )
    engine.dispose()
    return tokens


def _outlet_of(http: httpx.Client, token: str) -> Buyer | None:
    headers = {"authorization": f"Bearer {token}"}
    outlets = http.get("/api/v1/outlets", params={"limit": 1}, headers=headers).json()["items"]
    if not outlets:
        return None
    number = outlets[0]["number"]
    sellers = http.get(f"/api/v1/outlets/{number}/sellers", headers=headers).json()["items"]
    return Buyer(token, number, sellers[0]["code"]) if sellers else None
