import { failure } from '../../domain/errors.ts';
import { constraintOf } from '../constraint.ts';

const REFUSALS: Readonly<Record<string, { readonly problem: string; readonly param: string }>> = {
  webhook_endpoint_url_is_used_once: {
    problem: 'This account has a webhook endpoint with this URL already: update that one.',
    param: 'url',
  },
  webhook_endpoint_one_decides: {
    problem:
      'This account has an enabled webhook endpoint for issuing_authorization.request already, and only one can decide: disable it, or take the event from it.',
    param: 'enabled_events',
  },
};

/** What two requests at once may both have found lawful: the database lets one of them through. */
export function refusalOf(error: unknown): unknown {
  const refusal = REFUSALS[constraintOf(error) ?? ''];
  if (refusal === undefined) return error;
  const { problem, param } = refusal;
  return failure('resource_already_exists', { problem }, { param, cause: error });
}
