"""The ways to Vart: the web, and the actions that Rasa asks for."""
