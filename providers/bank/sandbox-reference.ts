import { RETURN_CODES, type ReturnCode } from '../../domain/bank-account/return-code.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Reference } from './port.ts';
import type { News } from './sandbox-times.ts';

interface Parts {
  readonly news: News;
  /** Of the business act. */
  readonly mark: string;
}

/** `sbx.<mark>.<done at>.<final at>.<returned at>.<code>`; what never happens is left empty. */
export const formatReference = ({ news, mark }: Parts): Reference =>
  ['sbx', mark, news.doneAt, news.finalAt, news.returnedAt, news.code]
    .map((part) => part ?? '')
    .join('.');

const REFERENCE = /^sbx\.[0-9a-f]{16}\.(\d*)\.(\d+)\.(\d*)\.([a-z_]*)$/;

export function parseReference(reference: Reference): News {
  const [, doneAt, finalAt, returnedAt, code] = REFERENCE.exec(reference) ?? [];
  invariant(finalAt !== undefined, 'a reference of the sandbox bank reads as it was made');
  return {
    finalAt: Number(finalAt),
    ...(doneAt !== '' && { doneAt: Number(doneAt) }),
    ...(returnedAt !== '' && { returnedAt: Number(returnedAt) }),
    ...(code !== undefined && isReturnCode(code) && { code }),
  };
}

const isReturnCode = (code: string): code is ReturnCode => code in RETURN_CODES;
