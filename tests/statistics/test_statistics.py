"""Figures for coordinators: in their areas, and never about somebody."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.accounts.roles import Role
from bot.db.models.case import Case, CaseState, Severity
from bot.db.models.editor import UnansweredQuestion
from bot.statistics.figures import Counted, about, by, by_day, by_week, line
from tests.editor.pages.site import EditorSite

MONDAY = date(2026, 11, 23)
VANNAS, SORSELE = "2460", "2422"


@given(st.integers(0, 10_000))
def test_a_number_is_never_shown_exactly_and_a_small_one_not_at_all(number: int) -> None:
    shown = about(number)
    assert sum(about(other) == shown for other in range(max(0, number - 5), number + 6)) == 5
    assert (shown == "färre än 5") == (number < 5)


def test_weeks_begin_on_mondays_and_empty_ones_are_there() -> None:
    sunday = MONDAY - timedelta(days=1)
    counted = [Counted(MONDAY, VANNAS, None, cases=1)] * 7 + [Counted(sunday, VANNAS, None, questions=12)]
    weeks = by_week(counted, MONDAY + timedelta(days=2))
    assert list(weeks)[:2] == [MONDAY, MONDAY - timedelta(weeks=1)]
    assert [(one.cases, one.questions) for one in weeks.values()][:3] == [
        ("5–9", "färre än 5"),
        ("färre än 5", "10–14"),
        ("färre än 5", "färre än 5"),
    ]
    assert by_day(counted, MONDAY)[sunday].questions == "10–14"


def test_how_long_it_took_is_only_said_of_several() -> None:
    taken = [Counted(MONDAY, VANNAS, None, cases=1, minutes=minutes) for minutes in (1, 2, 3, 60)]
    assert line(taken).minutes is None
    assert line([*taken, Counted(MONDAY, VANNAS, None, cases=1, minutes=4)]).minutes == 3


def test_that_there_was_anything_at_all_is_not_told() -> None:
    counted = [Counted(MONDAY, VANNAS, "sleep", questions=5), Counted(MONDAY, SORSELE, "violence", cases=4)]
    assert set(by(counted, lambda one: one.municipality)) == {VANNAS}
    assert set(by(counted, lambda one: one.topic)) == {"sleep"}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
async def test_a_coordinator_sees_the_figures_of_their_areas(site: EditorSite, role: Role) -> None:
    async with site.sessions.begin() as session:
        for municipality, count in ((VANNAS, 23), (SORSELE, 71)):
            session.add_all(_case(site, municipality, number) for number in range(6))
            session.add(
                UnansweredQuestion(
                    day=site.clock().date(),
                    intent="nonsense",
                    topic="sleep",
                    municipality=municipality,
                    count=count,
                )
            )
    await site.account("carin", (role,), (VANNAS,))
    carin = await site.signed_in("carin")
    await carin.goes("/statistik")
    assert carin.page.status_code == 200
    assert _rows(carin.text)["Vännäs"] == ["5–9", "12 min", "20–24"]
    assert "Sorsele" not in carin.text
    assert "70–74" not in carin.text


@pytest.mark.parametrize("role", [Role.DESK, Role.EDITOR, Role.REVIEWER])
async def test_nobody_else_sees_them(site: EditorSite, role: Role) -> None:
    stranger = site.browser()
    await stranger.goes("/statistik")
    assert stranger.path == "/logga-in"
    await site.account("anna", (role,), ("SE",))
    anna = await site.signed_in("anna")
    assert (await anna.goes("/statistik")).status_code == 403


async def test_an_empty_vart_says_so(site: EditorSite) -> None:
    await site.account("carin", (Role.COORDINATOR,), ())
    carin = await site.signed_in("carin")
    await carin.goes("/statistik")
    assert carin.text.count("Det finns för lite att visa.") == 2
    assert "Ditt konto har inget område än" in carin.text


def _rows(page: str) -> dict[str, list[str]]:
    rows = re.findall(r'<th scope="row">([^<]+)</th>((?:<td>[^<]*</td>)+)', page)
    return {name: re.findall(r"<td>([^<]*)</td>", cells) for name, cells in rows}


def _case(site: EditorSite, municipality: str, number: int) -> Case:
    now = site.clock()
    return Case(
        code_hash=f"{municipality}{number}",
        sealed_code=b"",
        state=CaseState.CLOSED,
        severity=Severity.NORMAL,
        policy_version="1",
        municipality=municipality,
        topic="sleep",
        language="sv",
        contact="chat",
        created_at=now,
        taken_at=now + timedelta(minutes=12),
    )
