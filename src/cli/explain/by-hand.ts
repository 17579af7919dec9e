/** What to edit where no command repairs a finding. */
import type { Diagnostic, Text } from '../../core.ts';
import { groupBy } from '../../text.ts';

/** The findings of one rule that a person must repair. */
export interface HandRepair {
  readonly rule: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined: the rule's page says it. */
  readonly what: Text | undefined;
}

const WHAT: Readonly<Record<string, Text>> = {
  'all-proxy-only': {
    en: 'Where the port also speaks HTTP (a mixed port), write its http:// address into http_proxy and https_proxy, and take this line out.',
    zh: '如果该端口也支持 HTTP（混合端口），就把它的 http:// 地址写进 http_proxy 和 https_proxy，并删掉这一行。',
  },
  'unknown-clash-policy': {
    en: 'Write a name that the file has, or define a node, a group or a provider of this name.',
    zh: '改成文件里已有的名字，或者补上叫这个名字的节点、策略组或规则集。',
  },
  'tls-verification-off': {
    en: 'Take this line out; for a server with a CA of its own, name that CA instead (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, http.sslCAInfo).',
    zh: '删掉这一行；如果服务器用的是自建 CA，就改为指定该 CA（NODE_EXTRA_CA_CERTS、SSL_CERT_FILE、http.sslCAInfo）。',
  },
};

/** The findings that no command repairs, one entry a rule, in the order of the findings. */
export function handRepairs(findings: readonly Diagnostic[]): readonly HandRepair[] {
  const open = findings.filter(({ fixes = [] }) => fixes.length === 0);
  return [...groupBy(open, ({ rule }) => rule)].map(([rule, diagnostics]) => ({ rule, diagnostics, what: WHAT[rule] }));
}
