"""Names of fragments that other parts of a page run again."""

BENCH = "the bench"
