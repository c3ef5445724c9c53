"""Vietnamese news analysis: an article goes in, its names, dates, anniversaries, topics and tags come out.

The package root imports nothing, so that importing any part of it stays cheap and no cycle can form.
The one-call entry is :func:`nlp_service.pipeline.load_pipeline`.
"""
