"""Letters: how people want their news, short messages, and answers that come in by e-mail."""
