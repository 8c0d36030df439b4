"""Every service function under every relation, against the one table of `policy`."""

import dataclasses
import importlib
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

import storefront
from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.kit.clock import now
from storefront.kit.errors import Forbidden, NotFound, StorefrontError
from storefront.kit.ids import new_id
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import Actor
from storefront.parties.errors import NothingHere
from storefront.parties.service import enter_hierarchy, enter_outlet, hash_token, identify
from storefront.sellers.service import enter_seller
from tests.factories import (
    MadeContact,
    act_as,
    make_acting_session,
    make_contact,
    make_group,
    make_membership,
    make_outlet,
    make_staff,
    make_trade,
    new_key,
)
from tests.trade import policy
from tests.trade.behind import BEHIND
from tests.trade.below_the_actors import BELOW_THE_ACTORS
from tests.trade.policy import ALLOWED, NOT_FOUND, RELATIONS, WAYS_IN

PACKAGE = Path(storefront.__file__).parent
ACTORS = (*WAYS_IN, "Actor")

Function = Callable[..., Any]


def functions() -> dict[str, Function]:
    """Every function of every slice's door, by `slice.name`."""
    found: dict[str, Function] = {}
    for folder in sorted(PACKAGE.iterdir()):
        if not ((folder / "service.py").exists() or (folder / "service").is_dir()):
            continue
        door = importlib.import_module(f"storefront.{folder.name}.service")
        own = [name for name, it in vars(door).items() if getattr(it, "__module__", "") == door.__name__]
        for name in getattr(door, "__all__", own):
            if inspect.isfunction(it := getattr(door, name)) and not name.startswith("_"):
                found[f"{folder.name}.{name}"] = it
    return found


FUNCTIONS = functions()


def way_into(function: Function) -> str:
    """The kind of actor that it takes, or nothing."""
    hints = typing.get_type_hints(function)
    hints.pop("return", None)
    return next((kind.__name__ for kind in hints.values() if getattr(kind, "__name__", "") in ACTORS), "")


def rows_behind(way: str) -> set[str]:
    return {f"{part}.{name}" for part, names in BEHIND[way].items() for name in names}


def of_plain_actors() -> set[str]:
    return policy.OWN_THINGS | policy.OF_AN_ORDER | set(policy.BY_RELATION)


@dataclasses.dataclass(frozen=True)
class Cast:
    """Somebody for each relation, and what they are tried on."""

    people: Mapping[str, MadeContact]
    order: str
    node_beside: UUID

    def actor(self, session: Session, relation: str) -> Actor:
        return identify(session, hash_token(self.people[relation].token))


@pytest.fixture
def cast(session: Session) -> Cast:
    trade = make_trade(session)
    staff = make_staff(session, trade)
    group = make_group(session, organization=trade.organization, number="G-BESIDE")
    make_outlet(session, organization=trade.organization, number="1009", group=group)
    beside = make_contact(session, email="beside@first.example", name="Ben Beside")
    make_membership(session, contact=beside, node_id=group.id, role="admin")
    sister = make_contact(session, email="sister@first.example", name="Sue Sister")
    make_membership(session, contact=sister, node_id=trade.second_outlet.id)
    employees = {
        "field seller inside": staff.field,
        "field seller outside": staff.other_field,
        "employee of another seller": staff.north_manager,
        "employee of the seller": staff.maker_clerk,
        "headquarters": staff.headquarters,
    }
    for employee in employees.values():
        # Made by hand: whoever may not act there must be refused although there is one.
        make_acting_session(session, employee=employee, outlet=trade.outlet)
    buyer = act_as(session, trade.buyer, trade.outlet)
    add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 2)])
    placed = place(session, buyer, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
    session.flush()
    people: dict[str, MadeContact] = {
        "own outlet": trade.buyer,
        "other outlet": sister,
        "other organization": trade.outsider,
        "disabled": trade.disabled,
        "admin above": trade.admin,
        "admin beside": beside,
        **employees,
    }
    return Cast(people, placed.order.summary.number, group.id)


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """What is tried leaves nothing behind."""
    tried = session.begin_nested()
    try:
        yield
    finally:
        tried.rollback()


def outcome(session: Session, work: Callable[[], object]) -> str:
    """`allowed`, `not found` or `forbidden`; any other refusal came after the door."""
    with undone(session):
        try:
            work()
        except NotFound:
            return NOT_FOUND
        except Forbidden:
            return "forbidden"
        except StorefrontError:
            return ALLOWED
        return ALLOWED


class TestTable:
    def test_every_function_has_its_row(self) -> None:
        rows = (
            of_plain_actors()
            | set(BELOW_THE_ACTORS)
            | set[str]().union(*(rows_behind(way) for way in BEHIND))
        )
        assert set(FUNCTIONS) - rows == set(), "write down who may call these"
        assert rows - set(FUNCTIONS) == set(), "these are no more"

    @pytest.mark.parametrize("way", WAYS_IN)
    def test_who_is_behind_a_way_in_takes_what_only_that_makes(self, way: str) -> None:
        assert {name for name, it in FUNCTIONS.items() if way_into(it) == way} == rows_behind(way)

    def test_those_with_a_plain_actor_are_called_one_by_one(self) -> None:
        takes_one = {name for name, it in FUNCTIONS.items() if way_into(it) == "Actor"}
        assert takes_one - set(BELOW_THE_ACTORS) == of_plain_actors()

    def test_those_without_an_actor_say_who_calls_them(self) -> None:
        without = {name for name, it in FUNCTIONS.items() if not way_into(it)}
        assert without <= set(BELOW_THE_ACTORS)
        assert all(BELOW_THE_ACTORS.values())

    def test_every_relation_is_in_every_column(self) -> None:
        assert {
            tuple(column)
            for column in (*WAYS_IN.values(), *policy.BY_RELATION.values(), policy.ORDER_SEEN_BY)
        } == {RELATIONS}


class TestBehindAWayIn:
    """What takes an outlet's, a hierarchy's or a seller's actor is open to whom its one entrance lets in."""

    def test_each_lets_in_whom_the_table_says(self, session: Session, cast: Cast) -> None:
        def let_in(enter: Callable[[str], object], relation: str) -> str:
            return outcome(session, lambda: enter(hash_token(cast.people[relation].token)))

        entrances: dict[str, Callable[[str], object]] = {
            "OutletActor": lambda token: enter_outlet(session, token, "1001", finds_acting_session=True),
            "HierarchyActor": lambda token: enter_hierarchy(session, token, "HIER-ORG-1"),
            "SellerActor": lambda token: enter_seller(session, token, "MAKER"),
        }
        found = {
            way: {relation: let_in(enter, relation) for relation in RELATIONS}
            for way, enter in entrances.items()
        }
        expected = {
            f"{name}, {relation}": WAYS_IN[way][relation]
            for way in WAYS_IN
            for name in rows_behind(way)
            for relation in RELATIONS
        }
        assert {
            f"{name}, {relation}": found[way][relation]
            for way in WAYS_IN
            for name in rows_behind(way)
            for relation in RELATIONS
        } == expected

    def test_an_admin_beside_runs_another_part(self, session: Session, cast: Cast) -> None:
        """Nodes that are not theirs are as if they were not there: functions ask `runs`."""
        token = hash_token(cast.people["admin beside"].token)
        actor = enter_hierarchy(session, token, "HIER-ORG-1")
        assert (actor.runs("1"), actor.runs("1.1001"), actor.runs("1.G-BESIDE.1009")) == (False, False, True)


class TestPlainActors:
    @pytest.mark.parametrize("name", sorted(policy.OF_AN_ORDER))
    def test_an_order_is_seen_by_whom_the_table_says(self, session: Session, cast: Cast, name: str) -> None:
        given = dict.fromkeys(("number", "numbers"), cast.order)
        takes = inspect.signature(FUNCTIONS[name]).parameters
        arguments: dict[str, object] = {
            each: [value] if each == "numbers" else value for each, value in given.items() if each in takes
        }

        def sees(relation: str) -> str:
            actor = cast.actor(session, relation)
            found: list[object] = []
            result = outcome(session, lambda: found.append(FUNCTIONS[name](session, actor, **arguments)))
            # Of several orders those that are not theirs are left out.
            return NOT_FOUND if found and found[0] in ((), []) else result

        assert {relation: sees(relation) for relation in RELATIONS} == policy.ORDER_SEEN_BY

    @pytest.mark.parametrize("name", sorted(policy.OWN_THINGS))
    def test_own_things_are_refused_to_nobody(self, name: str) -> None:
        """Whose they are is in the actor: no argument names somebody else."""
        takes = set(inspect.signature(FUNCTIONS[name]).parameters)
        assert takes & {"outlet", "contact", "contact_id", "organization", "hierarchy", "employee"} == set()

    @pytest.mark.parametrize("name", sorted(policy.BY_RELATION))
    def test_what_one_may_not_do_is_not_there(self, session: Session, cast: Cast, name: str) -> None:
        arguments = SAMPLES.get(name) or arguments_of(FUNCTIONS[name])
        hidden = NotFound if name in SAMPLES else NothingHere

        def tried(relation: str) -> str:
            actor = cast.actor(session, relation)
            with undone(session):
                try:
                    FUNCTIONS[name](session, actor, **arguments)
                except hidden:
                    return NOT_FOUND
                except StorefrontError:
                    return ALLOWED
                return ALLOWED

        assert {relation: tried(relation) for relation in RELATIONS} == policy.BY_RELATION[name]


SAMPLES: dict[str, dict[str, object]] = {
    "hierarchies.explain_access": {"contact": "buyer@first.example", "outlet": "1001"},
}
"""Arguments of functions that are about something: with these they say themselves that it is not there."""

PLAIN: dict[Any, object] = {
    str: "x",
    int: 1,
    bool: False,
    UUID: new_id(),
    date: now().date(),
    datetime: now(),
    bytes: b"",
    types.NoneType: None,
}


def arguments_of(function: Function) -> dict[str, object]:
    """Something for each argument that has to be given, by its type: enough to come to the door."""
    hints = typing.get_type_hints(function)
    named = list(inspect.signature(function).parameters.values())[2:]
    return {each.name: sample(hints[each.name]) for each in named if each.default is each.empty}


def sample(kind: Any) -> object:
    """Any value of a type."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if types.NoneType in inner else sample(inner[0])
    if origin is typing.Literal:
        return inner[0]
    if origin in (tuple, list, Sequence, set, frozenset):
        return ()
    if origin in (dict, Mapping):
        return {}
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        needed = [
            field
            for field in dataclasses.fields(kind)
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        ]
        return typing.cast("Any", kind)(**{field.name: sample(hints[field.name]) for field in needed})
    raise AssertionError(f"no sample of {kind}: add one")
