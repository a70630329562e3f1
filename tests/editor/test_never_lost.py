"""Whatever editors do, in whatever order and however it ends, nothing published is lost unasked."""

import asyncio
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import now_in_sweden
from bot.db.engine import create_engine, session_factory
from bot.editor.fields import fields_of
from bot.editor.listings import Listings
from bot.editor.refusals import Refusal
from tests.editor.world import ANNA, BERTIL, CECILIA, SHOWN, SOS, World, content_of, form, make_world
from tests.factories import make_service
from tests.gateway.world import FakeClock

WORDS = [f"Sammanfattning nummer {number} för alla." for number in range(4)]
STEP = st.one_of(
    st.tuples(st.just("save"), st.sampled_from(WORDS), st.sampled_from((ANNA, BERTIL)), st.integers(0, 9)),
    st.tuples(st.sampled_from(("submit", "reject", "discard", "confirm")), st.sampled_from((ANNA, BERTIL))),
    st.tuples(st.just("approve"), st.sampled_from((BERTIL, CECILIA))),
    st.tuples(st.just("restore"), st.integers(1, 9), st.sampled_from((ANNA, BERTIL))),
    st.tuples(st.just("seed"), st.sampled_from(WORDS)),
)


@given(st.lists(STEP, max_size=14))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_steps_loses_a_published_listing(
    migrated_sqlite: Path, tmp_path: Path, steps: list[tuple[Any, ...]]
) -> None:
    asyncio.run(_live_through(migrated_sqlite, tmp_path / "vart.db", steps))


async def _live_through(empty: Path, path: Path, steps: list[tuple[Any, ...]]) -> None:
    shutil.copyfile(empty, path)
    for leftover in path.parent.glob("vart.db-*"):
        leftover.unlink()
    clock = FakeClock()
    world = await make_world(f"sqlite:///{path}", clock, SHOWN, SOS)
    try:
        for step in steps:
            before = (await world.shown())["halsan"]
            history = (await world.listings.get("halsan")).history
            approved = await _take(world, step)
            shown = (await world.shown())["halsan"]
            view = await world.listings.get("halsan")
            assert view.history[: len(history)] == history, "the history only grows"
            assert [one.number for one in view.history] == list(range(1, len(view.history) + 1))
            if approved is not None:
                assert shown.summary == approved
            elif step[0] != "seed":
                assert shown.summary == before.summary
            clock.move(hours=1)
    finally:
        await world.engine.dispose()


async def _take(world: World, step: tuple[Any, ...]) -> str | None:
    """Take a step; the words that were put live by it."""
    listings, view = world.listings, await world.listings.get("halsan")
    draft = view.draft
    at = draft.revision if draft else view.revision
    try:
        match step:
            case ("save", words, who, back):
                await listings.save_draft("halsan", form(summary=words), who, max(0, at - back))
            case ("submit", who):
                await listings.submit("halsan", at, who, None)
            case ("reject", who):
                await listings.reject("halsan", at, who, "Nej")
            case ("discard", who):
                await listings.discard("halsan", at, who)
            case ("confirm", who):
                await listings.confirm("halsan", who)
            case ("approve", who):
                await listings.approve("halsan", at, who)
                assert draft is not None
                assert who not in draft.authors
                return str(draft.data["summary"])
            case ("restore", number, who):
                await listings.restore("halsan", number, who)
            case ("seed", words):
                changed = make_service(id="halsan", name="Ungdomshälsan", summary=words, assured_date=None)
                await world.seed(changed, SOS)
    except Refusal:
        return None
    return None


KILLED = """
import asyncio, os, signal, sys
from sqlalchemy import event
from tests.editor.world import *

async def main(url, dies_at):
    world = await make_world(url, FakeClock(), SHOWN, SOS)
    draft = await world.listings.save_draft("halsan", form(summary="Det nya som ska gälla."), ANNA, 0)
    submitted = await world.listings.submit("halsan", draft.revision, ANNA, None)
    statements = 0

    @event.listens_for(world.engine.sync_engine, "before_cursor_execute")
    def die(conn, cursor, statement, *_):
        nonlocal statements
        if not statement.startswith("SELECT"):
            statements += 1
            if statements == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

    await world.listings.approve("halsan", submitted.revision, BERTIL)
    print("published", statements)
    await world.engine.dispose()

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def test_a_kill_in_the_middle_of_publishing_leaves_the_old_or_the_new(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    endings = []
    for dies_at in (1, 2, 5, 9, 1000):
        path = tmp_path / f"{dies_at}.db"
        shutil.copyfile(migrated_sqlite, path)
        url = f"sqlite:///{path}"
        command = [sys.executable, "-c", KILLED, url, str(dies_at)]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=False)
        endings.append(done.returncode)
        await _holds_together(url, published=done.returncode == 0)
    assert endings == [-signal.SIGKILL] * 4 + [0]


async def _holds_together(url: str, *, published: bool) -> None:
    engine = create_engine(url)
    listings = Listings(session_factory(engine), now_in_sweden, content_of([SHOWN]))
    view = await listings.get("halsan")
    await engine.dispose()
    assert view.service is not None
    if published:
        assert view.service.summary == "Det nya som ska gälla."
        assert view.draft is None
    else:
        assert fields_of(view.service) == fields_of(SHOWN)
        assert view.draft is not None
        assert view.draft.state == "review"
    assert (view.history[-1].kind == "published") is published
