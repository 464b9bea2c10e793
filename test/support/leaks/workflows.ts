import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
// CommonJS: a named import does not exist for Node.
import proto from '@temporalio/proto';
import { keyring } from '../../../infra/crypto/keyring.ts';
import { type Payload, payloadCodec } from '../../../infra/temporal/payload-codec.ts';
import type { Product } from './product.ts';
import type { Written } from './search.ts';

const { DescribeWorkflowExecutionResponse } = proto.temporal.api.workflowservice.v1;
const { History } = proto.temporal.api.history.v1;

type History = proto.temporal.api.history.v1.IHistory;

const NAMESPACE = 'default';

/**
 * All that Temporal knows of each workflow. As it gives it away: bytes, in which a payload in clear
 * stands as it is, and the JSON that the UI reads. And as our codec reads it: what is encrypted there
 * is no personal data either.
 */
export async function workflowsIn({ temporalAddress, keys }: Product): Promise<readonly Written[]> {
  const codec = payloadCodec(keyring(keys.masterKey).payloads);
  const read = async (history: History): Promise<string> =>
    textOf(await codec.decode([...payloadsIn(history)]));
  return connected(temporalAddress, async ({ workflow, connection }) => {
    const written: Written[] = [];
    for await (const execution of executionsIn(connection)) {
      const { workflowId, runId } = execution;
      const history = await workflow.getHandle(workflowId, runId).fetchHistory();
      const state = await connection.workflowService.describeWorkflowExecution({
        namespace: NAMESPACE,
        execution,
      });
      const contents = {
        history: History.encode(history).finish(),
        'history in JSON': numbersBare(historyToJSON(history)),
        'history decrypted': await read(history),
        state: DescribeWorkflowExecutionResponse.encode(state).finish(),
      };
      for (const [what, content] of Object.entries(contents))
        written.push({ place: `${workflowId}: ${what}`, content });
    }
    return written;
  });
}

/** Asked for as bytes: the client would decode what it lists, and has no codec here. */
async function* executionsIn({
  workflowService,
}: Pick<Connection, 'workflowService'>): AsyncGenerator<{
  readonly workflowId: string;
  readonly runId: string;
}> {
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await workflowService.listWorkflowExecutions({
      namespace: NAMESPACE,
      ...(nextPageToken && { nextPageToken }),
    });
    for (const { execution } of page.executions)
      yield { workflowId: execution?.workflowId ?? '', runId: execution?.runId ?? '' };
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
  } while (nextPageToken);
}

/** Protobuf writes its large numbers as texts, and one of three digits would be taken for a code. */
const numbersBare = (json: string): string => json.replaceAll(/: ?"(\d+)"/g, ': $1');

/** Each payload, however deep it lies. */
function* payloadsIn(value: unknown): Generator<Payload> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (isPayload(value)) yield value;
  else for (const inner of Object.values(value)) yield* payloadsIn(inner);
}

const isPayload = (value: object): value is Payload => 'metadata' in value && 'data' in value;

const textOf = (payloads: readonly Payload[]): string =>
  payloads.map(({ data }) => Buffer.from(data ?? []).toString('utf8')).join('\n');

/** A workflow that somebody started without our codec, and that nobody runs. */
export const startInClear = (address: string, text: string): Promise<void> =>
  connected(address, async ({ workflow }) => {
    const start = { workflowId: 'in-clear', taskQueue: 'nobody', args: [{ text }], memo: { text } };
    await workflow.start('inClear', start);
  });

async function connected<T>(address: string, act: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await act(new Client({ connection, namespace: NAMESPACE }));
  } finally {
    await connection.close();
  }
}
