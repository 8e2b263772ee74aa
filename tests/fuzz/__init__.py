"""Requests that nobody would send on purpose, or only on purpose, and what has to hold after each of them."""
