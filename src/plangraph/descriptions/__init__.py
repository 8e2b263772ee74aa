"""What the service says of itself, all made from what is loaded: for clients by SPARQL, for programs as documents."""

from plangraph.descriptions.dataset import DESCRIPTION, described, description
from plangraph.descriptions.documents import checked, void
from plangraph.descriptions.service import service

__all__ = ["DESCRIPTION", "checked", "described", "description", "service", "void"]
