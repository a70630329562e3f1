"""How well unseen writers must be understood at least. A gate is only ever raised."""

TOPIC_FIRST = 0.0
TOPIC_OFFERED = 0.0
INTENT = 0.0
