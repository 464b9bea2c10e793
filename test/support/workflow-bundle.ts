import { inject } from 'vitest';
import { ready } from './prepared.ts';

/** Where the workflows stand as a worker runs them, bundled once for all tests: `{ codePath: workflowBundlePath() }`. */
export const workflowBundlePath = (): string => ready(inject('workflowBundle'));
