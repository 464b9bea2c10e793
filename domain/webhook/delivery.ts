export const DELIVERY_STATUSES = ['failed', 'pending', 'succeeded'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** How many attempts a delivery shows: the latest. */
export const ATTEMPTS_SHOWN_MAX = 20;

/** What an endpoint must have answered by then. Seconds, connecting included. */
export const ATTEMPT_SECONDS_MAX = 10;

/** What was delivered once stays so, also while it is sent again. */
export function deliveryStatus({
  isDelivered,
  isDue,
}: {
  readonly isDelivered: boolean;
  /** Whether there will be another attempt. */
  readonly isDue: boolean;
}): DeliveryStatus {
  if (isDelivered) return 'succeeded';
  return isDue ? 'pending' : 'failed';
}

/** Any 2xx; a redirect is an address that the endpoint's owner has to enter himself. */
export const isSuccess = (httpStatus: number): boolean => httpStatus >= 200 && httpStatus < 300;
