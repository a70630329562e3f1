"""The roster file: every fault told, nothing changed by a faulty one, and what a new one changes."""

from pathlib import Path

import pytest

from bot.answers.turn import Library
from bot.clock import now_in_sweden
from bot.db.models.account import Account
from bot.db.models.case import CaseState, Severity
from bot.escalation.roster_file import Member, read_roster_file
from bot.escalation.roster_store import Taken, UnknownAccount, put_roster
from tests.escalation.world import UMEA, VANNAS, World, number_of

ANNA = """\
staff:
- name: Anna
  phone: 070-174 06 05
  municipalities: [Vännäs, bjurholm, "2480"]
  topics: []
  hours: "Mo-Fr 08:00-17:00; PH off"
  step: 1
"""


def read(tmp_path: Path, library: Library, text: str) -> tuple[list[Member], list[str]]:
    path = tmp_path / "roster.yml"
    path.write_text(text, "utf-8")
    members, faults = read_roster_file(path, library.content, 3, {"anna"})
    return members, [fault.message for fault in faults]


async def put(world: World, *members: Member) -> Taken:
    async with world.sessions.begin() as session:
        taken = await put_roster(session, list(members), world.phones, world.fingerprints, world.clock())
    await world.escalation.tick()
    return taken


def member(name: str, **changed: object) -> Member:
    values: dict[str, object] = {
        "name": name,
        "phone": number_of(name),
        "municipalities": (),
        "topics": (),
        "hours": "24/7",
        "step": 1,
        "account": None,
    }
    return Member(**(values | changed))  # type: ignore[arg-type]


def test_the_file_of_the_contract_is_read(tmp_path: Path, library: Library) -> None:
    members, faults = read(tmp_path, library, ANNA)
    assert faults == []
    hours = "Mo-Fr 08:00-17:00; PH off"
    assert members == [Member("Anna", "+46701740605", (VANNAS, "2403", UMEA), (), hours, 1, None)]


def test_all_means_everywhere(tmp_path: Path, library: Library) -> None:
    members, faults = read(tmp_path, library, ANNA.replace('[Vännäs, bjurholm, "2480"]', "all"))
    assert faults == []
    assert members[0].municipalities == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("070-174 06 05", "070-174", "phone: är inget telefonnummer som går att nå"),
        ("bjurholm", "Bjurhult", "municipalities: kommunen Bjurhult finns inte"),
        ('[Vännäs, bjurholm, "2480"]', "[]", "municipalities: listan är tom; skriv all för alla"),
        ('[Vännäs, bjurholm, "2480"]', "Vännäs", "municipalities: ska vara en lista, eller all"),
        ("topics: []", "topics: [fiske]", "topics: ämnet fiske finns inte"),
        ("Mo-Fr 08:00-17:00; PH off", "vardagar", "hours: öppettiderna går inte att tolka"),
        ("step: 1", "step: 4", "step: policyn frågar högst steg 3"),
        ("step: 1", "step: ett", "step: ska vara ett heltal"),
        ("name: Anna", "namn: Anna", "name: fältet saknas"),
        (
            "step: 1",
            "step: 1\n  account: bo",
            "account: Kontot bo finns inte. Lägg till det med vart user add.",
        ),
        ("staff:", "personal:", "filen ska ha fältet staff med en lista"),
    ],
)
def test_every_fault_is_one_sentence(
    tmp_path: Path, library: Library, old: str, new: str, fault: str
) -> None:
    assert old in ANNA
    members, faults = read(tmp_path, library, ANNA.replace(old, new))
    assert members == []
    assert fault in faults
    assert "174" not in " ".join(faults)


def test_two_with_one_phone_are_a_fault(tmp_path: Path, library: Library) -> None:
    twice = ANNA + ANNA.removeprefix("staff:\n").replace("Anna", "Bo").replace(
        "070-174 06 05", "+46701740605"
    )
    assert read(tmp_path, library, twice)[1] == ["phone: Bo har samma nummer som någon annan"]


def test_every_fault_of_every_entry_is_told_at_once(tmp_path: Path, library: Library) -> None:
    other = """\
- name: Bo
  phone: "+46701740605"
  municipalities: [Umeå, Bjurhult, Granhult]
  topics: [fiske]
  hours: vardagar
  step: 4
  account: bo
"""
    faulty = ANNA.replace("step: 1", "step: ett").replace("bjurholm", "Storhult") + other
    members, faults = read(tmp_path, library, faulty)
    assert members == []
    assert sorted(faults) == [
        "account: Kontot bo finns inte. Lägg till det med vart user add.",
        "hours: öppettiderna går inte att tolka",
        "municipalities: kommunen Bjurhult finns inte",
        "municipalities: kommunen Granhult finns inte",
        "municipalities: kommunen Storhult finns inte",
        "phone: Bo har samma nummer som någon annan",
        "step: policyn frågar högst steg 3",
        "step: ska vara ett heltal",
        "topics: ämnet fiske finns inte",
    ]


def test_an_account_that_is_there_may_be_named(tmp_path: Path, library: Library) -> None:
    members, faults = read(tmp_path, library, f"{ANNA}  account: ' Anna'\n")
    assert (faults, members[0].account) == ([], " Anna")


async def test_a_new_file_adds_changes_and_removes(world: World) -> None:
    assert await put(world, member("Anna"), member("Bo")) == Taken(2, 0, 0)
    await world.says("Anna", "paus")
    assert await put(world, member("Anna", step=2), member("Cilla")) == Taken(1, 1, 1)
    await world.ask()
    asked = [name for name in ("Anna", "Bo", "Cilla") if await world.sms_to(name, "offer")]
    assert asked == ["Cilla"]  # Anna is still paused, Bo is gone
    assert not await world.says("Bo", "?")
    assert await put(world, member("Bo")) == Taken(0, 1, 2)
    assert await world.says("Bo", "?")


async def test_who_is_removed_is_waited_for_no_longer(world: World) -> None:
    await put(world, member("Anna"), member("Bo", step=2))
    _, asked = await world.ask()
    _, taken = await world.ask()
    await world.says("Anna", "2 JA")
    await put(world, member("Bo", step=2))
    told = (await world.sms_to("Anna"))[-1]
    assert told.startswith("Ärende 2 har gått vidare till andra, för du står inte längre på jourlistan.")
    assert "JA" not in told
    assert [(await world.case(one.id)).step for one in (asked, taken)] == [2, 2]
    assert (await world.case(taken.id)).state is CaseState.NOTIFYING


async def test_a_new_colleague_lets_held_cases_begin(world: World) -> None:
    await put(world, member("Anna", hours="Su 10:00-12:00"))
    _, case = await world.ask(severity=Severity.NORMAL)
    assert case.state == "held"
    await put(world, member("Anna", hours="Su 10:00-12:00"), member("Bo"))
    assert (await world.case(case.id)).state is CaseState.NOTIFYING


async def test_an_account_is_linked_or_the_file_refused(world: World) -> None:
    async with world.sessions.begin() as session:
        account = Account(
            login="anna", name="Anna", password_hash="-", roles=[], areas=[], created_at=now_in_sweden()
        )
        session.add(account)
    await put(world, member("Anna", account=" Anna "))
    with pytest.raises(UnknownAccount):
        await put(world, member("Bo", account="bo"))
    assert await world.says("Anna", "?")
    assert not await world.says("Bo", "?")
