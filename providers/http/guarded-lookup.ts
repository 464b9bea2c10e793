import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.ts';

/** Thrown, or given to whoever connects, when an address may not be called. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** As `lookup` of `node:dns`, for all addresses of a name. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a name for a connection that is about to be made, and refuses the name when any of its
 * addresses is private. The connection goes to what was judged here: a name that points somewhere else
 * a moment later is judged again, for the next one.
 */
export const guardedLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) callback(error, '', 0);
      else if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
        callback(new AddressRefused('The host name leads to a private address.'), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
