import { type Activities, createActivities } from '../../activities/index.ts';
import { openDatabase } from '../../db/open.ts';
import { systemClock } from '../../infra/clock.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import { sandboxIdentity } from '../../providers/identity/sandbox.ts';
import { SANDBOX_CARD_MAKING } from './card-making.ts';
import { NO_DELIVERIES } from './deliveries.ts';
import { NO_HOLDS } from './holds.ts';
import { replayKeys } from '../replay/replay-keys.ts';
import { NO_SETTLEMENT } from './settlement.ts';

/** Every activity that a worker registers, over a database that nobody reaches: for who needs their names. */
export const activitiesInName = (): Activities =>
  createActivities({
    db: openDatabase({ url: 'postgres://nowhere' }),
    keyring: replayKeys,
    clock: systemClock,
    bank: sandboxBank,
    identity: sandboxIdentity,
    remind: () => {},
    ...SANDBOX_CARD_MAKING,
    ...NO_SETTLEMENT,
    ...NO_HOLDS,
    ...NO_DELIVERIES,
  });
