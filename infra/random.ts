import { randomInt } from 'node:crypto';

/** A whole number from 0 to below `below`, each as likely as the others and none to be foreseen. */
export const randomBelow = (below: number): number => randomInt(below);

/** From 0 up to 1: for spreading retries, where nothing is to be kept secret. */
export const randomFraction = (): number => Math.random();
