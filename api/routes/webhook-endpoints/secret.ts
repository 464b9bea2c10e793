import { secretPlace } from '../../../db/webhook-endpoints/secrets.ts';
import type { UnitOfWork } from '../../../db/unit-of-work.ts';
import { randomDigits } from '../../../infra/ids.ts';

/** 190 bits, in the form that the SDKs know. */
const SECRET_DIGITS = 32;

/** A new signing secret: the text, which is shown once, and how it is kept. */
export function newSecret(work: UnitOfWork, id: string) {
  const secret = `whsec_${randomDigits(SECRET_DIGITS)}`;
  return { secret, sealed: work.seal(secretPlace(id), secret) };
}
