import type { AuthorizationId } from '../../domain/ids.ts';

/** Who in this process waits for the decision on an authorization: nothing of it is in the database. */
export interface Waiting {
  /** Begins to wait. Whoever does has to `forget` it when he no longer does. */
  readonly until: (id: AuthorizationId) => Wait;
  /** It has been decided by somebody else: whoever waits need not wait any more. */
  readonly tell: (id: AuthorizationId) => void;
}

interface Wait {
  readonly told: Promise<undefined>;
  readonly forget: () => void;
}

export function openWaiting(): Waiting {
  const tellers = new Map<AuthorizationId, () => void>();
  return {
    until: (id) => {
      const told = new Promise<undefined>((resolve) => {
        tellers.set(id, () => resolve(undefined));
      });
      return { told, forget: () => void tellers.delete(id) };
    },
    tell: (id) => tellers.get(id)?.(),
  };
}
