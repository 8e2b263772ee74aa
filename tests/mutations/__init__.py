"""Single faults in the real data, of every kind that a slip of the hand or of a document makes."""

from __future__ import annotations

from mutations.base import Mutation, RealData
from mutations.evidence import evidence_faults
from mutations.figures import figure_faults
from mutations.guards import GUARDS
from mutations.links import link_faults
from mutations.names import name_faults
from mutations.times import time_faults

__all__ = ["GUARDS", "Mutation", "RealData", "mutations"]


def mutations(data: RealData) -> list[Mutation]:
    """All of them, always the same ones."""
    makers = (figure_faults, time_faults, name_faults, link_faults, evidence_faults)
    return [mutation for maker in makers for mutation in maker(data)]
