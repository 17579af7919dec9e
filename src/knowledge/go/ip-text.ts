/** Is a text an IP address or a network, as Go's `net/netip` reads them: no leading zeros, no short forms, no zone. */

const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** `10.0.0.1`, `::1`. */
export function isAddress(text: string): boolean {
  return text.includes(':') ? isV6(text) : V4.test(text);
}

function isV6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  if (tail.includes('.') && !V4.test(tail)) return false;
  const whole = tail.includes('.') ? `${text.slice(0, -tail.length)}0:0` : text;
  const [left = '', right, ...more] = whole.split('::');
  if (more.length > 0) return false;
  const words = [left, right ?? ''].filter((part) => part !== '').flatMap((part) => part.split(':'));
  const isComplete = right === undefined ? words.length === 8 : words.length < 8;
  return isComplete && words.every((word) => /^[\da-f]{1,4}$/i.test(word));
}

/** `10.0.0.0/8`: an address and how many of its bits count. */
export function isPrefix(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  if (bits === undefined || more.length > 0 || !/^(?:0|[1-9]\d{0,2})$/.test(bits)) return false;
  return isAddress(address) && Number(bits) <= (address.includes(':') ? 128 : 32);
}
