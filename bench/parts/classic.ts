import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ClassicReady, ClassicStart, Sample } from '../classic/messages.ts';
import type { Context } from '../context.ts';
import type { Target } from '../measure.ts';
import { ask } from '../processes.ts';

const CLASSIC = fileURLToPath(new URL('../classic/main.ts', import.meta.url));

/** Starts the server of the classic way on the database of ours, with a purchase of ours as its pattern. */
export async function startClassic(context: Context): Promise<Target> {
  const { instance, processes } = context;
  const start: ClassicStart = {
    databaseUrl: instance.databaseUrl,
    masterKey: instance.keys.masterKey,
    sample: await samplePurchase(context),
  };
  const child = processes.forkModule(CLASSIC);
  const { port } = await ask<ClassicReady>(child, start);
  return { host: '127.0.0.1', port, process: child };
}

/** One purchase through our API, kept whole. */
async function samplePurchase({ instance, buyers, template }: Context): Promise<Sample> {
  const [buyer] = buyers.spread;
  const { host, port } = instance.api;
  const key = `stripe-node-retry-${randomUUID()}`;
  const response = await fetch(`http://${host}:${port}${template.path}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${buyer?.secretKey}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      'Idempotency-Key': key,
    },
    body: template.body.replace('CARD', buyer?.cards[0] ?? '').replace('AMOUNT', '500'),
  });
  const wire: Sample['wire'] = JSON.parse(await response.text());
  return { id: String(wire['id']), key, wire };
}
