"""Templates made for the tests of their screens."""

from storefront.db.session import transaction
from storefront.templates import service as templates
from storefront.templates.snapshots import TemplateView
from storefront.ui.states.notice import NoticeState
from tests.factories import MadeContact, Trade, act_as
from tests.templates.conftest import line
from tests.ui.screens import Tab

LIST = "/o/1001/templates"


def make(
    trade: Trade, who: MadeContact, name: str, *, scope: str = "contact", skus: tuple[str, ...] = ("M-001",)
) -> TemplateView:
    with transaction() as session:
        actor = act_as(session, who, trade.outlet)
        lines = [line(sku, 6, par_level=10 if sku == "M-001" else None) for sku in skus]
        return templates.create_template(session, actor, name=name, scope=scope, lines=lines)


def stored(trade: Trade, view: TemplateView) -> list[tuple[str, int, int | None]]:
    with transaction() as session:
        actor = act_as(session, trade.buyer, trade.outlet)
        found = templates.show_template(session, actor, template_id=view.card.id)
        return [(each.sku, each.quantity, each.par_level) for each in found.lines]


async def refusal_of(tab: Tab) -> str:
    return (await tab.state(NoticeState)).refusal_code
