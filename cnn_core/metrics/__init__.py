"""Figures of trained networks: evaluation, ROC curve, comparison of runs."""
