"""The public record towards the world: sealed, witnessed, explained, and open to anyone's check."""
