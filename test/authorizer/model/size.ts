/** How many stories: few by default, and as many as one likes by `MODEL_STORIES`; again by `MODEL_SEED`. */
export const STORIES = Number(process.env['MODEL_STORIES'] ?? 24);

/** Of the first of the lanes. The others have those after it. */
export const SEED = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Stories that are played at the same time, each lane on a database of its own. */
export const LANES = Number(process.env['MODEL_LANES'] ?? 4);
