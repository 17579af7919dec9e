import type { Symptom } from '../symptom.ts';

export default {
  id: 'docker-daemon-down',
  title: { en: 'The Docker daemon does not answer', zh: 'Docker 守护进程没有响应' },
  texts: [
    'Cannot connect to the Docker daemon at',
    'failed to connect to the docker API',
    'Is the docker daemon running',
    'Error while fetching server API version',
    'permission denied while trying to connect to the Docker',
  ],
  causes: [
    {
      text: {
        en: 'The daemon is not running; a daemon.json that it refuses keeps it from starting. No file tells whether it runs.',
        zh: '守护进程没有运行；daemon.json 有误会使它启动失败。是否在运行，从文件里看不出来。',
      },
      rules: [],
    },
    {
      text: {
        en: 'DOCKER_HOST is a tcp:// address and goes through HTTP_PROXY.',
        zh: 'DOCKER_HOST 是 tcp:// 地址，并且走了 HTTP_PROXY。',
      },
      rules: ['no-proxy-lacks-local', 'missing-no-proxy'],
    },
    {
      text: {
        en: 'Your user has no right to the socket: sudo usermod -aG docker $USER, and log in again.',
        zh: '当前用户没有权限用这个 socket：sudo usermod -aG docker $USER，再重新登录。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'systemctl status docker --no-pager | head -5; journalctl -u docker -n 20 --no-pager',
    shows: { en: 'the last lines of the journal name the cause', zh: '日志最后几行会说明原因' },
  },
  sources: ['measured: docker 28.2'],
} satisfies Symptom;
