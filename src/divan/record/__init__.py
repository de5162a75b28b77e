"""The verifiable public record. So far: the leaf, the form in which every act is written."""

from divan.record.leaf import Leaf, canonical, commitment, leaf

__all__ = ["Leaf", "canonical", "commitment", "leaf"]
