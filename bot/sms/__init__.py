"""SMS on their way out and in, through Twilio or, without an account, in a local outbox."""
