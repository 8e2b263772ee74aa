"""Municipal comprehensive plans as one linked, checked, citable graph."""

__version__ = "0.2.0.dev0"
