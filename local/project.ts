import { fileURLToPath } from 'node:url';

/** The checkout: commands work from any directory. */
export const projectDirectory = fileURLToPath(new URL('..', import.meta.url));
