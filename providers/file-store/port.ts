import type { FileId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';

/** Whose file, and which: ids are never used again, so what lies at a place never changes. */
export interface FilePlace extends Scope {
  readonly fileId: FileId;
}

/** Keeps what files hold. What a file is, and who may read it, is no matter of the store. */
export interface FileStore {
  /**
   * May be repeated with the same content. The file becomes known only when its row commits: a store that
   * is not part of that database transaction may be left with content that nobody can name.
   */
  readonly put: (place: FilePlace, content: Buffer) => Promise<void>;
  /** Whole, as it was put; `undefined` when there is none at this place, or only in another mode or account. */
  readonly get: (place: FilePlace) => Promise<Buffer | undefined>;
  /** For good. May be repeated, and for what was never put. */
  readonly remove: (place: FilePlace) => Promise<void>;
}
