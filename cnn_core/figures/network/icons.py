"""A small picture of what each kind of layer does, as SVG, 24 by 24."""

from __future__ import annotations

_LINE = 'fill="none" stroke="currentColor" stroke-width="1.5"'
_GRID = f'<path {_LINE} opacity=".5" d="M3 3h18v18H3zM9 3v18M15 3v18M3 9h18M3 15h18"/>'
_SMALL = f'<path {_LINE} d="M13 7l3 5-3 5"/>'
_DOTS = "".join(
    f'<circle cx="{x}" cy="{y}" r="2" fill="currentColor"/>' for x, ys in ((5, (4, 12, 20)), (19, (8, 16))) for y in ys
)

_DRAWN = {
    "Conv2D": f'{_GRID}<path fill="currentColor" opacity=".35" d="M3 3h12v12H3z"/><path {_LINE} d="M3 3h12v12H3z"/>',
    "DepthwiseConv2D": f'<path {_LINE} d="M3 4h5v16H3zM16 4h5v16h-5z"/><path fill="currentColor" opacity=".35" d="M3 4h5v7H3zM16 4h5v7h-5z"/>'
    f'<path {_LINE} d="M3 4h5v7H3zM16 4h5v7h-5z"/>',
    "SeparableConv2D": f'<path {_LINE} d="M2 4h4v16H2zM9 4h4v16H9z"/><path fill="currentColor" opacity=".35" d="M2 4h4v7H2zM9 4h4v7H9z"/>'
    f'<path {_LINE} d="M13 8l7 4M13 16l7-4"/><circle cx="21" cy="12" r="2" fill="currentColor"/>',
    "ZeroPadding2D": f'<path {_LINE} stroke-dasharray="2 2" d="M2 2h20v20H2z"/><path {_LINE} d="M6 6h12v12H6z"/><path fill="currentColor" opacity=".35" d="M6 6h12v12H6z"/>',
    "UpSampling2D": f'<path fill="currentColor" d="M2 9h5v6H2z"/><path {_LINE} d="M9 7l3 5-3 5"/><path {_LINE} d="M14 4h8v16h-8zM18 4v16M14 12h8"/>',
    "MaxPooling2D": f'<path {_LINE} d="M2 6h10v12H2zM7 6v12M2 12h10"/><path fill="currentColor" d="M7 12h5v6H7zM18 9h4v6h-4z"/>{_SMALL}',
    "AveragePooling2D": f'<path {_LINE} d="M2 6h10v12H2zM7 6v12M2 12h10"/><path fill="currentColor" opacity=".4" d="M2 6h10v12H2z"/>'
    f'<path fill="currentColor" opacity=".6" d="M18 9h4v6h-4z"/>{_SMALL}',
    "GlobalAveragePooling2D": f'<path {_LINE} d="M2 5h10v14H2z"/><path fill="currentColor" opacity=".3" d="M2 5h10v14H2z"/>'
    f'<circle cx="20" cy="12" r="2.4" fill="currentColor"/>{_SMALL}',
    "GlobalMaxPooling2D": f'<path {_LINE} d="M2 5h10v14H2z"/><path fill="currentColor" d="M7 12h5v4H7z"/><circle cx="20" cy="12" r="2.4" fill="currentColor"/>{_SMALL}',
    "Activation": f'<path {_LINE} opacity=".5" d="M2 20h20M12 3v18"/><path {_LINE} stroke-width="2.2" d="M2 20h10L21 4"/>',
    "PReLU": f'<path {_LINE} opacity=".5" d="M2 17h20M12 3v18"/><path {_LINE} stroke-width="2.2" d="M12 17L21 4"/><path {_LINE} stroke-dasharray="3 2" d="M2 21l10-4M2 18.5l10-1.5"/>',
    "ELU": f'<path {_LINE} opacity=".5" d="M2 15h20M12 3v18"/><path {_LINE} stroke-width="2.2" d="M2 20c6 0 8-1.500 10-5L21 4"/>',
    "LeakyReLU": f'<path {_LINE} opacity=".5" d="M2 17h20M12 3v18"/><path {_LINE} stroke-width="2.2" d="M2 21l10-4L21 4"/>',
    "BatchNormalization": f'<path {_LINE} opacity=".5" d="M2 20h20M12 4v16"/><path {_LINE} stroke-width="2" d="M2 19c7 0 6-14 10-14s3 14 10 14"/>',
    "LayerNormalization": f'<path {_LINE} opacity=".5" d="M2 20h20M12 4v16"/><path {_LINE} stroke-dasharray="3 2" d="M2 19c7 0 6-14 10-14s3 14 10 14"/>',
    "GroupNormalization": f'<path {_LINE} opacity=".5" d="M2 20h20"/><path {_LINE} d="M2 19c4 0 3-12 5-12s2 12 5 12c4 0 3-12 5-12s2 12 5 12"/>',
    "GaussianNoise": f'<path {_LINE} d="M2 12l2-5 2 9 2-6 2 3 2-8 2 12 2-7 2 4 2-6 2 4"/>',
    "Dropout": "".join(
        f'<circle cx="{x}" cy="{y}" r="2.6" fill="{"currentColor" if (x + y) % 3 else "none"}" stroke="currentColor"/>'
        for x in (5, 12, 19)
        for y in (5, 12, 19)
    ),
    "SpatialDropout2D": f'<path fill="currentColor" d="M3 4h5v16H3zM16 4h5v16h-5z"/><path {_LINE} stroke-dasharray="2 2" d="M10 4h4v16h-4z"/>',
    "ResidualBlock": f'<path {_LINE} d="M9 11h6v9H9zM1 15.500h8M15 15.500h8M4 15.500C4 1 20 1 20 15.500"/><path fill="currentColor" opacity=".35" d="M9 11h6v9H9z"/>',
    "InvertedResidual": f'<path {_LINE} d="M6 13l4-3h4l4 3v5l-4 3h-4l-4-3zM1 15.500h5M18 15.500h5M3 15.500C3 0 21 0 21 15.500"/>'
    '<path fill="currentColor" opacity=".35" d="M6 13l4-3h4l4 3v5l-4 3h-4l-4-3z"/>',
    "SeparableBlock": f'<path {_LINE} stroke-dasharray="2 2" d="M1 2h22v20H1z"/><path {_LINE} d="M4 5h4v14H4zM11 5h3v14h-3z"/>'
    f'<path fill="currentColor" opacity=".35" d="M4 5h4v6H4zM11 5h3v6h-3z"/><path {_LINE} d="M14 8l4 4-4 4"/><circle cx="19.500" cy="12" r="1.800" fill="currentColor"/>',
    "Flatten": f'<path {_LINE} d="M2 6h8v12H2zM6 6v12M2 12h8"/>{_SMALL}<path fill="currentColor" d="M19 1h3v22h-3z"/>',
    "Dense": f'<path {_LINE} stroke-width="1" opacity=".6" d="M5 4l14 4M5 4l14 12M5 12l14-4M5 12l14 4M5 20L19 8M5 20l14-4"/>{_DOTS}',
}


def layer_icon(kind: str) -> str:
    """The picture of a kind of layer in the colour of the text around it; a square for one that has none of its own."""
    drawn = _DRAWN.get(kind, f'<path {_LINE} d="M4 4h16v16H4z"/>')
    return f'<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{drawn}</svg>'
