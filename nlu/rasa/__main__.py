"""`python -m nlu.rasa …`: Rasa's own command line, without the libraries that Vart needs nothing of."""

from nlu.rasa.absent import leave_out_libraries

leave_out_libraries()

from rasa.__main__ import main  # noqa: E402 (it imports them)

main()
