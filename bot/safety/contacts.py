"""Which lines fit a crisis: by reason, whom it is about, age and municipality."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Literal

from bot.content import layout
from bot.content.schema import Service as Listing
from bot.directory.present import present
from bot.directory.snapshot import Snapshot
from bot.gateway import messages
from bot.gateway.memory import Memory
from bot.safety.harming import HARMING
from bot.safety.texts import crisis_texts, language_of, minimum
from nlu.traits import MAN, SWALLOWED

SOS, CARE, SUICIDE_LINE, CHILDREN = "sos-112", "1177-telefon", "mind-sjalvmordslinjen", "bris-116111"
# The crisis minimum as listings, by the digits of their number.
BUILT_IN = {"112": SOS, "1177": CARE, "90101": SUICIDE_LINE, "116111": CHILDREN}
MOST_CONTACTS = 5
ADULT = 18

# By falling fitness. 112 always comes first; what does not take people of this age or place is left out.
_PSYCHIATRY = "psykiatrisk-akutmottagning-umea"
STOPPING_LINE = "valj-att-sluta"
_POISON = "giftinformationscentralen"
_MIND = (SUICIDE_LINE, CHILDREN, _PSYCHIATRY, CARE, "hjalplinjen-90390")
_FITTING: dict[str, tuple[str, ...]] = {
    "suicide": _MIND,
    "third_party": _MIND,
    "self_harm": (CARE, CHILDREN, SUICIDE_LINE, _PSYCHIATRY, "hjalplinjen-90390"),
    "violence": (
        "kvinnofridslinjen",
        CHILDREN,
        "stodlinjen-for-man",
        CARE,
        "umea-socialjour",
        "polisen-114-14",
    ),
    "sexual_violence": ("kvinnofridslinjen", CHILDREN, CARE, "stodlinjen-for-man"),
    "medical": (CARE, CHILDREN, SUICIDE_LINE),
    "psychosis": (_PSYCHIATRY, CARE, CHILDREN, SUICIDE_LINE),
    "child_at_risk": (CHILDREN, CARE, "skelleftea-social-beredskap", "bris-vuxna-om-barn"),
    # Whoever is threatened and whoever is afraid to do harm: the words cannot always be told apart.
    "threat": ("polisen-114-14", CARE, CHILDREN, STOPPING_LINE, SUICIDE_LINE),
    # Whoever hits, or is afraid to; what is said of their own life is never taken for this.
    HARMING: (STOPPING_LINE, CARE, "polisen-114-14", CHILDREN, SUICIDE_LINE),
    "honour": ("ratt-att-valja", "kvinnofridslinjen", CHILDREN, "tris", CARE),
}
# Whoever threatens is for the police, not for a line to talk to.
_OTHERS: dict[str, tuple[str, ...]] = {"threat": ("polisen-114-14", CHILDREN, CARE)}

# Somebody threatens with pictures: whoever can stop that. None of them need have a number.
_PICTURES = "image_threat"
_PICTURE_THREAT = ("threat", "violence", "sexual_violence", "child_at_risk", "third_party", "suicide")
_FOR_PICTURES = ("ecpat-stodlinje", CHILDREN, "polisen-114-14", CARE)
_WRITTEN_TO = frozenset(("ecpat-stodlinje",))
# What was swallowed is for those who know poisons, whatever it was swallowed for, or by whom.
SWALLOWED_IN = frozenset(("suicide", "third_party", "self_harm", "medical", "child_at_risk"))
# Voices that tell somebody to do harm are for those who treat voices, before the police.
_VOICES = "psychosis"
_MEN = "stodlinjen-for-man"

# Every listing that a crisis message may name: these must never be out of date.
CRISIS_CONTACTS = frozenset(
    {
        SOS,
        _POISON,
        *_FOR_PICTURES,
        *(id for fitting in (_FITTING, _OTHERS) for ids in fitting.values() for id in ids),
    }
)


def contacts(
    reason: str,
    who: Literal["self", "other"],
    memory: Memory,
    snapshot: Snapshot | None,
    at: datetime,
    lang: str,
) -> list[messages.Service]:
    """The listings that fit, 112 first, those that answer now before those that do not.

    Args:
        reason: Kind of crisis.
        who: Who is in danger.
        memory: Age and municipality, if known.
        snapshot: The directory; without it there is only the crisis minimum.
        at: The moment, for opening hours.
        lang: Language of the card.
    """
    wanted = _wanted(reason, who, memory)
    order = {id: place for place, id in enumerate((SOS, *wanted))}
    found = list(_from(snapshot, order, memory, at, lang)) if snapshot else []
    have = {service.id for service in found}
    # What the directory lacks of the minimum is filled in; without a directory all of it is there.
    found += [
        service
        for service in minimum_contacts(lang)
        if service.id not in have
        and (snapshot is None or service.id in order)
        and _takes_age(service.ages, memory.age)
    ]
    found.sort(key=partial(_place, order=order, just_for=_just_for(reason, memory)))
    return found[:MOST_CONTACTS]


def _place(
    each: messages.Service, order: dict[str, int], just_for: str | None
) -> tuple[bool, bool, bool, int]:
    """Where a contact stands: what is just for such as the person right behind 112, even while closed."""
    closed = each.open.state == "closed"
    return each.id != SOS, each.id != just_for, closed, order.get(each.id, len(order))


def _just_for(reason: str, memory: Memory) -> str | None:
    """The contact that is just for such as the person, if there is one."""
    if reason == HARMING:
        return STOPPING_LINE
    return _MEN if _is_for_man(_MEN, memory) else None


def _wanted(reason: str, who: Literal["self", "other"], memory: Memory) -> tuple[str, ...]:
    """What fits a crisis, by what is known of it and of the person."""
    if memory.matter == _PICTURES and reason in _PICTURE_THREAT:
        # Whoever wants to die over it needs the line for that as much.
        return (*_FOR_PICTURES, SUICIDE_LINE) if reason != "suicide" else (*_MIND[:2], *_FOR_PICTURES)
    if reason == "threat" and _VOICES in memory.topics:
        return _FITTING[_VOICES]
    fitting = (_OTHERS if who == "other" else {}).get(reason) or _FITTING.get(reason, _MIND)
    if SWALLOWED in memory.traits and reason in SWALLOWED_IN:
        return (_POISON, *(id for id in fitting if id != _POISON))
    if _MEN in fitting and _is_for_man(_MEN, memory):
        return (_MEN, *(id for id in fitting if id != _MEN))
    return fitting


def _is_for_man(id: str, memory: Memory) -> bool:
    """Whether a listing is the line for men, and the one who writes for themselves a man."""
    return id == _MEN and MAN in memory.traits and memory.for_whom != "relative"


def _from(
    snapshot: Snapshot, ids: Iterable[str], memory: Memory, at: datetime, lang: str
) -> Iterator[messages.Service]:
    for id in ids:
        hit = snapshot.hit(id, at)
        reached = hit is not None and (hit.phones or id in _WRITTEN_TO)
        if hit is None or not reached or not _takes(hit.service, memory):
            continue
        shown = present(hit, lang)
        yield shown.model_copy(update={"why": None, "phones": _of_its_own(shown)})


def _of_its_own(service: messages.Service) -> list[messages.Phone]:
    """The numbers of a contact; 112 stands first in every card and is not shown twice."""
    own = [phone for phone in service.phones if service.id == SOS or BUILT_IN.get(phone.tel) != SOS]
    return own or service.phones


def _takes(listing: Listing, memory: Memory) -> bool:
    here = {layout.WHOLE_COUNTRY, memory.municipality, (memory.municipality or "")[:2]}
    # A man who has told no age gets the line for men; of others an unknown age may be a child's.
    ages = listing.minimum_age, listing.maximum_age
    takes = (memory.age is None and _is_for_man(listing.id, memory)) or _takes_age(ages, memory.age)
    return bool(here.intersection(listing.service_areas)) and takes


def _takes_age(ages: tuple[int | None, int | None], age: int | None) -> bool:
    """Whether the age fits; an unknown age may be a child's, so lines for adults only are left out."""
    low, high = ages
    if age is None:
        return low is None or low < ADULT
    return (low or 0) <= age and (high is None or age <= high)


def minimum_contacts(lang: str) -> list[messages.Service]:
    """The crisis minimum without the directory: all four lines answer day and night."""
    texts = crisis_texts()[language_of(lang)]
    always = "Öppet dygnet runt" if lang == "sv" else "Open day and night"
    return [
        messages.Service(
            id=BUILT_IN[number.tel],
            name=number.name,
            operator=number.name,
            level="national",
            summary=texts.lines[BUILT_IN[number.tel]],
            phones=[messages.Phone(number=number.number, label=None, tel=number.tel)],
            url=None,
            address=None,
            open=messages.Opening(state="open", text=always),
            ages=(None, ADULT - 1) if BUILT_IN[number.tel] == CHILDREN else (None, None),
            for_=["self", "relative"],
            languages=None,
            cost=None,
            checked=None,
            source="content/short_numbers.yml",
        )
        for number in minimum()
        if number.tel in BUILT_IN
    ]
