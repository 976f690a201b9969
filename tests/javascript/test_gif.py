"""What the page writes as a GIF, as somebody else's program reads it."""

import io
import subprocess

import numpy as np
from PIL import Image, ImageSequence

from scripts.assets.browser_parts import SOURCES
from scripts.shared.node import node

WIDTH, HEIGHT = 160, 120
WRITE = """
import { readFileSync, writeFileSync } from "node:fs";
const [module, width, height, ...delays] = process.argv.slice(1);
const { Gif } = await import(module);
const pixels = Uint8ClampedArray.from(readFileSync(0));
const gif = new Gif(Number(width), Number(height));
const size = pixels.length / delays.length;
delays.forEach((delay, frame) => gif.add(pixels.slice(frame * size, (frame + 1) * size), Number(delay)));
writeFileSync(1, Buffer.concat(gif.whole()));
"""


def written(frames, delays):
    """Return pictures, of red, green and blue, as the GIF that the page makes of them."""
    opaque = np.full((len(frames), HEIGHT, WIDTH, 4), 255, np.uint8)
    opaque[..., :3] = frames
    command = [node(), "--input-type=module", "--eval", WRITE, (SOURCES / "gif.mjs").as_uri(), str(WIDTH), str(HEIGHT)]
    done = subprocess.run([*command, *map(str, delays)], input=opaque.tobytes(), capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout))


def decoded(gif):
    return np.array([np.asarray(frame.convert("RGB"), dtype=int) for frame in ImageSequence.Iterator(gif)])


def noise(colours, seed):
    """Return a picture in which no part is like another, so that the codes run out more than once."""
    palette = np.random.default_rng(seed).integers(0, 256, (colours, 3))
    palette[:, 0] = np.arange(colours) * 8 % 256  # none like another
    palette[:, 1] = np.arange(colours) * 8 // 256 * 8
    return palette[np.random.default_rng(seed).integers(0, colours, (HEIGHT, WIDTH))]


def test_few_colours_are_given_back_as_they_are():
    still = np.full((HEIGHT, WIDTH, 3), (250, 251, 252))
    moved = still.copy()
    moved[30:40, 50:80] = (200, 0, 40)
    frames = [still, moved, moved, noise(250, seed=1), still]
    gif = written(frames, [100, 40, 40, 1200, 5000])

    assert (gif.format, gif.size, gif.n_frames) == ("GIF", (WIDTH, HEIGHT), len(frames))
    assert np.array_equal(decoded(gif), frames)
    assert [frame.info["duration"] for frame in ImageSequence.Iterator(gif)] == [100, 40, 40, 1200, 5000]
    assert gif.info["loop"] == 0


def test_of_many_colours_each_becomes_one_that_is_like_it():
    across, down = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT))
    shades = np.stack([250 - across, 250 - across, 255 - across // 2], axis=-1)
    shades[down % 2 == 0] = (10, 200, 90)  # the most frequent

    found = decoded(written([shades], [100]))[0]
    assert np.array_equal(found[down % 2 == 0], shades[down % 2 == 0])
    assert np.abs(found - shades).max() <= 8


def test_what_does_not_change_takes_no_room():
    frame = noise(200, seed=2)
    one, ten = (written([frame] * count, [100] * count).fp.seek(0, 2) for count in (1, 10))

    assert ten - one < 9 * 1000  # hardly more than their palettes
