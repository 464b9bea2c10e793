import type { Config } from '../infra/config.ts';
import { type WantedPort, checkPorts } from './ports.ts';

export interface Addresses {
  /** Of the API, as this machine reaches it. */
  readonly baseUrl: string;
  readonly port: number;
  readonly temporalPort: number;
  readonly temporalUiPort: number;
}

const LOCAL = '127.0.0.1';

/** Where this instance will listen: all of it is free now, or a problem says what is not. */
export async function claimAddresses(config: Config): Promise<Addresses> {
  const { HOST, PORT, TEMPORAL_PORT, TEMPORAL_UI_PORT, TEMPORAL_ADDRESS } = config;
  const ofApi: WantedPort = { variable: 'PORT', host: HOST, port: PORT };
  const ofTemporal: readonly WantedPort[] = [
    { variable: 'TEMPORAL_PORT', host: LOCAL, port: TEMPORAL_PORT },
    { variable: 'TEMPORAL_UI_PORT', host: LOCAL, port: TEMPORAL_UI_PORT },
  ];
  const isOurs = TEMPORAL_ADDRESS === undefined;
  const ports = await checkPorts(isOurs ? [ofApi, ...ofTemporal] : [ofApi]);
  const [port = PORT, temporalPort = TEMPORAL_PORT, temporalUiPort = TEMPORAL_UI_PORT] = ports;
  return { baseUrl: baseUrlOf(HOST, port), port, temporalPort, temporalUiPort };
}

/** "All addresses" is none that can be asked: this machine then reaches itself. */
export function baseUrlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? LOCAL : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
