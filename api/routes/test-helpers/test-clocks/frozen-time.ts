import { integer } from '../../../input.ts';

/** From 2000 to the end of 2099: of other times banks' holidays and the expiry of cards say nothing. */
const EARLIEST = 946_684_800;
const LATEST = 4_102_444_799;

/** A time that a clock may show, in unix seconds. */
export const frozenTime = () =>
  integer({ min: EARLIEST, max: LATEST }).transform((seconds) => new Date(seconds * 1_000));
