"""Names of fragments that other parts of a page run again."""

NETWORK_EDITOR = "network editor"
EDITOR_LINKS = "editor-links"
SIDEBAR = "sidebar"
SIDEBAR_PAD = "sidebar pad"
SIDEBAR_FIGURES = "sidebar figures"
NARROW_TRAIN = "narrow train"
EXPLAIN = "explain"
