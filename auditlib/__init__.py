"""Audit the annual reports on government information disclosure of Chinese public bodies."""

__version__ = "0.1.0"
