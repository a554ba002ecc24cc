// Who is calling: a user's token or a named secret key, verified. What they may do is decided in SQL.
import { verifyAuth } from '@supabase/server/core';
import { Refusal } from './refusal.ts';

/** As the Data API would set `request.jwt.claims`; the role is the one to take on. */
export type Claims = { role: 'authenticated' | 'service_role' | 'anon'; [claim: string]: unknown };

/** Claims of a caller whom nobody knows. */
export const anonymous: Claims = { role: 'anon' };

/** Who issues the project's tokens. A project with a domain of its own sets CUTOVER_TOKEN_ISSUER. */
function issuer(): string {
  const project = Deno.env.get('SUPABASE_PUBLIC_URL') ?? Deno.env.get('SUPABASE_URL') ?? '';
  return Deno.env.get('CUTOVER_TOKEN_ISSUER') ?? `${project.replace(/\/+$/, '')}/auth/v1`;
}

/** Raises CT101 without credentials, CT106 when they are not valid. */
export async function authenticate(request: Request): Promise<Claims> {
  const { data, error } = await verifyAuth(request, {
    auth: ['user', 'secret:*'],
    issuer: issuer(),
    audience: 'authenticated',
  });
  if (error) {
    if (error.status >= 500) throw new Error(error.message, { cause: error });
    const received = (error.details as { received?: { authorization?: string; apikey?: string } } | undefined)
      ?.received;
    if (error.code === 'MISSING_CREDENTIALS')
      throw new Refusal('CT101', 'The request carries neither a token nor a secret key.');
    if (received?.apikey === 'publishable' && received.authorization !== 'bearer') {
      throw new Refusal('CT101', 'A publishable key does not say who is calling.');
    }
    if (error.code === 'INVALID_API_KEY') throw new Refusal('CT106', 'The key in the header apikey is not known.');
    // "[@supabase/server] … Accepted auth mode(s): …" without what concerns the function's author.
    const words = error.message.replace(/^\[@supabase\/server\]\s*/, '').replace(/\s*Accepted auth mode.*$/s, '');
    throw new Refusal('CT106', words.slice(0, 500));
  }
  if (data.authMode === 'secret') return { role: 'service_role', key_name: data.keyName };
  const claims = data.jwtClaims;
  if (claims?.role !== 'authenticated') throw new Refusal('CT106', 'The token is not one of a signed-in user.');
  // The library lets a token without an end pass; Supabase Auth issues none.
  if (claims.exp === undefined) throw new Refusal('CT106', 'The token does not expire.');
  return { ...claims, role: 'authenticated' };
}
