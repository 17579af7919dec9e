import type { Symptom } from '../symptom.ts';

export default {
  id: 'docker-pull-limit',
  title: {
    en: 'Docker Hub counts your pulls with those of everyone behind the same address',
    zh: 'Docker Hub 把同一出口地址的拉取次数算在一起',
  },
  texts: [
    'toomanyrequests',
    'You have reached your pull rate limit',
    'You have reached your unauthenticated pull rate limit',
  ],
  includes: ['docker-pull-timeout', 'http-429'],
  causes: [
    {
      text: {
        en: 'The exit of a proxy’s node is one address for many people, and 100 pulls in six hours without a login are counted for each address. Log in: docker login.',
        zh: '代理节点的出口由许多人共用一个地址，而未登录的拉取按地址计数，每 6 小时 100 次。先登录：docker login。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The mirrors of daemon.json are asked first, or auth.docker.io goes another way than registry-1.docker.io. See where each goes: envlint route https://registry-1.docker.io.',
        zh: 'daemon.json 里的镜像源先被询问，或 auth.docker.io 与 registry-1.docker.io 走的路不同。用 envlint route https://registry-1.docker.io 看各自怎么走。',
      },
      rules: ['domestic-via-proxy'],
    },
  ],
  confirm: {
    command:
      'TOKEN=$(curl -sS "https://auth.docker.io/token?service=registry.docker.io&scope=repository:ratelimitpreview/test:pull" | python3 -c "import json,sys; print(json.load(sys.stdin)[\'token\'])"); curl -sSI -H "Authorization: Bearer $TOKEN" https://registry-1.docker.io/v2/ratelimitpreview/test/manifests/latest | grep -i ratelimit',
    shows: {
      en: 'docker-ratelimit-source is the address that is counted',
      zh: 'docker-ratelimit-source 就是被计数的地址',
    },
  },
  sources: ['docs.docker.com/docker-hub/usage/pulls', 'docker/hub-feedback#1907'],
} satisfies Symptom;
