"""Own images: pictures, arrays and tables of unknown origin, understood and made a dataset in a sandboxed process."""
