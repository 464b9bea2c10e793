/** What no other tool checks, as text that must not stand in a file. */
export interface TidyRule {
  readonly text: RegExp;
  /** Where it is looked for; everywhere when absent. */
  readonly where?: RegExp;
  /** Where it is at home. */
  readonly unless?: RegExp;
  /** The way out, for whoever is caught. */
  readonly instead: string;
  /** A text that the rule catches, the file it catches it in, and a file where it may stand. */
  readonly proof: { readonly text: string; readonly caught: string; readonly lawful?: string };
}

const CODE = /\.(ts|mjs|cjs)$/;

export const TIDY_RULES: readonly TidyRule[] = [
  {
    text: /\bnew Date\(\)|\bDate\.now\(/,
    where: CODE,
    unless: /^(infra\/clock|workflows\/business-clock)\.ts$/,
    instead: 'time is an argument, or comes from the clock',
    proof: { text: 'Date.now()', caught: 'authorizer/gather.ts', lawful: 'infra/clock.ts' },
  },
  {
    text: /\bMath\.random\b/,
    where: CODE,
    unless: /^(test|infra)\//,
    instead: 'pass the randomness in',
    proof: { text: 'Math.random()', caught: 'domain/ids.ts', lawful: 'test/domain/ids.test.ts' },
  },
  {
    text: /\bparseFloat\b|\.toFixed\(/,
    where: CODE,
    unless: /^(local|bench)\//,
    instead: 'money is bigint minor units',
    proof: { text: '(1).toFixed(2)', caught: 'api/wire/balance.ts', lawful: 'local/say.ts' },
  },
  {
    text: /\bprocess\.env\b/,
    where: CODE,
    unless: /^(test|local|bench)\/|\/main\.ts$/,
    instead: 'ask infra/config.ts',
    proof: { text: "process.env['PORT']", caught: 'api/app.ts', lawful: 'api/main.ts' },
  },
  {
    text: /\bconsole\.\w/,
    where: CODE,
    unless: /^(local|bench)\//,
    instead: 'use the logger',
    proof: { text: 'console.log(1)', caught: 'worker/main.ts', lawful: 'bench/main.ts' },
  },
  {
    text: /\bsetTimeout\b|\btimers\/promises\b/,
    where: /\.test\.ts$/,
    instead: 'nothing sleeps: poll for a level with vi.waitFor or expect.poll',
    proof: { text: 'setTimeout(done, 50)', caught: 'test/api/app.test.ts', lawful: 'api/app.ts' },
  },
  {
    text: /\b(it|test|describe)\.(skip|only|todo)\b|expect\(true\)/,
    where: CODE,
    instead: 'a test that does not run, or cannot fail, proves nothing',
    proof: { text: "test.skip('later', () => {})", caught: 'test/api/app.test.ts' },
  },
  {
    text: /@ts-(ignore|nocheck)|(eslint|oxlint)-disable/,
    where: CODE,
    instead: 'satisfy the check',
    proof: { text: '// @ts-ignore', caught: 'db/cards/get.ts' },
  },
  {
    text: /\bexport \* from\b/,
    where: CODE,
    unless: /^(workflows|activities)\/index\.ts$/,
    instead: 'no barrels: import from the file',
    proof: {
      text: "export * from './workflow.ts'",
      caught: 'api/routes.ts',
      lawful: 'workflows/index.ts',
    },
  },
  {
    text: /\b(TODO|FIXME|XXX|HACK)\b/,
    instead: 'settle it before it lands',
    proof: { text: '// TODO: later', caught: 'docs/ledger.md' },
  },
  {
    text: /(?<![\w.~-])\/(work|root|home|Users)\/[a-z.]/,
    instead: 'a path of one machine does not belong in the project',
    // In pieces: this file is no place for them either.
    proof: { text: ['see ', 'home', 'ada', 'notes'].join('/'), caught: 'README.md' },
  },
  {
    text: /https?:\/\/[a-z0-9.-]*(npmjs|goproxy|pypi|maven|crates|golang)[a-z0-9.-]*\//,
    instead: 'the address of a registry is its configuration, not ours',
    proof: {
      text: ['https:', '', 'crates.example', 'zod', ''].join('/'),
      caught: 'package-lock.json',
    },
  },
];

/** Folders and files whose name says nothing, so that everything ends up in them. */
const EMPTY_NAMES = /(^|\/)(src|lib|utils?|common|helpers?|types|services|misc|shared)(\/|\.ts$)/;
const BARREL = /(^|\/)index\.ts$/;

/** Lines a file may have. The first that fits holds. */
const LINE_LIMITS = [
  { path: /^workflows\/.*\/workflow\.ts$/, lines: 200 },
  { path: /^api\/routes\/.*\.ts$/, lines: 150 },
  // Made from the migrations: it is as long as the schema.
  { path: /^db\/schema\.sql$/, lines: Infinity },
  { path: /\.(ts|mjs|cjs|sql)$/, lines: 400 },
] as const;

/** Everything untidy about one file, each with the way out. */
export function untidy(file: string, text: string): readonly string[] {
  const found = TIDY_RULES.filter(
    (rule) => (rule.where?.test(file) ?? true) && !rule.unless?.test(file) && rule.text.test(text),
  ).map(({ instead }) => instead);
  if (CODE.test(file) && EMPTY_NAMES.test(file)) found.push('a name says what a thing is');
  if (BARREL.test(file) && !/^(workflows|activities)\/index\.ts$/.test(file))
    found.push('no barrels: import from the file');
  const limit = LINE_LIMITS.find(({ path }) => path.test(file))?.lines ?? Infinity;
  const lines = text.split('\n').length - 1;
  if (lines > limit) found.push(`split the file by noun: ${lines} lines are more than ${limit}`);
  return found;
}
