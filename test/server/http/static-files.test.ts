import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.app.close());

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });

test("Vega's own file for browsers is sent packed, kept for good, and whole to whoever cannot unpack", async () => {
  const url = server.app.asset('vega.js');
  const packed = await get(url, { 'accept-encoding': 'gzip, deflate, br' });
  const plain = await get(url);
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
  expect(packed.rawPayload.length).toBeLessThan(200_000);
  expect((await get(url, { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
});

test('a script finds what it imports beside itself, and nothing else of any package has an address', async () => {
  for (const name of ['charts.js', 'chart-drawing.js', 'vega-interpreter.js']) {
    const address = server.app.asset(name);
    const { body } = await get(address);
    const imports = [...body.matchAll(/^import\s(?:[^'"]*from\s)?['"]([^'"]+)['"]/gm)].map(([, path]) => path);
    for (const path of imports) {
      expect(path).toMatch(/^\.\/[\w-]+\.js$/);
      const found = await get(new URL(path, `http://localhost${address}`).pathname);
      expect([path, found.statusCode]).toEqual([path, 200]);
    }
  }
  for (const name of ['vega.module.js', 'vega-core.min.js', 'vega-lite.js', '..%2f..%2fpackage.json', 'package.json'])
    expect([name, (await get(`/assets/x/${name}`)).statusCode]).toEqual([name, 404]);
});
