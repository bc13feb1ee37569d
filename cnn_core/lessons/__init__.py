"""What the Learn page computes: one idea per file, in NumPy, with numbers small enough to check by hand."""
