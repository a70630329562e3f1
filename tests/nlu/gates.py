"""How well messages must be read at least. A gate is only ever raised.

Both files have been used while the rules were written, so that these are gates against going
backwards, not measures of how strangers are read: that is what the unseen writers of
tests/dialogues/gates.py are for.
"""

MUNICIPALITY = 0.99
INVENTED_MUNICIPALITIES = 1
OUTSIDE = 0.985
AGE = 0.96
FOR_WHOM = 0.92
