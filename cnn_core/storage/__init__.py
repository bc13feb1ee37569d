"""Where the laboratory keeps things, and how a file is written so that a crash leaves it whole."""
