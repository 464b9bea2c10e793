import { failure } from '../../../domain/errors.ts';
import type { Scope } from '../../../domain/scope.ts';

/** The only account that a key acts for, as long as there are no connected ones. */
export function requireOwnAccount({ accountId }: Scope, account: string): void {
  if (account === accountId) return;
  throw failure('resource_missing', { object: 'account', id: account }, { param: 'account' });
}
