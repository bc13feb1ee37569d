"""The lessons of the Learn page, one a file, and the links that lead to them."""
