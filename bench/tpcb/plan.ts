/** What the process that stands in for pgbench is told. */
export interface TpcbPlan {
  readonly databaseUrl: string;
  readonly clients: number;
  readonly scale: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface TpcbResult {
  readonly perSecond: number;
}
