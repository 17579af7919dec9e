/** What tests of Clash clients begin with: a network in China and a subscription. */

export const NETWORK = { region: 'cn', domestic: [], overseas: [], local: [], clients: [], timeouts: {} };

export const SUBSCRIPTION = {
  'mixed-port': 7890,
  proxies: [
    { name: 'P', type: 'http', server: 'p.example.com', port: 443 },
    { name: 'Q', type: 'http', server: 'q.example.com', port: 443 },
  ],
  'proxy-groups': [{ name: 'G', type: 'select', proxies: ['P', 'Q'] }],
  rules: ['DOMAIN-SUFFIX,openai.com,G', 'MATCH,G'],
};
