import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultPolicy, policyOfRun, policySchemaText, resolvePolicy } from '../../engine/policy.ts';
import { SameStartError } from '../../engine/errors.ts';

interface Node {
  properties?: Record<string, Node>;
  default?: unknown;
  description?: string;
  additionalProperties?: boolean;
}
const shipped = JSON.parse(readFileSync(new URL('../../engine/policy.schema.json', import.meta.url), 'utf8')) as Node;

function* leaves(node: Node, path: string[] = []): Generator<[string[], Node]> {
  if (!node.properties) yield [path, node];
  else for (const [name, child] of Object.entries(node.properties)) yield* leaves(child, [...path, name]);
}
const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (inner as Record<string, unknown>)[key], value);

function errorOf(partial: unknown): SameStartError {
  try {
    resolvePolicy(partial);
  } catch (error) {
    if (error instanceof SameStartError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('defaultPolicy', () => {
  test('holds the thresholds of the statistics, key by key', () => {
    expect(defaultPolicy.baseline).toEqual({
      rule: 'year-before',
      targetWeeks: 52,
      minimumWeeks: 10,
      ownDatesShare: 0.5,
      window: null,
    });
    expect(defaultPolicy.criteria).toEqual({
      slowerThanPeers: { percentile: 25 },
      belowOwnRate: { rateDifference: 0.1, minimumYears: 0.5, minimumInformation: 0.15 },
      gapNotClosing: { gap: 0.5 },
      gapWidening: { growth: 0.1 },
      met: 0.75,
      notMet: 0.2,
      minimumInformation: 0.25,
      monthsToNextWindow: 4,
    });
    expect(defaultPolicy.likelihood).toEqual({ veryLikely: 0.95, leansTowards: 0.5, settles: 0.5 });
    expect(defaultPolicy.peers).toEqual({ minimum: 11, warn: 30 });
    expect(defaultPolicy.list).toEqual({
      capacity: 6,
      levelGap: 1,
      levelLift: 2,
      levelBand: 0.5,
      easedUnder: 0.5,
      usualShareLow: 0.01,
      usualShareHigh: 0.2,
    });
    expect(defaultPolicy.coverage.currentWindowShare).toBe(0.5);
    expect(defaultPolicy.suppression).toEqual({
      minimum: 6,
      statisticsMinimum: 11,
      ownReferenceShare: 0.5,
      ownReferenceClassShare: 0.75,
    });
    expect(defaultPolicy.targets).toEqual({ days: 365, sameStart: 0.5, mostPeers: 200 });
    expect(defaultPolicy.reference).toBe('cohort');
  });

  test('cannot be changed by whoever holds it', () => {
    expect(() => {
      (defaultPolicy.criteria as { met: number }).met = 0.5;
    }).toThrow(TypeError);
  });
});

describe('resolvePolicy(partial)', () => {
  test('starts from the profile it names, and what else is stated goes over it', () => {
    expect(resolvePolicy({ profile: 'short-list' }).criteria.met).toBe(0.85);
    expect(resolvePolicy({ profile: 'long-list' }).list.capacity).toBe(10);
    const own = resolvePolicy({ profile: 'long-list', criteria: { met: 0.9 } });
    expect([own.profile, own.criteria.met, own.criteria.notMet, own.list.capacity]).toEqual([
      'long-list',
      0.9,
      0.2,
      10,
    ]);
    expect(errorOf({ profile: 'endless' }).message).toMatch(/profile.*short-list, usual, long-list/s);
    expect(resolvePolicy(own)).toEqual(own);
  });

  test('gives the defaults for nothing and changes only what is stated', () => {
    expect(resolvePolicy({})).toEqual(defaultPolicy);
    const policy = resolvePolicy({ criteria: { gapNotClosing: { gap: 0.8 } }, list: { capacity: 4 } });
    expect(policy).toEqual({
      ...defaultPolicy,
      criteria: { ...defaultPolicy.criteria, gapNotClosing: { gap: 0.8 } },
      list: { ...defaultPolicy.list, capacity: 4 },
    });
  });

  test('writes its keys in one order, however the file orders them', () => {
    const one = JSON.stringify(
      resolvePolicy({ list: { capacity: 4 }, baseline: { minimumWeeks: 12, targetWeeks: 40 } }),
    );
    const other = JSON.stringify(
      resolvePolicy({ baseline: { targetWeeks: 40, minimumWeeks: 12 }, list: { capacity: 4 } }),
    );
    expect(one).toBe(other);
  });

  test('accepts the $schema that editors use', () => {
    expect(resolvePolicy({ $schema: './policy.schema.json' })).toEqual(defaultPolicy);
  });

  test.each([
    [{ criteria: { met: 2 } }, 'policy-value', ['criteria.met', '2', '0 to 1', 'default 0.75']],
    [{ criteria: { met: '0.8' } }, 'policy-value', ['criteria.met', '"0.8"']],
    [{ list: { capacity: 2.5 } }, 'policy-value', ['list.capacity', 'a whole number from 1 to 100', 'default 6']],
    [{ list: { capacity: null } }, 'policy-value', ['list.capacity', 'null']],
    [
      { baseline: { rule: 'last' } },
      'policy-value',
      ['baseline.rule', 'year-before, year-start, key-stage-start, window'],
    ],
    [{ capcity: 4 }, 'policy-unknown-key', ['capcity', 'list']],
    [{ list: { size: 4 } }, 'policy-unknown-key', ['list.size', 'capacity']],
    [{ list: 6 }, 'policy-not-an-object', ['list']],
    [[], 'policy-not-an-object', ['the policy']],
    [{ baseline: { rule: 'window' } }, 'policy-conflict', ['baseline.window']],
    [{ baseline: { window: 'spring' } }, 'policy-conflict', ['baseline.rule']],
    [{ criteria: { notMet: 0.8 } }, 'policy-conflict', ['criteria.notMet', 'criteria.met']],
    [{ peers: { minimum: 40 } }, 'policy-conflict', ['peers.minimum']],
    [{ suppression: { minimum: 12 } }, 'policy-conflict', ['suppression.minimum']],
    [{ peers: { minimum: 30 }, targets: { mostPeers: 20 } }, 'policy-conflict', ['targets.mostPeers']],
  ])('refuses %j and says which key, its range and its default', (partial, code, words) => {
    const error = errorOf(partial);
    expect(error.code).toBe(code);
    expect(error.exitCode).toBe(2);
    for (const word of words) expect(error.message).toContain(word);
    expect(error.message).not.toMatch(/\{\w+\}/);
  });

  test('is not fooled by names that every object inherits', () => {
    expect(errorOf(JSON.parse('{"__proto__": {"x": 1}}')).code).toBe('policy-unknown-key');
    expect(errorOf({ constructor: 1 }).code).toBe('policy-unknown-key');
  });
});

describe('policyOfRun(written)', () => {
  test('keeps what a run was made with and lays the defaults under what its engine did not know', () => {
    const { likelihood: _unknownThen, ...earlier } = resolvePolicy({ profile: 'short-list' });
    expect(policyOfRun(earlier)).toEqual(resolvePolicy({ profile: 'short-list' }));
    expect(policyOfRun({ criteria: { met: 0.9, added: 1 }, more: {} }).criteria).toEqual({
      ...defaultPolicy.criteria,
      met: 0.9,
    });
    for (const none of [null, undefined, 'text', [], { criteria: null, list: { capacity: 'six' } }])
      expect(policyOfRun(none)).toEqual(defaultPolicy);
  });
});

describe('policy.schema.json', () => {
  test('is the one the engine checks with', () => {
    expect(JSON.stringify(shipped)).toBe(JSON.stringify(JSON.parse(policySchemaText())));
  });

  test('states every key of the policy with its default and unit, and no other key', () => {
    // Schools have no defaults: what each may state is stated above.
    const found = [...leaves(shipped)].filter(([path]) => path[0] !== '$schema' && path[0] !== 'schools');
    for (const [path, node] of found) {
      expect(node.default, path.join('.')).toEqual(at(defaultPolicy, path));
      expect(node.description, path.join('.')).toMatch(/Unit: .+\. Default: .+\.$/);
    }
    const count = (value: unknown): number =>
      value !== null && typeof value === 'object'
        ? Object.values(value).reduce((sum: number, v) => sum + count(v), 0)
        : 1;
    expect(found.length).toBe(count(defaultPolicy));
  });
});
