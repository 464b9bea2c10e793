import { API_VERSION } from '../../domain/event/event-type.ts';
import { ERRORS } from '../../domain/errors.ts';
import type { Operation } from '../operation.ts';
import { componentsOf, type Components, inputSchema, type JsonSchema } from './schemas.ts';

/** The reference of the API, made of the same values that the app mounts: it cannot differ from them. */
export function openApiDocument(operations: readonly Operation[]): JsonSchema {
  const components = componentsOf(operations.map(({ response }) => response));
  const paths: Record<string, Record<string, JsonSchema>> = {};
  const bodies: Record<string, JsonSchema> = {};
  for (const operation of operations) {
    (paths[openApiPath(operation.path)] ??= {})[operation.method] = describe(operation, components);
    if (operation.method === 'post' && !operation.takesFile)
      bodies[bodyIdOf(operation)] = inputOf(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cardwright',
      version: API_VERSION,
      description: 'Card issuing in the wire format of Stripe Issuing.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { basic: [] }],
    paths,
    components: {
      schemas: { ...components.schemas, ...bodies, error: ERROR_SCHEMA },
      responses: { error: ERROR_RESPONSE },
      parameters: HEADERS,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A secret key: sk_test_…' },
        basic: { type: 'http', scheme: 'basic', description: 'The secret key as user name.' },
      },
    },
  };
}

/** `/v1/issuing/cards/:card` as OpenAPI writes it. */
const openApiPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

function describe(operation: Operation, { refTo }: Components): JsonSchema {
  const { method, path, summary, response } = operation;
  const input = inputOf(operation);
  const posted = method === 'post';
  return {
    operationId: idOf(operation),
    summary,
    tags: [tagOf(path)],
    parameters: [
      ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => pathParameter(String(name))),
      ...Object.keys(HEADERS)
        .filter((name) => posted || name !== 'IdempotencyKey')
        .map((name) => ({ $ref: `#/components/parameters/${name}` })),
      ...(posted ? [] : queryParameters(input)),
    ],
    ...(posted && { requestBody: bodyOf(operation, input) }),
    responses: {
      200: {
        description: 'Done.',
        headers: { 'Request-Id': { schema: { type: 'string' } } },
        content: { 'application/json': { schema: refTo(response) } },
      },
      default: { $ref: '#/components/responses/error' },
    },
  };
}

/** `POST /v1/issuing/cards/:card` → `postIssuingCardsCard`. */
const idOf = ({ method, path }: Operation): string =>
  method +
  path
    .slice('/v1'.length)
    .replaceAll(/[/_:]+([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const bodyIdOf = (operation: Operation): string => `${idOf(operation)}Parameters`;

function tagOf(path: string): string {
  const [, , head = '', ...rest] = path.split('/');
  const [next = ''] = rest;
  return ['issuing', 'test_helpers'].includes(head) && !next.startsWith(':')
    ? `${head}/${next}`
    : head;
}

function inputOf({ input, includable = [] }: Operation): JsonSchema {
  const schema = inputSchema(input);
  const also = includable.length === 0 ? '' : ` Also: ${includable.join(', ')}.`;
  const expand = {
    type: 'array',
    items: { type: 'string' },
    maxItems: 20,
    description: `Fields to answer as objects instead of ids, such as card.cardholder.${also}`,
  };
  return { ...schema, properties: { ...propertiesOf(schema), expand } };
}

const propertiesOf = ({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  typeof properties === 'object' && properties !== null ? { ...properties } : {};

const requiredOf = ({ required }: JsonSchema): readonly unknown[] =>
  Array.isArray(required) ? required : [];

const pathParameter = (name: string): JsonSchema => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
});

const queryParameters = (input: JsonSchema): readonly JsonSchema[] =>
  Object.entries(propertiesOf(input)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: requiredOf(input).includes(name),
    schema,
    ...encodingOf(schema),
  }));

/** Nested names: `created[gte]=…`, `expand[0]=…`. */
const DEEP = { style: 'deepObject', explode: true } as const;

const encodingOf = ({ type }: JsonSchema): Partial<typeof DEEP> =>
  type === undefined || type === 'array' || type === 'object' ? DEEP : {};

const bodyOf = (operation: Operation, input: JsonSchema): JsonSchema =>
  operation.takesFile ? multipartBody(input) : formBody(input, bodyIdOf(operation));

/** Here the file stands in its place as what it is; in the form it is known by its hash. */
const multipartBody = (input: JsonSchema): JsonSchema => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        ...input,
        properties: { ...propertiesOf(input), file: { type: 'string', format: 'binary' } },
      },
    },
  },
});

function formBody(input: JsonSchema, id: string): JsonSchema {
  const schema = { $ref: `#/components/schemas/${id}` };
  const encoding = Object.fromEntries(
    Object.entries(propertiesOf(input))
      .map(([name, property]) => [name, encodingOf(property)] as const)
      .filter(([, style]) => 'style' in style),
  );
  return {
    required: requiredOf(input).length > 0,
    content: {
      'application/x-www-form-urlencoded': { schema, encoding },
      'application/json': { schema },
    },
  };
}

const HEADERS = {
  StripeVersion: header('Stripe-Version', `A published version. Default: ${API_VERSION}.`),
  StripeAccount: header('Stripe-Account', 'The account to act for: for now only the own one.'),
  IdempotencyKey: header('Idempotency-Key', 'Repeating a request with its key does nothing twice.'),
};

function header(name: string, description: string): JsonSchema {
  return { name, in: 'header', description, schema: { type: 'string', maxLength: 255 } };
}

const TYPES = [...new Set(Object.values(ERRORS).map(({ type }) => type))];

const ERROR_SCHEMA = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['type', 'message', 'doc_url'],
      properties: {
        type: { type: 'string', enum: TYPES.toSorted() },
        code: { type: 'string', enum: Object.keys(ERRORS).toSorted() },
        message: { type: 'string' },
        param: { type: 'string', description: 'The parameter at fault, in brackets: a[b][0].' },
        doc_url: { type: 'string', format: 'uri' },
      },
    },
  },
} as const;

const ERROR_RESPONSE = {
  description: 'What was wrong, and with which parameter.',
  headers: {
    'Request-Id': { schema: { type: 'string' } },
    'Stripe-Should-Retry': { schema: { type: 'string', enum: ['true', 'false'] } },
  },
  content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } },
} as const;
