import { isGrpcServiceError } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
// CommonJS: a named import does not exist for Node.
import proto from '@temporalio/proto';
import { type Temporal, withinMs } from './client.ts';
import { NEXT_DUE_ATTRIBUTE, SEARCH_ATTRIBUTES } from './search-attributes.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;
const KEYWORD = { type: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD, name: 'Keyword' };
const DATETIME = { type: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME, name: 'Datetime' };

const TYPES = new Map<string, typeof DATETIME | typeof KEYWORD>([
  ...SEARCH_ATTRIBUTES.map((name) => [name, KEYWORD] as const),
  [NEXT_DUE_ATTRIBUTE, DATETIME],
]);

/** How long the history of what has ended can be read. Longer than a person takes to ask about it. */
const RETENTION_MS = 720 * 3_600_000;
const CALL_MS = 5_000;

/** Thrown with the sentence that says what somebody with more rights has to do. */
class NamespaceUnfit extends Error {
  override readonly name = 'NamespaceUnfit';
}

/**
 * Makes a namespace fit for our workflows, as often as it is asked to. Without the right to change it,
 * a short retention is only reported; missing search attributes stop us, because no workflow that
 * names one could start.
 */
export async function prepareNamespace(
  temporal: Temporal,
  warn: (problem: string) => void,
): Promise<void> {
  const missing = await missingSearchAttributes(temporal);
  if (missing.length > 0) await addSearchAttributes(temporal, missing);
  try {
    await extendRetention(temporal);
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error;
    warn(`The retention of the namespace ${temporal.namespace} stays as it is: ${error.details}`);
  }
}

async function missingSearchAttributes({ client, namespace }: Temporal): Promise<string[]> {
  const { operatorService } = client.connection;
  const { customAttributes } = await withinMs(client, CALL_MS, () =>
    operatorService.listSearchAttributes({ namespace }),
  );
  return [...TYPES].flatMap(([name, { type }]) => (customAttributes[name] === type ? [] : [name]));
}

async function addSearchAttributes(
  { client, namespace }: Temporal,
  names: readonly string[],
): Promise<void> {
  const searchAttributes = Object.fromEntries(
    names.map((name) => [name, (TYPES.get(name) ?? KEYWORD).type]),
  );
  try {
    await withinMs(client, CALL_MS, () =>
      client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes }),
    );
  } catch (cause) {
    if (!isGrpcServiceError(cause)) throw cause;
    throw new NamespaceUnfit(
      `Add the search attributes ${names.map(described).join(', ')} to the Temporal namespace ${namespace}; ` +
        `this process may not (${cause.details}).`,
      { cause },
    );
  }
}

const described = (name: string): string => `${name} (${TYPES.get(name)?.name ?? 'Keyword'})`;

async function extendRetention({ client, namespace }: Temporal): Promise<void> {
  const { workflowService } = client.connection;
  const { config } = await withinMs(client, CALL_MS, () =>
    workflowService.describeNamespace({ namespace }),
  );
  if (tsToMs(config?.workflowExecutionRetentionTtl) >= RETENTION_MS) return;
  await withinMs(client, CALL_MS, () =>
    workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION_MS) },
    }),
  );
}
