/** Which YAML is a Clash configuration, by its content. */
import { describe, expect, test } from 'vitest';
import { looksLikeClash } from '../../src/knowledge/clash/sniff.ts';

describe('Clash YAML is told by its content', () => {
  test.each([
    'mixed-port: 7890\n',
    '\uFEFFmixed-port: 7890\r\nmode: rule\r\n',
    'port: 7890\nmode: Rule\nlog-level: info\n',
    'proxies:\n  - {name: a, type: ss, server: b, port: 1}\n',
    'rules:\n  - DOMAIN-SUFFIX,example.com,DIRECT\n',
    "payload:\n  - '+.example.com'\n",
    'payload:\n  # list\n  - 10.0.0.0/8\n',
    'Proxy:\n- {name: a}\nRule:\n- MATCH,a\n',
  ])('yes: %j', (text) => expect(looksLikeClash(text)).toBe(true));

  test.each([
    '',
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  config.yaml: |\n    mixed-port: 7890\n',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n- apiGroups: [""]\n',
    'services:\n  web:\n    image: x\nproxies: []\n',
    'rules:\n  - id: semgrep\n    pattern: x\n',
    'groups:\n- name: g\n  rules:\n  - alert: x\n',
    '- hosts: all\n  roles: []\n',
    'payload:\n  event: push\n',
    'port: 8080\nlog-level: info\n',
    '# OpenClash\n[General]\nDNS_PORT = 7874\n[YAML]\nallow-lan: true\nrule-providers: {}\n',
    'DOMAIN-SUFFIX,example.com\n10.0.0.0/8\n',
  ])('no: %j', (text) => expect(looksLikeClash(text)).toBe(false));
});
