"""What may be meant by what somebody has typed so far: a few at a time, and only what they may choose."""

from collections.abc import Sequence

from sqlmodel import Session

from storefront.kit.paging import checked_limit
from storefront.kit.text import MAXIMUM_QUERY_LENGTH, is_storable, sort_key
from storefront.parties.actor import Actor, HierarchyActor
from storefront.parties.queries import suggesting as queries
from storefront.parties.rules import NODE_KINDS, normal_email
from storefront.parties.service.trees import card_of, find_nodes
from storefront.parties.snapshots import ContactCard, NodeCard

MAXIMUM_WORDS = 6
SUGGESTED = 8


def suggest_nodes(
    session: Session,
    actor: HierarchyActor,
    *,
    text: str,
    kinds: Sequence[str] = NODE_KINDS,
    outside: str = "",
    limit: int = SUGGESTED,
) -> tuple[NodeCard, ...]:
    """The first nodes of the actor's part with all the words in name or number; without words, the first of all.

    With `outside`, the number of a node, it and what is below it is left out.

    Raises:
        NodeNotFound: the node to be left out is not in the actor's part.
        Invalid: the limit is not acceptable.
    """
    checked_limit(limit)
    left_out = [node.path for node in find_nodes(session, actor, numbers=[outside])] if outside else []
    text = text[:MAXIMUM_QUERY_LENGTH].strip()
    words = sort_key(text).split()[:MAXIMUM_WORDS]
    if not is_storable(text) or (text and not words):
        return ()
    rows = queries.suggested_nodes(
        session,
        actor.hierarchy_id,
        paths=actor.paths,
        barred=[*actor.barred, *left_out],
        kinds=kinds,
        whole=text.lower(),
        words=words,
        limit=limit,
    )
    return tuple(card_of(row) for row in rows)


def suggest_people(
    session: Session, actor: Actor, *, text: str, limit: int = SUGGESTED
) -> tuple[ContactCard, ...]:
    """The first people with all the words in name or address, whoever they are, for headquarters; none without words.

    Raises:
        NothingHere: the actor is not headquarters.
        Invalid: the limit is not acceptable.
    """
    actor.must("headquarters")
    checked_limit(limit)
    text = normal_email(text[:MAXIMUM_QUERY_LENGTH])
    words = text.split()[:MAXIMUM_WORDS]
    if not words or not is_storable(text):
        return ()
    rows = queries.suggested_people(session, whole=text, words=words, limit=limit)
    return tuple(ContactCard(row.id, row.name, row.email) for row in rows)
