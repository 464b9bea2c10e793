/** Whether an endpoint is sent what happens. A disabled one is kept, and sent nothing. */
export const ENDPOINT_STATUSES = ['disabled', 'enabled'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** How many endpoints an account may have in one mode, as with Stripe. */
export const ENDPOINTS_MAX = 16;

/** Every event. Not the request for a decision, which is none: that takes the name. */
export const EVERYTHING = '*';

/** How long a secret may go on signing after it was replaced. Seconds. */
export const SECRET_OVERLAP_SECONDS_MAX = 86_400;
