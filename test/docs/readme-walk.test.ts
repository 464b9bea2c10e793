/** The code of the README, as a reader would copy it, against everything that `npm start` runs. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, openInstance } from '../support/instance.ts';
import { PROJECT, readProjectFile } from '../support/source-tree.ts';

let instance: Instance;
beforeAll(async () => {
  instance = await openInstance();
}, 240_000);
afterAll(() => instance.close());

test('a coffee, a card in the letterbox and money from a bank, in the words of the README', async () => {
  await instance.start();
  const blocks = [...readProjectFile('README.md').matchAll(/```js\n([\s\S]+?)```/g)];
  const code = blocks.map(([, block = '']) => block).join('\n');
  const { port } = new URL(instance.origin);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code.replace('4100', port)],
    { cwd: PROJECT, env: { ...process.env, CARDWRIGHT_SECRET_KEY: instance.secretKey } },
  );
  const said = stdout.trim().split('\n');
  const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, words]) => words);
  expect(promised).toHaveLength(4);
  expect(said.filter((line) => !/^\d{12}$/.test(line))).toEqual(promised);
}, 240_000);
