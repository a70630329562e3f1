"""How well unseen writers must be understood at least, safety net included. A gate is only ever raised.

A topic counts as offered only when the reply gives or offers it, so that every ordinary line
that is answered with a crisis card counts against it.
"""

TOPIC_FIRST = 0.88
TOPIC_OFFERED = 0.935
INTENT = 0.955
