"""Rows that never came from a database: one for each state of a component."""

from storefront.ui.states.rows import ChoiceRow, DifferenceRow, ListedRow, OfferRow, OrderRow, TraceRow

_NAMES = (
    "White Hanging Heart T-Light Holder",
    "Regency Cakestand 3 Tier",
    "Jumbo Bag Red Retrospot with a name that goes on for very much longer than most names do",
)
_WORDS = (("In stock", "good"), ("Low stock: 7 left", "low"), ("Out of stock", "bad"))

OFFERS = [
    OfferRow(
        key=f"8512{at}A@MAIN",
        sku=f"8512{at}A",
        catalog="MAIN",
        name=name,
        category="Home",
        href="/_gallery",
        image=f"/artwork/8512{at}A.svg",
        price="£2.95",
        breaks="32+ £2.55 · 96+ £2.40" if at != 1 else "",
        rule="in steps of 6, at least 12" if at == 0 else "",
        word=_WORDS[at][0],
        tone=_WORDS[at][1],
        last_bought="Bought 4 Mar 2011: 12" if at == 0 else "",
        quantity=12 if at == 0 else 1,
        minimum=12 if at == 0 else 1,
        multiple=6 if at == 0 else 1,
        is_orderable=at != 2,
    )
    for at, name in enumerate(_NAMES)
]
IN_CART = {"85120A@MAIN": 24}
ORDERS = [
    OrderRow(
        number="SO-000124", placed="4 Mar 2011, 14:05", status="Submitted", tone="low", total="£1,204.60"
    ),
    OrderRow(number="SO-000123", placed="2 Mar 2011, 09:12", status="Accepted", tone="good", total="£88.00"),
    OrderRow(number="SO-000122", placed="28 Feb 2011, 16:40", status="Rejected", tone="bad", total="£12.00"),
]
DIFFERENCES = [
    DifferenceRow("85123A", _NAMES[0], "Dearer", "£2.95", "£3.10", "£35.40", "£37.20", "low"),
    DifferenceRow("22423", _NAMES[1], "Only 4 left", "6", "4", "£76.50", "£51.00", "bad"),
]
TRACE = [
    TraceRow("Spring agreement", "Your agreement", "£2.55", "until 31 May 2011", "your price", has_won=True),
    TraceRow("Trade list", "Standard price", "£2.95", "", "dearer"),
]
LISTED = [
    ListedRow(
        place=at,
        number=str(at + 1),
        sku=f"8512{at}A",
        name=_NAMES[at % 3] if state != "Unknown" else "",
        seller="Northern Gifts" if has_quantity else "",
        state=state,
        tone=tone,
        message=message,
        was="£2.95" if state != "Unknown" else "",
        price="£3.10" if has_quantity else "",
        total="£37.20" if has_quantity else "",
        asked=asked,
        quantity=12 if has_quantity else 0,
        minimum=6,
        multiple=6,
        more=18,
        less=6,
        choices=(ChoiceRow("0", "From NORTH: £3.20, 40 available"),),
        has_choices=has_choices,
        has_quantity=has_quantity,
        is_addable=has_quantity,
        is_ticked=has_quantity,
        needs_look=bool(message),
    )
    for at, (state, tone, message, asked, has_quantity, has_choices) in enumerate(
        (
            ("Same", "good", "", "", True, False),
            ("Cheaper", "good", "", "", True, False),
            ("Dearer", "low", "Was £2.95, now £3.10.", "", True, False),
            ("Short", "low", "Only 12 available.", "24 asked for", True, True),
            (
                "Rule changed",
                "low",
                "Order in steps of 6, such as 12. 12 can be added.",
                "10 asked for",
                True,
                False,
            ),
            ("Replaced", "bad", "Replaced by Regency Cakestand (22424).", "12 asked for", False, True),
            (
                "Needs a variant",
                "bad",
                "Several products have this number. Choose one.",
                "1 asked for",
                False,
                True,
            ),
            ("Not in your catalog", "bad", "Not in your catalogs now.", "6 asked for", False, False),
            ("Unknown", "bad", "No product that you can see has this number.", "4 asked for", False, False),
        )
    )
]
