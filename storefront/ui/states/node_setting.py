"""The setting of a node that is being changed: chosen, looked at, done."""

from collections.abc import Sequence

import reflex as rx
from sqlmodel import Session

from storefront.catalog import service as catalog
from storefront.connectors.topics import tell_outlets
from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.errors import UnacceptableSettings
from storefront.hierarchies.rules.settings import KINDS
from storefront.hierarchies.snapshots import NewSetting, Setting
from storefront.parties.actor import HierarchyActor
from storefront.pricing import service as pricing
from storefront.sellers import service as sellers
from storefront.ui.acting import act_hierarchy, ask_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at
from storefront.ui.states.notice import say
from storefront.ui.states.organization_tree import OrganizationTreeState
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.tree_rows import (
    FactRow,
    key_of_setting,
    name_of_setting,
    touched_in_words,
    touched_rows,
)
from storefront.ui.threads import in_thread
from storefront.ui.typed import ticked, typed

CURRENCY = "GBP"
"""What is offered where no amount is set yet."""
ADDRESS = ("name", "street", "city", "postcode", "country")


class NodeSettingState(rx.State):
    """One setting of the node that the tree shows."""

    key: str = ""
    kind: str = ""
    title: str = ""
    options: list[ChoiceRow] = []
    amount: str = ""
    currency: str = ""
    days: str = ""
    address: list[str] = ["", "", "", "", ""]
    is_own: bool = False
    is_looked_at: bool = False
    words: str = ""
    rows: list[FactRow] = []
    _node: str = ""
    _wanted: NewSetting | None = None

    @rx.event
    @signed_in
    async def choose_setting(self, key: str) -> None:
        """Open a setting with what applies now."""
        tree = await self.get_state(OrganizationTreeState)
        node, key = tree.number, str(key)[:80]
        if key == "limit":
            await ask_hierarchy(self, self._hierarchy(), lambda _session, _actor: None)
            self._open(key, node, None, [])
            return
        setting, options = await ask_hierarchy(
            self, self._hierarchy(), lambda session, actor: _read(session, actor, node, key)
        )
        self._open(key, node, setting, options)

    @rx.event
    @signed_in
    async def preview_setting(self, form: dict[str, str]) -> None:
        """Show what the change touches; nothing is set."""
        await self._preview(_new(self.kind, self._seller(), form))

    @rx.event
    @signed_in
    async def preview_inheriting(self) -> None:
        """Show what it touches to inherit again."""
        await self._preview(NewSetting(self.kind, self._seller(), currency=self.currency or CURRENCY))

    @rx.event
    @signed_in
    async def set_it(self) -> rx.event.EventType | None:
        """Set it as it was shown."""
        node, wanted = self._node, self._wanted
        if wanted is None:
            await ask_hierarchy(self, self._hierarchy(), lambda _session, _actor: None)
            return None
        changed = await act_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: hierarchies.change_settings(session, actor, node=node, wanted=[wanted]),
        )
        await in_thread(lambda: tell_outlets(changed.outlets))
        title = self.title
        self.reset()
        await say(self, f"{title}: changed, here and below at once.")
        return OrganizationTreeState.refresh_tree

    @rx.event
    @signed_in
    async def forget_setting(self) -> None:
        """Leave it as it is."""
        await ask_hierarchy(self, self._hierarchy(), lambda _session, _actor: None)
        self.reset()

    def _hierarchy(self) -> str:
        return hierarchy_at(str(self.router.url.path))

    def _seller(self) -> str:
        return self.key.partition(" ")[2]

    def _open(self, key: str, node: str, setting: Setting | None, options: list[ChoiceRow]) -> None:
        value = setting.values[0] if setting and setting.values else None
        self.key, self.kind, self._node = key, key.partition(" ")[0], node
        self.title = name_of_setting(self.kind, setting.seller_name if setting else "")
        self.options = options
        self.amount = value.amount.amount if value and value.amount else ""
        self.currency = value.amount.currency if value and value.amount else CURRENCY
        self.days = str(value.days) if value and value.days is not None else ""
        place = value.address if value else None
        self.address = [getattr(place, field) if place else "" for field in ADDRESS]
        # With caps in several currencies an empty amount says which of them is inherited again.
        is_one = self.kind != "cap" or setting is None or len(setting.values) < 2
        self.is_own = setting is not None and setting.is_own and is_one
        self.is_looked_at, self._wanted = False, None

    async def _preview(self, wanted: NewSetting) -> None:
        node = self._node
        preview = await ask_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: hierarchies.preview_settings(session, actor, node=node, wanted=[wanted]),
        )
        self._wanted, self.is_looked_at = wanted, True
        self.words = touched_in_words(preview.touched) if wanted.kind == "sellers" else ""
        self.rows = touched_rows(preview.touched)


def _new(kind: str, seller: str, form: dict[str, str]) -> NewSetting:
    """The setting that somebody typed."""
    days = typed(form, "days")
    if kind == "terms" and days and not (days.isascii() and days.isdigit()):
        raise UnacceptableSettings({"terms": "must be a number of days"})
    return NewSetting(
        kind,
        seller,
        codes=tuple(ticked(form, "code_")),
        amount=typed(form, "amount") if kind in {"cap", "limit"} else "",
        currency=typed(form, "currency").upper() or CURRENCY,
        days=int(days) if kind == "terms" and days else None,
        address={field: typed(form, field) for field in ADDRESS} if kind == "address" else None,
    )


def _read(session: Session, actor: HierarchyActor, node: str, key: str) -> tuple[Setting, list[ChoiceRow]]:
    found = hierarchies.show_settings(session, actor, node=node)
    setting = next((each for each in found.settings if key_of_setting(each) == key), None)
    if setting is None:
        raise UnacceptableSettings({"setting": f"has to be one of {', '.join(KINDS)}"})
    chosen = set(setting.codes)
    return setting, [
        ChoiceRow(value=code, label=name, is_current=code in chosen)
        for code, name in _offered(session, setting)
    ]


def _offered(session: Session, setting: Setting) -> Sequence[tuple[str, str]]:
    everybody = sellers.every_seller(session)
    seller = next((each.id for each in everybody if each.code == setting.seller), None)
    if setting.kind == "sellers":
        return [(each.code, each.name) for each in everybody if each.is_active]
    if setting.kind == "catalogs":
        return [
            (each.code, each.name)
            for each in catalog.every_catalog(session)
            if each.seller_id == seller and each.status == "published"
        ]
    if setting.kind == "price_groups":
        return [
            (each.code, each.name) for each in pricing.every_price_group(session) if each.seller_id == seller
        ]
    return []
