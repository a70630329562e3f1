"""How well the safety net must hold on lines nothing was trained on. A gate is only ever tightened.

`dev` is the first kept-aside set, whose misses have been read since; `test` is by writers nobody has
read. Each gate leaves room for a line or two: topic lines and thesaurus are trained on as well, and move.
"""

# File -> recall, recall of severity 3, severity 3 told as 3 of those found (112 comes first), false alarms.
SETS = {"dev": (0.93, 0.955, 0.9, 0.06), "test": (0.93, 0.94, 0.92, 0.09)}
# Of the conversation lines and the topic lines kept for development: ordinary messages to Vart, many of
# the topic lines dark.
SMALL_TALK_FALSE_ALARMS = 0.02
TOPIC_FALSE_ALARMS = 0.095
