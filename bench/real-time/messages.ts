export interface EndpointStart {
  /** The version that its answers name, as they must. */
  readonly version: string;
}

export interface EndpointReady {
  readonly port: number;
}

/** Asked for: how long the endpoint itself took, for each decision since it was asked last. */
export interface EndpointTimes {
  readonly ownMs: readonly number[];
}
