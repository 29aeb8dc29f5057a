/**
 * One form of a sign-in name for looking somebody up, for counting wrong attempts and for keeping it: letters that Unicode holds
 * equal (a full-width K, the sign for kelvin) and capitals are one. Were they counted apart, each would be a guess for nothing.
 */
export function canonicalName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/**
 * One form of an e-mail address: capitals of the Latin alphabet are small. Nothing else is folded: at the school's provider an
 * address with another sign is another account, and must not bind to the person whose address it looks like.
 */
export function canonicalAddress(address: string): string {
  // Not normalised: NFC alone would make the sign for kelvin a K.
  return address.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * One form of a network address for counting: IPv6 by its first 64 bits, which is what one household or one building has, as
 * `2001:db8:0:1::/64`; IPv4, also where it is written within IPv6, whole.
 */
export function canonicalNetwork(address: string): string {
  const plain = address.trim().toLowerCase().replace(/%.*$/, '');
  const mapped = /^(?:::ffff:|0:0:0:0:0:ffff:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped) return mapped[1];
  if (!plain.includes(':')) return plain;
  const [head, tail = ''] = plain.split('::');
  const groups = (text: string): string[] => text.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail)];
  const filled = plain.includes('::') ? Array.from({ length: 8 - first.length - last.length }, () => '0') : [];
  const network = [...first, ...filled, ...last].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
