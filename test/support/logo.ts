import { PNG } from 'pngjs';

interface Drawing {
  readonly width?: number;
  readonly height?: number;
  /** Of one pixel: red, green, blue, opacity. */
  readonly pixel?: (x: number, y: number) => readonly [number, number, number, number];
}

export const INK = [0, 0, 0, 255] as const;
export const PAPER = [255, 255, 255, 255] as const;

/** A PNG: without more, a logo that may be printed, a black bar on white. */
export function drawLogo({
  width = 1_000,
  height = 200,
  pixel = (x) => (x < 300 ? INK : PAPER),
}: Drawing = {}): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) png.data.set(pixel(x, y), (y * width + x) * 4);
  return PNG.sync.write(png);
}
