"""How colours look to everyone: simulated colour-blindness, difference and contrast."""

import numpy as np

# Machado, Oliveira and Fernandes 2009, severity 1, of linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# sRGB to CIE XYZ under D65.
_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour):
    """``#RRGGBB`` as linear RGB from 0 to 1."""
    share = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """The contrast of WCAG 2, from 1 to 21."""
    low, high = sorted(float(linear(colour) @ _XYZ[1]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def seen(colour, sight):
    """A colour as CIELAB, as who has this sight sees it."""
    ratio = np.clip(SIGHTS[sight] @ linear(colour), 0, 1) @ _XYZ.T / _WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one, other):
    """CIEDE2000 of two colours in CIELAB (Sharma, Wu and Dalal 2005)."""
    mean = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    (a, b), (c, d) = (one[1] * stretch, one[2]), (other[1] * stretch, other[2])
    chroma, chroma_2 = np.hypot(a, b), np.hypot(c, d)
    hue, hue_2 = np.degrees(np.arctan2(b, a)) % 360, np.degrees(np.arctan2(d, c)) % 360
    turn = 0.0 if chroma * chroma_2 == 0 else (hue_2 - hue + 180) % 360 - 180
    if chroma * chroma_2 == 0:
        middle = hue + hue_2
    else:
        middle = (hue + hue_2 + (0 if abs(hue - hue_2) <= 180 else 360)) / 2
    lightness, mean = (one[0] + other[0]) / 2 - 50, (chroma + chroma_2) / 2
    weight = (
        1
        - 0.17 * np.cos(np.radians(middle - 30))
        + 0.24 * np.cos(np.radians(2 * middle))
        + 0.32 * np.cos(np.radians(3 * middle + 6))
        - 0.20 * np.cos(np.radians(4 * middle - 63))
    )
    light = (other[0] - one[0]) / (1 + 0.015 * lightness**2 / np.sqrt(20 + lightness**2))
    strong = (chroma_2 - chroma) / (1 + 0.045 * mean)
    turned = 2 * np.sqrt(chroma * chroma_2) * np.sin(np.radians(turn / 2))
    turned /= 1 + 0.015 * mean * weight
    rotated = np.sin(np.radians(60 * np.exp(-(((middle - 275) / 25) ** 2))))
    rotated *= -2 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    return float(np.sqrt(light**2 + strong**2 + turned**2 + rotated * strong * turned))
