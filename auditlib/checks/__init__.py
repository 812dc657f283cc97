"""Suites of rules: loading and checking them, running them through Great Expectations, and what they found."""
