"""The folder of the peer under var/bench/peer: made from our content and data, trained once per state."""

import hashlib
import json
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bench.processes import Child, rasa_variables
from bot.content.load import Content, load_content
from bot.directory.hours import ZONE
from bot.directory.present import present
from bot.directory.query import Query
from bot.directory.snapshot import Snapshot
from bot.settings import ROOT

HERE = Path(__file__).parent
FOLDER = ROOT / "var" / "bench" / "peer"
RASA = (str(ROOT / ".venv-rasa" / "bin" / "python"), "-m", "rasa")
_SAY_EVERY = 30
# The peer learns every tenth line: all of them take its neural network over ten minutes an epoch on two
# cores. It has fewer features for it, which can only make its turns cheaper.
ONE_IN = 10
_AT = datetime(2026, 11, 23, 12, tzinfo=ZONE)


def prepare_peer(actions_port: int) -> None:
    """Make the folder, and train unless the model there is of the same files.

    Args:
        actions_port: Where its action server will listen.

    Raises:
        RuntimeError: The training failed.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "tracker.db").unlink(missing_ok=True)
    shutil.copy(HERE / "config.yml", FOLDER)
    shutil.copy(HERE / "actions.py", FOLDER)
    _copy_data()
    domain = yaml.safe_load((ROOT / "nlu" / "domain" / "domain.yml").read_text("utf-8"))
    domain["slots"] = {"topic": _slot(), "municipality": _slot()}
    # As `rasa init` writes it; ours asks for less of Rasa.
    domain["session_config"] = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}
    _write_yaml("domain.yml", domain)
    _write_yaml("credentials.yml", {"rest": None})
    action_endpoint = {"url": f"http://127.0.0.1:{actions_port}/webhook"}
    store = {"type": "SQL", "dialect": "sqlite", "db": str(FOLDER / "tracker.db")}
    _write_yaml("endpoints.yml", {"action_endpoint": action_endpoint, "tracker_store": store})
    listings = _listings(load_content(), domain["actions"])
    (FOLDER / "listings.json").write_text(json.dumps(listings, ensure_ascii=False), "utf-8")
    _train()


def _copy_data() -> None:
    target = FOLDER / "data"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "nlu" / "data", target)
    for path in (*target.glob("topics/*.yml"), *target.glob("conversation/*.yml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        lines = [line for block in data["nlu"] for line in block["examples"].splitlines()]
        thinned = {"intent": data["nlu"][0]["intent"], "examples": "\n".join(lines[::ONE_IN])}
        _write_yaml(str(path.relative_to(FOLDER)), {"version": data["version"], "nlu": [thinned]})


def _slot() -> dict[str, Any]:
    return {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}


def _write_yaml(name: str, data: Any) -> None:
    (FOLDER / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _listings(content: Content, actions: list[str]) -> dict[str, Any]:
    """Every listing as our chat API would show it, so that the answers weigh the same."""
    snapshot = Snapshot.build(content)
    found: dict[str, Any] = {}
    for topic in content.topics:
        for code in (None, *content.municipalities):
            query = Query(topics=(topic,), municipality=code, limit=len(content.services))
            for hit in snapshot.search(query, _AT).hits:
                wire = present(hit, "sv").model_dump(mode="json", by_alias=True, exclude_none=True)
                entry = {"topics": hit.service.topics, "areas": hit.service.service_areas, "service": wire}
                found.setdefault(hit.service.id, entry)
    names = {municipality.name.lower(): code for code, municipality in content.municipalities.items()}
    return {
        "names": names,
        "listings": list(found.values()),
        "topics": list(content.topics),
        "actions": actions,
    }


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in (FOLDER / "config.yml", FOLDER / "domain.yml", *sorted((FOLDER / "data").rglob("*.yml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _train() -> None:
    kept, model = FOLDER / "trained.txt", FOLDER / "models" / "peer.tar.gz"
    wanted = _fingerprint()
    if model.exists() and kept.exists() and kept.read_text("ascii") == wanted:
        print("  the peer is trained already")
        return
    print("  training the peer, which takes some minutes the first time")
    command = (*RASA, "train", "--fixed-model-name", "peer")
    with Child("peer-train", command, FOLDER, rasa_variables()) as child:
        if _patiently(child) != 0:
            raise RuntimeError(f"the peer was not trained, see {child.log}")
    kept.write_text(wanted, "ascii")


def _patiently(child: Child) -> int:
    """The exit code of a child, with a sign of life now and then."""
    begun = time.monotonic()
    while True:
        try:
            return child.wait(_SAY_EVERY)
        except subprocess.TimeoutExpired:
            print(f"  … {time.monotonic() - begun:.0f} s")
