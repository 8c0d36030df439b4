"""Moving in by a file, on the screen of headquarters, on real services."""

from typing import Any

from storefront.api.routes.files import MOST_LETTERS
from storefront.db.session import transaction
from storefront.ui.states.importing import LONGEST_FILE, ImportingState
from tests.factories import MadeContact, Trade, make_staff
from tests.ui.screens import OpenTab, refusal_of, visiting

PAGE = "/admin/import"
FILE = "kind,number,name,parent\norganization,ORG-7,Corner,\noutlet,7001,York,ORG-7\noutlet,7002,Hull,gone\n"


def headquarters(trade: Trade) -> MadeContact:
    with transaction() as session:
        return make_staff(session, trade).headquarters


class TestImport:
    def test_is_tried_filtered_written_and_the_same_again(self, app: Any, trade: Trade, take_digest: Any):
        hq = headquarters(trade)

        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(hq, PAGE)
            await tab.fire(ImportingState.load_importing)
            before = take_digest()
            await tab.fire(ImportingState.try_file, form={"kind": "organizations", "file": FILE})
            state = await tab.state(ImportingState)
            assert state.summary == "Nothing is written yet: 2 new, 0 changed, 0 same, 1 wrong"
            assert [(row.line, row.outcome) for row in state.answers] == [
                ("2", "New"),
                ("3", "New"),
                ("4", "Wrong"),
            ]
            await tab.fire(ImportingState.show_outcome, outcome="wrong")
            state = await tab.state(ImportingState)
            assert [row.words for row in state.answers] == [
                "what it hangs below, gone, is neither here nor in this file"
            ]
            assert state.shown == "1 of 1 rows"
            await tab.fire(ImportingState.apply_file, skip_wrong=False)
            assert await refusal_of(tab) == "rows_are_wrong"
            assert take_digest() == before
            await tab.fire(ImportingState.apply_file, skip_wrong=True)
            state = await tab.state(ImportingState)
            assert (state.summary, state.can_apply) == ("Written: 2 new, 0 changed, 0 same, 1 wrong", False)
            after = take_digest()
            await tab.fire(ImportingState.try_file, form={"kind": "organizations", "file": FILE})
            state = await tab.state(ImportingState)
            assert (state.outcomes[3].label, state.can_apply) == ("Same (2)", False)
            assert take_digest() == after

        visiting(app, story)

    def test_merges_are_told(self, app: Any, trade: Trade):
        hq = headquarters(trade)

        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(hq, PAGE)
            text = "email,name,account\nmia@a.example,Mia,1001\nMIA@a.example,M. M.,1002\n"
            await tab.fire(ImportingState.try_file, form={"kind": "people-per-account", "file": text})
            state = await tab.state(ImportingState)
            assert state.merged == "1 person merged"
            assert [(row.who, row.lines, row.words) for row in state.merges] == [
                ("Mia, mia@a.example", "Lines 2, 3", "not M. M.")
            ]

        visiting(app, story)

    def test_refuses_what_it_cannot_read_and_who_may_not(self, app: Any, trade: Trade, take_digest: Any):
        hq = headquarters(trade)
        before = take_digest()

        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(hq, PAGE)
            for text, code in (
                ("", "unacceptable_file"),
                ("x" * (LONGEST_FILE + 1), "invalid"),
                ("\ud800", "unacceptable_file"),
            ):
                await tab.fire(ImportingState.try_file, form={"file": text})
                assert await refusal_of(tab) == code
            theirs = open_tab(trade.admin, PAGE)
            await theirs.fire(ImportingState.load_importing)
            assert (await theirs.state(ImportingState)).phase == "refused"
            await theirs.fire(ImportingState.try_file, form={"kind": "organizations", "file": FILE})
            assert await refusal_of(theirs) == "nothing_here"
            await theirs.fire(ImportingState.apply_file, skip_wrong=True)

        visiting(app, story)
        assert take_digest() == before


def test_the_api_reads_a_file_as_long_as_the_page_takes() -> None:
    assert LONGEST_FILE <= MOST_LETTERS
