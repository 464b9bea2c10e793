/** Something waits for a person who does not come. It names the object by its id, and nobody by his name. */
export interface Reminder {
  /** The type of the workflow that waits. */
  readonly workflow: string;
  readonly objectId: string;
  /** The first, the second, … */
  readonly reminder: number;
}

export interface RemindDeps {
  /** Tells whoever decides. */
  readonly remind: (reminder: Reminder) => void;
}
