"""Why somebody may do what they may in an outlet: told from the functions that decide it at the doors.

`order` is what `parties.service.enter_outlet` asks, `manage_…` what `HierarchyActor.runs` asks, `act_on_behalf` what
opens a session on behalf, `decide_orders` and `adjust_stock` what `sellers.service.enter_seller` asks.
"""

from storefront.hierarchies.snapshots.access import Access, Right
from storefront.parties.rules import Standing, admin_paths, deciding, is_run, role_of, works_at_desk
from storefront.parties.snapshots import AccessFacts

RIGHTS = (
    "order",
    "see_own_orders",
    "see_all_orders",
    "share_templates",
    "manage_people",
    "manage_settings",
    "act_on_behalf",
    "decide_orders",
    "adjust_stock",
    "see_everything",
)
DUTY_WORDS = {
    "headquarters": "headquarters",
    "customer_service": "customer service",
    "field_seller": "field seller",
    "seller_manager": "manager of a seller",
    "seller_clerk": "clerk of a seller",
}
STAFF_WORDS = ("seller_manager", "seller_clerk")


def access_of(facts: AccessFacts) -> Access:
    """Every right with its reason, in the order of `RIGHTS`."""
    place = facts.lineage[0]
    told = _rights(facts)
    return Access(
        contact=facts.person.name,
        email=facts.person.email,
        outlet_number=place.number,
        outlet_name=place.name,
        rights=tuple(Right(name, *told[name]) for name in RIGHTS),
    )


def runs_outlet(facts: AccessFacts) -> bool:
    """Whether somebody is an admin of the outlet's node or of one above it, or headquarters."""
    if not facts.person.is_active:
        return False
    if "headquarters" in facts.person.duties:
        return True
    return is_run(facts.lineage[0].path, *admin_paths(_standings(facts)))


def _rights(facts: AccessFacts) -> dict[str, tuple[bool, str]]:
    person = facts.person
    if not person.is_active:
        return dict.fromkeys(RIGHTS, (False, f"{person.name} cannot sign in: the account was switched off."))
    role = role_of([standing for _, standing in _standings(facts)])
    because = _membership(facts)
    is_admin = role == "admin"
    only_admins = f"Only admins may. {because}"
    runs, is_headquarters = runs_outlet(facts), "headquarters" in person.duties
    manages = _by_headquarters() if is_headquarters else because if runs else only_admins
    acts = _acting(facts)
    sees_all = (facts.may_act, acts) if facts.may_act else (is_admin, because if is_admin else only_admins)
    desk = _desk(facts)
    everything = _by_headquarters() if is_headquarters else _no_duty(facts, "headquarters")
    return {
        "order": (role is not None, because),
        "see_own_orders": (role is not None, because),
        "see_all_orders": sees_all,
        "share_templates": (is_admin, because if is_admin else only_admins),
        "manage_people": (runs, manages),
        "manage_settings": (runs, manages),
        "act_on_behalf": (facts.may_act, acts),
        "decide_orders": desk,
        "adjust_stock": desk,
        "see_everything": (is_headquarters, everything),
    }


def _standings(facts: AccessFacts) -> list[tuple[str, Standing]]:
    return [
        (each.path, Standing(each.role, each.status))
        for each in facts.lineage
        if each.role is not None and each.status is not None
    ]


def _membership(facts: AccessFacts) -> str:
    """The membership that decides, in words."""
    own = [each for each in facts.lineage if each.role is not None]
    place = deciding([standing for _, standing in _standings(facts)])
    outlet = facts.lineage[0]
    if place is None:
        if own:
            return f"{facts.person.name} is invited at {own[0].name}, and has not accepted yet."
        return f"{facts.person.name} is no member of {outlet.name} or of anything above it."
    at = own[place]
    where = f"{at.name} ({at.number})"
    if at.status == "disabled":
        reason = f": {at.reason}" if at.reason else ""
        return f"{facts.person.name} is disabled at {where}{reason}. That covers all below it."
    role = "admin" if at.role == "admin" else "buyer"
    return f"{facts.person.name} is an active {role} at {where}."


def _acting(facts: AccessFacts) -> str:
    person = facts.person
    serving = [DUTY_WORDS[duty] for duty in ("headquarters", "customer_service") if duty in person.duties]
    if facts.may_act and serving:
        return f"{person.name} is {serving[0]}, which acts for every outlet."
    if facts.may_act:
        return f"{person.name} is a field seller of {', '.join(facts.sales_groups)}, which looks after this outlet."
    if "field_seller" in person.duties:
        return f"{person.name} is a field seller, but of no sales group that looks after this outlet."
    return _no_duty(facts, "field_seller", "customer_service")


def _desk(facts: AccessFacts) -> tuple[bool, str]:
    person = facts.person
    if "headquarters" in person.duties:
        return True, _by_headquarters()
    employer = person.employer_id
    if employer and works_at_desk(employer, employer_id=employer, duties=person.duties):
        duty = next(duty for duty in STAFF_WORDS if duty in person.duties)
        return True, f"{person.name} is {DUTY_WORDS[duty]}: orders placed with that seller, and its stock."
    return False, _no_duty(facts, *STAFF_WORDS)


def _by_headquarters() -> str:
    return "Headquarters runs the whole trade."


def _no_duty(facts: AccessFacts, *duties: str) -> str:
    words = " or ".join(DUTY_WORDS[duty] for duty in duties)
    return f"It needs the duty {words}, which {facts.person.name} has not."
