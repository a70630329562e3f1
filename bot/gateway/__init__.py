"""One turn of a conversation: safety, brain, memory, reply."""
