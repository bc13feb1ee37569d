"""What every page may ask: the session, the laboratory, datasets, and the drawing on the pad."""
