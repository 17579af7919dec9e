import type { Symptom } from '../symptom.ts';

export default {
  id: 'node-tls-off',
  title: { en: 'A Node program warns that certificates are not checked', zh: 'Node 警告：证书校验已关闭' },
  texts: ["Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0'", 'NODE_TLS_REJECT_UNAUTHORIZED'],
  causes: [
    {
      text: {
        en: 'A left-over workaround: remove the line, and give Node the CA in NODE_EXTRA_CA_CERTS if one is needed.',
        zh: '遗留的临时办法：删掉这一行；如果需要，用 NODE_EXTRA_CA_CERTS 指定根证书。',
      },
      rules: ['tls-verification-off'],
    },
  ],
  confirm: { command: 'env | grep NODE_TLS', shows: { en: 'a line here is the cause', zh: '有输出就是原因' } },
  sources: ['measured: Node 20.20'],
} satisfies Symptom;
