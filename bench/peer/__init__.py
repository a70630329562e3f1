"""The stock peer that Vart is measured against: what `rasa init` makes, with our data."""
