/** What every screening of senders promises: run over the sandbox here, and over a real one by whoever adds it. */
import { expect, test } from 'vitest';
import type { Scope } from '../../../domain/scope.ts';
import type { SenderScreening } from '../../../providers/identity/port.ts';

export interface ScreeningUnderTest {
  readonly screening: SenderScreening;
  readonly scope: Scope;
  /** On a list, however a bank writes him. */
  readonly listed: readonly string[];
  readonly clean: string;
}

export function senderContract({ screening, scope, listed, clean }: ScreeningUnderTest): void {
  test.each(listed)('%s is found, and is found again', async (name) => {
    for (let asked = 0; asked < 2; asked++)
      expect(await screening.screenSender({ scope, name })).toBe('match');
  });

  test('who is on no list passes, and so does a name that only resembles one', async () => {
    for (const name of [clean, `${listed[0]} & Sons`])
      expect(await screening.screenSender({ scope, name })).toBe('pass');
  });
}
