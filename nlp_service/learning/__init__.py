"""Learning from a newsroom: what its editors said of suggested topics and tags, and how its archive is sorted."""
