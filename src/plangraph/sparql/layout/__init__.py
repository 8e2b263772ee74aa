"""Laying out a text: where lines begin and end, and where spaces stand."""
