import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { bindClock, turnClock } from '../../support/bind-clock.ts';
import { upload } from './upload.ts';

const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');
let api: TestApi;
let file: string;
beforeAll(async () => {
  api = await openTestApi();
  const { body } = await upload(api, { purpose: 'dispute_evidence', content: PDF });
  file = String(body.id);
});
afterAll(() => api.close());

const now = (): number => Math.floor(api.clock.nowMs() / 1_000);
/** Without a key, as whoever was sent the link. */
const follow = (url: string | null) => api.request(new URL(String(url)).pathname);
const pass = (seconds: number): void => api.clock.advance(seconds * 1_000);

describe('a link', () => {
  test('gives the file to who has no key, and each one has its own address', async () => {
    const { fileLinks } = await api.sdk();
    const links = [await fileLinks.create({ file }), await fileLinks.create({ file })];
    expect(new Set(links.map(({ url }) => url)).size).toBe(2);
    for (const { url } of links) {
      expect(url).toMatch(/^http:\/\/localhost\/links\/[A-Za-z0-9]{40}$/);
      const answer = await follow(url);
      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
      expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment;/);
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
    }
  });

  test('ends at its very second', async () => {
    const { fileLinks } = await api.sdk();
    const link = await fileLinks.create({ file, expires_at: now() + 60, metadata: { a: 'b' } });
    expect(link).toMatchObject({ expired: false, file, metadata: { a: 'b' }, livemode: false });
    pass(58);
    expect((await follow(link.url)).status).toBe(200);
    pass(2);
    expect((await follow(link.url)).status).toBe(404);
    expect(await fileLinks.retrieve(link.id)).toMatchObject({ expired: true });
    const late = fileLinks.update(link.id, { expires_at: now() + 60 });
    await expect(late).rejects.toMatchObject({ code: 'status_transition_invalid' });
  });

  test('is ended at once, put off, or made endless', async () => {
    const { fileLinks } = await api.sdk();
    const { id, url } = await fileLinks.create({ file, expires_at: now() + 60 });
    expect(await fileLinks.update(id, { expires_at: '' })).toMatchObject({ expires_at: null });
    const later = now() + 1_000;
    expect(await fileLinks.update(id, { expires_at: later, metadata: { a: '1' } })).toMatchObject({
      expires_at: later,
      metadata: { a: '1' },
    });
    expect(await fileLinks.update(id, { expires_at: 'now' })).toMatchObject({ expired: true });
    expect((await follow(url)).status).toBe(404);
  });

  test('cannot end in the past, nor lead to a file that is not there', async () => {
    const past = await api.call('POST', '/v1/file_links', { form: { file, expires_at: now() } });
    expect(past.body).toMatchObject({ error: { param: 'expires_at' } });
    const gone = await api.call('POST', '/v1/file_links', { form: { file: 'file_none' } });
    expect(gone).toMatchObject({ status: 404, body: { error: { param: 'file' } } });
  });

  test('does not outlive its file', async () => {
    const { body } = await upload(api, { purpose: 'dispute_evidence', content: PDF });
    const { fileLinks } = await api.sdk();
    const link = await fileLinks.create({ file: String(body.id) });
    pass(270 * 86_400);
    expect((await follow(link.url)).status).toBe(404);
    const headers = { Authorization: `Bearer ${api.secretKey}` };
    expect((await api.request(`/v1/files/${body.id}/contents`, { headers })).status).toBe(404);
    await expect(fileLinks.create({ file: String(body.id) })).rejects.toMatchObject({
      param: 'file',
    });
  });
});

test('links are listed by file and by whether they have expired', async () => {
  const stripe = await api.sdk();
  const { body } = await upload(api, { purpose: 'pci_document', content: PDF });
  const own = String(body.id);
  const ids = [];
  for (let made = 0; made < 12; made++)
    ids.unshift((await stripe.fileLinks.create({ file: own, expires_at: now() + 9 + made })).id);
  pass(12);
  const listed = async (query: object) =>
    (await stripe.fileLinks.list({ file: own, limit: 100, ...query })).data.map(({ id }) => id);
  expect(await listed({})).toEqual(ids);
  const open = await listed({ expired: false });
  expect(open.length).toBeGreaterThan(0);
  expect([...open, ...(await listed({ expired: true }))]).toEqual(ids);
  const seen = await stripe.files.retrieve(own);
  expect(seen.links).toMatchObject({ has_more: true, url: `/v1/file_links?file=${own}` });
  expect(seen.links?.data.map(({ id }) => id)).toEqual(ids.slice(0, 10));
  const expanded = await stripe.fileLinks.retrieve(String(ids[0]), { expand: ['file'] });
  expect(expanded.file).toMatchObject({ object: 'file', id: own });
});

/** Risk: links that are guessed, or that tell by their answer how close a guess was. */
test('what leads nowhere is answered alike', async () => {
  const answers = await Promise.all(
    ['x', 'A'.repeat(40), `${'A'.repeat(39)}%27`, file, '..%2f..'].map((token) =>
      api.request(`/links/${token}`),
    ),
  );
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect(new Set(bodies).size).toBe(1);
});

test('an account on a test clock has its links end by the time of that clock', async () => {
  const frozen = now() - 1_000_000;
  await bindClock(api.database.db, api.scope, new Date(frozen * 1_000));
  const { fileLinks } = await api.sdk();
  const { url } = await fileLinks.create({ file, expires_at: frozen + 60 });
  pass(10_000);
  expect((await follow(url)).status).toBe(200);
  await turnClock(api.database.db, api.scope, new Date((frozen + 60) * 1_000));
  expect((await follow(url)).status).toBe(404);
});
