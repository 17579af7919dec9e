/** The shape of a provider's row, and how rows are written. */

/** domestic: reached directly from mainland China · overseas: only through a proxy · both: either way, or no one knows which. */
export type Region = 'domestic' | 'overseas' | 'both';

export interface Provider {
  readonly name: string;
  readonly region: Region;
  /** API hosts; the first is the one the key's default base URL names. */
  readonly hosts: readonly string[];
  /** The suffix to write in a Clash rule or a no_proxy list. */
  readonly suffix: string;
  /**
   * Variables whose mere presence says that this provider is used. A key that appears in two rows serves both, and says
   * neither which host is used nor where the machine is.
   */
  readonly keys: readonly string[];
  /** Variables that may point the key elsewhere and don't begin like one of its keys; the host in them decides. */
  readonly baseUrls: readonly string[];
  readonly source: string;
}

/** A row as the tables write it: words parted by spaces. `hosts` is the suffix itself where it isn't given. */
export interface Row {
  readonly name: string;
  readonly suffix: string;
  readonly hosts?: string | undefined;
  readonly keys?: string | undefined;
  readonly baseUrls?: string | undefined;
  readonly source: string;
}

const words = (text: string | undefined): readonly string[] => (text ? text.split(' ') : []);

/** Rows of one region as providers. */
export function providersOf(region: Region, rows: readonly Row[]): readonly Provider[] {
  return rows.map(({ name, suffix, hosts, keys, baseUrls, source }) => ({
    name,
    region,
    suffix,
    hosts: words(hosts ?? suffix),
    keys: words(keys),
    baseUrls: words(baseUrls),
    source,
  }));
}
