"""The side of the app: a client of Dask, and the engine process that it starts."""
