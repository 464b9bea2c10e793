import { type Example, exampleFor } from './example.ts';

const COLUMNS = 96;

export interface Target {
  readonly baseUrl: string;
  readonly secretKey: string;
  readonly country: string;
}

/**
 * The first purchase as commands to paste into bash or zsh. It needs curl and grep and nothing else,
 * holds no comment (zsh does not take any at its prompt) and quotes every bracket (zsh would expand it).
 */
export function curlFirstPurchase(target: Target): readonly string[] {
  const example = exampleFor(target.country);
  return [
    `API=${target.baseUrl}/v1 KEY=${target.secretKey}`,
    post('test_helpers/issuing/fund_balance', example.funds),
    pick('CARDHOLDER', 'ich', post('issuing/cardholders', example.cardholder)),
    ...waitForScreening(),
    pick('CARD', 'ic', post('issuing/cards', example.card, 'cardholder=$CARDHOLDER')),
    ...buy(example),
    get('issuing/transactions?card=$CARD'),
    get('balance'),
  ];
}

function buy({ purchase }: Example): readonly string[] {
  const purchases = 'test_helpers/issuing/authorizations';
  return [
    pick('PURCHASE', 'iauth', post(purchases, purchase, 'card=$CARD')),
    post(`${purchases}/$PURCHASE/capture`),
  ];
}

/** The screening of a cardholder takes about a second; until it is over, no purchase is approved. */
function waitForScreening(): readonly string[] {
  const isOpen = `${get('issuing/cardholders/$CARDHOLDER')} | grep -q '"disabled_reason": *null'`;
  return [`tries=0; until ${isOpen} || [ $((tries+=1)) -gt 50 ]; do sleep 0.2; done`];
}

function get(path: string): string {
  return `curl -sS -w '\\n' -u $KEY: "$API/${path}"`;
}

function post(path: string, parameters: object = {}, ...variables: readonly string[]): string {
  const data = [...pairs(parameters).map(quote), ...variables.map((pair) => `"${pair}"`)];
  return wrap([
    `curl -sS -w '\\n' -u $KEY: -X POST "$API/${path}"`,
    ...data.map((pair) => `-d ${pair}`),
  ]);
}

/** Shows an answer and keeps its id. */
function pick(variable: string, prefix: string, command: string): string {
  const findId = `grep -o '"id": *"${prefix}_[^"]*' | grep -o '${prefix}_.*' | head -n 1`;
  return `${variable}=$(${command} \\\n  | tee /dev/stderr | ${findId})`;
}

/** A command over as many lines as a terminal needs to show it whole. */
function wrap(parts: readonly string[]): string {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = `${lines.at(-1) ?? ''} ${part}`;
    if (lines.length > 0 && joined.length <= COLUMNS) lines[lines.length - 1] = joined;
    else lines.push(lines.length === 0 ? part : `  ${part}`);
  }
  return lines.join(' \\\n');
}

/** `individual[dob][day]=1`, as the wire has it. */
function pairs(parameters: object, outer?: string): readonly string[] {
  return Object.entries(parameters).flatMap(([key, value]: [string, unknown]) => {
    const name = outer === undefined ? key : `${outer}[${key}]`;
    return typeof value === 'object' && value !== null
      ? pairs(value, name)
      : [`${name}=${String(value)}`];
  });
}

function quote(pair: string): string {
  return `'${pair.replaceAll('+', '%2B')}'`;
}
