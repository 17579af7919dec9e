/**
 * Files that another program writes: an edit there is lost when it writes them again. Told by the first lines, as the
 * generators' own sources write them, and by the places where Clash clients keep what they download and compose (each
 * client's source: Clash Verge Rev `utils/dirs.rs` and `help::get_uid`, Clash Party `utils/dirs.ts`, nikki and OpenClash init
 * scripts, ShellCrash `starts/clash_modify.sh`, FlClash `common/task.dart`, clashctl's installer, v2rayN's `Utils.cs`).
 */
import type { Text } from '../../core.ts';

/** Characters from the start within which the header is. */
const HEAD_CHARACTERS = 2000;
/** Lines of the header that are looked at. */
const HEAD_LINES = 8;

const COMMENT = /^\s*(?:#|;|\/\/|<!--)/;
const SAYS_SO: readonly RegExp[] = [
  /\bdo not (?:manually |hand-?)?(?:edit|modify|change)(?:\b[^.]*\b(?:this file|manually|directly|by hand|anything)\b|[ \t]*(?:[.!,;*#-]+(?:\s|$)|$))/i,
  /\b(?:auto(?:matically|-)?[- ]?generated|(?:file|config(?:uration)?|unit|profile) (?:is|was|has been) (?:re)?generated)\b/i,
  /^\W*(?:re)?generated (?:by|from|with|at|on)\b/i,
  /(?:^|\W)@generated\b/i,
  /\bansible[- ]managed\b|\b(?:file is )?managed by (?:ansible|puppet|chef|salt|home-manager|nix|man:systemd|terraform|cloud-init)\b/i,
  /^\W*clash verge runtime\b/i,
  /(?:此|本)(?:文件|配置)由.{0,40}(?:自动)?生成|自动生成.{0,10}(?:请勿|不要|勿)(?:手动)?(?:修改|编辑)|请勿(?:手动)?(?:修改|编辑)(?:此|本)文件/i,
];

/** Does the text's own header say that a program writes it? Comments in front of the first statement count. */
export function saysGenerated(text: string): boolean {
  const lines = text.slice(0, HEAD_CHARACTERS).split('\n', HEAD_LINES);
  const first = lines.findIndex((line) => line.trim() !== '' && !COMMENT.test(line) && !line.startsWith('<?xml'));
  const header = first < 0 ? lines : lines.slice(0, first);
  // Hermes' own units and job files are repaired: their repair is the point, and newer versions write them right.
  return header.some((line) => SAYS_SO.some((pattern) => pattern.test(line)) && !/hermes/i.test(line));
}

interface GeneratedPath {
  readonly path: RegExp;
  readonly program: string;
}

/** What clients compose (first) or download (then), by path. */
const PLACES: readonly GeneratedPath[] = [
  { path: /\/(?:clash-verge(?:-check)?|clash-config)\.yaml$/, program: 'Clash Verge' },
  { path: /\/[^/]*(?:[Cc]lash|verge|nyanpasu)[^/]*\/profiles\/R\w+\.yaml$/, program: 'Clash Verge' },
  { path: /\/profiles\/R[A-Za-z\d]{11}\.yaml$/, program: 'Clash Verge' },
  { path: /\/(?:mihomo|clash)-party\/(?:work\/(?:[^/]+\/)?config|profiles\/[^/]+)\.yaml$/, program: 'Clash Party' },
  { path: /\/etc\/nikki\/(?:run\/.+|subscriptions\/[^/]+)\.ya?ml$/, program: 'nikki' },
  { path: /\/etc\/openclash\/[^/]+\.ya?ml$/, program: 'OpenClash' },
  { path: /\/etc\/openclash\/(?:config|backup|history)\/.+\.ya?ml$/, program: 'OpenClash' },
  { path: /\/resources\/runtime\.yaml$/, program: 'clashctl' },
  { path: /\/\.claude\.json$/, program: 'Claude Code' },
  { path: /\/clash[^/]*\/resources\/(?:config|temp|profiles\/[^/]+)\.yaml$/, program: 'clashctl' },
  { path: /\/ShellCrash\/(?:yamls\/)?config\.yaml$/i, program: 'ShellCrash' },
  { path: /\/com\.follow\.?\/?clash\/(?:config|profiles\/.+)\.yaml$/, program: 'FlClash' },
  { path: /\/[Cc]lash[ -][Nn]yanpasu\/(?:clash-[\w-]+|profiles\/r\w+)\.yaml$/, program: 'Clash Nyanpasu' },
  { path: /\/(?:binConfigs\/config\.json|guiConfigs\/(?!Mixin)[^/]+\.ya?ml)$/, program: 'v2rayN' },
  { path: /\/group\.ws\.stash\.app\/stash\/.+\.(?:ya?ml|stoverride)$/, program: 'Stash' },
  { path: /\/nix\/store\//, program: 'Nix' },
  { path: /\/fish_variables$/, program: 'fish' },
  { path: /\/run\/systemd\/(?:generator(?:\.early|\.late)?|transient)\//, program: 'systemd' },
];

/** The program that keeps its own files at such a path; undefined for all other places. */
export function writerOf(file: string): string | undefined {
  return PLACES.find(({ path }) => path.test(`/${file}`))?.program;
}

/** Why a file isn't repaired, in words for a reader. `program` undefined: its own header says so. */
export function becauseGenerated(program: string | undefined): Text {
  return program === undefined
    ? {
        en: 'a program writes this file, as its first lines say: repair what it is made from',
        zh: '文件开头注明它由程序生成：要改就改它的来源',
      }
    : program === 'fish'
      ? {
          en: 'fish writes this file by itself: say `set -Ux NAME value` or `set -Ue NAME` in fish',
          zh: '这个文件由 fish 自己写入：请在 fish 里执行 `set -Ux NAME value` 或 `set -Ue NAME`',
        }
      : {
          en: `${program} writes this file and would undo a repair here: repair what it is made from`,
          zh: `这个文件由 ${program} 写入，改了也会被覆盖：要改就改它的来源`,
        };
}
