/** The proxy that a ProxyCommand names, for the programs people use for it. */

/** `nc -X 5 -x 127.0.0.1:7891 %h %p` → `socks5://127.0.0.1:7891`. Undefined: another program decides. */
export function proxyOfCommand(command: string): string | undefined {
  const words = command.replace(/^exec\s+/, '').split(/\s+/);
  const program =
    (words[0] ?? '')
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.exe$/i, '') ?? '';
  const after = (...names: readonly string[]): string | undefined => {
    for (const [index, word] of words.entries()) {
      if (names.includes(word)) return words[index + 1];
      const joined = names.find((name) => word.startsWith(`${name}=`));
      if (joined) return word.slice(joined.length + 1);
    }
    return undefined;
  };
  switch (program) {
    case 'nc':
    case 'netcat':
      return fromNetcat(after('-x'), after('-X'));
    case 'ncat':
      return url(after('--proxy'), after('--proxy-type') === 'http' ? 'http' : socks(after('--proxy-type')));
    case 'connect':
    case 'connect-proxy':
      return url(after('-H'), 'http') ?? url(after('-S'), 'socks5');
    case 'corkscrew':
      return words[1] && words[2] ? `http://${words[1]}:${words[2]}` : undefined;
    case 'proxytunnel':
      return url(after('-p', '--proxy'), 'http');
    case 'socat':
      return fromSocat(command);
    default:
      return undefined;
  }
}

/** OpenBSD's nc: SOCKS5 unless `-X` says otherwise. */
function fromNetcat(address: string | undefined, protocol = '5'): string | undefined {
  return url(address, protocol === 'connect' ? 'http' : protocol === '4' ? 'socks4' : 'socks5');
}

const socks = (type = 'http'): string => (/^socks[45]$/.test(type) ? type : 'http');

function url(address: string | undefined, scheme: string): string | undefined {
  return address && /^[\w.-]+:\d+$/.test(address) ? `${scheme}://${address}` : undefined;
}

/** `socat - PROXY:127.0.0.1:%h:%p,proxyport=7890` and `SOCKS4A:127.0.0.1:%h:%p,socksport=7891`. */
function fromSocat(command: string): string | undefined {
  const http = /\bPROXY:([\w.-]+):/i.exec(command)?.[1];
  if (http) return `http://${http}:${/proxyport=(\d+)/.exec(command)?.[1] ?? '8080'}`;
  const host = /\bSOCKS4A?:([\w.-]+):/i.exec(command)?.[1];
  return host ? `socks4a://${host}:${/socksport=(\d+)/.exec(command)?.[1] ?? '1080'}` : undefined;
}
