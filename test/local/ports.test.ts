import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkPorts } from '../../local/ports.ts';

const host = '127.0.0.1';

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a port');
  return address.port;
}

test('a port in use is named, with the variable that changes it', async () => {
  const port = await takenPort();
  await expect(checkPorts([{ variable: 'TEMPORAL_UI_PORT', host, port }])).rejects.toThrow(
    `Port ${port} of ${host} is in use: set TEMPORAL_UI_PORT to a free one`,
  );
});

test('two variables that name one port are refused before anything listens there', async () => {
  const [port = 0] = await checkPorts([{ variable: 'PORT', host, port: 0 }]);
  const both = ['PORT', 'TEMPORAL_PORT'].map((variable) => ({ variable, host, port }));
  await expect(checkPorts(both)).rejects.toThrow('set TEMPORAL_PORT');
});

test('an address that is not of this machine is named', async () => {
  const elsewhere = [{ variable: 'PORT', host: '192.0.2.1', port: 4100 }];
  await expect(checkPorts(elsewhere)).rejects.toThrow(
    'Port 4100 of 192.0.2.1 cannot be listened on',
  );
});

test('nought becomes a port that is free', async () => {
  const wanted = ['PORT', 'TEMPORAL_PORT'].map((variable) => ({ variable, host, port: 0 }));
  const ports = await checkPorts(wanted);
  expect(new Set(ports).size).toBe(2);
  expect(
    await checkPorts(wanted.map((one, index) => ({ ...one, port: ports[index] ?? 0 }))),
  ).toEqual(ports);
});
