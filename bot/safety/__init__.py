"""Notices when a message needs an emergency service, and says where to turn at once."""

from bot.safety.assessor import Assessment, assess

__all__ = ["Assessment", "assess"]
