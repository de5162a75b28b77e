"""Letters that come in: read with suspicion, told apart from machines, handed to their counter."""
