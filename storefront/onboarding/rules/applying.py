"""What a request to become a partner must hold, and whom it may be the same as."""

from dataclasses import replace

from storefront.kit.text import fold, is_storable, sort_key
from storefront.onboarding.snapshots import Application
from storefront.parties.rules import name_problem, normal_email, problems_with_email, problems_with_name

LONGEST = {
    "company": 120,
    "contact_name": 120,
    "phone": 40,
    "street": 200,
    "city": 100,
    "postcode": 20,
    "country": 60,
    "size": 120,
    "comments": 2_000,
}
REQUIRED = ("company", "contact_name")
MOST_CATEGORIES = 50
FIELDS = {
    "contact_name": "contact.name",
    "email": "contact.email",
    "street": "address.street",
    "city": "address.city",
    "postcode": "address.postcode",
    "country": "address.country",
}
"""How the API names what has another name there."""

CRITERIA = ("size", "industry", "offer", "policy", "duplicates")
"""What headquarters looks at before it decides."""

EMPTY_WORDS = frozenset(
    {"ltd", "limited", "plc", "llp", "inc", "gmbh", "co", "company", "the", "and", "of", "shop", "store"}
)
"""Words that say nothing about who a company is."""


def cleaned(application: Application) -> Application:
    """The request without blanks around its values, its address normal."""
    values = {
        name: " ".join(str(getattr(application, name)).split()) for name in LONGEST if name != "comments"
    }
    return replace(
        application,
        **values,
        email=normal_email(application.email),
        comments=application.comments.strip(),
        categories=tuple(dict.fromkeys(application.categories)),
    )


def problems_with(application: Application, known_categories: frozenset[str]) -> dict[str, str]:
    """What is wrong with a cleaned request, by field; empty when nothing is."""
    problems: dict[str, str] = {}
    for name, longest in LONGEST.items():
        value: str = getattr(application, name)
        if len(value) > longest:
            problems[name] = f"has more than {longest:,} characters"
        elif not (is_storable if name == "comments" else str.isprintable)(value):
            problems[name] = "has characters that cannot be used here"
    for name in REQUIRED:
        if not getattr(application, name):
            problems[name] = "is required"
    problems = _problems_with_names(application) | problems
    if "company" not in problems and not sort_key(application.company):
        problems["company"] = "must have letters or digits"
    email = application.email
    problems |= problems_with_email(email if is_storable(email) else "")
    if application.kind not in {"buyer", "seller"}:
        problems["kind"] = "must be buyer or seller"
    unknown = [code for code in application.categories if code not in known_categories]
    if unknown or len(application.categories) > MOST_CATEGORIES:
        problems["categories"] = f"{unknown[0][:40]} is not known" if unknown else "are too many"
    return {FIELDS.get(name, name): words for name, words in problems.items()}


def _problems_with_names(application: Application) -> dict[str, str]:
    """What the names could not be called by later: the applicant becomes a person, the company an organization."""
    company = name_problem(application.company)
    person = problems_with_name(application.contact_name).get("name", "")
    found = {"company": company, "contact_name": person}
    return {name: words for name, words in found.items() if words}


def company_key(company: str) -> str:
    """A company's name as duplicates are found by it."""
    return sort_key(company)


def postcode_key(postcode: str) -> str:
    """A postcode in capitals without blanks."""
    return "".join(postcode.split()).upper()


def telling_words(company: str) -> frozenset[str]:
    """The words of a company's name that say who it is."""
    return frozenset(sort_key(company).split()) - EMPTY_WORDS


def same_reasons(
    *, email: bool, company: bool, postcode: bool, words: frozenset[str], other_words: frozenset[str]
) -> tuple[str, ...]:
    """Why somebody may be the same as the applicant; nothing when nothing speaks for it.

    A postcode alone is a neighbour; with a word of the name in common it is a duplicate.
    """
    reasons: list[str] = []
    if email:
        reasons.append("same e-mail address")
    if company:
        reasons.append("same company name")
    if postcode and words & other_words:
        reasons.append("same postcode and a word of the name")
    return tuple(reasons)


def matches(text: str) -> list[str]:
    """The words that a search for prospects looks for."""
    return [word for word in fold(text[:200]).split() if word][:6]
