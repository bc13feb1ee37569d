"""What a network computes, in NumPy."""
