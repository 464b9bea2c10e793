/** The first second, unix and UTC, at which a card with this expiry is no longer valid (contract §3.2 rule 4). */
export const expiresAt = (expMonth: number, expYear: number): number =>
  Date.UTC(expYear, expMonth, 1) / 1000;
