import * as z from 'zod';
import { createApp } from '../../api/app.ts';
import { operatorApp } from '../../api/routes/operator/operator-app.ts';
import { createLogger } from '../../infra/logging.ts';
import type { TestApi } from './api.ts';

const record = z.record(z.string(), z.unknown());
const OPERATOR_KEY = 'operator_of_a_test';

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Calls below `/v1/operator`, with the key that opens it, over the API of a test. */
export function operatorOf({ deps, metrics }: Pick<TestApi, 'deps' | 'metrics'>) {
  const app = createApp(deps, {
    log: createLogger({ level: 'silent', name: 'test' }),
    metrics,
    workerPolls: async () => true,
    mount: (root) =>
      root.route(
        '/v1/operator',
        operatorApp({
          ...deps,
          operatorKey: OPERATOR_KEY,
          workflowUrl: (id) => `http://temporal/${id}`,
        }),
      ),
  });
  return async (method: string, path: string, body?: string): Promise<Answered> => {
    const answer = await app.request(`/v1/operator${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${OPERATOR_KEY}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, body: record.parse(await answer.json()) };
  };
}
