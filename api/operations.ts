import type { Operation } from './operation.ts';
import { retrieveAccount } from './routes/account/retrieve.ts';
import { listEvents } from './routes/events/list.ts';
import { retrieveEvent } from './routes/events/retrieve.ts';
import { createCardholder } from './routes/issuing/cardholders/create.ts';
import { listCardholders } from './routes/issuing/cardholders/list.ts';
import { retrieveCardholder } from './routes/issuing/cardholders/retrieve.ts';
import { updateCardholder } from './routes/issuing/cardholders/update.ts';
import { createCard } from './routes/issuing/cards/create.ts';
import { listCards } from './routes/issuing/cards/list.ts';
import { retrieveCard } from './routes/issuing/cards/retrieve.ts';
import { updateCard } from './routes/issuing/cards/update.ts';

/** The table of contents of the API. */
export const OPERATIONS: readonly Operation[] = [
  retrieveAccount,
  listEvents,
  retrieveEvent,
  createCardholder,
  listCardholders,
  retrieveCardholder,
  updateCardholder,
  createCard,
  listCards,
  retrieveCard,
  updateCard,
];
