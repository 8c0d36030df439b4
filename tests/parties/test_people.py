import pytest
from sqlmodel import Session

from storefront.parties.errors import EmailTaken, UnacceptableContact
from storefront.parties.queries.sessions import contact_by_email
from storefront.parties.service import create_contact
from storefront.parties.service.passwords import hash_password, verify_password


class TestCreateContact:
    def test_makes_one_who_can_sign_in(self, session: Session) -> None:
        made = create_contact(session, email=" New@First.Example", name="", password="long enough 1")
        row = contact_by_email(session, "new@first.example")
        assert row is not None
        assert (row.id, row.name, row.is_active) == (made, "new@first.example", True)
        assert verify_password("long enough 1", row.password_hash)

    def test_refuses_an_address_that_is_taken_in_any_case(self, session: Session) -> None:
        create_contact(session, email="new@first.example", name="New", password="long enough 1")
        with pytest.raises(EmailTaken, match=r"new@first\.example belongs to a contact already"):
            create_contact(session, email="NEW@first.example", name="Again", password="long enough 2")

    def test_names_everything_that_is_wrong(self, session: Session) -> None:
        with pytest.raises(UnacceptableContact) as refused:
            create_contact(session, email="nobody", name="N", password="short")
        assert refused.value.facts == {
            "fields": {
                "email": "must be an e-mail address, such as name@example.com",
                "password": "must have 10 to 200 characters",
            }
        }
        assert contact_by_email(session, "nobody") is None

    @pytest.mark.parametrize("name", ["x" * 121, "two\nlines", "\udcff"])
    def test_refuses_a_name_that_nobody_can_read(self, session: Session, name: str) -> None:
        with pytest.raises(UnacceptableContact) as refused:
            create_contact(session, email="new@first.example", name=name, password="long enough 1")
        assert refused.value.facts == {"fields": {"name": "must have 1 to 120 characters"}}


class TestPasswords:
    def test_two_hashes_of_one_password_differ_and_both_fit(self) -> None:
        first, second = hash_password("long enough 1"), hash_password("long enough 1")
        assert first != second
        assert verify_password("long enough 1", first)
        assert not verify_password("long enough 2", first)

    def test_nobody_has_a_password(self) -> None:
        assert not verify_password("", None)
