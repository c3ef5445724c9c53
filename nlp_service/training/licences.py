"""What manifests say of licences."""

TRAINED_ON_NEWS = "MIT (weights); trained on VNTC (MIT) and UNC (repository GPL-3.0)"
"""Models trained on the news corpora: the weights are the project's, the texts stay their publishers'."""
