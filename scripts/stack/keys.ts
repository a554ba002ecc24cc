// The keys of a stack, in the formats of a hosted project.
import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';

export type Keys = {
  publishableKey: string;
  secretKeys: Record<string, string>;
  /** ES256; it never leaves the stack's folder. */
  privateKey: JWK;
  jwks: { keys: JWK[] };
};

const apiKey = (kind: 'publishable' | 'secret'): string => `sb_${kind}_${randomBytes(24).toString('base64url')}`;

export async function createKeys(): Promise<Keys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' };
  const { d: _secret, ...open } = jwk;
  return {
    publishableKey: apiKey('publishable'),
    secretKeys: { default: apiKey('secret'), automations: apiKey('secret') },
    privateKey: jwk,
    jwks: { keys: [open] },
  };
}

/** An access token as Supabase Auth would issue it. Every claim can be given; one that is given as undefined is left out. */
export async function signToken(keys: Keys, apiUrl: string, claims: JWTPayload): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload: JWTPayload = {
    iss: `${apiUrl}/auth/v1`,
    aud: 'authenticated',
    role: 'authenticated',
    is_anonymous: false,
    aal: 'aal1',
    session_id: randomUUID(),
    app_metadata: { provider: 'email', providers: ['email'], plan: 'growth' },
    user_metadata: {},
    iat: now,
    exp: now + 12 * 3600,
    ...claims,
  };
  const key = await importJWK(keys.privateKey, 'ES256');
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: keys.privateKey.kid, typ: 'JWT' }).sign(key);
}
