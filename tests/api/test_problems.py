"""Problem documents (RFC 9457)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from storefront.api.answers import moment, plain
from storefront.api.errors import STATUSES, kinds_of_problems, refusal, status_of
from storefront.credit.errors import CreditExceeded
from storefront.kit.errors import Conflict, NotFound, StorefrontError, TooMany
from storefront.kit.money import Money, UnitPrice
from storefront.orders.snapshots import ChangedLine
from tests.api.client import ApiClient


class Peculiar(StorefrontError):
    """Belongs to no class of refusals."""

    code = "peculiar"


class TestStatus:
    @pytest.mark.parametrize(("kind", "status"), STATUSES)
    def test_of_each_class(self, kind: type[StorefrontError], status: int) -> None:
        assert status_of(kind) == status

    def test_of_a_class_that_is_in_none_is_a_conflict(self) -> None:
        assert status_of(Peculiar) == 409


class TestDocument:
    def test_has_the_members_of_the_standard_and_the_facts(self) -> None:
        class Gone(NotFound):
            code = "gone_away"

        response = refusal(Gone("It went away.", where=UUID(int=1), title="not this one"))
        assert response.status_code == 404
        assert response.media_type == "application/problem+json"
        assert bytes(response.body) == (
            b'{"type":"/api/v1/problems#gone_away","title":"Gone away","status":404,"detail":"It went away.",'
            b'"code":"gone_away","where":"00000000-0000-0000-0000-000000000001"}'
        )

    def test_attributes_are_facts_where_there_are_no_others(self) -> None:
        money = Money(150, "GBP")
        error = CreditExceeded(total=money, limit=money, exposure=money, remaining=money)
        assert b'"remaining":{"amount":"1.50","currency":"GBP"}' in bytes(refusal(error).body)

    def test_a_refusal_to_hurry_says_when_to_come_back(self) -> None:
        assert refusal(TooMany("Slow down.", retry_after=7)).headers["retry-after"] == "7"

    def test_facts_that_json_cannot_say_are_said_as_text(self) -> None:
        assert b'"odd":"' in bytes(refusal(Conflict("No.", odd=object())).body)


class TestPlain:
    def test_writes_any_value_of_the_trade(self) -> None:
        line = ChangedLine("A", "Mug", None, UnitPrice(825, "GBP"), Money(-5, "GBP"))
        at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
        assert plain(
            {"lines": (line,), "at": at, "day": date(2026, 3, 1), "n": 1, "none": None, "set": {2}}
        ) == {
            "lines": [
                {
                    "sku": "A",
                    "name": "Mug",
                    "previous_unit_price": None,
                    "unit_price": {"amount": "0.0825", "currency": "GBP"},
                    "line_total": {"amount": "-0.05", "currency": "GBP"},
                }
            ],
            "at": "2026-03-01T09:30:00Z",
            "day": "2026-03-01",
            "n": 1,
            "none": None,
            "set": [2],
        }

    def test_moments_are_utc_with_z(self) -> None:
        assert moment(datetime.fromisoformat("2026-07-01T10:00:00+02:00")) == "2026-07-01T08:00:00Z"


class TestKinds:
    def test_are_listed_for_everybody(self, as_: object, buyer: ApiClient) -> None:
        body = buyer.get("/problems", params={"limit": 200}, headers={"authorization": ""}).json()
        kinds = {kind["code"]: kind for kind in body["items"]}
        assert body["next_cursor"] is None
        assert kinds["cart_changed"] == {
            "code": "cart_changed",
            "title": "Cart changed",
            "status": 409,
            "meaning": "Somebody changed the cart since the version that the caller saw.",
        }
        wanted = {
            "price_changed": 409,
            "not_enough_stock": 409,
            "credit_exceeded": 409,
            "wrong_credentials": 401,
        }
        wanted |= {
            "too_many_attempts": 429,
            "outlet_not_found": 404,
            "lines_refused": 422,
            "foreign_origin": 403,
        }
        assert {code: kinds[code]["status"] for code in wanted} == wanted

    def test_each_has_a_meaning(self) -> None:
        assert [kind["code"] for kind in kinds_of_problems() if not kind["meaning"]] in ([], ["gone_away"])
