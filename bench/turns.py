"""A full turn, side by side: Vart against the stock peer, both as real processes on this machine."""

import asyncio
import os
from dataclasses import dataclass

from bench.growth import Growth, gateway_inside, measure_growth
from bench.load import Round, side_by_side
from bench.peer.folder import prepare_peer
from bench.processes import free_port
from bench.systems import VAR_DIR, Secret, System, peer, rasa_of, vart
from bot.logs import configure_logs

OURS, PEER = "Vart", "peer"


@dataclass(frozen=True, slots=True)
class Side:
    """What was measured of one system."""

    first: float
    full: float
    idle: float
    loaded: float
    growth: Growth


@dataclass(frozen=True, slots=True)
class Aim:
    """What was aimed at, and what became of it."""

    text: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the aim is reached."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def main() -> int:
    """Measure, print the tables; 1 when an aim is missed."""
    configure_logs("error")
    os.environ["VART_VAR_DIR"] = str(VAR_DIR)
    actions_port = free_port()
    prepare_peer(actions_port)
    rounds, sides = asyncio.run(_measure(actions_port))
    _print(rounds, sides)
    aims = _aims(rounds, sides)
    for aim in aims:
        print(f"{'met   ' if aim.met else 'MISSED'} {aim.text}: {aim.value:.2f} (aim {aim.limit})")
    return 0 if all(aim.met for aim in aims) else 1


async def _measure(actions_port: int) -> tuple[dict[int, dict[str, Round]], dict[str, Side]]:
    secret = Secret.new()
    print("  starting Vart once, to fill its database")
    async with vart(secret):
        pass
    print("  starting the peer")
    async with peer(actions_port) as theirs:
        print("  starting Vart")
        async with vart(secret) as ours:
            systems = {OURS: ours, PEER: theirs}
            idle = {name: system.memory for name, system in systems.items()}
            rounds = await side_by_side({name: system.begin for name, system in systems.items()})
            loaded = {name: system.memory for name, system in systems.items()}
            growth = await _grow(ours, theirs, secret)
    return rounds, {
        name: Side(system.first, system.full, idle[name], loaded[name], growth[name])
        for name, system in systems.items()
    }


async def _grow(ours: System, theirs: System, secret: Secret) -> dict[str, Growth]:
    async with gateway_inside(VAR_DIR, rasa_of(ours), secret.token) as begin:
        own = await measure_growth(OURS, begin)
    return {OURS: own, PEER: await measure_growth(PEER, theirs.begin)}


def _print(rounds: dict[int, dict[str, Round]], sides: dict[str, Side]) -> None:
    print(f"\n| {'A full turn':38} | {OURS:>9} | {PEER:>9} | ratio |\n| --- | ---: | ---: | ---: |")
    for clients, both in rounds.items():
        name = f"{clients} client{'s' if clients > 1 else ''}"
        ours, theirs = both[OURS], both[PEER]
        _row(f"{name}: turns a second", ours.per_second, theirs.per_second)
        _row(f"{name}: p50, ms", ours.p50, theirs.p50)
        _row(f"{name}: p99, ms", ours.p99, theirs.p99)
        _row(f"{name}: without a full answer, %", ours.lacking * 100, theirs.lacking * 100)
    ours_side, theirs_side = sides[OURS], sides[PEER]
    _row("memory when started, MB", ours_side.idle, theirs_side.idle)
    _row("memory after the load, MB", ours_side.loaded, theirs_side.loaded)
    _row("start to the first answer, s", ours_side.first, theirs_side.first)
    _row("start to the first full answer, s", ours_side.full, theirs_side.full)
    _row("turn 5, ms", ours_side.growth.young, theirs_side.growth.young)
    _row("turn 500, ms", ours_side.growth.old, theirs_side.growth.old)
    _row("turn 500 / turn 5", ours_side.growth.ratio, theirs_side.growth.ratio)
    print()


def _row(name: str, ours: float, theirs: float) -> None:
    ratio = f"{ours / theirs:.2f}" if theirs else "–"
    print(f"| {name:38} | {ours:9.1f} | {theirs:9.1f} | {ratio:>5} |")


def _aims(rounds: dict[int, dict[str, Round]], sides: dict[str, Side]) -> list[Aim]:
    most, ours, theirs = rounds[max(rounds)], sides[OURS], sides[PEER]
    speed = [
        Aim(f"throughput / the peer's, {n} clients", both[OURS].per_second / both[PEER].per_second, 2.0, True)
        for n, both in rounds.items()
    ]
    return [
        *speed,
        Aim(f"p99 / the peer's, {max(rounds)} clients", most[OURS].p99 / most[PEER].p99, 0.5),
        Aim("memory / the peer's", ours.loaded / theirs.loaded, 0.6),
        Aim("turn 500 / turn 5", ours.growth.ratio, 1.2),
    ]
