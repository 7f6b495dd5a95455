package dev.rampwright.contracts;

/**
 * Where the operator mounts what a sidecar reads at its start. Secrets are files, never environment
 * variables or arguments.
 */
public final class SidecarFiles {
  /**
   * {@link SidecarConfig} as JSON; environment variable {@code RAMPWRIGHT_CONFIG} overrides the
   * path.
   */
  public static final String CONFIG = "/etc/rampwright/config/config.json";

  /**
   * Folder with {@link #ADMIN_TOKEN}; environment variable {@code RAMPWRIGHT_SECRETS} overrides it.
   */
  public static final String SECRETS = "/etc/rampwright/secrets";

  /**
   * File in {@link #SECRETS}: the admin token, from which the token of hops in clear text is
   * derived.
   */
  public static final String ADMIN_TOKEN = "admin-token";

  /**
   * Folder with {@link #REDIS_PASSWORD} and {@link #CACHE_HMAC}, which are read again when they
   * change; environment variable {@code RAMPWRIGHT_CACHE_SECRETS} overrides it.
   */
  public static final String CACHE_SECRETS = "/etc/rampwright/cache";

  /** File in {@link #CACHE_SECRETS}: the password of the second-level cache. */
  public static final String REDIS_PASSWORD = "password";

  /** File in {@link #CACHE_SECRETS}: the key of the HMAC under which entries are stored. */
  public static final String CACHE_HMAC = "hmac";

  /**
   * File in {@link #CACHE_SECRETS}: what entries are encrypted with; absent: {@link #CACHE_HMAC},
   * from which other keys are derived for it.
   */
  public static final String CACHE_ENCRYPTION = "encryption";

  /** File in {@link #CACHE_SECRETS}: what entries were encrypted with before, still read. */
  public static final String CACHE_ENCRYPTION_PREVIOUS = "encryption-previous";

  /**
   * Folder with {@link #TLS_CERTIFICATE}, {@link #TLS_KEY} and {@link #TLS_AUTHORITIES}, which are
   * read again when they change; environment variable {@code RAMPWRIGHT_TLS} overrides it.
   */
  public static final String TLS = "/etc/rampwright/tls";

  /** File in {@link #TLS}: the sidecar's certificate, PEM. */
  public static final String TLS_CERTIFICATE = "tls.crt";

  /** File in {@link #TLS}: its key, PKCS#8 in PEM. */
  public static final String TLS_KEY = "tls.key";

  /** File in {@link #TLS}: the authorities whose certificates it believes, PEM. */
  public static final String TLS_AUTHORITIES = "ca.crt";

  /**
   * File in {@link #TLS}: the certificate that clients are shown, PEM, followed by those that lead
   * to its authority; absent: clients are served in clear text only.
   */
  public static final String SERVING_CERTIFICATE = "serving.crt";

  /** File in {@link #TLS}: the key of {@link #SERVING_CERTIFICATE}, PKCS#8 in PEM, RSA or EC. */
  public static final String SERVING_KEY = "serving.key";

  /** File in {@link #CACHE_SECRETS}: the password of an external second level. */
  public static final String EXTERNAL_PASSWORD = "external-password";

  /** File in {@link #CACHE_SECRETS}: the password of its sentinels. */
  public static final String SENTINEL_PASSWORD = "sentinel-password";

  /** File in {@link #CACHE_SECRETS}: the authorities of its certificates, PEM. */
  public static final String REDIS_AUTHORITIES = "redis-ca.crt";

  /**
   * Folder with {@link #SLOTS_LIVE} and {@link #SLOTS_STORE}; environment variable {@code
   * RAMPWRIGHT_SLOTS} overrides it.
   */
  public static final String SLOTS = "/var/lib/rampwright/slots";

  /** Folder in {@link #SLOTS} that the engine reads and writes, too: nothing stays in it. */
  public static final String SLOTS_LIVE = "live";

  /** Folder in {@link #SLOTS} with the saved slots, encrypted. */
  public static final String SLOTS_STORE = "store";

  private SidecarFiles() {}
}
