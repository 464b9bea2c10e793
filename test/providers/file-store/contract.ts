import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import type { FilePlace, FileStore } from '../../../providers/file-store/port.ts';

/** One that is to be proved: how it is opened, and how a file becomes known that content can be put for. */
export interface OpenedStore {
  readonly store: FileStore;
  readonly place: () => Promise<FilePlace>;
}

/** What every store must do, whatever keeps the bytes. */
export function fileStoreContract(name: string, opened: () => OpenedStore): void {
  describe(name, () => {
    test('gives back what was put, byte by byte', async () => {
      const { store, place } = opened();
      const contents = [Buffer.from([0]), randomBytes(70_000), Buffer.alloc(3_000_000, 7)];
      for (const content of contents) {
        const at = await place();
        await store.put(at, content);
        expect((await store.get(at))?.equals(content)).toBe(true);
      }
    });

    test('may be told twice: its answer may have been lost', async () => {
      const { store, place } = opened();
      const at = await place();
      const content = randomBytes(100);
      await store.put(at, content);
      await store.put(at, content);
      expect(await store.get(at)).toEqual(content);
    });

    test('removes for good what it is told to, once or again, and nothing beside it', async () => {
      const { store, place } = opened();
      const [gone, kept] = [await place(), await place()];
      for (const at of [gone, kept]) await store.put(at, Buffer.from('a'));
      await store.remove({ ...gone, livemode: !gone.livemode });
      expect(await store.get(gone)).toBeDefined();
      for (let time = 0; time < 2; time++) await store.remove(gone);
      expect(await store.get(gone)).toBeUndefined();
      expect(await store.get(kept)).toBeDefined();
    });

    /** Risk: one tenant, or test mode, reads what another has put. */
    test('knows a file by its account and mode, and not by its id alone', async () => {
      const { store, place } = opened();
      const at = await place();
      await store.put(at, Buffer.from('mine'));
      expect(await store.get({ ...at, livemode: !at.livemode })).toBeUndefined();
      expect(await store.get({ ...at, accountId: makeId('account', 'another') })).toBeUndefined();
      expect(await store.get({ ...at, fileId: makeId('file', 'another') })).toBeUndefined();
    });
  });
}
