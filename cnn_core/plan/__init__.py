"""Experiments that differ in a few things only, and what their results tell."""
