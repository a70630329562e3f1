"""What runs inside Rasa: NLU components, the gateway's channel, the tracker store."""
