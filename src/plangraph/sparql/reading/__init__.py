"""Taking a query apart: its terms, its triple patterns, and the parts of its groups, each with its place."""
