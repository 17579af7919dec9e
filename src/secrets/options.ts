/** Which options of which programs take a secret; the same letter in another program can be a port, a file or a user. */

/** What of an option's value is secret. */
export type Holds = 'password' | 'user:password' | 'user%password' | 'user,password' | 'cookie' | 'prefixed';

export interface ProgramOptions {
  /** A word that has to be among the others. */
  readonly subcommand?: string | undefined;
  /** Options by their whole word; of a single letter the value may be glued to it. */
  readonly options: Readonly<Record<string, Holds>>;
  /** The value is always glued: `mysql -psecret`, where a word of its own is something else. */
  readonly glued?: boolean | undefined;
}

const HOLDS: Readonly<Record<string, Holds>> = {
  '': 'password',
  ':': 'user:password',
  '%': 'user%password',
  ',': 'user,password',
  '=': 'cookie',
  '+': 'prefixed',
};

/**
 * Programs, then their options, each with the sign before its password; `@` names a word that has to be among the others, `!`
 * says that the value is always glued. Sources: the manual of each program.
 */
const TABLE = `
curl curlie: -u: --user: -U: --proxy-user: -b= --cookie= --pass --proxy-pass --oauth2-bearer --aws-sigv4= -E: --cert: --tlspassword --proxy-tlspassword --ftp-account
etcdctl hurl: -u: --user:
wget: --user: --use-askpass=
http https xh xhs: -a: --auth:
lftp: -u, --user,
sshpass mongo* brook useradd usermod rdesktop vncviewer mycli openfortivpn cntlm veracrypt yt-dlp youtube-dl mutool filebrowser: -p
mysql* mariadb*: ! -p
redis-cli keydb-cli valkey-cli: -a --pass
docker podman nerdctl buildah skopeo oras crane helm az oc ibmcloud: @login -p
ldap*: -w
ldappasswd: -w -s -a
smb* rpcclient net: -U% --user%
zip unzip: -P
7z 7za 7zz rar unrar: ! -p
openssl: -pass+ -passin+ -passout+ -k -K
ss-* sslocal ssserver ssr-local edge gem dotnet nuget ossutil ossutil64 datadog-agent n2n: -k
snmp*: -c -A -X
sqlcmd bcp isql ipmitool mosquitto_*: -P
ssh-keygen: -N -P
security: -w -p -P
frpc influx doctl vercel glab drone codecov: -t
k3s: @agent -t
uv: @publish -t
gh: @secret -b --body
gitlab-runner: @register -r
coscmd: -s
swaks: -ap
sendemail sendEmail: -xp
pdftotext: -upw -opw
ttyd gotty: -c:
ab: -A:
hey: -a:
transmission-remote: -n:
plink pscp putty mqtt: -pw
caddy: --plaintext
consul: -encrypt
lego: --hmac
`;

function tableOf(text: string): Map<string, ProgramOptions> {
  const found = new Map<string, ProgramOptions>();
  for (const line of text.trim().split('\n')) {
    const at = line.indexOf(': ');
    const words = line.slice(at + 2).split(' ');
    const options = Object.fromEntries(
      words.flatMap((word) => {
        const sign = /[:%,=+]$/.exec(word)?.[0] ?? '';
        return word.startsWith('-') ? [[word.slice(0, word.length - sign.length), HOLDS[sign] ?? 'password']] : [];
      }),
    );
    const subcommand = words.find((word) => word.startsWith('@'))?.slice(1);
    const own: ProgramOptions = {
      options,
      subcommand,
      glued: words.includes('!'),
    };
    for (const name of line.slice(0, at).split(' ')) found.set(name, own);
  }
  return found;
}

/** By the program's name; `*` is the rest of a family's names. */
export const PROGRAMS: ReadonlyMap<string, ProgramOptions> = tableOf(TABLE);

/** Words after which, among the words of a program, the next one is a secret. */
export const SECRET_OPERANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['nmcli', ['password', 'wifi-sec.psk', '802-11-wireless-security.psk']],
  ['ngrok', ['authtoken', 'add-authtoken']],
  ['vault', ['login', 'unseal']],
  ['cloudflared', ['install']],
  ['tailscale', ['--authkey', '--auth-key']],
  ['redis-cli', ['AUTH', 'auth', 'requirepass']],
  ['bw', ['unlock']],
  ['cargo', ['login']],
  ['snyk', ['auth']],
  ['rclone', ['obscure']],
  ['nuget', ['setApiKey']],
  ['pdftk', ['input_pw', 'owner_pw', 'user_pw']],
]);

/** Programs whose last word is a secret, always or after a word that begins with one of these. */
export const SECRET_LAST: ReadonlyMap<string, readonly string[]> = new Map([
  ['wpa_passphrase', []],
  ['htpasswd', []],
  ['mkpasswd', []],
  ['openssl', ['passwd']],
  ['wandb', ['login']],
  ['bw', ['login']],
  ['twilio', ['login']],
  ['rabbitmqctl', ['add_user', 'change_password']],
  ['grafana-cli', ['reset-admin-password']],
  ['poetry', ['http-basic.', 'pypi-token.']],
  ['composer', ['http-basic.', 'github-oauth.']],
  ['filebrowser', ['add']],
  ['ejabberdctl', ['register']],
  ['prosodyctl', ['register']],
  ['networksetup', ['-setairportnetwork']],
]);
