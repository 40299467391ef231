// Where pushes may go. Players name the address and this server calls it: so that nobody reaches through it what only it
// can reach, that has to be a name of the public web, and what the name means is looked at when a connection is made.

import { Resolver } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Names that mean nothing, or something else, outside one machine or network (RFC 6761, 6762, 8375, 9476). */
const reserved = /(^|\.)(localhost|local|internal|test|invalid|onion|alt|home\.arpa)$/;

/** @param services Origins that may be used whatever they are: the operator has named them. */
export function mayReceive(endpoint: string, services: readonly string[]): boolean {
  const url = URL.parse(endpoint);
  if (!url || url.username !== '' || url.password !== '') return false;
  if (services.includes(url.origin)) return true;
  const host = url.hostname.replace(/\.$/, '');
  const isName = host.includes('.') && isIP(host) === 0 && !host.startsWith('[');
  return url.protocol === 'https:' && url.port === '' && isName && !reserved.test(host);
}

/** IANA's special-purpose registries: what is not reachable by everyone, or stands for another address. */
const special = new BlockList();
for (const network of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
]) {
  const [address, prefix] = network.split('/') as [string, string];
  special.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
/** All of IPv6 that is public; mapped, translated and local addresses are outside of it. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address);
  return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

export class NotPublic extends Error {}

/**
 * For a connection's `lookup`, so that the addresses looked at are the ones used. Fails with NotPublic where any is not.
 * DECISION: Node's own lookup takes one of four threads that all of the process shares, for as long as the name's server
 * likes; this one takes none.
 *
 * @param servers Of DNS; left out: the machine's.
 */
export function publicLookup(servers?: readonly string[]): LookupFunction {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers) resolver.setServers(servers);
  const addressesOf = async (name: string) => {
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found = [
      ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
      ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
    ];
    if (!found.every(({ address }) => isPublic(address)))
      throw new NotPublic('its name has an address that is not public');
    if (found.length === 0) throw new Error('its name has no address');
    return found;
  };
  return (name, { all }, callback) => {
    addressesOf(name).then(
      (found) => (all ? callback(null, found) : callback(null, found[0]!.address, found[0]!.family)),
      (error: Error) => callback(error, []),
    );
  };
}
