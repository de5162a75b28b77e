"""What only one of the two databases understands lives in this package and nowhere else."""
