import { createHash, timingSafeEqual } from 'node:crypto';
import { failure } from '../domain/errors.ts';
import { credentialOf } from './authenticate.ts';

/**
 * Lets pass who has the installation's operator key, as `Authorization: Bearer …`. The comparison
 * takes as long for a key that is nearly right as for one that is not.
 */
export const requireOperator =
  (operatorKey: string) =>
  (authorization: string | undefined): void => {
    const given = credentialOf(authorization);
    if (given === undefined || !timingSafeEqual(digest(given), digest(operatorKey)))
      throw failure('api_key_invalid', { problem: 'This address needs the operator key.' });
  };

/** Of one length whatever the text, as the comparison needs it. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
