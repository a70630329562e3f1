"""How well the safety net must hold on the kept-aside lines. A gate is only ever tightened.

Each leaves room for a line or two: the topic lines and the thesaurus are trained on as well, and move.
"""

RECALL = 0.915
RECALL_ACUTE = 0.96
# Of the severity 3 cases that were found: 112 comes first.
ACUTE_TOLD = 0.9
FALSE_ALARMS = 0.135
# Of the conversation lines and the topic lines kept for development: ordinary messages to Vart, many of
# the topic lines dark.
SMALL_TALK_FALSE_ALARMS = 0.025
TOPIC_FALSE_ALARMS = 0.115
