"""Measurements: quality on gold questions and public sets, speed and memory beside peers."""
