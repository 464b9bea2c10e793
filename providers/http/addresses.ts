import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Networks in which no endpoint of a stranger can be: our own, those of the machine, of the link, of
 * the cloud's metadata, and what is reserved (IANA special-purpose registries). Calling them for
 * somebody would let him reach what only we can.
 */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** All of the public Internet: of the rest nothing is. */
const GLOBAL_V6: readonly [string, number] = ['2000::', 3];
/** Parts of it that are no public address, or carry one of IPv4 that would have to be judged itself. */
const PRIVATE_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const privateV4 = new BlockList();
for (const [network, prefix] of PRIVATE_V4) privateV4.addSubnet(network, prefix, 'ipv4');
const globalV6 = new BlockList();
globalV6.addSubnet(...GLOBAL_V6, 'ipv6');
const privateV6 = new BlockList();
for (const [network, prefix] of PRIVATE_V6) privateV6.addSubnet(network, prefix, 'ipv6');

/** Whether the address (of either family, without brackets) is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !privateV4.check(address, 'ipv4');
  if (isIP(address) === 0) return false;
  return globalV6.check(address, 'ipv6') && !privateV6.check(address, 'ipv6');
}

/** The address that the host of a URL names by itself, when it is no name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}
