import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { S3Config } from './files/s3-files.ts';

/** One single sign-on provider (OpenID Connect), reached by its discovery document. */
type OidcConfig = {
  id: string;
  label: string;
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
  /** True where the provider itself asks officers and administrators for a second factor. */
  hasSecondFactor: boolean;
};

export type Config = {
  host: string;
  port: number;
  /** The owner's connection to a PostgreSQL of the operator's own; without it the embedded one runs in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** `auto`: the example is loaded when the database is empty. */
  example: 'on' | 'off' | 'auto';
  /** How much of the example's ledgers is loaded with it; `grown`: all of them, and 150 monitored consortia around the province. */
  exampleLedgers: 'none' | 'small' | 'full' | 'grown';
  /** The address people type, such as `https://lianheti.example.cn`; links and cookies follow it. */
  publicUrl: string | undefined;
  /** Signs session cookies. Kept in `dataDir/secret` unless given. */
  secret: string;
  oidc: OidcConfig | undefined;
  /** Most requests a minute of one person and of one address; 0 switches the limit off. */
  requestsPerMinute: { person: number; address: number };
  /** True behind a reverse proxy that sets X-Forwarded-For. */
  trustProxy: boolean;
  /** Where evidence files are kept; without it in `dataDir/files`. */
  s3: S3Config | undefined;
  /** Most bytes of evidence of one consortium. */
  evidenceQuotaBytes: number;
  /** How mail is sent (`smtp://user:password@host:587`); without it the program sends none and says so. */
  mail: { url: string; from: string } | undefined;
  /** True where webhooks may lead to private and loopback addresses: an intranet. */
  privateWebhooks: boolean;
  /** Days after which a side that has not answered is reminded; 0 reminds nobody by itself. */
  remindAfterDays: number;
  logLevel: string;
};

/**
 * Reads the configuration from the environment: HOST, PORT, DATABASE_URL, DATA_DIR, EXAMPLE, EXAMPLE_LEDGERS, PUBLIC_URL, SECRET, OIDC_ID, OIDC_LABEL,
 * OIDC_DISCOVERY_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET,
 * OIDC_SECOND_FACTOR, RATE_LIMIT_PERSON, RATE_LIMIT_ADDRESS, TRUST_PROXY, S3_ENDPOINT, S3_BUCKET, S3_REGION,
 * S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PREFIX, EVIDENCE_QUOTA_MB, SMTP_URL, MAIL_FROM, WEBHOOK_PRIVATE, REMIND_AFTER_DAYS, LOG_LEVEL.
 * Throws an `Error` with a Chinese message where a value cannot be used.
 */
export async function readConfig(env: NodeJS.ProcessEnv): Promise<Config> {
  const dataDir = resolve(env.DATA_DIR ?? './data');
  return {
    host: env.HOST ?? '127.0.0.1',
    port: wholeNumber(env, 'PORT', 3000, 65_535),
    databaseUrl: env.DATABASE_URL || undefined,
    dataDir,
    example: oneOf(env, 'EXAMPLE', ['on', 'off', 'auto'], 'auto'),
    exampleLedgers: oneOf(env, 'EXAMPLE_LEDGERS', ['none', 'small', 'full', 'grown'], 'grown'),
    publicUrl: env.PUBLIC_URL || undefined,
    secret: env.SECRET ?? (await keptSecret(dataDir)),
    oidc: readOidc(env),
    requestsPerMinute: {
      person: wholeNumber(env, 'RATE_LIMIT_PERSON', 1200, 1e9),
      address: wholeNumber(env, 'RATE_LIMIT_ADDRESS', 6000, 1e9),
    },
    trustProxy: oneOf(env, 'TRUST_PROXY', ['on', 'off'], 'off') === 'on',
    s3: readS3(env),
    evidenceQuotaBytes: wholeNumber(env, 'EVIDENCE_QUOTA_MB', 20_480, 1e9) * 2 ** 20,
    mail: readMail(env),
    privateWebhooks: oneOf(env, 'WEBHOOK_PRIVATE', ['on', 'off'], 'off') === 'on',
    remindAfterDays: wholeNumber(env, 'REMIND_AFTER_DAYS', 7, 365),
    logLevel: env.LOG_LEVEL ?? 'warn',
  };
}

function readOidc(env: NodeJS.ProcessEnv): OidcConfig | undefined {
  if (!env.OIDC_DISCOVERY_URL) return undefined;
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!clientId || !clientSecret)
    throw new Error('已设置 OIDC_DISCOVERY_URL，还须设置 OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET。');
  return {
    id: env.OIDC_ID ?? 'sso',
    label: env.OIDC_LABEL ?? '统一身份认证',
    discoveryUrl: env.OIDC_DISCOVERY_URL,
    clientId,
    clientSecret,
    hasSecondFactor: oneOf(env, 'OIDC_SECOND_FACTOR', ['on', 'off'], 'off') === 'on',
  };
}

function readS3(env: NodeJS.ProcessEnv): S3Config | undefined {
  if (!env.S3_ENDPOINT) return undefined;
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!bucket || !accessKeyId || !secretAccessKey)
    throw new Error('已设置 S3_ENDPOINT，还须设置 S3_BUCKET、S3_ACCESS_KEY_ID 和 S3_SECRET_ACCESS_KEY。');
  return {
    endpoint: env.S3_ENDPOINT,
    bucket,
    region: env.S3_REGION ?? 'us-east-1',
    accessKeyId,
    secretAccessKey,
    prefix: env.S3_PREFIX ?? '',
  };
}

function readMail({ SMTP_URL: url, MAIL_FROM: from }: NodeJS.ProcessEnv): Config['mail'] {
  if (!url) return undefined;
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
    throw new Error('SMTP_URL 应为 smtp://或 smtps:// 开头的地址。');
  if (!from) throw new Error('已设置 SMTP_URL，还须设置 MAIL_FROM（发件地址）。');
  return { url, from };
}

async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(path, 'utf8');
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, otherwise: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new Error(`${name} 应为 0 至 ${most} 的整数，现为“${text}”。`);
  return value;
}

function oneOf<const T extends string>(
  env: NodeJS.ProcessEnv,
  name: string,
  values: readonly T[],
  otherwise: NoInfer<T>,
): T {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = values.find((one) => one === text);
  if (value === undefined) throw new Error(`${name} 应为 ${values.join(' 或 ')}，现为“${text}”。`);
  return value;
}
