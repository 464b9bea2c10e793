import { multipartOf } from '../../support/multipart.ts';
import type { TestApi } from '../../support/api.ts';

interface UploadReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly id?: string;
    readonly error?: { readonly code?: string; readonly param?: string; readonly message: string };
  };
}

interface Sent {
  readonly purpose: string;
  readonly content: Buffer;
  readonly filename?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uploads a file as any HTTP client does. */
export async function upload(
  api: TestApi,
  { purpose, content, filename = 'file', fields = {}, headers = {} }: Sent,
): Promise<UploadReply> {
  const { body, contentType } = await multipartOf({ purpose, ...fields }, { filename, content });
  const answer = await api.fetch(
    new Request('http://localhost/v1/files', {
      method: 'POST',
      body: new Uint8Array(body),
      headers: {
        Authorization: `Bearer ${api.secretKey}`,
        'Content-Type': contentType,
        ...headers,
      },
    }),
  );
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}
