import type pg from 'pg';
import type { Instance } from './instance/instance.ts';
import type { Buyer, RequestTemplate } from './load/plan.ts';
import type { Options, Shape } from './options.ts';
import type { Processes } from './processes.ts';

/** What every part of a run works with. */
export interface Context {
  readonly options: Options;
  readonly processes: Processes;
  readonly instance: Instance;
  /** As a superuser. */
  readonly database: pg.Client;
  readonly template: RequestTemplate;
  readonly buyers: Readonly<Record<Shape, readonly Buyer[]>>;
}

export const say = (...lines: readonly string[]): void => {
  for (const line of lines) console.log(line);
};
