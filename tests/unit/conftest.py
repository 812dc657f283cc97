"""What the unit tests share."""

from command_line import auditlib

__all__ = ["auditlib"]
