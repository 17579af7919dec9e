/** Which names indicate secrets, and which values could be secrets. Names and shapes only; no documents here. */

import { HOLE } from '../core.ts';
import { isRandom } from './shape.ts';

/** Suffixes of names for something public about a secret: `SSH_KEY_FILE`, `TOKEN_LIMIT`. */
const PUBLIC_WORDS = new Set(
  (
    'FILE FILES PATH PATHS DIR DIRECTORY FOLDER NAME NAMES SOCK SOCKET URL URI TYPE MODE METHOD METHODS ALGORITHM ALG ' +
    'CIPHER LENGTH LEN SIZE LIMIT LIMITS COUNT TTL TIMEOUT EXPIRY EXPIRES EXPIRATION LIFETIME PREFIX SUFFIX HEADER ENDPOINT ' +
    'ENABLED ENABLE DISABLED REQUIRED OPTIONAL PROVIDER PROVIDERS HELPER ASKPASS COMMAND CMD VERSION REGION HOST HOSTS ' +
    'PORT ENV BUDGET WINDOW ROTATION POLICY STORE BACKEND ISSUER AUDIENCE SERVER SERVICE SCOPE SCOPES FORMAT ENCODING PROMPT ID RETENTION INTERVAL RATE USAGE USER USERS STDIN FD INPUT MANAGER LESS CHECK RESET'
  ).split(' '),
);

/** Words that make whatever follows public: `PUBLIC_KEY`, `PRIMARY_KEY`. */
const PUBLIC_BEFORE = new Set('PUBLIC PUB PRIMARY FOREIGN SORT PARTITION CACHE COMPOSE HOT SHORTCUT'.split(' '));

/** The folder of a shell; in small letters it is a password. */
const FOLDERS = new Set(['PWD', 'OLDPWD']);
const PUBLIC_NAMES = new Set('SSH_AUTH_SOCK GPG_KEY CLASH_KEY KEY_BINDINGS HTTP_AUTH'.split(' '));

/** A name without one of these is not the name of a secret. */
const TELLING =
  /key|tok|pas|pwd|pw|psw|secret|cred|auth|cookie|psk|pat|jwt|bearer|[_-]?sk$|[a-z]Sk$|ses|code|seed|bduss|mnemonic|(?:^|_)sas$|pin$|pepper|otp$|sid$|licen[cs]e|salt|signing$|jct|nsec|mima|csrf|xsrf|uuid|bark|basic|contrase|密|口令|令牌/i;

/** Anywhere in a name, also in the middle of a word: `PGPASSWORD`, `CLIENTSECRET`. */
const ANYWHERE = /PASSWORD|PASSWORT|PASWORD|PASSWD|PASSPHRASE|PASSWRD|CREDENTIAL|SECRET|APIKEY|AUTHTOKEN|ACCESSTOKEN/;

const LAST_WORDS = new Set(
  (
    'KEY KEYS TOKEN TOKENS PAT PWD PW PSW PASS PASSCODE AUTH AUTHCODE PSK CRED CREDS COOKIE COOKIES JWT BEARER AUTHORIZATION ' +
    'AUTHSTR SESSDATA BDUSS MNEMONIC PINCODE SAS PIN OTP LICENSE LICENCE CSRF XSRF NSEC SALT PEPPER MIMA RPCAUTH PROXYAUTH'
  ).split(' '),
);
/**
 * Endings of a last word that is written together: `SSHPASS`, `EncodingAESKey`, `DBPW`; and ordinary words with the same
 * endings.
 */
const GLUED = /(?:KEY|TOKEN|PASS|PWD|PSK|CREDS?|COOKIE|PASSCODE)S?$|^[A-Z]{2,}PW$/;
const NOT_GLUED =
  /(?:MONKEY|TURKEY|DONKEY|HOTKEY|JOCKEY|HOCKEY|WHISKEY|BYPASS|COMPASS|SURPASS|TRESPASS|SACRED|BUTTONPRESS)S?$/;
/** Codes and seeds that open something; any other code is a number, any other seed a choice. */
const OPENING =
  /(?:^|_)(?:(?:AUTH|RECOVERY|BACKUP|UNLOCK|ACTIVATION|LICEN[CS]E)_CODES?|T?OTP_SEED|[MT]FA_SEED|SEED_PHRASE|REG_CODE|BILI_JCT|BW_SESSION|SLACK_SIGNING|HTTP_BASIC|MOTDEPASSE|CONTRASENA|BARK_PUSH|AUTH_CONFIG|(?:VLESS|VMESS|V2_?RAY|XRAY|TUIC)_UUID)$|._SK$|^(?:PAT|JWT|KEY|PASS|PWD)_[A-Z]+$|_PASS_(?:PROD|DEV|TEST|DB|OLD|NEW)$/;
/** What a program does with keys and passes, not which they are. */
const NO_OPENING =
  /^(?:KEY|PASS)_(?:BINDINGS?|BINDS?|MAPS?|MAPPING|REPEAT|PRESS|UP|DOWN|CODES?|EVENTS?|THROUGH|ARGS?|BY|CONTEXT|PARAMS|EXCHANGE|SHARE|USAGE|CLASS|BITS|INDEX|FRAMES?|FIELDS?|COLUMNS?)$/;

const INNER_KEY = /(?:^|_)(?:API|ACCESS|SECRET|PRIVATE|AUTH|ENCRYPTION|SIGNING|MASTER|LICENSE|DEPLOY)_KEYS?_/;
/** How many of something, not which: `MAX_TOKENS`. */
const COUNTED =
  /(?:^|_)(?:MAX|MIN|NUM|TOTAL|LIMIT|PER|PREDICT|INPUT|OUTPUT|COMPLETION|CONTEXT|NEW|BATCHED|THINKING|REASONING)_(?:[A-Z]+_)?TOKENS?$/;

/** Can a name that contains this be that of a secret? Far quicker than `isSecretName`, which says whether it is. */
export const isTellingName = (text: string): boolean => TELLING.test(text);

const told = new Map<string, boolean>();
const MOST_KEPT_NAMES = 20_000;

/**
 * Is the value under this name a secret? Takes names of variables and options, and plist, YAML and `.npmrc` keys, in any case
 * and with any separator.
 */
export function isSecretName(name: string): boolean {
  if (name.length > 200 || !TELLING.test(name)) return false;
  let answer = told.get(name);
  if (answer === undefined) {
    if (told.size > MOST_KEPT_NAMES) told.clear();
    answer = decide(name);
    told.set(name, answer);
  }
  return answer;
}

function decide(name: string): boolean {
  if (/[\s,;]/.test(name) || FOLDERS.has(name)) return false;
  if (/密码|密碼|密钥|密鑰|口令|令牌/.test(name)) return true;
  const normal = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
  if (normal === '' || PUBLIC_NAMES.has(normal) || COUNTED.test(normal)) return false;
  const words = normal.split('_').filter((word) => !/^(?:\d+|B64|BASE64)$/.test(word));
  const last = (words.at(-1) ?? '').replace(/\d+$/, '');
  if (words.some((word) => PUBLIC_BEFORE.has(word))) return false;
  if (/^(?!XDG).*SESSION_?ID$|^(?:CONNECT_|SESSION_)?SID$/.test(normal)) return true;
  if (PUBLIC_WORDS.has(last)) return false;
  if (ANYWHERE.test(normal) || LAST_WORDS.has(last) || INNER_KEY.test(`${normal}_`)) return true;
  if (GLUED.test(last) && !NOT_GLUED.test(last)) return true;
  if (OPENING.test(normal)) return !NO_OPENING.test(normal);
  if (/SESSID$|SESSIONID$/.test(last)) return true;
  return (
    words.includes('TOKEN') || words[0] === 'AUTH' || words[0] === 'AUTHORIZATION' || words[0] === 'AUTHENTICATION'
  );
}

/** Is it one of the proxy variables or keys, whose value is read as leniently as a URL can be? */
export function isProxyName(name: string): boolean {
  return /prox(?:y|ies)$/i.test(name) && !/no[_-]?proxy$/i.test(name);
}

const ROOTS =
  'home|Users|etc|root|run|var|opt|usr|tmp|mnt|data|app|srv|secrets|private|Library|Volumes|dev|proc|workspace|certs|config';
const PATH = new RegExp(`^(?:${HOLE}|~|\\.{1,2}|[A-Za-z]:|file:/{0,2}|/(?:${ROOTS}))[/\\\\]|^/[\\w./-]+\\.\\w{2,5}$`);

/** The name of a file in which a secret may be stored; the name itself is not secret. */
const FILE =
  /^[\w.~/-]{1,100}\.(?:pem|key|crt|cer|pub|json|ya?ml|toml|txt|p12|pfx|jks|conf|cfg|ini|env|gpg|asc|sock)$/i;

/** A value that is plainly no secret, whatever its name: a switch, a way to log in, a path, nothing, a variable. */
export function isPublicValue(text: string): boolean {
  const value = text.trim();
  return (
    /^(?:$|\$\{?[A-Z_][A-Z0-9_]*\}?$|\$\(|\{[{%]|\{(?:env|file):|`)/.test(value) ||
    LICENSE.test(value) ||
    /^(?:true|false|yes|no|on|off|null|none|nil|basic|digest|ntlm|plain|auto|always|never|ask|required|\d{1,3}(?:,\d{1,3}\w?)?)$/i.test(
      value,
    ) ||
    PATH.test(value) ||
    FILE.test(value)
  );
}

/** Licences by their names, and consent to one. */
const LICENSE =
  /^(?:(?:MIT|ISC|Apache|[AL]?GPL|BSD|MPL|EPL|CC|CC0|Unlicense|WTFPL|Zlib|Artistic|proprietary|commercial|community|enterprise|free|trial|accept(?:ed)?)(?:[-. ][\w. -]{0,40})?|SEE LICENSE.*|LICENSE(?:\.\w+)?)$/i;

const PLACEHOLDER =
  /^(?:[<{[(%].*[>}\])%]|[*x.…-]+|sk-(?:x+|\.+|…|your.*|no-key.*)|(?:your|insert|enter|paste|change|replace)[\s_.-]?\S*|(?:my|put|add)[\s_.-]\S*|\S*(?:placeholder|changeme|change-me|change_me|replace-me|replace_me|your[-_]\S*)|redacted|masked|hidden|todo|tbd|none|null|empty|dummy|fake|example|sample|test|testing|unused|anything|no-?key\S*|not-?needed|ollama|lm-?studio|local|localhost|password|passwd|secret|token|key|admin|root|user|username|guest|default|postgres|mysql|redis|proxy|clash|mihomo|hermes|openai|anthropic|deepseek|moonshot|dashscope|siliconflow|openrouter|huggingface|github|gitlab)$/i;

/** A longer text is never a placeholder. */
const LONGEST_PLACEHOLDER_CHARACTERS = 200;

const isPlaceholder = (text: string): boolean =>
  text.length <= LONGEST_PLACEHOLDER_CHARACTERS && PLACEHOLDER.test(text);

/** How many kinds of characters: lower case, upper case, digits, anything else. */
export function variety(text: string): number {
  return (
    Number(/[a-z]/.test(text)) +
    Number(/[A-Z]/.test(text)) +
    Number(/[0-9]/.test(text)) +
    Number(/[^a-zA-Z0-9]/.test(text))
  );
}

/** Words of eight and more letters that documents of networks and machines are full of. */
const COMMON = new Set(
  (
    'subscription subscriptions wireguard shadowsocks hysteria password passwords username usernames administrator internet ' +
    'network networks firewall firewalld container containers kubernetes production development staging environment ' +
    'database databases document documents download downloads upstream downstream fallback loadbalance selector ' +
    'automatic automatically interface transport websocket certificate certificates encryption obfuscation salamander ' +
    'nameserver nameservers resolver gateways endpoint endpoints provider providers controller external internal ' +
    'connection connections directory application applications developer company example examples something anything ' +
    'everything nothing disabled enabled unknown undefined anonymous wireless bluetooth keyboard telegram netflix youtube ' +
    'postgresql clickhouse elasticsearch rabbitmq facebook instagram whatsapp singapore hongkong shanghai guangzhou hangzhou shenzhen chengdu bandwidth premium ' +
    'standard personal business unlimited welcome12 qwertyui iloveyou abcdefgh abcd1234 password1 password123 admin123'
  ).split(' '),
);

/**
 * Would masking every occurrence of this text hide a secret, or ordinary words? `whole`: only where it is a whole word; `any`:
 * wherever it occurs; `none`: a placeholder or too ordinary, masked only at its own position.
 */
export function strength(text: string): 'none' | 'whole' | 'any' {
  if (text.length < 4 || text.length > 65_536 || isPlaceholder(text) || COMMON.has(text.toLowerCase())) return 'none';
  // Pieces of a URL are looked for one by one: its host and its scheme are elsewhere, too.
  if (/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(text)) return 'whole';
  // The name of the variable that has the secret: `apiKeyEnv: DEEPSEEK_API_KEY`.
  if (/^[A-Z]{2,}(?:_[A-Z]{2,})+$/.test(text)) return 'none';
  const kinds = variety(text);
  if (text.length < 8) return kinds >= 2 && !/^[A-Z]?[a-z]+$/.test(text) ? 'whole' : 'none';
  return text.length > LONGEST_RUN_CHARACTERS || isRandom(text) || /[^\w\s./:,=~+-]/.test(text) ? 'any' : 'whole';
}

/** A longer text is no word, whatever it is made of. */
const LONGEST_RUN_CHARACTERS = 200;
