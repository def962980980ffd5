"""The frontier of accuracy against speed as an SVG: docs/frontier.svg from docs/frontier.tsv.

usage: python3 bench/frontier.py docs/frontier.tsv docs/frontier.svg

A row of the table: name, words a second on one core (time of the processor), full F1 in per cent, kind (ours, shipped, peer), where the label
stands (left, right, above, below). Lines that begin with # are comments. Those of ours that no other of ours beats on both axes are joined by a line.
"""
import csv
import math
import sys
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 56, 24, 20, 48
ANCHORS = {"left": ("end", -9, 4), "right": ("start", 9, 4), "above": ("middle", 0, -10), "below": ("middle", 0, 19)}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [r for r in csv.reader(file, delimiter="\t") if r and not r[0].startswith("#")]
    return [(name, float(speed), float(f1), kind, side) for name, speed, f1, kind, side in rows]


def frontier(points):
    """Of ours, those that are not beaten, by speed."""
    own = sorted((p for p in points if p[3] != "peer"), key=lambda p: -p[1])
    out = []
    for p in own:
        if not out or p[2] > out[-1][2]:
            out.append(p)
    return out


def draw(points):
    low, high = math.log10(min(p[1] for p in points) / 1.5), math.log10(max(p[1] for p in points) * 1.5)
    bottom, top = 10 * math.floor(min(p[2] for p in points) / 10), 10 * math.ceil(max(p[2] for p in points) / 10)

    def x(speed):
        return LEFT + (math.log10(speed) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(f1):
        return TOP + (top - f1) / (top - bottom) * (HEIGHT - TOP - BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="12">',
           "<title>Full F1 on PolNeAR against words a second on one core</title>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    for f1 in range(bottom, top + 1, 10):
        out.append(f'<path d="M{LEFT} {y(f1):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                   f'<text x="{LEFT - 8}" y="{y(f1) + 4:.1f}" text-anchor="end" fill="#555">{f1}</text>')
    for decade in range(math.floor(low), math.ceil(high) + 1):
        for step in (1, 2, 5):
            speed = step * 10 ** decade
            if low <= math.log10(speed) <= high:
                out.append(f'<path d="M{x(speed):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/>'
                           f'<text x="{x(speed):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="#555">{speed:,.0f}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">words a second, one core</text>'
               f'<text transform="translate(14 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">full F1, PolNeAR</text>')
    line = "L".join(f"{x(p[1]):.1f} {y(p[2]):.1f}" for p in frontier(points))
    out.append(f'<path d="M{line}" fill="none" stroke="#2a6" stroke-width="1.5"/>')
    for name, speed, f1, kind, side in points:
        anchor, dx, dy = ANCHORS[side]
        weight = ' font-weight="bold"' if kind == "shipped" else ""
        stroke = "#777" if kind == "peer" else "#2a6"
        fill = {"shipped": "#2a6", "ours": "#fff", "peer": "#999"}[kind]
        out.append(f'<circle cx="{x(speed):.1f}" cy="{y(f1):.1f}" r="5" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'
                   f'<text x="{x(speed) + dx:.1f}" y="{y(f1) + dy:.1f}" text-anchor="{anchor}"'
                   f'{weight}>{escape(name)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(draw(read(sys.argv[1])))


if __name__ == "__main__":
    main()
