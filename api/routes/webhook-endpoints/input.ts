import * as z from 'zod';
import { failure } from '../../../domain/errors.ts';
import { EVERYTHING } from '../../../domain/webhook/endpoint.ts';
import { endpointUrl, URL_LENGTH_MAX } from '../../../domain/webhook/endpoint-url.ts';
import { EVENT_NAMES } from '../../../domain/webhook/event-names.ts';
import type { Scope } from '../../../domain/scope.ts';
import { isPublicAddress, literalAddress } from '../../../providers/http/addresses.ts';
import { clearable, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';

/** Each once: a name that is sent twice is kept once. */
export const enabledEvents = z
  .array(z.enum([EVERYTHING, ...EVENT_NAMES]))
  .min(1)
  .max(EVENT_NAMES.length + 1)
  .transform((names) => [...new Set(names)]);

export const changeable = {
  description: clearable(text()).optional(),
  metadata: metadata().optional(),
};

export const url = text({ max: URL_LENGTH_MAX });

/**
 * The URL as it is stored. A private address in it is told at once; where a name leads is only known
 * when it is called, and judged then.
 * @throws `url_invalid`
 */
export function callableUrl(raw: string, { livemode }: Scope): string {
  const href = endpointUrl(raw, { livemode });
  const { hostname } = new URL(href);
  const address = literalAddress(hostname);
  const isPrivate =
    hostname === 'localhost' || (address !== undefined && !isPublicAddress(address));
  if (livemode && isPrivate) {
    const problem = 'Invalid URL: in live mode its host must be a public one.';
    throw failure('url_invalid', { problem }, { param: 'url' });
  }
  return href;
}
