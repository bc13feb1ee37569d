"""From what was found to a dataset: parts and classes settled, pictures seen twice, and the arrays made."""
