"""What the demo company is planned to be, without a database."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from storefront.demo.categories import DIVISIONS, category_plans, leaf_of
from storefront.demo.chains import plan_chains
from storefront.demo.company import MANUFACTURER
from storefront.demo.demand import Demand
from storefront.demo.draw import demo_id, share
from storefront.demo.history import placed_at, seller_of
from storefront.demo.outlets import OrganizationPlan, plan_organizations
from storefront.demo.people import BUYER_OUTLETS
from storefront.demo.places import UNUSED_LETTERS
from storefront.demo.prices import standard_tiers
from storefront.demo.range import plan_range
from storefront.demo.source import Account, Invoice, SourceProduct, read_accounts, read_products


@pytest.fixture(scope="module")
def accounts() -> list[Account]:
    return read_accounts()


@pytest.fixture(scope="module")
def plans(accounts: list[Account]) -> list[OrganizationPlan]:
    return plan_organizations(accounts, 1)


@pytest.fixture(scope="module")
def products() -> list[SourceProduct]:
    return read_products()


class TestShare:
    def test_depends_on_its_key_alone(self) -> None:
        assert share("stock", "NORTH", "85123A") == pytest.approx(0.893097, abs=1e-6)
        assert share("stock", "NORTH", "85123B") != share("stock", "NORTH", "85123A")

    def test_ids_are_version_7_uuids_in_the_order_of_their_numbers(self) -> None:
        ids = [demo_id("product", number) for number in (1, 9, 10, 100_000)]
        assert ids == sorted(ids)
        assert {one[12] for one in ids} == {"7"}
        assert {one[16] for one in ids} == {"8"}


class TestCategories:
    def test_children_lie_within_their_parent_and_positions_are_unique(self) -> None:
        plans = category_plans()
        parents = {plan.id: plan for plan in plans if plan.parent_id is None}
        assert len(parents) == 16
        assert [plan.first for plan in plans] == list(range(1, len(plans) + 1))
        assert len({plan.code for plan in plans}) == len(plans)
        for parent in parents.values():
            children = [plan for plan in plans if plan.parent_id == parent.id]
            assert 2 <= len(children) <= 5
            assert [child.first for child in children] == list(range(parent.first + 1, parent.last + 1))
            assert all(child.last == child.first for child in children)

    def test_every_division_has_products(self, products: list[SourceProduct]) -> None:
        found = Counter(leaf_of(product.category, product.name).code for product in products)
        assert len(found) == sum(len(divisions) for divisions in DIVISIONS.values())


class TestOrganizations:
    def test_every_account_is_one_outlet(
        self, accounts: list[Account], plans: list[OrganizationPlan]
    ) -> None:
        outlets = [outlet for plan in plans for outlet in plan.outlets]
        assert len(outlets) == 5224
        assert {outlet.account for outlet in outlets} == {account.code for account in accounts}
        assert [outlet.number for outlet in outlets] == [f"OUT-{place:06d}" for place in range(1, 5225)]

    def test_chains_have_the_documented_sizes(self, accounts: list[Account]) -> None:
        sizes = Counter(len(chain) for chain in plan_chains(accounts))
        del sizes[1]
        assert sizes == {40: 1, 14: 1, 10: 2, 8: 3, 6: 6, 5: 9, 4: 15, 3: 24, 2: 120}

    def test_the_national_chain_has_a_group_for_each_region(self, plans: list[OrganizationPlan]) -> None:
        national = plans[0]
        assert [group.name for group in national.groups] == ["North", "South", "West"]
        assert {outlet.parent_id for outlet in national.outlets} == {group.id for group in national.groups}
        assert len(national.sellers) == 5

    def test_one_group_overrides_its_sellers(self, plans: list[OrganizationPlan]) -> None:
        overriding = [group for plan in plans for group in plan.groups if group.sellers]
        assert [(group.name, [seller.code for seller in group.sellers]) for group in overriding] == [
            ("Garden centres", ["BRIAR", "WEST"])
        ]

    def test_the_demo_buyers_organizations_are_chains_of_two_regions(
        self, plans: list[OrganizationPlan]
    ) -> None:
        chains = [plans[place] for place, _ in BUYER_OUTLETS]
        assert [len(plan.outlets) for plan in chains] == [6, 5]
        assert [[seller.code for seller in plan.sellers] for plan in chains] == [
            ["BRIAR", "NORTH"],
            ["BRIAR", "SOUTH"],
        ]

    def test_no_postcode_is_real(self, plans: list[OrganizationPlan]) -> None:
        british = [o.address for plan in plans for o in plan.outlets if o.address[3] == "United Kingdom"]
        assert len(british) == 4773
        assert all(set(postcode[-2:]) <= set(UNUSED_LETTERS) for _, _, postcode, _ in british)

    def test_copies_are_further_organizations(
        self, accounts: list[Account], plans: list[OrganizationPlan]
    ) -> None:
        twice = plan_organizations(accounts, 2)
        assert len(twice) == 2 * len(plans)
        assert [plan.name for plan in twice[: len(plans)]] == [plan.name for plan in plans]
        assert len({outlet.number for plan in twice for outlet in plan.outlets}) == 2 * 5224


class TestRange:
    def test_a_carton_needs_four_lines_in_five(self) -> None:
        demand = Demand()
        demand.quantities["A"] = [12] * 16 + [5] * 4
        demand.quantities["B"] = [12] * 15 + [5] * 5
        demand.quantities["C"] = [12] * 19
        assert [demand.carton(code, 12) for code in "ABC"] == [12, 1, 1]

    def test_copies_have_their_own_numbers_and_keep_the_words_of_their_category(
        self, products: list[SourceProduct]
    ) -> None:
        plans = plan_range(products, Demand(), 3)
        assert len(plans) == 3 * 4401
        assert len({plan.sku for plan in plans}) == len(plans)
        first, copy = plans[0], plans[2 * 4401]
        assert (first.sku, copy.sku, copy.base_code) == ("10002", "10002-02", "10002-02")
        assert copy.name.startswith(first.name + " ")

    def test_what_is_better_kept_off_a_screen_is_not_listed(self, products: list[SourceProduct]) -> None:
        hidden = [plan for plan in plan_range(products, Demand(), 1) if not plan.is_listed]
        assert len(hidden) == 11
        assert all(plan.name == f"Novelty Item {plan.sku}" for plan in hidden)

    def test_prices_of_the_manufacturer_are_those_of_the_data(self, products: list[SourceProduct]) -> None:
        plan = next(plan for plan in plan_range(products, Demand(), 1) if plan.sku == "85123A")
        source = next(product for product in products if product.code == "85123A")
        assert standard_tiers(MANUFACTURER, plan) == source.tiers


class TestHistory:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (datetime(2009, 12, 1, 7, 45), datetime(2024, 12, 3, 7, 45, tzinfo=UTC)),  # noqa: DTZ001 -- London time
            (datetime(2011, 8, 31, 17, 16), datetime(2026, 9, 2, 16, 16, tzinfo=UTC)),  # noqa: DTZ001 -- London time
        ],
    )
    def test_moves_london_times_by_whole_weeks(self, source: datetime, expected: datetime) -> None:
        moved = placed_at(Invoice("489434", source, "13085"))
        assert moved == expected
        assert moved.weekday() == source.weekday()

    def test_only_sellers_open_to_the_outlet_have_sold_to_it(self, plans: list[OrganizationPlan]) -> None:
        for plan in plans:
            for outlet in plan.outlets[:1]:
                for number in range(20):
                    seller = seller_of(plan, outlet, f"SO-{number}")
                    assert not plan.sellers or seller in plan.sellers
