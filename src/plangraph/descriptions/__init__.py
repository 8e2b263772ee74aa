"""What the service says of itself, all made from what is loaded: for clients by SPARQL, for programs as documents."""

from plangraph.descriptions.dataset import DESCRIPTION, description, graphs, write
from plangraph.descriptions.documents import told, void
from plangraph.descriptions.service import service

__all__ = ["DESCRIPTION", "description", "graphs", "service", "told", "void", "write"]
