import type { Symptom } from '../symptom.ts';

export default {
  id: 'dns-nxdomain',
  title: { en: 'The DNS says that the name does not exist', zh: 'DNS 说这个名字不存在' },
  texts: ['NXDOMAIN', "server can't find"],
  causes: [
    {
      text: { en: 'The name is mistyped, or the server filters it.', zh: '名字写错，或这个 DNS 做了过滤。' },
      rules: ['malformed-url', 'single-resolver', 'ignored-resolver-setting'],
    },
  ],
  confirm: {
    command: 'dig +short @223.5.5.5 HOST; dig +short @1.1.1.1 HOST',
    shows: { en: 'different answers: filtered', zh: '结果不同：被过滤' },
  },
  sources: ['measured: BIND 9.18'],
} satisfies Symptom;
