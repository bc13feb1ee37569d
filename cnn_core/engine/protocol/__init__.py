"""What the laboratory and an engine say to each other. No Dask here."""
