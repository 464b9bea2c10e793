/**
 * The two-letter codes that the United States Postal Service delivers to: 50 states, the District of
 * Columbia, the five inhabited territories and the three military "states". A test holds all but the
 * military ones equal to ISO 3166-2.
 */
export const US_STATES: ReadonlySet<string> = new Set(
  (
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM ' +
    'NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY ' +
    'DC AS GU MP PR VI ' +
    'AA AE AP'
  ).split(' '),
);
