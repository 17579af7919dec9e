/** Words of ssh's configuration: ssh_config(5). */

/** A configuration file of ssh. */
export interface SshFile {
  /** As the user would type it. */
  readonly name: string;
  readonly text: string;
}

export interface SshLine {
  /** In lower case. */
  readonly keyword: string;
  /** What follows the keyword. Where ssh takes the rest as it is (ProxyCommand), with quotes and `#`; else joined words. */
  readonly value: string;
  readonly words: readonly string[];
  /** `~/.ssh/config:12` */
  readonly place: string;
}

export interface SshConfig {
  /** The user's file, then that of the system. */
  readonly files: readonly SshFile[];
  /** The files that an `Include` of a file names; undefined: they cannot be read from here. */
  readonly included?: (pattern: string, by: SshFile) => readonly SshFile[] | undefined;
  /** The user who runs ssh. */
  readonly localUser?: string | undefined;
}

/** What is asked for: `ssh user@host`, each as it was typed. */
export interface SshTarget {
  readonly host: string;
  /** Empty: none was named. */
  readonly user: string;
}

/** The settings for one destination. */
export interface SshSettings {
  readonly hostName?: SshLine | undefined;
  readonly port?: SshLine | undefined;
  readonly user?: SshLine | undefined;
  /** ProxyCommand or ProxyJump, whichever comes first. */
  readonly proxy?: SshLine | undefined;
  /** A line that only run time decides, and that changes the answer. */
  readonly open?: SshLine | undefined;
}
