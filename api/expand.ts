/**
 * `expand[]=authorization.card.cardholder` puts objects in place of their ids. What may be expanded is
 * read off the response schemas: a field made with `expandable`. So a path is judged before anything
 * is done, and the objects are loaded level by level, all of one kind at once.
 */
import * as z from 'zod';
import { failure } from '../domain/errors.ts';
import { type IdKind, kindOfId } from '../domain/ids.ts';
import type { Form } from './form.ts';
import { LOADERS, type Reader } from './loaders.ts';

const PATHS_MAX = 20;
/** Without the `data` of a list. */
const DEPTH_MAX = 4;

/** The fields to expand, each with those inside of it. */
type Tree = Map<string, Tree>;

export interface Expansion {
  /** Fields that the operation itself adds when asked to. */
  readonly include: ReadonlySet<string>;
  readonly paths: Tree;
}

interface Expandable {
  readonly response: z.ZodType;
  readonly includable?: readonly string[];
}

/** Every wire object that an answer can hold, by its `object`. */
export type WireObjects = ReadonlyMap<string, z.ZodObject>;

/** @throws `expand_invalid` for a path that leads to nothing expandable. */
export function readExpansion(
  expand: Form | undefined,
  { response, includable = [] }: Expandable,
  objects: WireObjects,
): Expansion {
  const asked = pathsOf(expand);
  const include = new Set(asked.filter((path) => includable.includes(path)));
  const paths: Tree = new Map();
  for (const path of asked) if (!include.has(path)) graft(paths, path, { response, objects });
  return { include, paths };
}

function pathsOf(expand: Form | undefined): readonly string[] {
  if (expand === undefined || expand === '') return [];
  const paths = typeof expand === 'string' ? [expand] : Object.values(expand);
  if (paths.length > PATHS_MAX) throw illegal('…', `At most ${PATHS_MAX} paths can be expanded.`);
  return paths.map((path: Form) => {
    if (typeof path !== 'string') throw illegal('…', 'Each path must be a text.');
    return path;
  });
}

function graft(
  tree: Tree,
  path: string,
  { response, objects }: { readonly response: z.ZodType; readonly objects: WireObjects },
): void {
  const names = path.split('.');
  if (names.length > DEPTH_MAX + Number(names[0] === 'data'))
    throw illegal(path, `At most ${DEPTH_MAX} levels can be expanded.`);
  let [branch, schemas]: [Tree, readonly z.core.$ZodType[]] = [tree, [response]];
  let reached = false;
  for (const name of names) {
    const fields = schemas.flatMap((schema) => fieldOf(schema, name));
    const targets = fields.flatMap((field) => targetsOf(field));
    reached = targets.length > 0;
    schemas = reached ? targets.flatMap((target) => objects.get(target) ?? []) : fields;
    const next: Tree = branch.get(name) ?? new Map();
    branch.set(name, next);
    branch = next;
  }
  if (!reached) throw illegal(path, 'It is no field that holds the id of another object.');
}

/** The schema of a field, through lists, nulls and alternatives. */
function fieldOf(schema: z.core.$ZodType, name: string): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const field: unknown = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
    return field instanceof z.ZodType ? [field] : [];
  }
  return innerOf(schema).flatMap((inner) => fieldOf(inner, name));
}

/** Which objects a field may hold in place of their ids: see `api/wire/expandable.ts`. */
function targetsOf(schema: z.core.$ZodType): readonly string[] {
  const kinds = schema instanceof z.ZodUnion ? schema.options.find(isReference) : undefined;
  if (kinds instanceof z.ZodObject) {
    const literal: unknown = kinds.shape['object'];
    return literal instanceof z.ZodEnum ? literal.options.map(String) : [];
  }
  return innerOf(schema).flatMap(targetsOf);
}

const isReference = (option: z.core.$ZodType): boolean =>
  option instanceof z.ZodObject && option.shape['object'] instanceof z.ZodEnum;

function innerOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  const wraps =
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodReadonly;
  return wraps ? [schema.unwrap()] : [];
}

/** Collects the wire objects of some answers, also those that stand inside of others. */
export function wireObjectsOf(responses: readonly z.ZodType[]): WireObjects {
  const found = new Map<string, z.ZodObject>();
  const visit = (schema: z.core.$ZodType): void => {
    if (!(schema instanceof z.ZodObject)) return innerOf(schema).forEach(visit);
    const literal: unknown = schema.shape['object'];
    const name = literal instanceof z.ZodLiteral ? String(literal.value) : 'list';
    if (name !== 'list') {
      if (found.has(name)) return;
      found.set(name, schema);
    }
    for (const field of Object.values(schema.shape)) if (field instanceof z.ZodType) visit(field);
  };
  responses.forEach(visit);
  return found;
}

type Holder = Record<string, unknown>;

/** A place where an id may stand, and what is to be expanded inside of the object that takes it. */
interface Slot {
  readonly holder: Holder;
  readonly name: string;
  readonly inside: Tree;
}

/** The answer with its expansions: a copy, so that an object which stands in two places is two. */
export async function expanded(answer: object, paths: Tree, reader: Reader): Promise<object> {
  if (paths.size === 0) return answer;
  const copy = structuredClone(answer);
  let slots = slotsOf(copy, paths);
  while (slots.length > 0) {
    await fill(slots, reader);
    slots = slots.flatMap(({ holder, name, inside }) => slotsOf(holder[name], inside));
  }
  return copy;
}

function slotsOf(value: unknown, paths: Tree): readonly Slot[] {
  if (Array.isArray(value)) return value.flatMap((element) => slotsOf(element, paths));
  if (!isHolder(value)) return [];
  return [...paths].map(([name, inside]) => ({ holder: value, name, inside }));
}

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** One question for each kind of object, however many ids there are. */
async function fill(slots: readonly Slot[], reader: Reader): Promise<void> {
  const byKind = new Map<IdKind, Set<string>>();
  for (const { holder, name } of slots) {
    const id = holder[name];
    const kind = typeof id === 'string' ? kindOfId(id) : undefined;
    if (kind !== undefined && typeof id === 'string')
      byKind.set(kind, (byKind.get(kind) ?? new Set()).add(id));
  }
  const loaded = new Map<unknown, object>();
  for (const [kind, ids] of byKind)
    for (const [id, object] of (await LOADERS[kind]?.(reader, [...ids])) ?? [])
      loaded.set(id, object);
  for (const { holder, name } of slots) {
    const object = loaded.get(holder[name]);
    if (object) holder[name] = structuredClone(object);
  }
}

const illegal = (path: string, problem: string) =>
  failure('expand_invalid', { path: path.slice(0, 80), problem }, { param: 'expand' });
