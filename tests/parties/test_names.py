"""People are found by their names, whatever letters these have, and whoever wrote them."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.session import reading, transaction
from storefront.hierarchies.service import invite_member, list_members
from storefront.hierarchies.snapshots import MemberFilter, MemberInput
from storefront.onboarding.service import apply_import, read_import
from storefront.parties.service import (
    accept_invitation,
    create_contact,
    hash_token,
    identify,
    rename,
    suggest_people,
)
from storefront.parties.tables import Contact
from tests.factories import Trade, make_contact, make_membership, make_staff
from tests.hierarchies.people import mailed, running

contacts = table_of(Contact).c
PEOPLE = ("Émile Zoë", "Жанна Бич", "Straße Öl", "Un_der 100%", "Underscore 1000")
TYPED = [
    ("émile", "Émile Zoë"),
    ("ÉMILE", "Émile Zoë"),
    ("emile zoe", "Émile Zoë"),
    ("e\u0301mile", "Émile Zoë"),
    ("EMILE@first ÉMILE", "Émile Zoë"),
    ("ЖАННА", "Жанна Бич"),
    ("strasse öl", "Straße Öl"),
    ("STRASSE", "Straße Öl"),
    ("un_der", "Un_der 100%"),
    ("100%", "Un_der 100%"),
]
NOBODY = ["%zoe", "\u0301", "\u00b4", "émile жанна", "\\"]


@pytest.fixture
def people(session: Session, trade: Trade) -> None:
    for place, name in enumerate(PEOPLE):
        email = "emile@first.example" if place == 0 else f"p{place}@first.example"
        make_membership(
            session, contact=make_contact(session, email=email, name=name), node_id=trade.outlet.id
        )


def key_of(session: Session, email: str) -> tuple[str, str]:
    """The name of a contact, and what it is found by."""
    row = session.execute(sa.select(contacts.name, contacts.name_key).where(contacts.email == email)).one()
    return row.name, row.name_key


@pytest.mark.usefixtures("people")
class TestFinding:
    @pytest.mark.parametrize(("text", "name"), TYPED)
    def test_headquarters_is_suggested_who_is_meant(
        self, session: Session, trade: Trade, text: str, name: str
    ) -> None:
        hq = identify(session, hash_token(make_staff(session, trade).headquarters.token))
        assert [each.name for each in suggest_people(session, hq, text=text)] == [name]

    @pytest.mark.parametrize("text", NOBODY)
    def test_what_fits_nobody_suggests_nobody(self, session: Session, trade: Trade, text: str) -> None:
        hq = identify(session, hash_token(make_staff(session, trade).headquarters.token))
        assert suggest_people(session, hq, text=text) == ()

    @pytest.mark.parametrize(("text", "name"), [each for each in TYPED if "@" not in each[0]])
    def test_who_runs_an_organization_finds_its_members(
        self, session: Session, trade: Trade, text: str, name: str
    ) -> None:
        found = list_members(session, running(session, trade.admin), MemberFilter(text=text)).items
        assert [each.name for each in found] == [name]

    def test_suggestions_stand_in_the_order_of_the_folded_names(self, session: Session, trade: Trade) -> None:
        hq = identify(session, hash_token(make_staff(session, trade).headquarters.token))
        for place, name in enumerate(("zacharias q", "Éva Q", "Fay Q", "Adam Q")):
            make_contact(session, email=f"q{place}@queue.example", name=name)
        found = suggest_people(session, hq, text="queue.example")
        assert [each.name for each in found] == ["Adam Q", "Éva Q", "Fay Q", "zacharias q"]

    def test_who_was_invited_is_not_found_by_a_name(self, session: Session, trade: Trade) -> None:
        admin = running(session, trade.admin)
        invite_member(session, admin, MemberInput("new@first.example", "Ébène", "user", "1001"))
        assert list_members(session, admin, MemberFilter(text="ebene")).items == ()


class TestWriting:
    def test_a_new_contact_and_one_that_is_invited_can_be_found(self, session: Session, trade: Trade) -> None:
        create_contact(session, email="a@first.example", name="Ánna", password="long enough 1")
        create_contact(session, email="ö@first.example", name="", password="long enough 1")
        admin = running(session, trade.admin)
        invite_member(session, admin, MemberInput("b@first.example", "Bërt", "user", "1001"))
        assert [key_of(session, f"{each}@first.example") for each in ("a", "ö", "b")] == [
            ("Ánna", "anna"),
            ("ö@first.example", "o@first.example"),
            ("Bërt", "bert"),
        ]

    def test_who_accepts_or_changes_a_name_is_found_by_the_new_one(
        self, committing_engine: sa.Engine, trade: Trade
    ) -> None:
        email = "new@first.example"
        with transaction() as session:
            wanted = MemberInput(email=email, role="user", node="1001")
            invite_member(session, running(session, trade.admin), wanted=wanted)
            (token,) = mailed(session, email)
        accept_invitation(token=token, name="Noël", password="long enough 1", address="", user_agent="")
        with transaction() as session:
            rename(session, identify(session, hash_token(trade.buyer.token)), name="Béa  B.")
        with reading() as session:
            assert [key_of(session, each) for each in (email, trade.buyer.email)] == [
                ("Noël", "noel"),
                ("Béa B.", "bea b."),
            ]

    def test_people_from_a_file_can_be_found(self, session: Session, trade: Trade) -> None:
        hq = identify(session, hash_token(make_staff(session, trade).headquarters.token))
        file = "kind,name,email,role,node\ncontact,Córa Corner,cora@corner.example,user,1001\n"
        apply_import(session, hq, read=read_import(file.encode(), kind="organizations"))
        assert key_of(session, "cora@corner.example") == ("Córa Corner", "cora corner")
