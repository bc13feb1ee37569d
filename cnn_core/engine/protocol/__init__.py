"""The protocol between the laboratory and an engine. No Dask here."""
