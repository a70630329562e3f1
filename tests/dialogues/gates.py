"""How well unseen writers must be understood at least, safety net included. A gate is only ever raised.

A topic counts as offered only when the reply gives or offers it, so that every ordinary line
that is answered with a crisis card counts against it.
"""

# Lowered once, from 0.88 and 0.935, for crises in plain words (docs/decisions/0008).
TOPIC_FIRST = 0.87
TOPIC_OFFERED = 0.93
INTENT = 0.955
# Second messages with a matter at hand (test_following.py): those that only go on with it, those that bring
# another one, and those that are about the conversation.
SECOND = {"stay": 0.71, "topic": 0.78, "intent": 0.87}
