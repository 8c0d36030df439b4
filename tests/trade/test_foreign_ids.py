"""Behind every way in: what names a thing of somebody else's finds nothing there, and changes nothing.

Generated over the functions' signatures. A parameter that is not known to be words or amounts (`parameters.NAMES_NOTHING`,
`parameters.PRODUCTS_ALONE`) needs a thing of its name on both sides (`foreign.things_of`), or the first test fails.
"""

import contextlib
import inspect
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session

from storefront.kit.errors import Forbidden, NotFound, StorefrontError
from storefront.offers.service import shelve
from storefront.parties.actor import Actor
from storefront.parties.service import enter_hierarchy, find_nodes, hash_token
from tests.digests import digest_of
from tests.factories import (
    make_contact,
    make_employee,
    make_membership,
    make_sales_group,
    make_seller,
    make_staff,
    make_trade,
    open_to,
)
from tests.trade import foreign, policy
from tests.trade.below_the_actors import BELOW_THE_ACTORS
from tests.trade.foreign import Side, Things
from tests.trade.parameters import MADE_ABOVE, NAMES_NOTHING, PRODUCTS_ALONE
from tests.trade.test_policy import FUNCTIONS, sample, undone, way_into

WAYS = {name: way for name, it in FUNCTIONS.items() if (way := way_into(it))}
FOR_HEADQUARTERS = {
    name
    for name, column in policy.BY_RELATION.items()
    if {relation for relation, it in column.items() if it == policy.ALLOWED} <= {"headquarters"}
}
"""Nothing is somebody else's to them."""
JUDGED_BY_RELATION = policy.OF_AN_ORDER | (set(policy.BY_RELATION) - FOR_HEADQUARTERS)
"""`test_policy` tries these with a thing of the first outlet's, for every relation."""


def parameters_of(name: str) -> dict[str, inspect.Parameter]:
    """All but session and actor."""
    return dict(list(inspect.signature(FUNCTIONS[name]).parameters.items())[2:])


def names_something(name: str, parameter: str) -> bool:
    return parameter not in NAMES_NOTHING and f"{name}.{parameter}" not in PRODUCTS_ALONE


def is_tried(name: str) -> bool:
    below = BELOW_THE_ACTORS.keys() | MADE_ABOVE.keys()
    return name in WAYS and name not in below | FOR_HEADQUARTERS | JUDGED_BY_RELATION


CASES = sorted(
    (name, parameter)
    for name in WAYS
    if is_tried(name)
    for parameter in parameters_of(name)
    if names_something(name, parameter)
)


class Sides:
    """The first outlet's side, and that of another organization with a seller of its own."""

    def __init__(self, session: Session) -> None:
        trade = make_trade(session)
        staff = make_staff(session, trade)
        admin = make_contact(session, email="admin@other.example", name="Olga Admin")
        root = trade.other_outlet.organization.root_id
        make_membership(session, contact=admin, node_id=root, role="admin")
        field = make_employee(
            session, email="far@maker.example", seller_id=trade.maker.id, duties=["field_seller"]
        )
        make_sales_group(session, code="SECOND", employees=[field], node_ids=[root])
        far = make_seller(session, code="FAR", kind="distributor", position=2)
        open_to(session, seller=far, node_id=root)
        shelve(session, catalog_ids=[far.catalog_id])
        self.session = session
        self.own_side = Side(
            buyer=trade.buyer,
            admin=trade.admin,
            outlet=trade.outlet,
            hierarchy="HIER-ORG-1",
            seller=trade.maker,
            clerk=staff.maker_clerk,
            field=staff.field,
            shelf="MAKER",
        )
        self.other_side = Side(
            buyer=trade.outsider,
            admin=admin,
            outlet=trade.other_outlet,
            hierarchy="HIER-ORG-2",
            seller=trade.north,
            clerk=staff.north_manager,
            field=field,
            shelf="FAR",
        )
        self.own = foreign.things_of(session, self.own_side, prefix="OWN")
        self.theirs = foreign.things_of(session, self.other_side, prefix="THEIRS")

    def actor(self, name: str) -> Actor:
        session, side = self.session, self.own_side
        if name.startswith("on_behalf."):
            return foreign.as_oneself(session, side.field)
        enter: dict[str, Any] = {
            "OutletActor": foreign.at_outlet,
            "HierarchyActor": foreign.at_hierarchy,
            "SellerActor": foreign.at_desk,
            "Actor": lambda session, side: foreign.as_oneself(session, side.buyer),
        }
        return enter[WAYS[name]](session, side)

    def call(self, name: str, *, foreign_one: str = "") -> object:
        """Call a function with own things, but for one."""
        hints = typing.get_type_hints(FUNCTIONS[name])
        arguments: dict[str, object] = {}
        for each, parameter in parameters_of(name).items():
            things = self.theirs if each == foreign_one else self.own
            found = thing_of(things, name, each)
            if found is not None:
                arguments[each] = found
            elif parameter.default is parameter.empty:
                arguments[each] = PLAIN.get(each, sample(hints[each]))
        return self.result(name, self.actor(name), arguments)

    def result(self, name: str, actor: Actor, arguments: dict[str, object]) -> object:
        """What a function answers; a stream is read to its end."""
        first = next(iter(inspect.signature(FUNCTIONS[name]).parameters))
        opened = self.session if first == "session" else lambda: contextlib.nullcontext(self.session)
        result = FUNCTIONS[name](opened, actor, **arguments)
        return list(result) if isinstance(result, Iterator) else result


PLAIN: dict[str, object] = {
    "role": "admin",
    "reason": "left",
    "sku": "M-005",
    "quantity": 1,
    "attempt": "a" * 20,
}


def thing_of(things: Things, name: str, parameter: str) -> object:
    part = name.partition(".")[0]
    for key in (f"{name}.{parameter}", f"{part}.{parameter}", parameter):
        if key in things:
            return things[key]
    return None


@pytest.fixture
def sides(session: Session) -> Sides:
    return Sides(session)


def is_nothing(result: object) -> bool:
    """Whether an answer shows nothing at all."""
    items: Any = getattr(result, "items", getattr(result, "rows", result))
    # Rows of a file are answered one by one: none of them may be good.
    return not [each for each in items if getattr(each, "is_good", True)]


def test_every_name_of_a_thing_has_one_on_either_side(sides: Sides) -> None:
    missing = [
        f"{name}: {parameter}"
        for name, parameter in CASES
        if thing_of(sides.own, name, parameter) is None
        or thing_of(sides.own, name, parameter) == thing_of(sides.theirs, name, parameter)
    ]
    assert missing == [], "give them a thing in foreign.things_of, or say in parameters that they name none"


def test_reasons_are_of_functions_that_there_are() -> None:
    assert set(MADE_ABOVE) <= set(WAYS)
    assert {each.rpartition(".")[0] for each in PRODUCTS_ALONE} <= set(WAYS)
    assert {name for name, _ in CASES} >= policy.LEAVES_OUT
    known = {parameter for name in WAYS for parameter in parameters_of(name)}
    assert known >= NAMES_NOTHING


def test_with_own_things_nothing_is_missing(sides: Sides) -> None:
    """The positive control: what refuses a foreign thing below is that it is foreign."""
    problems: dict[str, str] = {}
    for name in sorted({name for name, _ in CASES}):
        with undone(sides.session):
            try:
                sides.call(name)
            except (NotFound, Forbidden) as refusal:
                problems[name] = refusal.code
            except StorefrontError:
                pass
    assert [f"{name}: {repr(found)[:200]}" for name, found in problems.items()] == []


def test_what_is_somebody_elses_is_not_found_and_stays_as_it_is(sides: Sides) -> None:
    before = digest_of(sides.session)
    problems: dict[str, object] = {}
    for name, parameter in CASES:
        with undone(sides.session):
            try:
                result = sides.call(name, foreign_one=parameter)
                after = digest_of(sides.session)
                found = {table for table in after if after[table] != before[table]}
                if name not in policy.LEAVES_OUT or not is_nothing(result):
                    found = result
            except NotFound:
                # Whatever it wrote before is undone with its transaction.
                continue
            except StorefrontError as refusal:
                found = refusal.code
            if found:
                problems[f"{name}: {parameter}"] = found
    assert [f"{name}: {repr(found)[:200]}" for name, found in problems.items()] == []


def test_an_admin_beside_finds_nothing_of_the_rest(sides: Sides) -> None:
    """Within one hierarchy, too: nodes and members of another part are not there."""
    session = sides.session
    contact = make_contact(session, email="beside@first.example", name="Ben Beside")
    admin = foreign.at_hierarchy(session, sides.own_side)
    group = find_nodes(session, admin, numbers=[sides.own["to"]])[0]
    make_membership(session, contact=contact, node_id=group.id, role="admin")
    actor = enter_hierarchy(session, hash_token(contact.token), "HIER-ORG-1")
    problems: dict[str, object] = {}
    for name in sorted({name for name, _ in CASES if WAYS[name] == "HierarchyActor"}):
        arguments = {
            each: found
            for each in parameters_of(name)
            if (found := thing_of(sides.own, name, each)) is not None
        }
        hints = typing.get_type_hints(FUNCTIONS[name])
        for each, it in parameters_of(name).items():
            if each not in arguments and it.default is it.empty:
                arguments[each] = PLAIN.get(each, sample(hints[each]))
        with undone(session):
            try:
                result = sides.result(name, actor, arguments)
                if name not in policy.LEAVES_OUT or not is_nothing(result):
                    problems[name] = result
            except NotFound:
                pass
            except StorefrontError as refusal:
                problems[name] = refusal.code
    assert [f"{name}: {repr(found)[:200]}" for name, found in problems.items()] == []
