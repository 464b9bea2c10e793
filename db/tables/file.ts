import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { ContentType } from '../../domain/file/content-type.ts';
import type { UploadPurpose } from '../../domain/file/purpose.ts';
import type { FileId, FileLinkId } from '../../domain/ids.ts';
import type { Fixed, Metadata, Owned } from '../columns.ts';

export interface FileTable extends Owned {
  id: Fixed<FileId>;
  purpose: Fixed<UploadPurpose>;
  filename: Fixed<string>;
  type: Fixed<ContentType>;
  size: Fixed<number>;
  sha256: Fixed<Buffer>;
  expires_at: Fixed<Date | null>;
  purged_at: ColumnType<Date | null, null | undefined, Date>;
}
export type FileRow = Selectable<FileTable>;
export type NewFile = Insertable<FileTable>;

export interface FileContentTable extends Owned {
  id: Fixed<FileId>;
  content: Fixed<Buffer>;
}

export interface FileLinkTable extends Owned {
  id: Fixed<FileLinkId>;
  file_id: Fixed<FileId>;
  token: Fixed<string>;
  expires_at: Date | null;
  metadata: Metadata;
}
export type FileLinkRow = Selectable<FileLinkTable>;
