import { encodeForm } from '../form-encoding.ts';
import { problemsOfAnswer } from '../judge-answer.ts';
import type { Product } from './product.ts';

/** What goes wrong on purpose names this: who searches a place and does not find it there is blind. */
export const MARKER = 'plainsight_marker';

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The parameters, or a body as it is. */
  readonly form?: Readonly<Record<string, unknown>> | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another key than the platform's. */
  readonly key?: string;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

export interface WireObject {
  readonly [name: string]: unknown;
  readonly id: string;
}

export type Client = ReturnType<typeof clientOf>;

/** Speaks to the product over HTTP, and keeps no secret to itself. */
export function clientOf({ api, keys }: Pick<Product, 'api' | 'keys'>) {
  async function say({ method, path, form = '', headers, key }: Message): Promise<Reply> {
    const encoded = typeof form === 'string' ? form : encodeForm(form);
    const inBody = method === 'POST';
    const request = new Request(`${api}${path}${inBody || encoded === '' ? '' : `?${encoded}`}`, {
      method,
      ...(inBody && { body: encoded }),
      headers: {
        Authorization: `Bearer ${key ?? keys.secretKey}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
      },
    });
    const answer = await fetch(request);
    const problems = await problemsOfAnswer(request, answer);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return { status: answer.status, text: await answer.text() };
  }
  /** @throws when the answer is not 200. */
  async function ask(message: Message): Promise<WireObject> {
    const { status, text } = await say(message);
    if (status !== 200) throw new Error(`${message.method} ${message.path}: ${status} ${text}`);
    return JSON.parse(text);
  }
  return { say, ask };
}

export const textAt = (object: WireObject, field: string): string => {
  const value = object[field];
  if (typeof value !== 'string') throw new Error(`${object.id} has no text in ${field}`);
  return value;
};
