"""Names of fragments that other parts of a page run again."""

NETWORK_EDITOR = "the bench"
