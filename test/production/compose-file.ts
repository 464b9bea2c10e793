import * as z from 'zod';
import { parse } from 'yaml';
import { readProjectFile } from '../support/source-tree.ts';

const service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z
    .union([z.object({ test: z.array(z.string()) }), z.object({ disable: z.literal(true) })])
    .optional(),
  stop_grace_period: z.string().optional(),
});
export type Service = z.output<typeof service>;

/** The text of the compose file without its comments. */
export const COMPOSE_TEXT = readProjectFile('docker-compose.yml').replaceAll(/^\s*#.*$/gm, '');

export const SERVICES: Readonly<Record<string, Service>> = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(COMPOSE_TEXT, { merge: true })).services;

/** The processes of this repository, by the image that they are built into. */
export const OURS = Object.fromEntries(
  Object.entries(SERVICES).filter(([, { build }]) => build !== undefined),
);

/** Those that end, and for whose end others wait. */
export const JOBS: ReadonlySet<string> = new Set(
  Object.values(SERVICES).flatMap(({ depends_on }) =>
    Object.entries(depends_on)
      .filter(([, { condition }]) => condition === 'service_completed_successfully')
      .map(([name]) => name),
  ),
);

/** `${NAME:?why}` refuses to start without a value; `${NAME:-value}` has a default. */
export interface Interpolation {
  readonly name: string;
  readonly kind: 'default' | 'optional' | 'required';
}

export const interpolationsIn = (text: string): readonly Interpolation[] =>
  [...text.matchAll(/\$\{(\w+)(:\?|:-)?[^}]*\}/g)].map(([, name = '', operator]) => ({
    name,
    kind: operator === ':?' ? 'required' : operator === ':-' ? 'default' : 'optional',
  }));
