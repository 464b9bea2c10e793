import type { CardBoxId } from '../../domain/ids.ts';
import type { Fixed, Owned } from '../columns.ts';

/** Cards that go to one recipient together. */
export interface CardBoxTable extends Owned {
  id: Fixed<CardBoxId>;
  destination_hash: Fixed<Buffer>;
  card_count: number;
}
