import { parseId } from '../../../../domain/ids.ts';
import type { ApiDeps } from '../../../operation.ts';
import type { IssuingAuthorization } from '../../../wire/issuing-authorization.ts';

/** The purchase that waits for the endpoint is answered at once, when it waits in this process. */
export function tellWaiting({ id }: IssuingAuthorization, { realTime }: ApiDeps): void {
  const authorizationId = parseId('authorization', id);
  if (authorizationId) realTime.tell(authorizationId);
}
