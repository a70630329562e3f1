"""The web: the chat API, health, and what protects every answer."""
