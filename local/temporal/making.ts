export interface Making {
  readonly say: (sentence: string) => void;
  /** Gives up what takes minutes. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes a binary at this place, or throws a sentence that says why it cannot. */
export type MakeBinary = (place: string, making: Making) => Promise<void>;
