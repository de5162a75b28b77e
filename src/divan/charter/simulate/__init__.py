"""Charters simulated beside each other under the same stream of matters."""
