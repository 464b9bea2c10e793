import { expect, test, vi } from 'vitest';
import { type Supervision, supervise } from '../../local/supervise.ts';
import { openWatchdog } from './open-watchdog.ts';

const pace = { firstDelayMs: 2, delayMsMax: 4, healthyMs: 60_000 };
const dies = (code: number) => ({
  role: 'api' as const,
  file: 'test/local/fixtures/dies.ts',
  args: [String(code)],
  env: process.env,
});

const note =
  (list: string[]) =>
  (line: string): void =>
    void list.push(line);

function supervision(): Supervision & { readonly said: string[]; readonly printed: string[] } {
  const [said, printed]: [string[], string[]] = [[], []];
  return { watchdog: openWatchdog(), pace, said, printed, say: note(said), print: note(printed) };
}

test('what dies is started again, ever later, and the reason is told each time', async () => {
  const { said, printed, ...how } = supervision();
  const ended = supervise(dies(3), how);
  await vi.waitFor(() => expect(said.length).toBeGreaterThanOrEqual(2), { timeout: 20_000 });
  for (const sentence of said)
    expect(sentence).toMatch(
      /^The api ended \(exit code 3: the reason for it\)\. It is started again in 0(\.\d+)? s\.$/,
    );
  expect(printed).toContain('the reason for it');

  await how.watchdog.close();
  await ended;
});

test('a configuration that cannot be used is not tried again', async () => {
  const { said, ...how } = supervision();
  await expect(supervise(dies(78), how)).rejects.toThrow(
    'The api cannot start: exit code 78: the reason for it',
  );
  expect(said).toEqual([]);
});
