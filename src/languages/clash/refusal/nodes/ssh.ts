/** What mihomo refuses in nodes of the type `ssh` (`adapter/outbound/ssh.go`, `x/crypto/ssh: ParsePrivateKey`). */
import type { Text } from '../../../../core.ts';
import { readPem } from '../../../../knowledge/go/pem.ts';
import { itemsOf, type ScalarNode } from '../../tree.ts';
import { isOutside, UNSAFE_PATH } from '../paths.ts';
import { type Report, refuse } from '../report.ts';
import { PEM_FAULTS } from './certificates.ts';
import { type Check, refuseValue, scalarOf, textOf } from './field.ts';

/** `NewSsh`: a key is the text itself or a file inside mihomo's folder; `~` is no home folder there. */
export const checkSsh: Check = (report, field) => {
  const key = scalarOf(field('private-key'));
  const hasPassphrase = textOf(field('private-key-passphrase')) !== '';
  if (key?.type === 'string' && key.value.text.includes('PRIVATE KEY')) checkKeyText(report, key, hasPassphrase);
  else if (key?.type === 'string') checkKeyFile(report, key);
  for (const item of itemsOf(field('host-key'))) {
    const text = textOf(item).trim();
    // What the key begins with says its type in base64, after its length of three zero bytes.
    if (text === '' || /\sAAAA[A-Za-z\d+/=]/.test(text) || /\.\.\.|…|[<{*]|AAAA$|[^\x00-\x7f]/.test(text)) continue;
    const what = { en: 'a host key of an SSH node is incomplete', zh: 'SSH 节点的 host-key 不完整' };
    const label = { en: 'type and key, such as ssh-ed25519 AAAA…', zh: '要写类型和公钥，例如 ssh-ed25519 AAAA…' };
    refuseValue(report, item, what, label, 'parse host key :');
  }
};

/** Types of PEM blocks that contain a private key (`ParseRawPrivateKey`). */
const KEY_LABELS = ['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'DSA PRIVATE KEY', 'OPENSSH PRIVATE KEY'];
/** OpenSSH's format names its cipher right at the start: `none`, or that of an encrypted key. */
const OPENSSH_PLAIN = /^b3BlbnNzaC1rZXktdjEAAAAABG5vbmU/;
const OPENSSH_ENCRYPTED = /^b3BlbnNzaC1rZXktdjEAAAAA(?!BG5vbmU)/;

interface Fault {
  readonly label: Text;
  readonly said: string;
}

function checkKeyText(report: Report, key: ScalarNode, hasPassphrase: boolean): void {
  const fault = keyFault(key.value.text, hasPassphrase);
  if (!fault) return;
  const what = { en: 'private-key of an SSH node cannot be read', zh: 'SSH 节点的 private-key 无法读取' };
  refuseValue(report, key, what, fault.label, fault.said);
}

function keyFault(text: string, hasPassphrase: boolean): Fault | undefined {
  const { labels, body, fault } = readPem(text);
  const [label] = labels;
  if (fault) return { label: PEM_FAULTS[fault], said: 'ssh: no key found' };
  if (label === undefined) return undefined;
  if (!KEY_LABELS.includes(label)) {
    return {
      label: { en: `keys of the kind ${label} are not supported`, zh: `不支持 ${label} 类型的密钥` },
      said: `ssh: unsupported key type "${label}"`,
    };
  }
  const isEncrypted = label.startsWith('OPENSSH') ? OPENSSH_ENCRYPTED.test(body) : /Proc-Type:.*ENCRYPTED/.test(text);
  if (isEncrypted && !hasPassphrase) {
    return {
      label: {
        en: 'encrypted, and private-key-passphrase is missing',
        zh: '密钥已加密，却没有写 private-key-passphrase',
      },
      said: 'ssh: this private key is passphrase protected',
    };
  }
  const isPlain = label.startsWith('OPENSSH') && OPENSSH_PLAIN.test(body);
  return isPlain && hasPassphrase
    ? {
        label: {
          en: 'not encrypted: delete private-key-passphrase',
          zh: '密钥没有加密，请删去 private-key-passphrase',
        },
        said: 'ssh: key is not password protected',
      }
    : undefined;
}

function checkKeyFile(report: Report, key: ScalarNode): void {
  const { text } = key.value;
  if (text.startsWith('~')) {
    const what = { en: 'private-key names a file that is not there', zh: 'private-key 指向的文件不存在' };
    const label = {
      en: '`~` is a folder of that name inside mihomo’s own',
      zh: '`~` 在这里只是 mihomo 目录下的一个同名文件夹',
    };
    refuseValue(report, key, what, label, `open ${text}: no such file or directory`);
  } else if (isOutside(text) || /^\/(?:root|home\/[^/]+|Users\/[^/]+)\/\.ssh\//.test(text)) {
    refuse(report, {
      at: key.at,
      what: { en: 'private-key lies outside of mihomo’s folder', zh: 'private-key 在 mihomo 的目录之外' },
      label: { en: 'a path inside that folder, or the key itself', zh: '写该目录内的路径，或直接写密钥内容' },
      said: `path is not subpath of home directory or SAFE_PATHS: ${text}`,
      versions: UNSAFE_PATH,
    });
  }
}
