/**
 * The running machine as plain data: what `/proc` contains, without any conclusions. `src/host/machine/` reads it, and tests
 * write it by hand.
 */

/** A TCP socket that listens, or a UDP socket that is bound. */
export interface Socket {
  readonly protocol: 'tcp' | 'udp';
  /** In the shortest form; an IPv4 address that is in the IPv6 table is IPv4 here. `::` takes IPv4 too. */
  readonly address: string;
  readonly port: number;
  /** The user it belongs to. */
  readonly uid: number;
  /** The process that owns it; undefined: it is none of those that could be read. */
  readonly pid?: number | undefined;
}

/** The unit a process was started for, by its control group. */
export interface UnitName {
  readonly name: string;
  /** It belongs to a user's manager, not to that of the system. */
  readonly isUser: boolean;
  /** Drop-ins in folders that were not read decide over its environment too. */
  readonly isSetElsewhere?: true | undefined;
}

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its name in the kernel; at most 15 characters. */
  readonly comm: string;
  readonly argv: readonly string[];
  /** It has a controlling terminal. */
  readonly hasTerminal: boolean;
  /** In milliseconds since 1970; undefined where the clocks of `/proc` contradict each other. */
  readonly started?: number | undefined;
  /** Its initial environment; undefined if that was not read. */
  readonly environ?: ReadonlyMap<string, string> | undefined;
  /** Its HOME without symbolic links. */
  readonly home?: string | undefined;
  readonly unit?: UnitName | undefined;
  /** Its control group's last part, which is no unit: `app-gnome-code-1234.scope`. */
  readonly scope?: string | undefined;
  /** Of a Clash core: the configuration file it runs with, without symbolic links. */
  readonly clashConfig?: string | undefined;
}

/** How many processes were not looked at, and why. */
export interface Skipped {
  readonly ofOthers: number;
  /** This user's, but the system does not let them be read. */
  readonly unreadable: number;
  /** In another network or process namespace: containers. */
  readonly elsewhere: number;
  /** Those of other users cannot even be counted: `/proc` is mounted with `hidepid=2`. */
  readonly areOthersHidden?: true | undefined;
}

export interface Machine {
  readonly sockets: readonly Socket[];
  /** Why a missing listener proves nothing here; undefined: the tables are complete. */
  readonly hidesListeners?: 'wsl-mirrored' | 'wsl1' | 'docker' | 'unreadable' | undefined;
  readonly processes: ReadonlyMap<number, Process>;
  readonly skipped: Skipped;
  /** Another user's program runs that can take over connections by rules of the firewall, such as the system's Clash. */
  readonly othersTakeOver?: boolean | undefined;
  /** When files were last changed, in milliseconds since 1970. */
  readonly changed: ReadonlyMap<string, number>;
  /** `/etc/resolv.conf` as it is; undefined where it cannot be read. */
  readonly resolvConf?: string | undefined;
}
