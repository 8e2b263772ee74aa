"""Why an answer is empty: what in the query empties it, and changes after which there are rows."""

from plangraph.emptiness.causes import Cause, Explanation, Way, is_empty
from plangraph.emptiness.explaining import explain

__all__ = ["Cause", "Explanation", "Way", "explain", "is_empty"]
