import { curlFirstPurchase } from './first-purchase/curl.ts';
import { inSeconds } from './say.ts';
import type { Step } from './steps.ts';

export interface Banner {
  readonly baseUrl: string;
  /** Absent when the Temporal server is not ours. */
  readonly temporalUiUrl: string | undefined;
  readonly temporalAddress: string;
  readonly dataDirectory: string;
  readonly secretKey: string;
  readonly operatorKeyPlace: string;
  readonly country: string;
  readonly steps: readonly Step[];
  readonly totalMs: number;
}

/** What a person needs to know once everything serves. */
export function bannerLines(banner: Banner): readonly string[] {
  const { baseUrl, steps, totalMs } = banner;
  const times = [...steps, { name: 'in all', milliseconds: totalMs }]
    .map(({ name, milliseconds }) => `${name} ${inSeconds(milliseconds)}`)
    .join(', ');
  return [
    '',
    'Cardwright serves.',
    '',
    row('API', baseUrl),
    row('OpenAPI', `${baseUrl}/docs`),
    row('Temporal UI', banner.temporalUiUrl ?? `of the server at ${banner.temporalAddress}`),
    row('Metrics', `${baseUrl}/metrics`),
    row('Secret key', banner.secretKey),
    row('Operator key', `in ${banner.operatorKeyPlace}`),
    row('Data', banner.dataDirectory),
    row('Times', times),
    '',
    'A first purchase, to paste into another terminal (or run `npm run demo`):',
    '',
    ...curlFirstPurchase(banner),
    '',
    'Ctrl-C stops everything.',
    '',
  ];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(14)}${value}`;
}
