import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment, readConfig } from '../../infra/config.ts';
import { codecToken } from '../../infra/temporal/ui.ts';
import { PROJECT, readProjectFile } from '../support/source-tree.ts';
import { COMPOSE_TEXT, interpolationsIn, JOBS, OURS, SERVICES } from './compose-file.ts';

const KNOWN = Object.keys(environment.shape).toSorted();
const given = [...new Set(Object.values(OURS).flatMap((one) => Object.keys(one.environment)))];

/** What the configuration knows and no container is told, with the reason. */
const NOT_GIVEN: Readonly<Record<string, string>> = {
  CARDWRIGHT_DATA_DIR: 'only `npm start` keeps data of its own',
  PORT: 'the default, which proxy and health check name',
  TEMPORAL_CLI_PATH: 'only `npm start` starts a Temporal server',
  TEMPORAL_PORT: 'only `npm start` starts a Temporal server',
  TEMPORAL_UI_PORT: 'the default, on which the UI is published',
};

describe('variables', () => {
  test('each one that our processes are given is one that the configuration knows', () => {
    expect(given.length).toBeGreaterThan(5);
    expect(given.filter((name) => !KNOWN.includes(name))).toEqual([]);
  });

  test('each one that the configuration knows is given, or there is a reason', () => {
    expect([...given, ...Object.keys(NOT_GIVEN)].toSorted()).toEqual(KNOWN);
  });

  test('each one that must be set is documented without a value, and made by the script', () => {
    const required = interpolationsIn(COMPOSE_TEXT).filter(({ kind }) => kind === 'required');
    const names = [...new Set(required.map(({ name }) => name))].toSorted();
    expect(Object.keys(variablesIn(readProjectFile('.env.example'))).toSorted()).toEqual(names);
    expect(Object.values(variablesIn(readProjectFile('.env.example'))).join('')).toBe('');
    expect(Object.keys(madeEnvironment()).toSorted()).toEqual(names);
  });

  test('what the script makes is accepted, fits together and is never the same twice', () => {
    const made = madeEnvironment();
    expect(readConfig(made)).toMatchObject({
      CARDWRIGHT_SECRET_KEY: expect.stringMatching(/^sk_test_/),
    });
    expect(made['CARDWRIGHT_CODEC_TOKEN']).toBe(codecToken(made['CARDWRIGHT_OPERATOR_KEY'] ?? ''));
    const again = Object.values(madeEnvironment());
    expect(Object.values(made).filter((value) => again.includes(value))).toEqual([]);
  });
});

describe('secrets', () => {
  test('only what is no secret has a default', () => {
    const optional = interpolationsIn(COMPOSE_TEXT).filter(({ kind }) => kind !== 'required');
    expect([...new Set(optional.map(({ name }) => name))].toSorted()).toEqual([
      'CARDWRIGHT_COUNTRY',
      'CARDWRIGHT_PUBLIC_URL',
      'CARDWRIGHT_REVEAL_ORIGINS',
      'LOG_LEVEL',
    ]);
  });

  test('each stands in the environment of whoever starts it, and not in the file', () => {
    const secrets = Object.values(SERVICES).flatMap(({ environment: all }) =>
      Object.entries(all).filter(([name]) =>
        /KEY|PASSWORD|PWD|TOKEN|SECRET|(?<!PUBLIC)_URL$/.test(name),
      ),
    );
    expect(secrets.length).toBeGreaterThan(10);
    for (const [name, value] of secrets)
      expect(interpolationsIn(String(value)), name).toEqual([
        { name: expect.any(String), kind: 'required' },
      ]);
  });

  test('only this machine reaches what is published', () => {
    const ports = Object.values(SERVICES).flatMap((one) => one.ports);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('services', () => {
  test('each that stays is checked for health', () => {
    const staying = Object.entries(SERVICES).filter(([name]) => !JOBS.has(name));
    expect(staying.length).toBeGreaterThan(5);
    for (const [name, { healthcheck }] of staying)
      expect(healthcheck, name).toMatchObject({ test: expect.any(Array) });
  });

  test('each image is pinned to a release', () => {
    const { version } = JSON.parse(readProjectFile('package.json'));
    const images = Object.values(SERVICES).map(({ image }) => image);
    const bases = [...readProjectFile('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(
      ([, from]) => from,
    );
    expect(bases.length).toBeGreaterThan(1);
    for (const image of [...images, ...bases]) expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-\w+)*$/);
    for (const { image } of Object.values(OURS)) expect(image).toBe(`cardwright:${version}`);
  });

  test('each of ours gets longer to stop than it takes at most', () => {
    const [, drainMs = ''] = /DRAIN_MS = ([\d_]+)/.exec(readProjectFile('api/main.ts')) ?? [];
    const [, force = ''] =
      /shutdownForceTime: '(\d+) seconds'/.exec(readProjectFile('worker/worker.ts')) ?? [];
    expect(graceSeconds('api') * 1_000).toBeGreaterThan(
      Number(drainMs.replaceAll('_', '')) + 5_000,
    );
    expect(graceSeconds('worker')).toBeGreaterThan(Number(force) + 5);
    expect(Number(force)).toBeGreaterThan(0);
    expect(drainMs).not.toBe('');
  });

  test('each file that is mounted, and each program of ours that is run, exists', () => {
    const mounted = Object.values(SERVICES)
      .flatMap(({ volumes }) => volumes)
      .filter((volume) => volume.startsWith('.'))
      .map((volume) => volume.split(':')[0] ?? '');
    const programs = [...readProjectFile('Dockerfile').matchAll(/dist\/[\w/-]+\.js/g)]
      .map(([program]) => program)
      .concat(Object.values(OURS).flatMap(({ command }) => command))
      .filter((word) => word.startsWith('dist/'))
      .map((program) => program.replace('dist/', '').replace(/\.js$/, '.ts'));
    expect(mounted.length).toBeGreaterThan(3);
    expect(programs.length).toBeGreaterThan(2);
    for (const file of [...mounted, ...programs])
      expect(existsSync(path.join(PROJECT, file)), file).toBe(true);
  });
});

const graceSeconds = (name: string): number =>
  Number(/^(\d+)s$/.exec(OURS[name]?.stop_grace_period ?? '')?.[1]);

function variablesIn(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function madeEnvironment(): Record<string, string> {
  const script = path.join(PROJECT, 'deploy/make-env.mjs');
  return variablesIn(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
}
