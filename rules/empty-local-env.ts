import type { Assignment, Finding, Project, Reference, Rule, RuleDocs } from '../src/core.ts';
import { defaultFor, unsafeFix } from '../src/fixes/edits.ts';
import { type Environment, environments, type Variable } from '../src/queries/environments/environment.ts';
import { proxies, proxyRole } from '../src/queries/proxies/proxies.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'empty-local-env',
  summary: {
    en: 'A dev container has a proxy, and its list comes from a variable that can be unset: the list is then empty.',
    zh: 'dev container 设了代理，排除列表却取自一个可能没有设置的变量：没设时列表就是空的。',
  },
  severity: 'warning',
  needs: ['json'],

  *check(project) {
    for (const environment of environments(project)) {
      if (environment.recipient?.program !== 'devcontainer') continue;
      const [proxy] = proxies(environment).filter(({ known, text }) => known && text !== '');
      const [list, reference] = emptyList(environment) ?? [];
      if (proxy && list && reference) yield finding(project, proxy, list, reference);
    }
  },
} satisfies Rule;

/** The only list of the container: the whole of a variable of this machine, which nothing in the project sets. */
function emptyList({ own, variables }: Environment): readonly [Assignment, Reference] | undefined {
  const lists = [...own].filter(({ name }) => proxyRole(name.text) === 'no-proxy');
  const bare = lists.flatMap((fact): (readonly [Assignment, Reference])[] => {
    const [piece, more] = fact.value.pieces;
    const isBare = piece?.kind === 'reference' && !more && piece.operator === undefined;
    return isBare && proxyRole(piece.name) === 'no-proxy' ? [[fact, piece]] : [];
  });
  const isSet = lists.some(({ name }) => variables.get(name.text)?.known);
  return bare.length === lists.length && !isSet ? bare[0] : undefined;
}

/** A default ends at the next colon: `::1` cannot be part of it. */
const DEFAULT = 'localhost,127.0.0.1';

function finding(project: Project, proxy: Variable, list: Assignment, reference: Reference): Finding {
  const { name } = reference;
  return {
    at: inside(list.value),
    message: {
      en: `Where ${name} is not set on this machine, local requests in the container go to the proxy`,
      zh: `本机没有设置 ${name} 时，容器里访问自己的请求会走代理`,
    },
    label: { en: 'empty if it is not set', zh: '没有设置就是空的' },
    why: {
      en: 'The proxy is set whatever this machine has; the list has no default.',
      zh: '不管本机有没有设置，容器里都会有代理；而列表没有默认值。',
    },
    related: [{ at: inside(proxy.assignment.name), message: { en: 'the proxy', zh: '代理' } }],
    fixes: unsafeFix(
      { en: `give it the default ${DEFAULT}`, zh: `加上默认值 ${DEFAULT}` },
      defaultFor(project, reference, DEFAULT),
    ),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
\`\${localEnv:NO_PROXY}\` in \`devcontainer.json\` is what NO_PROXY is on this machine, and nothing where it is not set. If the proxy beside it
is written out, or the project's shell sets it, the container then has a proxy and no list: health checks and servers on its own
loopback are asked through the proxy. A default comes after a second colon: \`\${localEnv:NO_PROXY:localhost,127.0.0.1}\`. It ends at
the next colon, so \`::1\` cannot be part of it.

Silent where proxy and list both come from this machine, because whoever sets one usually sets the other, and where the project's own
shell files set the list. The fix is unsafe: it decides what is exempt.

Sources: devcontainers/cli src/spec-common/variableSubstitution.ts (\`lookupValue\`); containers.dev, variables in devcontainer.json.`,
    zh: `
\`devcontainer.json\` 里的 \`\${localEnv:NO_PROXY}\` 取的是本机的 NO_PROXY，没有设置就是空的。如果旁边的代理是直接写出来的，或者项目里的 shell 设置了它，容器就只有代理、
没有列表：健康检查和容器自己回环地址上的服务都会走代理。默认值写在第二个冒号后面：\`\${localEnv:NO_PROXY:localhost,127.0.0.1}\`。它到下一个冒号为止，
所以不能包含 \`::1\`。

代理和列表都取自本机时不报告，因为设了一个的人通常也设了另一个；项目自己的 shell 文件设置了列表时也不报告。修复属于不安全：排除哪些地址由你决定。

来源：devcontainers/cli src/spec-common/variableSubstitution.ts 的 \`lookupValue\`；containers.dev 关于 devcontainer.json 变量的说明。`,
  },
  bad: [
    {
      files: `
        -- .devcontainer/devcontainer.json --
        {
          "image": "mcr.microsoft.com/devcontainers/base",
          "containerEnv": {
            "HTTPS_PROXY": "http://host.docker.internal:7890",
            "NO_PROXY": "\${localEnv:NO_PROXY}"
                         ^^^^^^^^^^^^^^^^^^^^ warning Where NO_PROXY is not set on this machine, local requests in the container go to the proxy
          }
        }
      `,
      unsafe: true,
      fixed: `
        -- .devcontainer/devcontainer.json --
        {
          "image": "mcr.microsoft.com/devcontainers/base",
          "containerEnv": {
            "HTTPS_PROXY": "http://host.docker.internal:7890",
            "NO_PROXY": "\${localEnv:NO_PROXY:localhost,127.0.0.1}"
          }
        }
      `,
    },
    {
      files: `
        -- .devcontainer.json --
        {
          "remoteEnv": {
            "https_proxy": "http://proxy.corp.example:3128",
            "no_proxy": "\${localEnv:no_proxy}"
                         ^^^^^^^^^^^^^^^^^^^^ warning
          }
        }
      `,
    },
  ],
  good: [
    {
      files: `
        -- .devcontainer/devcontainer.json --
        {
          "containerEnv": {
            "HTTPS_PROXY": "\${localEnv:HTTPS_PROXY}",
            "NO_PROXY": "\${localEnv:NO_PROXY}"
          }
        }
      `,
    },
    {
      files: `
        -- .devcontainer/devcontainer.json --
        {
          "containerEnv": {
            "HTTPS_PROXY": "http://host.docker.internal:7890",
            "NO_PROXY": "\${localEnv:NO_PROXY:localhost,127.0.0.1}"
          }
        }
      `,
    },
  ],
};
