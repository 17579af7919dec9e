import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-geo-files',
  title: { en: 'Clash cannot start: geo files are missing', zh: 'Clash 启动失败：缺少 geo 文件' },
  texts: [
    "can't download MMDB",
    "can't initial GeoIP",
    "Can't find MMDB, start download",
    'GeoSite.dat',
    "can't download GeoSite",
    'can not download MMDB',
  ],
  includes: ['clash-policy-missing', 'clash-dials-direct'],
  causes: [
    {
      text: {
        en: 'The first start needs geo files from GitHub and there is no way to it yet: copy them by hand or set geox-url to a mirror. It looks like a fault of the file and is none.',
        zh: '首次启动要从 GitHub 下载 geo 文件，而这时代理还没起来：请手动拷贝，或把 geox-url 设为镜像。看着像配置错误，其实不是。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'ls -l ~/.config/mihomo/*.m*db ~/.config/mihomo/*.dat',
    shows: { en: 'missing or empty files are the cause', zh: '文件缺失或为空就是原因' },
  },
  sources: ['MetaCubeX/mihomo#1560', 'clash-verge-rev/clash-verge-rev#1562', 'juewuy/ShellCrash#1073'],
} satisfies Symptom;
