import type { Symptom } from '../symptom.ts';

export default {
  id: 'node-tls-off',
  title: { en: 'A program warns that certificates are not checked', zh: '程序警告：证书校验已关闭' },
  texts: [
    "Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0'",
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'InsecureRequestWarning',
    'Unverified HTTPS request is being made',
    'TLS certificate verification has been disabled',
  ],
  causes: [
    {
      text: {
        en: 'A left-over workaround: remove the line, and name the CA if one is needed (NODE_EXTRA_CA_CERTS for Node, SSL_CERT_FILE for others).',
        zh: '遗留的临时办法：删掉这一行；如果需要，再指定根证书（Node 用 NODE_EXTRA_CA_CERTS，其他程序用 SSL_CERT_FILE）。',
      },
      rules: ['tls-verification-off'],
    },
    {
      text: {
        en: 'The program itself asks without a check: verify=False in Python’s requests.',
        zh: '程序自己关掉了校验：例如 Python requests 里的 verify=False。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: "env | grep -E 'NODE_TLS|PYTHONHTTPSVERIFY|SSL_NO_VERIFY'",
    shows: { en: 'a line here is the cause', zh: '有输出就是原因' },
  },
  sources: ['measured: Node 20.20', 'urllib3 docs, advanced usage: TLS warnings'],
} satisfies Symptom;
