import * as z from 'zod';
import { type WireObjects, wireObjectsOf } from '../expand.ts';
import { described } from '../input.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The parameters of an operation, as who sends them writes them. */
export const inputSchema = (input: z.ZodType): JsonSchema =>
  plain(
    z.toJSONSchema(input, {
      io: 'input',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        const meaning = zodSchema instanceof z.ZodType ? described.get(zodSchema) : undefined;
        if (meaning === undefined) return;
        for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
        Object.assign(jsonSchema, meaning);
      },
    }),
  );

export interface Components {
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly refTo: (response: z.ZodType) => JsonSchema;
}

const PLACE = '#/components/schemas/';

/** Every wire object once, by its `object`; a list by the object that it lists. */
export function componentsOf(responses: readonly z.ZodType[]): Components {
  const objects = wireObjectsOf(responses);
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of objects) registry.add(schema, { id });
  const ids = new Map(responses.map((response) => [response, idOf(response, objects)]));
  // Each list has a schema of its own: one of those that list the same stands for all.
  const named = new Map([...ids].map(([response, id]) => [id, response]));
  for (const [id, schema] of named) if (!registry.has(schema)) registry.add(schema, { id });

  const { schemas } = z.toJSONSchema(registry, { io: 'output', uri: (id) => PLACE + id });
  return {
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, plain(schema)]),
    ),
    refTo: (response) => ({ $ref: PLACE + ids.get(response) }),
  };
}

function idOf(response: z.ZodType, objects: WireObjects): string {
  const shape = response instanceof z.ZodObject ? response.shape : {};
  const data: unknown = shape['data'];
  const element = data instanceof z.ZodArray ? data.element : response;
  const name = [...objects].find(([, schema]) => schema === element)?.[0] ?? 'object';
  return data instanceof z.ZodArray ? `list_of_${name}` : name;
}

/** The document says once which dialect it speaks. */
const plain = ({ $schema: _dialect, $id: _id, ...schema }: JsonSchema): JsonSchema => schema;
