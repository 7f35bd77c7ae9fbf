"""Evidence: studies, quantities, effects and claims as data; how posture studies pool; what claims are worth.

Here: the TOML files under ``data``, their loader, the pooling of posture in heels. Not here: anything about
one person or one shoe (``body``, ``footwear``), and no number without a source.
"""

from __future__ import annotations

from heelwise.evidence.check_reading import load_checks
from heelwise.evidence.checks import Check
from heelwise.evidence.library import EvidenceLibrary, load_library, read_library
from heelwise.evidence.pooling import PooledChange
from heelwise.evidence.posture_rows import pool_posture_changes
from heelwise.evidence.records import Claim, Effect, Quantity, Source

__all__ = [
    "Check",
    "Claim",
    "Effect",
    "EvidenceLibrary",
    "PooledChange",
    "Quantity",
    "Source",
    "load_checks",
    "load_library",
    "pool_posture_changes",
    "read_library",
]
