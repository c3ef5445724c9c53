"""The parts of a flattened page."""
