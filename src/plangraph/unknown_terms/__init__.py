"""Terms in a query that do not occur in the data, each with what may have been meant."""

from plangraph.unknown_terms.finding import UnknownTerm, found_in, prepare, unknown_terms

__all__ = ["UnknownTerm", "found_in", "prepare", "unknown_terms"]
