import { randomInt } from 'node:crypto';

/** A whole number from 0 to below `below`, each as likely as the others and none to be foreseen. */
export const randomBelow = (below: number): number => randomInt(below);
