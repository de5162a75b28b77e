"""The one door: every official act is a change of state and a leaf of the public record."""
