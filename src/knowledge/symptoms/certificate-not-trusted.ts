import type { Symptom } from '../symptom.ts';

export default {
  id: 'certificate-not-trusted',
  title: { en: 'The certificate of the other side is not accepted', zh: '对方的证书校验不通过' },
  texts: [
    'CERTIFICATE_VERIFY_FAILED',
    'SSLCertVerificationError',
    'certificate verify failed',
    'SSL certificate problem',
    'no alternative certificate subject name matches target host name',
    'server certificate verification failed',
    'certificate is not valid for',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'unable to verify the first certificate',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'CERT_HAS_EXPIRED',
    'unable to get local issuer certificate',
    'self-signed certificate',
    'self signed certificate',
    'invalid peer certificate',
    'x509: certificate signed by unknown authority',
    'x509: certificate',
    'failed to verify certificate',
    'PKIX path building failed',
    'SSL certificate verification failed',
    'SSL peer certificate or SSH remote key was not OK',
    '证书验证失败',
    '证书校验失败',

    'no alternative certificate subject name matches target hostname',
    'SEC_E_UNTRUSTED_ROOT',
    'SEC_E_WRONG_PRINCIPAL',
    'CERT_TRUST_IS_UNTRUSTED_ROOT',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'cannot verify {host}',
    '无法验证 {host}',
    'ERR_CERT_AUTHORITY_INVALID',
    'ERR_CERT_COMMON_NAME_INVALID',
    'ERR_CERT_DATE_INVALID',
    'certificate has expired',
    '证书不受信任',
    'certificate signed by unknown authority',
    'UnknownIssuer',
  ],
  includes: [
    'uv-request-failed',
    'java-proxy',
    'aiohttp-cannot-connect',
    'docker-pull-timeout',
    'git-cannot-access',
    'fetch-failed',
    'openai-connection-error',
  ],
  single: ['x509'],
  causes: [
    {
      text: {
        en: 'Something between reads the traffic (a company proxy, Steam++, FastGithub, dev-sidecar, a debugging proxy) and this program does not know its CA: give it the CA in SSL_CERT_FILE, REQUESTS_CA_BUNDLE or NODE_EXTRA_CA_CERTS.',
        zh: '中间有程序在解密流量（公司代理、Steam++、FastGithub、dev-sidecar、抓包工具），而这个程序不认识它的根证书：用 SSL_CERT_FILE、REQUESTS_CA_BUNDLE 或 NODE_EXTRA_CA_CERTS 指定根证书。',
      },
      rules: [],
    },
    {
      text: { en: 'A CA variable names a file that is not there.', zh: '证书变量指向的文件不存在。' },
      rules: ['unexpanded-path', 'unexpanded-variable'],
    },
    {
      text: {
        en: 'The DNS answered with somebody else’s server: the certificate carries another name.',
        zh: 'DNS 返回了别人的服务器：证书上的名字对不上。',
      },
      rules: ['single-resolver'],
    },
    {
      text: {
        en: 'The clock of this machine is wrong, or the CA bundle of this Python or conda is old.',
        zh: '系统时间不对，或者这个 Python、conda 自带的根证书太旧。',
      },
      rules: [],
    },
    {
      text: {
        en: 'Verification was switched off somewhere to hide this. That hides the fault and opens the traffic; it is no repair.',
        zh: '有人为了绕过这个错误关掉了校验。这只会掩盖问题并暴露流量，不是修复。',
      },
      rules: ['tls-verification-off'],
    },
  ],
  confirm: {
    command:
      'echo | openssl s_client -connect {host}:443 -servername {host} 2>/dev/null | openssl x509 -noout -issuer -subject -dates; date -u',
    shows: {
      en: 'the issuer says who answered; the dates tell about the clock',
      zh: '签发者说明是谁在应答；日期可核对系统时间',
    },
  },
  sources: [
    'measured: Python 3.11, curl 7.88, Node 20, Go 1.19, git 2.39',
    'anthropics/claude-code#22512',
    'npm/npm#11919',
    'astral-sh/uv#16233',
  ],
} satisfies Symptom;
