/** The README's first purchase and then a physical card, as a reader would copy them one after the other. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT, readProjectFile } from '../support/source-tree.ts';
import { type ClockLab, openClockLab } from '../workflows/clock-lab.ts';

let lab: ClockLab;
beforeAll(async () => {
  lab = await openClockLab();
});
afterAll(() => lab.close());

const firstExample = (document: string): string =>
  /```js\n([\s\S]+?)```/.exec(readProjectFile(document))?.[1] ?? '';

test('they work by their words alone', async () => {
  const { port } = new URL(await lab.api.origin());
  const client = firstExample('README.md').replace('4100', port);
  // Both name their card `card`.
  const order = `{\n${firstExample('docs/physical-cards.md')}\n}`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', `${client}\n${order}`],
    { cwd: PROJECT, env: { ...process.env, CARDWRIGHT_SECRET_KEY: lab.api.secretKey } },
  );
  expect(stdout.split('\n').slice(-3)).toEqual([
    'pending',
    expect.stringMatching(/^fedex https:\/\/www\.fedex\.com\/fedextrack\/\?trknbr=\d{12}$/),
    '',
  ]);
});
