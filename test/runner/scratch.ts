import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder for as long as `use` takes, and nothing of it afterwards. */
export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cardwright-'));
  try {
    // As root, Postgres runs as another user, who must be able to pass.
    await chmod(folder, 0o711);
    return await use(folder);
  } finally {
    // Servers that lost their owner need a moment to end, and write until then.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}
