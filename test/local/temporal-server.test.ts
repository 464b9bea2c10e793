import { Client, Connection } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { obtainTemporal } from '../../local/temporal/obtain.ts';
import { startTemporal } from '../../local/temporal/server.ts';
import { openWatchdog } from './open-watchdog.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const binary = await obtainTemporal({ env: process.env, say: () => {} });

async function connect(address: string): Promise<Client> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection });
}

test('one file has one server, and keeps what that one was given', async () => {
  const options = { binary, dataDirectory: await temporaryDirectory(), watchdog: openWatchdog() };
  const first = await startTemporal(options);
  await expect(startTemporal(options)).rejects.toThrow(/uses .*temporal\.db already: stop it/);

  const { workflow } = await connect(first.address);
  await workflow.start('never', { taskQueue: 'nobody', workflowId: 'kept' });
  await first.stop();

  const second = await startTemporal(options);
  const again = await connect(second.address);
  const { status } = await again.workflow.getHandle('kept').describe();
  expect(status.name).toBe('RUNNING');
});

test('a program that is no Temporal server is named, with its last words', async () => {
  const options = { dataDirectory: await temporaryDirectory(), watchdog: openWatchdog() };
  await expect(startTemporal({ ...options, binary: process.execPath })).rejects.toThrow(
    /does not start\. Its last words:\n[\s\S]*(bad option|Cannot find module)/,
  );
});
