import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { appendToList, fixOf } from '../src/fixes/edits.ts';
import { type Asking, askings } from '../src/queries/compose.ts';
import type { Environment } from '../src/queries/environments/environment.ts';
import { decisions, isBypass } from '../src/queries/proxies/client-routes.ts';
import { atOrigin, listEntries, noProxies, proxies, servesOnlyProxies } from '../src/queries/proxies/proxies.ts';
import { enumerated, groupBy, inside } from '../src/text.ts';

export default {
  id: 'compose-service-not-exempt',
  summary: {
    en: 'A container asks another service of its compose file through the proxy.',
    zh: '容器访问同一 compose 文件里的另一个服务时会走代理。',
  },
  severity: 'error',
  needs: ['yaml'],

  *check(project) {
    for (const [environment, all] of groupBy(askings(project), (one) => one.environment)) {
      if (environment.isIncomplete || proxies(environment).length === 0) continue;
      const gone = all.filter((one) => isProxied(project, one));
      if (gone.length > 0) yield* notExempt(project, environment, gone);
    }
  },
} satisfies Rule;

/** Proxied by some client and direct in none: where clients differ, another rule reports it. */
function isProxied(project: Project, { environment, scheme, host }: Asking): boolean {
  const answers = decisions(project, environment, `${scheme}://${host}/`).map(([, decision]) => decision);
  return !answers.some(isBypass) && answers.some(({ verdict }) => verdict === 'proxy');
}

/** A missing list is reported by another rule; once it exists, this rule checks it. */
function* notExempt(project: Project, environment: Environment, gone: readonly Asking[]): Iterable<Finding> {
  const lists = atOrigin(noProxies(environment)).filter(
    (list) => list.known && !list.presumed && !listEntries(list.text).includes('*'),
  );
  const [first, ...others] = lists;
  if (!first || noProxies(environment).some(({ known }) => !known)) return;
  const hosts = gone.map(({ host }) => host);
  yield {
    at: inside(first.assignment.value),
    severity: gone.some(({ isUrl }) => isUrl) ? undefined : 'warning',
    message: {
      en: `${environment.name} asks ${enumerated(hosts)} through the proxy, which does not know that name`,
      zh: `${environment.name} 会通过代理去访问 ${hosts.join('、')}，而代理不认识这个名字`,
    },
    label: { en: `lacks ${hosts.join(', ')}`, zh: `缺少 ${hosts.join('、')}` },
    why: {
      en: 'Names of services exist only inside the compose network; the proxy answers 502 or times out.',
      zh: '服务名只在 compose 的网络里有效，代理只会返回 502 或者超时。',
    },
    related: gone.map(({ at, host }) => ({ at, message: { en: `${host} is asked here`, zh: `这里用到了 ${host}` } })),
    fixes: fixOf(
      { en: `append ${hosts.join(',')}`, zh: `补上 ${hosts.join(',')}` },
      lists.every(({ assignment }) => servesOnlyProxies(project, assignment)),
      ...[first, ...others].map((list) => appendToList(project, list.assignment.value, hosts)),
    ),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
Services of one compose file reach each other by their names (\`http://llm:8000\`), which only compose's own network resolves. With a
proxy in \`environment\` (or from the docker client's \`config.json\`) such a request goes to the proxy, which cannot find the name.
Every sibling that is asked belongs into \`NO_PROXY\`; docker adds none by itself.

Who asks whom is told by the URLs in a service's variables, by name, \`container_name\`, \`hostname\` and network aliases. \`depends_on\`
alone counts where the other service's health check or command speaks of http: databases are not asked through an HTTP proxy.`,
    zh: `
同一个 compose 文件里的服务用名字互相访问（\`http://llm:8000\`），这些名字只有 compose 自己的网络能解析。\`environment\` 里设了代理（或者来自
docker 客户端的 \`config.json\`），请求就会交给代理，而代理找不到这个名字。凡是要访问的其他服务都要写进 \`NO_PROXY\`，docker 不会自动添加。

谁访问谁，看服务变量里的 URL，认服务名、\`container_name\`、\`hostname\` 和网络别名。只有 \`depends_on\` 时，要对方的健康检查或命令里出现 http 才算：
数据库不会经 HTTP 代理访问。`,
  },
  bad: [
    {
      files: `
        -- compose.yaml --
        services:
          web:
            image: example/web
            environment:
              HTTP_PROXY: http://host.docker.internal:7890
              http_proxy: http://host.docker.internal:7890
              NO_PROXY: localhost,127.0.0.1,::1
                        ^^^^^^^^^^^^^^^^^^^^^^^ error web asks llm and search through the proxy, which does not know that name
              no_proxy: localhost,127.0.0.1,::1
              OPENAI_BASE_URL: http://llm:8000/v1
              SEARCH_URL: http://search:8080
          llm:
            image: vllm/vllm-openai
          engine:
            image: searxng/searxng
            container_name: search
      `,
      fixed: `
        -- compose.yaml --
        services:
          web:
            image: example/web
            environment:
              HTTP_PROXY: http://host.docker.internal:7890
              http_proxy: http://host.docker.internal:7890
              NO_PROXY: localhost,127.0.0.1,::1,llm,search
              no_proxy: localhost,127.0.0.1,::1,llm,search
              OPENAI_BASE_URL: http://llm:8000/v1
              SEARCH_URL: http://search:8080
          llm:
            image: vllm/vllm-openai
          engine:
            image: searxng/searxng
            container_name: search
      `,
    },
    {
      files: `
        -- docker-compose.yml --
        services:
          worker:
            image: example/worker
            env_file: worker.env
            depends_on: [api, db]
          api:
            image: example/api
            healthcheck:
              test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
          db:
            image: postgres
        -- worker.env --
        http_proxy=http://proxy.corp.example:3128
        no_proxy=localhost,127.0.0.1,::1
                 ^^^^^^^^^^^^^^^^^^^^^^^ warning worker asks api through the proxy, which does not know that name
      `,
      fixed: `
        -- worker.env --
        http_proxy=http://proxy.corp.example:3128
        no_proxy=localhost,127.0.0.1,::1,api
      `,
    },
  ],
  good: [
    {
      files: `
        -- compose.yaml --
        services:
          web:
            image: example/web
            environment:
              - http_proxy=http://host.docker.internal:7890
              - no_proxy=localhost,127.0.0.1,::1,llm
              - OPENAI_BASE_URL=http://llm:8000/v1
              - DATABASE_URL=postgres://db:5432/x
            depends_on: [db]
          llm:
            image: vllm/vllm-openai
            environment:
              - PUBLIC_URL=http://llm:8000
          db:
            image: postgres
      `,
    },
    {
      files: `
        -- compose.yaml --
        services:
          web:
            environment:
              HTTPS_PROXY: http://host.docker.internal:7890
              https_proxy: http://host.docker.internal:7890
              NO_PROXY: localhost,127.0.0.1,::1
              no_proxy: localhost,127.0.0.1,::1
              OPENAI_BASE_URL: http://\${LLM_HOST}:8000/v1
          llm:
            image: vllm/vllm-openai
      `,
    },
  ],
};
