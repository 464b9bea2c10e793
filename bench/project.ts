import { fileURLToPath } from 'node:url';

/** The checkout that is measured. */
export const projectDirectory = fileURLToPath(new URL('..', import.meta.url));
