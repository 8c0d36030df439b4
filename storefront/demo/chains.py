"""Which accounts of the source belong to one organization.

The source knows no owners. The rule: British accounts are shuffled once by their code. The first 40 with 10 to 80
invoices are the national chain. Then chains of the sizes below take turns between north, south and west; each takes
the region's next accounts, chains of five and more only such with 12 to 80 invoices. All others stand alone.
"""

from collections.abc import Callable, Sequence

from storefront.demo.draw import share
from storefront.demo.places import UNITED_KINGDOM, region_of
from storefront.demo.source import Account

NATIONAL_SIZE = 40
SIZES = (14, 10, 10, 8, 8, 8, *(6,) * 6, *(5,) * 9, *(4,) * 15, *(3,) * 24, *(2,) * 120)
REGIONS = ("north", "south", "west")
ACTIVE_FROM_SIZE = 5
SOLO_INVOICES = 60
"""The outlet of `solo@demo.example` is the account that stands alone with most invoices up to so many."""


def plan_chains(accounts: Sequence[Account]) -> list[list[Account]]:
    """The national chain first, then the others by size, then every account that stands alone, in order of code."""
    shuffled = sorted(
        (account for account in accounts if account.country == UNITED_KINGDOM),
        key=lambda account: share("chain", account.code),
    )
    chains = [_take(shuffled, NATIONAL_SIZE, lambda account: 10 <= account.invoices <= 80)]
    pools = {region: [a for a in shuffled if region_of(a.code, a.country) == region] for region in REGIONS}
    for place, size in enumerate(SIZES):
        least = 12 if size >= ACTIVE_FROM_SIZE else 1
        chains.append(
            _take(
                pools[REGIONS[place % 3]], size, lambda account, least=least: least <= account.invoices <= 80
            )
        )
    taken = {account.code for chain in chains for account in chain}
    return chains + [[account] for account in accounts if account.code not in taken]


def solo_account(chains: Sequence[Sequence[Account]]) -> str:
    """The code of the account for the demo sign-in with one outlet."""
    singles = [chain[0] for chain in chains if len(chain) == 1 and chain[0].country == UNITED_KINGDOM]
    fitting = [account for account in singles if account.invoices <= SOLO_INVOICES]
    return max(fitting, key=lambda account: (account.invoices, account.code)).code


def _take(pool: list[Account], size: int, fits: Callable[[Account], bool]) -> list[Account]:
    """The first fitting accounts, which leave the pool."""
    taken = [account for account in pool if fits(account)][:size]
    for account in taken:
        pool.remove(account)
    return sorted(taken, key=lambda account: account.code)
