// Where notifications may go, and what they look like; without a server.
import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { isGenuine } from '../../docs/examples/verify-notification.ts';
import {
  checkUrl,
  destinationOf,
  isPublic,
  type Rules,
  Undeliverable,
} from '../../supabase/functions/notify/address.ts';
import { signedMessage, slackMessage } from '../../supabase/functions/notify/message.ts';

const host = 'hooks.example.com';
const rules: Rules = { hosts: [host], plainHttp: false };
/** The worst that a setting could allow: every host that the hostile addresses name. */
const allowing = (...hosts: string[]): Rules => ({ hosts, plainHttp: false });
const nowhere = async (): Promise<string[]> => {
  throw new Error('looked up');
};

const refused = [
  `http://${host}/`,
  `ftp://${host}/`,
  `file:///etc/passwd`,
  `gopher://${host}/`,
  `javascript:alert(1)`,
  `data:text/plain,x`,
  `https://user@${host}/`,
  `https://user:password@${host}/`,
  `https://${host}:8443/`,
  `https://${host}:22/`,
  `https://${host}.evil.example/`,
  `https://evil.example/?${host}`,
  `https://evil.example/#${host}`,
  `https://evil.example\\@${host}/`,
  `https://${host}@evil.example/`,
  `https://${host}%2eevil.example/`,
  `https://sub.${host}/`,
  `https://${host}./`,
  `https://127.0.0.1/`,
  `https://127.1/`,
  `https://2130706433/`,
  `https://0x7f000001/`,
  `https://0177.0.0.1/`,
  `https://0x7f.1/`,
  `https://[::1]/`,
  `https://[::ffff:127.0.0.1]/`,
  `https://[::ffff:a9fe:a9fe]/`,
  `https://169.254.169.254/latest/meta-data/`,
  `https://metadata.google.internal/`,
  `https://localhost/`,
  `https://①②⑦.⓪.⓪.①/`,
  `https:// ${host}/`,
  'https://',
  host,
  '',
];

describe('addresses', () => {
  test('an allowed one', async () => {
    expect(await destinationOf(`https://${host}/a%20b?c=d#e`, rules, async () => ['8.8.8.8'])).toEqual({
      address: '8.8.8.8',
      port: 443,
      tls: true,
      host,
      path: '/a%20b?c=d',
    });
  });

  test.each(refused)('%s is refused, and nothing is looked up', async (url) => {
    expect(() => checkUrl(url, rules)).toThrow(Undeliverable);
    await expect(destinationOf(url, rules, nowhere)).rejects.toThrow(Undeliverable);
  });

  test.each([
    ['https://127.0.0.1/', '127.0.0.1'],
    ['https://127.1/', '127.0.0.1'],
    ['https://2130706433/', '127.0.0.1'],
    ['https://0x7f000001/', '127.0.0.1'],
    ['https://0177.0.0.1/', '127.0.0.1'],
    ['https://169.254.169.254/', '169.254.169.254'],
    ['https://[::1]/', '[::1]'],
    ['https://[::ffff:127.0.0.1]/', '[::ffff:7f00:1]'],
    ['https://[::ffff:8.8.8.8]/', '[::ffff:808:808]'],
    ['https://[fd00::1]/', '[fd00::1]'],
    ['https://[64:ff9b::7f00:1]/', '[64:ff9b::7f00:1]'],
    ['https://[2002:7f00:1::]/', '[2002:7f00:1::]'],
  ])('%s is refused even if a setting allows it', async (url, written) => {
    await expect(destinationOf(url, allowing(written), nowhere)).rejects.toThrow('private address');
  });

  test.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '192.168.0.1',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2001::1',
    '2001:db8::1',
    '2002:808:808::1',
    '4000::1',
    'fc00::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'not an address',
  ])('a name that leads to %s is refused', async (address) => {
    expect(isPublic(address)).toBe(false);
    await expect(destinationOf(`https://${host}/`, rules, async () => [address])).rejects.toThrow(Undeliverable);
    // One good answer does not make up for it, in whatever order they come.
    await expect(destinationOf(`https://${host}/`, rules, async () => ['8.8.8.8', address])).rejects.toThrow(
      'private address',
    );
  });

  test('a name is looked up once, and connected to is what was checked', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']];
    const { address } = await destinationOf(`https://${host}/`, rules, async () => answers.shift() ?? []);
    expect(address).toBe('8.8.8.8');
    expect(answers).toHaveLength(1);
    expect(isPublic('2606:4700::1111')).toBe(true);
  });

  test('a name without an address', async () => {
    await expect(destinationOf(`https://${host}/`, rules, async () => [])).rejects.toThrow('no address');
  });

  test('the local stack goes over http, to its own hosts alone', async () => {
    const local: Rules = { hosts: ['127.0.0.1'], plainHttp: true };
    expect(await destinationOf('http://127.0.0.1:8080/x', local, nowhere)).toMatchObject({ port: 8080, tls: false });
    await expect(destinationOf('http://10.0.0.1/', local, nowhere)).rejects.toThrow('notification_hosts');
    await expect(destinationOf('ftp://127.0.0.1/', local, nowhere)).rejects.toThrow('not https');
  });
});

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const eventId = randomUUID();
const payload = JSON.stringify({
  event_id: eventId,
  event: 'raised',
  level: 'critical',
  environment: 'production',
  audit: { origin: randomUUID(), seq: 12, hash: 'ab'.repeat(32) },
  alert: { title: 'Drift of <!channel> & "x"', remedy: 'Look at <https://evil.example|this>.' },
});

describe('signatures', () => {
  const at = new Date();
  const { headers, body } = signedMessage(eventId, payload, secret, at);

  test('are what the sample checks, and the library as well', () => {
    expect(body).toBe(payload);
    expect(isGenuine(new Headers(headers), body, secret)).toBe(true);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(payload));
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['another body', {}, body.replace('critical', 'info'), secret],
    ['another id', { 'webhook-id': randomUUID() }, body, secret],
    ['another time', { 'webhook-timestamp': String(Math.floor(at.getTime() / 1000) - 1) }, body, secret],
    ['another secret', {}, body, `whsec_${randomBytes(32).toString('base64')}`],
    [
      'another version',
      { 'webhook-signature': (headers['webhook-signature'] ?? '').replace('v1,', 'v2,') },
      body,
      secret,
    ],
    ['no signature', { 'webhook-signature': '' }, body, secret],
    ['a short one', { 'webhook-signature': 'v1,AAAA' }, body, secret],
    ['no time', { 'webhook-timestamp': 'NaN' }, body, secret],
  ])('%s is not genuine', (_, changed, text, key) => {
    expect(isGenuine(new Headers({ ...headers, ...changed }), text, key)).toBe(false);
  });

  test('an old message is not genuine, nor one of the future', () => {
    for (const apart of [-301_000, 301_000]) {
      expect(isGenuine(new Headers(headers), body, secret, at.getTime() + apart)).toBe(false);
    }
  });

  test('a weak secret is not used', () => {
    for (const weak of ['', 'whsec_', 'whsec_short', secret.slice(6)]) {
      expect(() => signedMessage(eventId, payload, weak, at)).toThrow(Undeliverable);
    }
  });
});

test('Slack gets words in which nothing is a link or a mention', () => {
  const { text } = JSON.parse(slackMessage(payload).body) as { text: string };
  expect(text).toContain('*CRITICAL* (raised, production) Drift of &lt;!channel&gt; &amp; "x"');
  expect(text).toContain(`${eventId}, audit log 12: ${'ab'.repeat(32)}`);
  expect(text).not.toMatch(/[<>]/);
});
