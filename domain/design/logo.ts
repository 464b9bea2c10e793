/** What can be printed in one colour: every pixel is ink or it is not. */
export const LOGO_WIDTH = 1_000;
export const LOGO_HEIGHT = 200;

const PIXELS = LOGO_WIDTH * LOGO_HEIGHT;
const CHANNELS = 4;
const FULL = 255;

/**
 * What is wrong with a logo of the right size, by its pixels (red, green, blue, opacity; a byte each);
 * `undefined`: nothing.
 */
export function logoProblem(pixels: Uint8Array): string | undefined {
  let [ink, other, transparent] = [0, 0, 0];
  for (let at = 0; at < PIXELS * CHANNELS; at += CHANNELS) {
    const red = pixels[at];
    const isGray = red === pixels[at + 1] && red === pixels[at + 2];
    if (pixels[at + 3] !== FULL) transparent += 1;
    else if (isGray && red === 0) ink += 1;
    else if (!isGray || red !== FULL) other += 1;
  }
  if (transparent > 0)
    return `The logo must not be transparent: ${counted(transparent)} on a white background is missing.`;
  if (other > 0)
    return `The logo must be pure black on pure white, without gray or colour: ${counted(other)} is neither.`;
  if (ink === 0) return 'The logo is blank.';
  return ink > PIXELS / 2
    ? 'The logo must be black on a white background: more than half of it is black.'
    : undefined;
}

const counted = (pixels: number): string => (pixels === 1 ? '1 pixel' : `each of ${pixels} pixels`);
