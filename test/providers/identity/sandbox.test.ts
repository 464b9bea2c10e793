import { expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import { sandboxIdentity } from '../../../providers/identity/sandbox.ts';
import { senderContract } from './sender-contract.ts';

const scope = { accountId: makeId('account', 'sandbox'), livemode: false };

senderContract({
  screening: sandboxIdentity,
  scope,
  listed: ['Sanctioned Sender', ' SANCTIONED SENDER '],
  clean: 'Acme Ltd',
});

/** Risk: in live mode it would let everybody pass. */
test('the sandbox answers for nobody in live mode', async () => {
  const asked = sandboxIdentity.screenSender({ scope: { ...scope, livemode: true }, name: 'Acme' });
  await expect(asked).rejects.toMatchObject({ code: 'service_unavailable' });
});
