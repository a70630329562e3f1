"""How well the safety net must hold on lines nothing was trained on. A gate is only ever tightened.

By writers whom nobody who works on the net has read: `test` is hard, `plain_test` what people plainly
write, `fresh_test` of all kinds, first measured when the net was nearly done, `incidents_test` what
happens to people, in its first words, `languages_test` plain phrases in five other languages. The
development set is no gate: thresholds are chosen on it. Each gate leaves room for a line or two: topic
lines and thesaurus are trained on as well, and move.
"""

# File -> recall, recall of severity 3, severity 3 told as 3 of those found (112 comes first), false alarms.
SETS = {
    "test": (0.955, 0.97, 0.95, 0.08),
    "plain_test": (0.975, 0.98, 0.95, 0.04),
    "fresh_test": (0.955, 0.98, 0.98, 0.055),
    "incidents_test": (0.865, 0.92, 0.96, 0.025),
    "languages_test": (0.91, 0.9, 0.94, 0.07),
}
# Of the conversation lines and the topic lines kept for development: ordinary messages to Vart, many of
# the topic lines dark.
SMALL_TALK_FALSE_ALARMS = 0.02
TOPIC_FALSE_ALARMS = 0.075
# Of the short crises found on the development set, found with a place, an age or a question behind them too.
SHORT = 120
KEPT_WITH_DETAILS = 0.98
