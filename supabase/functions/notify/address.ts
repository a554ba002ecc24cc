// Where a notification may go: an allowed host, over https, at an address of the public internet.
import ipaddr from 'ipaddr.js';

/** Why nothing is sent; its words are kept, and name neither the address nor a secret. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

export type Rules = {
  hosts: readonly string[];
  /** The local stack: http, other ports and private addresses as well. */
  plainHttp: boolean;
};

export type Destination = { address: string; port: number; tls: boolean; host: string; path: string };

/** The addresses that a name stands for. */
export type Resolve = (host: string) => Promise<string[]>;

/** Whether everybody reaches the same machine under it: nothing private, local, mapped, tunnelled or reserved. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Of IPv6 nothing but 2000::/3 has been given out.
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parse('2000::'), 3);
}

/** The address as a URL, if it may be sent to at all. */
export function checkUrl(text: string, { hosts, plainHttp }: Rules): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Undeliverable('the address is no URL');
  }
  if (url.protocol !== 'https:' && !(plainHttp && url.protocol === 'http:')) {
    throw new Undeliverable('the address is not https');
  }
  if (url.username !== '' || url.password !== '') throw new Undeliverable('the address holds a user or a password');
  if (url.port !== '' && !plainHttp) throw new Undeliverable('the address has another port than 443');
  if (!hosts.includes(url.hostname)) throw new Undeliverable('the host is not among the setting notification_hosts');
  return url;
}

/** What to connect to. The name is looked up once, every answer is checked, and one of these answers is connected to. */
export async function destinationOf(text: string, rules: Rules, resolve: Resolve): Promise<Destination> {
  const url = checkUrl(text, rules);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = ipaddr.isValid(host) ? [host] : await resolve(host);
  const [address] = addresses;
  if (address === undefined) throw new Undeliverable('the host has no address');
  // One that is not public taints them all: whoever answers for the name is not to be trusted.
  if (!rules.plainHttp && !addresses.every(isPublic)) throw new Undeliverable('the host leads to a private address');
  const tls = url.protocol === 'https:';
  return { address, port: Number(url.port || (tls ? 443 : 80)), tls, host, path: `${url.pathname}${url.search}` };
}
