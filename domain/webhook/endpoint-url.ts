import { type AppError, failure } from '../errors.ts';

/** Longer ones are not called by anything that we know of. */
export const URL_LENGTH_MAX = 2_048;

/**
 * The address in the one spelling in which it is stored, so that the same one is not called twice.
 * Whether its host may be called is judged by `providers/http`, each time that it is.
 *
 * @throws `url_invalid`
 */
export function endpointUrl(text: string, { livemode }: { readonly livemode: boolean }): string {
  const url = parsed(text);
  if (url === undefined)
    throw invalid('Not a valid URL. Send it whole, such as https://example.com/hooks.');
  const { protocol, username, password, hash, href } = url;
  if (protocol !== 'https:' && (livemode || protocol !== 'http:'))
    throw invalid(
      livemode
        ? 'Invalid URL: in live mode it must begin with https://.'
        : 'Invalid URL: it must begin with https:// or http://.',
    );
  if (username !== '' || password !== '')
    throw invalid('Invalid URL: it must not hold a user name or a password.');
  if (hash !== '') throw invalid('Invalid URL: it must not have a fragment.');
  if (href.length > URL_LENGTH_MAX)
    throw invalid(`Invalid URL: it must have at most ${URL_LENGTH_MAX} characters.`);
  return href;
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

const invalid = (problem: string): AppError =>
  failure('url_invalid', { problem }, { param: 'url' });
