import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { drawLogo } from '../../support/logo.ts';
import { upload } from './upload.ts';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n');
const DAY = 86_400;
let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const contentsOf = (id: string, key = api.secretKey) =>
  api.request(`/v1/files/${id}/contents`, { headers: { Authorization: `Bearer ${key}` } });
const eventsOf = async (id: string): Promise<readonly unknown[]> => {
  const { data } = await (await api.sdk()).events.list({ type: 'file.created', limit: 100 });
  return data.filter((event) => 'id' in event.data.object && event.data.object.id === id);
};

describe('with the official SDK', () => {
  /** Its files host is this API: `host` moves all of its hosts at once. */
  test('a file is uploaded, found, listed and read again as it was', async () => {
    const stripe = await api.sdk();
    const made = await stripe.files.create({
      purpose: 'dispute_evidence',
      file: { data: PDF, name: 'receipt “May”.pdf', type: 'application/octet-stream' },
      file_link_data: { create: true, metadata: { dispute: '7' } },
    });
    expect(made).toMatchObject({
      object: 'file',
      purpose: 'dispute_evidence',
      filename: 'receipt “May”.pdf',
      type: 'pdf',
      size: PDF.length,
      expires_at: made.created + 270 * DAY,
      url: `http://localhost/v1/files/${made.id}/contents`,
    });
    expect(made.links?.data).toHaveLength(1);
    expect(made.links?.data[0]).toMatchObject({ metadata: { dispute: '7' }, expired: false });
    expect(await stripe.files.retrieve(made.id)).toMatchObject({ id: made.id, links: made.links });
    const { data } = await stripe.files.list({ purpose: 'dispute_evidence', limit: 1 });
    expect(data.map(({ id }) => id)).toEqual([made.id]);
    expect(await stripe.files.list({ purpose: 'selfie' })).toMatchObject({ data: [] });
    expect(await stripe.files.list({ created: { gt: made.created } })).toMatchObject({ data: [] });
    const answer = await contentsOf(made.id);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect(await eventsOf(made.id)).toHaveLength(1);
  });

  test('a stream is uploaded as well, and a key is good for its content only', async () => {
    const stripe = await api.sdk();
    const options = { idempotencyKey: 'same' };
    const send = (data: Buffer) =>
      stripe.files.create({ purpose: 'pci_document', file: { data, name: 'a.pdf' } }, options);
    const first = await send(PDF);
    expect(await send(PDF)).toEqual(first);
    const other = send(Buffer.concat([PDF, Buffer.from(' ')]));
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
    expect(await eventsOf(first.id)).toHaveLength(1);
  });
});

describe('contents', () => {
  test('are given to the account alone, to be saved and not to be run', async () => {
    const filename = '../../a"b\r\n;ü.pdf';
    const { body } = await upload(api, { purpose: 'pci_document', content: PDF, filename });
    const answer = await contentsOf(String(body.id));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'content-disposition': expect.stringMatching(
        /^attachment; filename="[ -~]+"; filename\*=UTF-8''[\w.%-]+$/,
      ),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'request-id': expect.stringMatching(/^req_/),
    });
    expect((await contentsOf(String(body.id), 'sk_test_0123456789abcdef')).status).toBe(401);
    expect((await contentsOf('file_none')).status).toBe(404);
    expect((await api.request(`/v1/files/${body.id}/contents`)).status).toBe(401);
  });

  test('of what proves who somebody is are given to nobody', async () => {
    const { body } = await upload(api, { purpose: 'identity_document', content: PDF });
    expect(body).toMatchObject({ url: null });
    expect((await contentsOf(String(body.id))).status).toBe(403);
    const link = await api.call('POST', '/v1/file_links', { form: { file: body.id } });
    expect(link.body).toMatchObject({ error: { code: 'parameter_invalid', param: 'file' } });
  });

  test('stand in no line of the log', async () => {
    await upload(api, {
      purpose: 'pci_document',
      content: Buffer.concat([PDF, Buffer.from('S3CR3T')]),
    });
    expect(api.log.length).toBeGreaterThan(0);
    expect(api.log.join('')).not.toMatch(/S3CR3T|%PDF/);
  });
});

/** Uploads what must be refused, and gives the error. */
const refused = async (sent: Parameters<typeof upload>[1]) => {
  const { status, body } = await upload(api, sent);
  expect(status, JSON.stringify(body)).toBe(400);
  return body.error;
};

describe('refuses', () => {
  test('a file that is not what its purpose takes, whatever it calls itself', async () => {
    const html = Buffer.from('<script>alert(1)</script>');
    for (const purpose of ['dispute_evidence', 'business_logo', 'issuing_logo', 'pci_document'])
      expect(await refused({ purpose, content: html, filename: 'a.pdf' })).toMatchObject({
        code: 'parameter_invalid',
        param: 'file',
      });
    expect(await refused({ purpose: 'pci_document', content: drawLogo() })).toMatchObject({
      message: 'A file for pci_document must be one of pdf: by its content this is png.',
    });
  });

  test('an empty one, one byte too many, and none at all', async () => {
    expect(await refused({ purpose: 'pci_document', content: Buffer.alloc(0) })).toMatchObject({
      message: 'The file is empty.',
    });
    const largest = Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.alloc(262_144 - 8, 'x'),
      Buffer.from('"}'),
    ]);
    const purpose = 'issuing_regulatory_reporting';
    expect((await upload(api, { purpose, content: largest })).status).toBe(200);
    const larger = Buffer.concat([largest, Buffer.from(' ')]);
    expect((await refused({ purpose, content: larger }))?.message).toMatch(/may have 262144 bytes/);
    const none = await api.call('POST', '/v1/files', { form: { purpose, file: 'me' } });
    expect(none.body).toMatchObject({
      error: { param: 'file', message: expect.stringMatching(/multipart/) },
    });
  });

  test('unknown parameters and purposes by their names', async () => {
    const sent = { purpose: 'pci_document', content: PDF };
    expect(await refused({ ...sent, fields: { colour: 'red' } })).toMatchObject({
      code: 'parameter_unknown',
      param: 'colour',
    });
    expect(await refused({ ...sent, purpose: 'terminal_android_apk' })).toMatchObject({
      param: 'purpose',
    });
    expect(
      await refused({
        ...sent,
        fields: { 'file_link_data[create]': 'true', 'file_link_data[expires_at]': '1' },
      }),
    ).toMatchObject({ param: 'expires_at' });
  });

  /** Risk: a body that says that it is short, and goes on until memory is full. */
  test('more than it has room for, while it is still being sent', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const answer = await api.fetch(
      new Request('http://localhost/v1/files', {
        method: 'POST',
        body,
        duplex: 'half',
        headers: {
          Authorization: `Bearer ${api.secretKey}`,
          'Content-Type': 'multipart/form-data; boundary=x',
          'Content-Length': '100',
        },
      }),
    );
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(20_000_000);
  });

  test('a body that claims to be larger before a byte of it is read', async () => {
    const { status } = await upload(api, {
      purpose: 'pci_document',
      content: PDF,
      headers: { 'Content-Length': '20000000' },
    });
    expect(status).toBe(413);
  });
});

test('a list reads no contents', () => {
  for (const file of ['list', 'find', 'views'])
    expect(
      readFileSync(new URL(`../../../db/files/${file}.ts`, import.meta.url), 'utf8'),
    ).not.toContain('file_content');
});
