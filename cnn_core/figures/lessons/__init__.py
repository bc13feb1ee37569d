"""The drawings of the Learn page: HTML text of small SVG panels side by side, which wrap where the screen is narrow."""
