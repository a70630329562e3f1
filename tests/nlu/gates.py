"""How well messages must be read at least. A gate is only ever raised.

The development files have been used while the rules were written, so that their gates are gates
against going backwards; municipality_test.jsonl is by writers nobody has looked at. Both have grown by
harder lines, so that a gate counts in shares, and the invented ones among more lines.
"""

MUNICIPALITY_DEV = 0.97
INVENTED_DEV = 6
MUNICIPALITY_TEST = 0.96
INVENTED_TEST = 6
OUTSIDE = 0.98
AGE = 0.96
FOR_WHOM = 0.92
