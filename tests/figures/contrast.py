"""Contrast of two colours, by WCAG 2.2."""


def channels(colour):
    """Red, green and blue of "#rrggbb", from 0 to 255."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def luminance(colour):
    """Relative luminance of three channels."""
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour, ground, opacity=1.0):
    """Of a colour that is drawn with this opacity on a ground: 1 to 21."""
    over = [opacity * part + (1 - opacity) * below for part, below in zip(channels(colour), channels(ground), strict=True)]
    dim, light = sorted((luminance(over), luminance(channels(ground))))
    return (light + 0.05) / (dim + 0.05)
