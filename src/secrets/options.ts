/** Which options of which programs take a secret; the same letter in another program can be a port, a file or a user. */

/** What of an option's value is secret. */
export type Holds = 'password' | 'user:password' | 'user%password' | 'user,password' | 'cookie' | 'prefixed';

export interface ProgramOptions {
  /** A word that has to be among the others. */
  readonly subcommand?: string;
  /** Options by their whole word; of a single letter the value may be glued to it. */
  readonly options: Readonly<Record<string, Holds>>;
  /** The value is always glued: `mysql -psecret`, where a word of its own is something else. */
  readonly glued?: true;
}

const CURL: ProgramOptions = {
  options: {
    '-u': 'user:password',
    '--user': 'user:password',
    '-U': 'user:password',
    '--proxy-user': 'user:password',
    '-b': 'cookie',
    '--cookie': 'cookie',
    '--pass': 'password',
    '--proxy-pass': 'password',
    '--oauth2-bearer': 'password',
    '--aws-sigv4': 'cookie',
  },
};
const HTTPIE: ProgramOptions = { options: { '-a': 'user:password', '--auth': 'user:password' } };
const LOGIN: ProgramOptions = { subcommand: 'login', options: { '-p': 'password' } };
const MYSQL: ProgramOptions = { options: { '-p': 'password' }, glued: true };
const MONGO: ProgramOptions = { options: { '-p': 'password' } };
const LDAP: ProgramOptions = { options: { '-w': 'password' } };
const ARCHIVE: ProgramOptions = { options: { '-P': 'password' } };
const SEVEN: ProgramOptions = { options: { '-p': 'password' }, glued: true };
const SHADOWSOCKS: ProgramOptions = { options: { '-k': 'password' } };
const SNMP: ProgramOptions = { options: { '-c': 'password', '-A': 'password', '-X': 'password' } };
const SQL: ProgramOptions = { options: { '-P': 'password' } };
const SMB: ProgramOptions = { options: { '-U': 'user%password', '--user': 'user%password' } };
const OPENSSL: ProgramOptions = {
  options: { '-pass': 'prefixed', '-passin': 'prefixed', '-passout': 'prefixed', '-k': 'password', '-K': 'password' },
};

/** By the program's name. Sources: the manual of each program. */
export const PROGRAMS: ReadonlyMap<string, ProgramOptions> = new Map(
  Object.entries({
    curl: CURL,
    curlie: CURL,
    wget: { options: { '--user': 'user:password' } },
    http: HTTPIE,
    https: HTTPIE,
    xh: HTTPIE,
    xhs: HTTPIE,
    lftp: { options: { '-u': 'user,password', '--user': 'user,password' } },
    sshpass: MONGO,
    'mysql*': MYSQL,
    'mariadb*': MYSQL,
    'mongo*': MONGO,
    'redis-cli': { options: { '-a': 'password', '--pass': 'password' } },
    'keydb-cli': { options: { '-a': 'password' } },
    'valkey-cli': { options: { '-a': 'password' } },
    docker: LOGIN,
    podman: LOGIN,
    nerdctl: LOGIN,
    buildah: LOGIN,
    skopeo: LOGIN,
    oras: LOGIN,
    crane: LOGIN,
    helm: LOGIN,
    az: LOGIN,
    oc: LOGIN,
    ibmcloud: LOGIN,
    'ldap*': LDAP,
    'smb*': SMB,
    rpcclient: SMB,
    zip: ARCHIVE,
    unzip: ARCHIVE,
    '7z': SEVEN,
    '7za': SEVEN,
    '7zz': SEVEN,
    rar: SEVEN,
    unrar: SEVEN,
    openssl: OPENSSL,
    'ss-*': SHADOWSOCKS,
    sslocal: SHADOWSOCKS,
    ssserver: SHADOWSOCKS,
    brook: MONGO,
    'snmp*': SNMP,
    sqlcmd: SQL,
    bcp: SQL,
    isql: SQL,
    ipmitool: SQL,
    'mosquitto_*': SQL,
    'ssh-keygen': { options: { '-N': 'password', '-P': 'password' } },
    security: { options: { '-w': 'password', '-p': 'password', '-P': 'password' } },
    useradd: MONGO,
    usermod: MONGO,
    frpc: { options: { '-t': 'password' } },
    influx: { options: { '-t': 'password' } },
    gh: { subcommand: 'secret', options: { '-b': 'password', '--body': 'password' } },
    rdesktop: MONGO,
    vncviewer: MONGO,
  } satisfies Record<string, ProgramOptions>),
);

/** Words after which, among the words of a program, the next one is a secret. */
export const SECRET_OPERANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['nmcli', ['password', 'wifi-sec.psk', '802-11-wireless-security.psk']],
  ['ngrok', ['authtoken', 'add-authtoken']],
  ['vault', ['login']],
  ['cloudflared', ['install']],
  ['tailscale', ['--authkey', '--auth-key']],
]);

/** Programs whose last word is a secret. */
export const SECRET_LAST: ReadonlySet<string> = new Set(['wpa_passphrase', 'htpasswd']);
