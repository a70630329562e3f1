"""How a message is read: normalisation, places, ages, language, concepts; shared by Rasa and the app."""
