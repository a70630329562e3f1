"""The weights of ranking, in one place: change a number here and every answer follows.

The topic decides first: everything that is not topic adds up to less than one step of topic (a test
holds that), and nothing lifts a switchboard above a listing that knows the topic.
"""

from typing import Final

from bot.content.schema import Level
from bot.directory.opening_text import OpeningState

MAIN_TOPIC: Final = 800  # exists for the first topic asked about
TOPIC: Final = 400  # helps with the first topic asked about, among other things
LATER_TOPIC: Final = -200  # the topic was not the first one asked about
TOPIC_STEP: Final = 200
# Nobody has said an age, and it takes some ages only: after those that take everybody.
UNSURE_MAIN_TOPIC: Final = TOPIC
UNSURE_TOPIC: Final = TOPIC - TOPIC_STEP

LEVELS: Final = {  # nearer first
    Level.MUNICIPAL: 16,
    Level.LOCAL: 15,
    Level.REGIONAL: 10,
    Level.NATIONAL: 4,
}
STATES: Final[dict[OpeningState, int]] = {"open": 24, "unknown": 4, "closed": 0}
# Unknown hours on an ordinary weekday between 8 and 17: most doors are open then.
UNKNOWN_IN_OFFICE_HOURS: Final = 14
OFFICE_HOURS: Final = range(8, 17)
YOUTH: Final = 18  # only takes the young, and the person is under 26
FOCUSED: Final = 6  # is about the topic asked about, and little else
RELATIVES: Final = 12  # only takes those close to somebody, and the person is
LANGUAGE: Final = 12  # speaks a language the person would rather speak
JUST_FOR: Final = 48  # only for such as the one who asks: for men, say; before what lies nearer
INTERPRETER: Final = 5  # can book an interpreter for it
REACHABLE: Final = 8  # by phone, chat or text message
ASSURED: Final = 8  # confirmed, and not due to be checked again yet (bot/directory/freshness.py)
OVERDUE: Final = 1  # confirmed once
GENERAL: Final = -2000  # a switchboard: after everything that knows the topic
