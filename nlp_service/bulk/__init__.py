"""Whole archives, partition by partition: Parquet or JSONL in, Parquet out, on many cores or many machines."""
