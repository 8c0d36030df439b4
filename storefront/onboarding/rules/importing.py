"""What rows of organizations, groups and outlets mean: new, changed, same or wrong, and where each hangs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from storefront.onboarding.rules.moving_in import NUMBER, shown, step_of_arriving
from storefront.onboarding.snapshots import ImportRow
from storefront.parties.rules import ADDRESS_LENGTHS, MAXIMUM_LEVELS, address_problems, name_problem
from storefront.parties.snapshots import Address, KnownNode

TREE_KINDS = ("organization", "group", "outlet")
ROOT_PATH = "1"
TOGETHER = ("street", "city", "postcode")
"""Who names one of these means an address."""


@dataclass(frozen=True, slots=True)
class JudgedNode:
    """A row of a node: with an outcome of `new`, where it hangs; with `changed`, what becomes different."""

    row: ImportRow
    outcome: str
    words: str = ""
    known: KnownNode | None = None
    parent: str = ""
    """The own number of the node above."""
    path: str = ""
    organization: str = ""
    name: str = ""
    """The new one of a node that is there; empty when it keeps its own."""
    country: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something can hang: a node that is there, or will be."""

    number: str
    kind: str
    path: str
    organization: str

    @property
    def level(self) -> int:
        """1 for the organization."""
        return self.path.count(".") + 1


def places_of(known: Mapping[str, KnownNode]) -> dict[str, Place]:
    """The nodes that are there, also by the number of their organization."""
    return {
        number: Place(node.number, node.kind, node.path, node.organization_number)
        for number, node in known.items()
    }


def judge_nodes(
    rows: Sequence[ImportRow],
    *,
    known: Mapping[str, KnownNode],
    hierarchies: frozenset[str],
    places: dict[str, Place],
) -> list[JudgedNode]:
    """What each row means, in their order; `places` gets those that are new."""
    judged: dict[int, JudgedNode] = {}
    first_lines: dict[str, int] = {}
    taken = set(hierarchies)
    for row in rows:
        problem = _own_problem(row, known.get(row.number), first_lines, taken)
        first_lines.setdefault(row.number, row.line)
        if problem:
            judged[row.line] = JudgedNode(row, "wrong", problem)
        elif row.number in known:
            judged[row.line] = _compared(row, known[row.number], known)
        elif row.kind == "organization":
            taken.add(row.hierarchy)
            judged[row.line] = JudgedNode(
                row,
                "new",
                path=ROOT_PATH,
                organization=row.number,
                country=row.country,
                address=_address(row),
            )
            places[row.number] = Place(row.number, row.kind, ROOT_PATH, row.number)
    pending = [row for row in rows if row.line not in judged]
    wrong = {each.row.number: each.row.line for each in judged.values() if each.outcome == "wrong"}
    _hang(pending, judged, places, wrong)
    return [judged[row.line] for row in rows]


def _hang(
    pending: list[ImportRow],
    judged: dict[int, JudgedNode],
    places: dict[str, Place],
    wrong: dict[str, int],
) -> None:
    """Hang new groups and outlets, a level after the other: what is left hangs below itself, or too deep."""
    waiting = {row.number for row in pending}
    for _ in range(MAXIMUM_LEVELS + 1):
        left: list[ImportRow] = []
        for row in pending:
            above = row.parent or row.organization
            if above not in places and above in waiting:
                left.append(row)
                continue
            problem = _place_problem(row, places.get(above), wrong.get(above))
            if problem:
                judged[row.line] = JudgedNode(row, "wrong", problem)
                wrong[row.number] = row.line
            else:
                place = places[above]
                path = f"{place.path}.{step_of_arriving(row.number)}"
                judged[row.line] = JudgedNode(
                    row,
                    "new",
                    parent=place.number,
                    path=path,
                    organization=place.organization,
                    address=_address(row),
                )
                places[row.number] = Place(row.number, row.kind, path, place.organization)
            waiting.discard(row.number)
        pending = left
    for row in pending:
        judged[row.line] = JudgedNode(row, "wrong", f"hangs below itself, or below level {MAXIMUM_LEVELS}")


def _place_problem(row: ImportRow, place: Place | None, wrong_line: int | None) -> str:
    above = row.parent or row.organization
    if place is None:
        if wrong_line is not None:
            return f"what it hangs below, {shown(above)}, is wrong (line {wrong_line:,})"
        known = f"what it hangs below, {shown(above)}, is neither here nor in this file"
        return known if above else "parent or organization must be given"
    if row.organization and row.organization != place.organization:
        return f"{shown(above)} belongs to {place.organization}, not to {shown(row.organization)}"
    if place.kind == "outlet":
        return f"{shown(above)} is an outlet: nothing hangs below one"
    # A group on the last level could hold nothing.
    if place.level + (1 if row.kind == "outlet" else 2) > MAXIMUM_LEVELS:
        return f"would be below level {MAXIMUM_LEVELS}"
    return ""


def _own_problem(
    row: ImportRow, known: KnownNode | None, first_lines: Mapping[str, int], taken: set[str]
) -> str:
    problems: list[str] = []
    if row.number and row.number in first_lines:
        problems.append(f"the number stands in line {first_lines[row.number]:,} already")
    if known is None and not NUMBER.fullmatch(row.number):
        problems.append("number must have 1 to 40 letters, figures, hyphens and underscores")
    if (known is None or row.name) and name_problem(row.name):
        problems.append(f"name {name_problem(row.name)}")
    problems.extend(_address_problems(row))
    if known is not None:
        return "; ".join([*problems, *_identity_problems(row, known)])
    if row.kind == "organization" and row.hierarchy:
        if not NUMBER.fullmatch(row.hierarchy):
            problems.append("hierarchy must have 1 to 40 letters, figures, hyphens and underscores")
        if row.hierarchy in taken:
            problems.append(f"hierarchy {shown(row.hierarchy)} is another organization's")
    return "; ".join(problems)


def _identity_problems(row: ImportRow, known: KnownNode) -> Iterable[str]:
    is_root = known.kind == "organization"
    if row.kind != known.kind or (is_root and row.number != known.organization_number):
        yield f"the number is that of a node of {known.organization_number} already: {known.kind} {known.name}"
    elif is_root and row.hierarchy and row.hierarchy != known.hierarchy_number:
        yield f"its hierarchy is {known.hierarchy_number}, and keeps that number"
    elif not is_root and row.organization and row.organization != known.organization_number:
        yield f"it belongs to {known.organization_number}, and stays there"


def _compared(row: ImportRow, node: KnownNode, known: Mapping[str, KnownNode]) -> JudgedNode:
    """A row of a node that is there; what a row leaves out stays as it is."""
    above = known.get(row.parent)
    if row.parent and node.kind != "organization" and (above is None or above.number != node.parent_number):
        problem = f"hangs below {node.parent_number}: move it on its organization's page, which shows first what that changes"
        return JudgedNode(row, "wrong", problem)
    found = JudgedNode(row, "same", known=node, organization=node.organization_number)
    words: list[str] = []
    if row.name and row.name != node.name:
        words.append(f"name: {node.name} \u2192 {row.name}")
        found = replace(found, name=row.name)
    if node.kind == "organization" and row.country and row.country != node.country:
        words.append(f"country: {node.country or 'none'} \u2192 {row.country}")
        found = replace(found, country=row.country)
    place = _address(row)
    if place is not None:
        place = replace(place, name=node.address.name if node.address else node.name)
        if place != node.address:
            before = ", ".join(node.address.lines[1:]) if node.address else "none of its own"
            words.append(f"address: {before} \u2192 {', '.join(place.lines[1:])}")
            found = replace(found, address=place)
    return replace(found, outcome="changed", words="; ".join(words)) if words else found


def _address(row: ImportRow) -> Address | None:
    """The address that a row means, if it means one; called like the node."""
    if not _means_address(row):
        return None
    return Address(row.name, row.street, row.city, row.postcode, row.country)


def _means_address(row: ImportRow) -> bool:
    # The country of an organization is also where it is registered.
    return any((row.street, row.city, row.postcode, row.country if row.kind != "organization" else ""))


def _address_problems(row: ImportRow) -> list[str]:
    fields = {field: getattr(row, field) for field in ADDRESS_LENGTHS}
    problems = address_problems(fields)
    if not _means_address(row):
        problems = {"country": problems["country"]} if row.country and "country" in problems else {}
    return [f"{field} {words}" for field, words in problems.items() if field != "name"]
