import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/**
 * A whole OpenID Connect provider as a process of its own, on loopback: prints its issuer. Accounts and the client come as JSON in
 * the environment. Any account signs in with any password, on the provider's own pages for development.
 */
interface Given {
  readonly redirectUri: string;
  readonly clientSecret: string;
  readonly accounts: Readonly<Record<string, { email?: string; email_verified?: boolean }>>;
}

const { redirectUri, clientSecret, accounts } = JSON.parse(process.env['PROVIDER']!) as Given;
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'same-start',
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...accounts[sub] }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => answer(request, response));
  process.stdout.write(`${issuer}\n`);
});
