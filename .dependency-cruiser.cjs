/** What each folder may import. What is not listed is forbidden, ours and others' alike. */
const ours = (...folders) => folders.map((folder) => `^${folder}/`);
const packages = (...names) => names.map((name) => `^node_modules/(@types/)?${name}/`);
const temporal = (...names) => packages(...names.map((name) => `@temporalio/${name}`));
const node = 'what Node brings';
const contracts = ['^workflows/(business-clock|outbox)\\.ts$', '^workflows/[^/]+/contract\\.ts$'];
const wire = ours('api/wire');
const wordless = ['^domain/(invariant|secret)\\.ts$'];

/** A part of the tree with rules of its own: what it is called, where it stands, what it may import. */
const part = (name, path, ...allowed) => ({ name, path, allowed: allowed.flat() });

const isPath = (entry) => entry !== node;
const unlisted = ({ path, allowed }) => ({
  pathNot: [path, ...allowed.filter(isPath)],
  ...(allowed.includes(node) ? { dependencyTypesNot: ['core'] } : {}),
});

const PARTS = [
  part('domain', '^domain/'),
  part(
    'infra',
    '^infra/',
    wordless,
    node,
    temporal('client', 'common', 'proto'),
    packages('jose', 'pino', 'prom-client', 'zod'),
  ),
  part('db', '^db/(?!.*main\\.ts$)', ours('domain'), node, packages('kysely', 'pg')),
  // A command of the database reads its configuration like any other process.
  part(
    'db-commands',
    '^db/.*main\\.ts$',
    ours('db', 'domain', 'infra'),
    node,
    packages('kysely', 'pg'),
  ),
  part('providers', '^providers/', ours('domain', 'infra'), node, packages('undici')),
  part(
    'authorizer',
    '^authorizer/',
    ours('domain', 'db', 'providers', 'infra'),
    wire,
    packages('kysely'),
  ),
  part('issuance', '^issuance/', ours('domain', 'db', 'infra'), wire, packages('kysely')),
  part(
    'funding',
    '^funding/',
    ours('domain', 'db', 'providers', 'infra'),
    ['^authorizer/unit-of-work\\.ts$'],
    wire,
  ),
  part('workflows', '^workflows/', ours('domain', 'activities'), temporal('workflow', 'common')),
  part(
    'activities',
    '^activities/',
    ours('domain', 'db', 'providers', 'infra', 'authorizer', 'funding', 'issuance'),
    contracts,
    wire,
    temporal('activity', 'client', 'common'),
    packages('kysely'),
  ),
  part(
    'worker',
    '^worker/',
    ours(
      'domain',
      'db',
      'providers',
      'infra',
      'authorizer',
      'funding',
      'issuance',
      'workflows',
      'activities',
    ),
    wire,
    node,
    temporal('worker', 'client', 'common'),
    packages('kysely'),
  ),
  part(
    'api',
    '^api/(?!wire/)',
    ours('api', 'domain', 'db', 'providers', 'infra', 'authorizer', 'funding', 'issuance'),
    contracts,
    node,
    temporal('client', 'common'),
    packages('hono', '@hono/node-server', 'kysely', 'zod'),
    packages('iso-3166', 'libphonenumber-js', 'pngjs', 'swagger-ui-dist'),
  ),
  part('wire', '^api/wire/', ours('domain', 'db'), packages('zod')),
  part('bench', '^bench/', node, packages('pg', 'stripe')),
];

const forbid = (name, from, to) => ({ name, severity: 'error', from, to });
const leaves = '^(local|bench|test)/';

module.exports = {
  forbidden: [
    ...PARTS.map((each) => forbid(`${each.name}-imports`, { path: each.path }, unlisted(each))),
    forbid(
      'contracts-import-domain-only',
      { path: contracts },
      { pathNot: ['^domain/', ...contracts, ...temporal('common', 'workflow')] },
    ),
    forbid(
      'workflows-know-activities-as-types',
      { path: '^workflows/' },
      { path: '^activities/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'wire-knows-db-as-types',
      { path: '^api/wire/' },
      { path: '^db/', dependencyTypesNot: ['type-only'] },
    ),
    forbid('nothing-imports-the-leaves', { pathNot: leaves }, { path: leaves }),
    forbid('no-unresolved', {}, { couldNotResolve: true }),
    forbid('no-cycles', {}, { circular: true }),
    forbid(
      'no-orphans',
      { orphan: true, pathNot: ['^test/', '/main\\.ts$', '^api/reveal/assets/'] },
      {},
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // Without these, a subpath such as `hono/http-exception` resolves to nothing.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
