import { createServer, type Server } from 'node:http';

interface HealthOptions {
  readonly port: number;
  readonly host: string;
  /** What is missing for work to be done; nothing when all is well. */
  readonly problems: () => Promise<readonly string[]>;
  readonly metrics: () => Promise<string>;
}

/** `GET /healthz` and `GET /metrics` of a worker, for who runs it without the API beside it. */
export async function startHealthServer(options: HealthOptions): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request.url ?? '', options).then(
      ({ status, type, body }) => response.writeHead(status, { 'Content-Type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}

async function answer(path: string, { problems, metrics }: HealthOptions) {
  if (path === '/metrics')
    return { status: 200, type: 'text/plain; version=0.0.4', body: await metrics() };
  if (path !== '/healthz') return { status: 404, type: 'text/plain', body: 'Not found\n' };
  const missing = await problems();
  const status = missing.length === 0 ? 200 : 503;
  return { status, type: 'application/json', body: JSON.stringify({ missing }) };
}
