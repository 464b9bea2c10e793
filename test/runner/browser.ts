import { findBrowser } from '../browser/find-browser.ts';
import { runVitest } from './run-vitest.ts';
import type { Tally } from './tally.ts';

const CONFIG = 'test/browser/vitest.config.ts';

/** What is shown in a browser, in a real one. Where there is none it says so and counts for nothing. */
export const runBrowserTests = async (): Promise<Tally> =>
  findBrowser() === undefined
    ? {
        passed: 0,
        failed: 0,
        notes: ['test/browser was not run: no Chromium, Chrome or Edge here'],
      }
    : runVitest(['--config', CONFIG]);
