import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { bearer, genericOAuth, twoFactor } from 'better-auth/plugins';
import type { Config } from '#server/config.ts';
import type { Database } from '#server/db/database.ts';
import type { Mailer } from '#server/mail/mailer.ts';
import { passwordResets } from './password-resets.ts';

export type Auth = ReturnType<typeof createAuth>;

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };
const hours = 3600;

/**
 * Accounts by better-auth over our own tables. Nobody signs up: people come by invitation. What of it is reachable is the
 * list in auth-routes.ts.
 */
export function createAuth(config: Config, db: Database, mailer?: Mailer) {
  const ownAddress = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const { oidc } = config;
  return betterAuth({
    appName: '联合体',
    baseURL: ownAddress,
    basePath: '/api/auth',
    secret: config.secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: db.accounts, type: 'postgres' },
    rateLimit: { enabled: false },
    // A page of this very address may call, whichever name of the machine was typed.
    trustedOrigins: (request) => [ownAddress, ...(request ? ownOrigins(request) : [])],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: hours,
      ...(mailer ? passwordResets(db, mailer, ownAddress) : {}),
    },
    account: {
      modelName: 'auth_account',
      // An identity joins the account of the same address only where its provider has verified that address.
      accountLinking: { enabled: true },
      fields: {
        ...times,
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    user: { modelName: 'person', fields: { ...times, emailVerified: 'email_verified' } },
    session: {
      modelName: 'auth_session',
      expiresIn: 12 * hours,
      updateAge: hours / 4,
      fields: {
        ...times,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    verification: { modelName: 'auth_verification', fields: { ...times, expiresAt: 'expires_at' } },
    advanced: {
      cookiePrefix: 'lianheti',
      useSecureCookies: ownAddress.startsWith('https:'),
      database: { generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      bearer(),
      twoFactor({
        issuer: '联合体',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'auth_two_factor',
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      genericOAuth({
        config: oidc
          ? [
              {
                providerId: oidc.id,
                discoveryUrl: oidc.discoveryUrl,
                clientId: oidc.clientId,
                clientSecret: oidc.clientSecret,
                scopes: ['openid', 'profile', 'email'],
                pkce: true,
                disableSignUp: true,
              },
            ]
          : [],
      }),
    ],
  });
}

function ownOrigins(request: Request): readonly string[] {
  const host = request.headers.get('host');
  return host ? [`${new URL(request.url).protocol}//${host}`] : [];
}
