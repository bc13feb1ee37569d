"""What the Learn page computes: one idea a file, in NumPy, with the numbers small enough to check by hand."""
