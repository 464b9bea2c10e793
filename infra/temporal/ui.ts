import { createHmac } from 'node:crypto';

interface UiOptions {
  /** Where the browser of an operator finds the Temporal UI on his machine. */
  readonly uiPort: number;
  readonly namespace: string;
}

/** The page of a workflow in the Temporal UI, for a person to open. */
export const workflowUrl = ({ uiPort, namespace }: UiOptions, workflowId: string): string =>
  `http://127.0.0.1:${uiPort}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;

/** Whose pages may ask for decryption. */
export const uiOrigins = (uiPort: number): readonly string[] => [
  `http://127.0.0.1:${uiPort}`,
  `http://localhost:${uiPort}`,
];

/**
 * Stands in the address of the codec endpoint, because the UI can send no key of ours. It gives the
 * right to read payloads, and nothing else that the operator key gives.
 */
export const codecToken = (operatorKey: string): string =>
  createHmac('sha256', operatorKey).update('codec').digest('hex').slice(0, 32);
