"""The colours and strokes of the network's picture, as CSS with variables that a page can set."""

from __future__ import annotations

from functools import cache

from cnn_core.figures.theme import FONT, palette

LIGHT_LAYERS = {
    "conv": "#14806f",
    "pool": "#8f45b8",
    "dense": "#36425f",
    "act": "#927a1c",
    "norm": "#3f97ca",
    "reg": "#93334a",
    "other": "#667081",
}
DARK_LAYERS = {
    "conv": "#3ec9a0",
    "pool": "#a65ddb",
    "dense": "#a3b5d1",
    "act": "#c9a13c",
    "norm": "#3c8ec9",
    "reg": "#cf4468",
    "other": "#97a1b0",
}
SHORT = {
    "convolution": "conv",
    "pooling": "pool",
    "dense": "dense",
    "activation": "act",
    "normalisation": "norm",
    "regularisation": "reg",
}


def variables(dark: bool) -> dict[str, str]:
    """The CSS variables and their colours in the light or dark theme."""
    colours = palette(dark)
    shared = {name: getattr(colours, name) for name in ("ground", "ink", "muted", "quiet", "wrong", "warning")}
    return {f"--lab-{name}": colour for name, colour in {**shared, **(DARK_LAYERS if dark else LIGHT_LAYERS)}.items()}


@cache
def css(dark: bool) -> str:
    """The style sheet. Every colour is a variable with this theme's colour as its fallback."""
    use = {name: f"var({name},{colour})" for name, colour in variables(dark).items()}
    ink, muted, ground = (use[f"--lab-{name}"] for name in ("ink", "muted", "ground"))
    rules = {
        "": f"font-family:var(--lab-font,{FONT});font-variant-numeric:tabular-nums;display:block",
        "text": f"fill:{ink};font-size:11px;text-anchor:middle",
        ".shape": f"fill:{muted}",
        ".lean": "text-anchor:start",
        ".lean.shape": "text-anchor:end",
        ".wire": f"stroke:{muted};stroke-width:1;fill:none",
        ".skip": f"stroke:{use['--lab-conv']};stroke-width:2;fill:none",
        ".skip.changed": "stroke-dasharray:5 3",
        ".fan": f"fill:{muted};opacity:.13",
        ".ray": f"stroke:{muted};stroke-width:.8;fill:none;opacity:.75",
        ".window": f"fill:{ground};fill-opacity:.35;stroke:{ground};stroke-width:1.2",
        ".face": f"stroke:{ground};stroke-width:.7;stroke-linejoin:round",
        ".glass": "fill-opacity:.6",
        ".shade": "fill:#000;opacity:.2",
        ".shine": "fill:#fff;opacity:.3",
        ".tick": f"stroke:{ground};stroke-width:1",
        ".slot": "fill:transparent",
        ".hole": f"fill:{muted};fill-opacity:.1",
        ".seen": "cursor:pointer",
        ".layer": "cursor:pointer;outline:none",
        ".layer:hover .slot,.hot .slot": f"fill:{muted};fill-opacity:.1",
        ".layer:focus-visible .slot": f"fill:{muted};fill-opacity:.22;stroke:{ink};stroke-width:2",
        ".layer:focus-visible .face": f"stroke:{ink}",
        ".selected .slot": f"fill:{muted};fill-opacity:.16",
        ".selected .face": f"stroke:{ink};stroke-width:1.8",
        ".selected .name": "font-weight:600",
        ".hole.hot,.hole.selected": f"stroke:{ink};stroke-width:2",
        ".missing": f"fill:none;stroke:{use['--lab-wrong']};stroke-width:1.5;stroke-dasharray:4 3",
        ".crack": f"fill:none;stroke:{use['--lab-wrong']};stroke-width:2;stroke-linejoin:bevel",
        ".badge": f"stroke:{ground};stroke-width:1.5",
        ".mark": f"fill:{ground};font-weight:700;font-size:12px",
        ".class": "text-anchor:start;font-size:10.5px",
        ".best .class": f"font-weight:700;fill:{use['--lab-conv']}",
        **{f".is-{name}": f"fill:{use[f'--lab-{name}']}" for name in (*SHORT.values(), "other", "wrong", "warning")},
        ".best circle": f"fill:{use['--lab-conv']}",
        ".is-input": f"fill:{use['--lab-quiet']}",
    }
    return "".join(
        ",".join(f".lab-net {part}".rstrip() for part in rule.split(",")) + f"{{{body}}}" for rule, body in rules.items()
    )
