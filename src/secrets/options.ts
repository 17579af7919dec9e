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
etcdctl hurl ctr ntfy: -u: --user:
wget: --user:
http https xh xhs: -a: --auth:
lftp open: -u, --user,
sshpass mongo* brook useradd usermod rdesktop vncviewer mycli openfortivpn cntlm veracrypt yt-dlp youtube-dl mutool filebrowser msoffcrypto-tool vncdotool psexec: -p
conan: @user -p
mysql* mariadb*: ! -p
redis-cli keydb-cli valkey-cli: -a --pass
docker podman nerdctl buildah skopeo oras crane helm az oc ibmcloud: @login -p
ldap*: -w
ldappasswd: -w -s -a
kadmin kadmin.local ktutil: -w
addprinc cpw ank change_password add_principal: -pw
smb* rpcclient net: -U% --user%
zip unzip: -P
7z 7za 7zz rar unrar: ! -p -hp
openssl: -pass+ -passin+ -passout+ -k -K
ss-* sslocal ssserver ssr-local edge gem dotnet nuget ossutil ossutil64 datadog-agent n2n: -k
snmp*: -c -A -X
sqlcmd bcp isql ipmitool mosquitto_* tsql p4: -P
ssh-keygen: -N -P
security: -w -p -P
security: @set-key-partition-list -k
frpc frps influx doctl vercel glab drone codecov gotify: -t
hysteria: --obfs
aws: @put-parameter --value
az: @keyvault --value
llm: @keys --value
virsh: @secret-set-value --base64
k3s: @agent -t
uv: @publish -t
gh: @secret -b --body
gitlab-runner: @register -r
coscmd: -s
swaks: -ap
sendemail sendEmail sendmail: -xp
nc ncat netcat proxytunnel: -P:
slappasswd: -s
tdl: @login -p
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

function tableOf(text: string): Map<string, readonly ProgramOptions[]> {
  const found = new Map<string, readonly ProgramOptions[]>();
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
    for (const name of line.slice(0, at).split(' ')) found.set(name, [...(found.get(name) ?? []), own]);
  }
  return found;
}

/** By the program's name; `*` is the rest of a family's names. */
export const PROGRAMS: ReadonlyMap<string, readonly ProgramOptions[]> = tableOf(TABLE);

/** Lines of `program: word word…`, as a map. */
const wordsBy = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const at = line.indexOf(':');
        return [
          line.slice(0, at),
          line
            .slice(at + 1)
            .split(' ')
            .filter(Boolean),
        ];
      }),
  );

/** Words after which, among the words of a program, the next one is a secret. */
export const SECRET_OPERANDS = wordsBy(`
ngrok: authtoken add-authtoken
cpolar: authtoken
signtool: /p
vault: login unseal
cloudflared: install
tailscale: --authkey --auth-key
redis-cli: requirepass masterauth
redis-server: --requirepass --masterauth
bw: unlock
cargo: login
snyk: auth
rclone: obscure
nuget: setApiKey setapikey
pdftk: input_pw owner_pw user_pw
iw: key
iwconfig: key
ConvertTo-SecureString: ConvertTo-SecureString -String
ansible-vault: encrypt_string
schtasks: /rp
`);

/** Programs whose last word is a secret, always or after a word that begins with one of these. */
export const SECRET_LAST = wordsBy(`
wpa_passphrase:
htpasswd:
mkpasswd:
oathtool:
openssl: passwd
wandb: login
bw: login
twilio: login
redis-cli: AUTH auth
rabbitmqctl: add_user change_password
grafana-cli: reset-admin-password
ipmitool: password
poetry: http-basic. pypi-token.
composer: http-basic. github-oauth. gitlab-token. bearer.
filebrowser: add
ejabberdctl: register
prosodyctl: register
networksetup: -setairportnetwork
`);

/** Words in a row: `*` is any one, `@` the name of a secret, `§` the secret. */
export const SECRET_IN_ROW: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  [
    'keyctl add * * §',
    'qshell account * §',
    'isql * * §',
    'qpdf --encrypt § §',
    'nuget push * §',
    'net user * §',
    'net use * §',
    'net use * * §',
    'net rpc user add * §',
    'logon * §',
    'smbclient * §',
    'doppler secrets set * §',
    'netlify env:set * §',
    'sops set * @ §',
    'mc alias set * * * §',
    'mc config host add * * * §',
    'printf -v @ §',
    'printf -v @ * §',
    'gh variable set @ -b §',
    'gh variable set @ --body §',
  ]
    .map((row) => {
      const [name = '', ...rest] = row.split(' ');
      return [name, rest] as const;
    })
    .reduce(
      (rows, [name, rest]) => rows.set(name, [...(rows.get(name) ?? []), rest]),
      new Map<string, readonly (readonly string[])[]>(),
    ),
);

/** Programs that read a password from standard input, `program word`: where one of their words is this one. */
export const READS_AFTER = wordsBy(`
pass: insert
vercel: add
llm: keys
hdiutil: -stdinpass
wg: pubkey
openssl: stdin
op: signin
`);

/** Programs whose words `user/password@database` hold a login, and whether it is one without a database, too. */
export const ORACLE: ReadonlyMap<string, boolean> = new Map([
  ...['sqlplus', 'expdp', 'impdp', 'sqlldr', 'rman', 'sqlcl'].map((name) => [name, true] as const),
  ...['exp', 'imp', 'sql', 'connect', 'conn', 'CONNECT', 'CONN'].map((name) => [name, false] as const),
]);
