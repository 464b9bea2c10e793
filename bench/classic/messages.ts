/** A purchase that our API has made. */
export interface Sample {
  readonly id: string;
  /** Its idempotency key. */
  readonly key: string;
  /** Its answer. */
  readonly wire: Readonly<Record<string, unknown>>;
}

export interface ClassicStart {
  readonly databaseUrl: string;
  readonly masterKey: string;
  readonly sample: Sample;
}

export interface ClassicReady {
  readonly port: number;
}
