import type { Symptom } from '../symptom.ts';

export default {
  id: 'java-proxy',
  title: { en: 'A Java program ignores the proxy variables', zh: 'Java 程序不读代理变量' },
  texts: [
    'sun.security.validator.ValidatorException',
    'java.net.ConnectException',
    'java.net.UnknownHostException',
    'java.net.SocketTimeoutException',
  ],
  causes: [
    {
      text: {
        en: 'Java reads http.proxyHost and https.proxyHost, not HTTP_PROXY; Gradle takes them from gradle.properties.',
        zh: 'Java 读的是 http.proxyHost、https.proxyHost，不是 HTTP_PROXY；Gradle 从 gradle.properties 读取。',
      },
      rules: ['proxy-port-mismatch'],
    },
    {
      text: {
        en: 'Something reads the traffic and Java does not know its CA.',
        zh: '中间有程序解密流量，而 Java 不认识它的根证书。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'java -XshowSettings:properties -version 2>&1 | grep -i proxy',
    shows: { en: 'no line: Java uses none', zh: '没有输出：Java 没有用代理' },
  },
  sources: ['measured: OpenJDK 17'],
} satisfies Symptom;
