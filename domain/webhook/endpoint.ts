/** Whether an endpoint is sent what happens. A disabled one is kept, and sent nothing. */
export const ENDPOINT_STATUSES = ['disabled', 'enabled'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** How many endpoints an account may have in one mode, as with Stripe. */
export const ENDPOINTS_MAX = 16;

/** Whoever asks for this one by name is asked for decisions, and told of none of them: it is no event. */
export const DECISION_REQUEST = 'issuing_authorization.request';

export const EVERYTHING = '*';

/** How long a secret may go on signing after it was replaced. Seconds. */
export const SECRET_OVERLAP_SECONDS_MAX = 86_400;
