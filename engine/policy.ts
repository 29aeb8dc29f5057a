// Longer than the house limit: data, an entry for each threshold, and the few rules that hold between them.
/**
 * The policy: every threshold a school or trust may set, with its default, unit and range. One schema is the source of the
 * type, of the defaults, of the errors and of `policy.schema.json` (which editors read; a test keeps it equal).
 * A policy file states only what differs. The named profiles are partial policies laid over the defaults.
 */
import { Type } from 'typebox';
import type { Static, TSchema } from 'typebox';
import { Check, Create } from 'typebox/value';
import { SameStartError } from './errors.ts';

const share = (description: string, byDefault: number) =>
  Type.Number({ minimum: 0, maximum: 1, default: byDefault, description: describe(description, '0 to 1', byDefault) });
const amount = (description: string, unit: string, byDefault: number, minimum: number, maximum: number) =>
  Type.Number({ minimum, maximum, default: byDefault, description: describe(description, unit, byDefault) });
const count = (description: string, unit: string, byDefault: number, minimum: number, maximum: number) =>
  Type.Integer({ minimum, maximum, default: byDefault, description: describe(description, unit, byDefault) });
const choice = <Names extends string[]>(description: string, names: readonly [...Names], byDefault: Names[number]) =>
  Type.Enum<Names>(names, {
    default: byDefault,
    description: describe(description, `one of ${names.join(', ')}`, byDefault),
  });
const yesOrNo = (description: string, byDefault: boolean) =>
  Type.Boolean({ default: byDefault, description: describe(description, 'true or false', byDefault) });
const group = <Properties extends Record<string, TSchema>>(description: string, properties: Properties) =>
  Type.Object(properties, { additionalProperties: false, description });

function describe(what: string, unit: string, byDefault: unknown): string {
  return `${what} Unit: ${unit}. Default: ${String(byDefault)}.`;
}

export const policySchema = group('Settings of an analysis. State only what differs from the profile’s defaults.', {
  profile: choice(
    'How long a list to aim for: short-list asks for more certainty and fewer pupils, long-list for less and more. Other keys go over it.',
    ['short-list', 'usual', 'long-list'],
    'usual',
  ),
  baseline: group('Which earlier window progress is counted from.', {
    rule: choice(
      'year-before: the valid window nearest to targetWeeks before the current one; year-start: the first of the academic year; key-stage-start: the first of the key stage; window: the one named.',
      ['year-before', 'year-start', 'key-stage-start', 'window'],
      'year-before',
    ),
    targetWeeks: amount('Distance aimed at by year-before.', 'weeks', 52, 1, 520),
    minimumWeeks: amount('A window nearer than this to the current one is never a baseline.', 'weeks', 10, 1, 520),
    ownDatesShare: share(
      'A window is sat over some weeks: results nearer to each other by their own dates than this share of minimumWeeks are too close.',
      0.5,
    ),
    window: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      default: null,
      description: describe('The named window, for rule window.', 'name of a window, or null', null),
    }),
  }),
  reference: choice(
    'Where same-baseline peers come from: this run; also the same term and year group of earlier years; or a saved reference.',
    ['cohort', 'pooled', 'norms'],
    'cohort',
  ),
  peers: group('How many pupils a comparison rests on.', {
    minimum: count('With fewer there is no comparison with peers.', 'pupils', 11, 2, 10_000),
    warn: count('With fewer there is a warning and more pooling.', 'pupils', 30, 2, 10_000),
  }),
  criteria: group('When each of the four statements is true, and when it may be said.', {
    slowerThanPeers: group('slower-than-peers', {
      percentile: amount(
        'True growth percentile under which progress counts as slower.',
        'of 100 pupils who had the same score',
        25,
        1,
        50,
      ),
    }),
    belowOwnRate: group('below-own-rate', {
      rateDifference: amount('How far the rate must fall.', 'SD a year', 0.1, 0, 5),
      minimumYears: amount('Time needed on each side of the baseline.', 'years', 0.5, 0.1, 5),
      minimumInformation: share(
        'Information without which not-met becomes cannot-say: less than for the others, because before any score a third or more are slower, whatever the calendar.',
        0.15,
      ),
    }),
    gapNotClosing: group('gap-not-closing', {
      gap: amount('Gap at the baseline from which it is asked whether it closes.', 'SD', 0.5, 0, 5),
    }),
    gapWidening: group('gap-widening', {
      growth: amount('How much the gap must grow.', 'SD', 0.1, 0, 5),
    }),
    met: share('Probability from which a criterion is met.', 0.75),
    notMet: share('Probability up to which it is not met, where the information suffices.', 0.2),
    minimumInformation: share('Information without which not-met becomes cannot-say.', 0.25),
    monthsToNextWindow: amount(
      'Time until the next window, for the chance that one more result settles an open answer.',
      'months',
      4,
      1,
      24,
    ),
  }),
  likelihood: group('Words for a probability. “Likely” begins at criteria.met, “unlikely” ends at criteria.notMet.', {
    veryLikely: share('Probability from which “likely” becomes “very likely”.', 0.95),
    leansTowards: share('Probability from which an open answer leans towards, and under which against.', 0.5),
    settles: share(
      'Chance that one more window settles an open answer from which a sentence says that it probably will.',
      0.5,
    ),
  }),
  list: group('The meeting’s list.', {
    capacity: count('Pupils discussed first in a class; never padded.', 'pupils a class', 6, 1, 100),
    levelGap: amount(
      'gap-not-closing met with a current gap of at least this brings a pupil up the list.',
      'SD',
      1,
      0,
      10,
    ),
    levelLift: amount(
      'How many times as likely a slow-down then counts in the order of the list.',
      'times the odds',
      2,
      1,
      100,
    ),
    levelBand: amount(
      'Half width of the middle, where a pupil’s level is told as below, middle or above.',
      'SD',
      0.5,
      0,
      5,
    ),
    easedUnder: share(
      'A pupil listed before has eased where every criterion is less likely than this; between this and criteria.met the listing stays open.',
      0.5,
    ),
    usualShareLow: share('A warning is given where a smaller share of pupils meets a criterion.', 0.01),
    usualShareHigh: share('A warning is given where a larger share of pupils meets a criterion.', 0.2),
  }),
  coverage: group('When a window counts as current.', {
    currentWindowShare: share('Share of a class that must have sat a window for it to be current.', 0.5),
    fewestShare: share('Share of all pupils that must have sat a window for it to be current for any class.', 0.1),
  }),
  suppression: group('Groups too small to show.', {
    minimum: count(
      'Counts of smaller groups are withheld, and the complements that would give them away.',
      'pupils',
      6,
      1,
      1000,
    ),
    statisticsMinimum: count('Medians and intervals of smaller groups are withheld.', 'pupils', 11, 1, 1000),
    ownReferenceShare: share(
      'The median of a school or year group that makes up more than this share of those it is compared with is withheld: it is average by design.',
      0.5,
    ),
    ownReferenceClassShare: share(
      'The same for a class, which is mostly one of a few of its year group, and told apart from the others.',
      0.75,
    ),
  }),
  targets: group('Targets and whom they come from.', {
    days: count('How far after the current window they lie.', 'days', 365, 30, 1100),
    sameStart: amount(
      'Starting positions this near to each other count as the same start.',
      'observed SD',
      0.5,
      0.01,
      5,
    ),
    mostPeers: count('Of more peers with a similar need than this the nearest are taken.', 'pupils', 200, 11, 10_000),
  }),
  display: group('What pages show. Changes no figure.', {
    probabilities: yesOrNo('Show the probability as a number beside its word on a pupil’s page.', false),
    meetingMinutes: count('Length of a class’s progress meeting, for its clock.', 'minutes', 45, 5, 240),
  }),
});

/** What a school may set for itself, within one run of several schools: it bears on its own pupils alone. */
const ownGroups = ['criteria', 'list'] as const;
type OwnGroup = (typeof ownGroups)[number];
const ownSchema = group('Settings of one school: state only what differs from those above.', {
  criteria: policySchema.properties.criteria,
  list: policySchema.properties.list,
});

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type DeepPartial<T> = T extends object ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> } : T;

/** Settings of one school: only what differs. */
export type SchoolSettings = DeepPartial<Pick<DeepReadonly<Static<typeof policySchema>>, OwnGroup>>;
/** A whole policy: every key present, valid and consistent; where schools have settings of their own, those beside it by name. */
export type Policy = DeepReadonly<Static<typeof policySchema>> & {
  readonly schools?: Readonly<Record<string, SchoolSettings>>;
};
/** What a policy file holds: only what differs from the defaults. */
export type PolicyInput = DeepPartial<Policy>;

/** The policy of the profile `usual`: every default, frozen. */
export const defaultPolicy: Policy = freeze(Create(policySchema));

/** The named profiles: what each changes of the defaults. */
export const policyProfiles: Readonly<Record<Policy['profile'], PolicyInput>> = {
  'short-list': { profile: 'short-list', criteria: { met: 0.85 }, list: { capacity: 4 } },
  usual: {},
  'long-list': { profile: 'long-list', criteria: { met: 0.65 }, list: { capacity: 10 } },
};

/**
 * Lays a partial policy (parsed JSON, untrusted) over the defaults of its profile.
 * @returns every key, frozen; equal inputs give equal key order, so that its hash is stable
 * @throws SameStartError policy-not-an-object, policy-unknown-key, policy-value, policy-conflict; each names the key
 */
export function resolvePolicy(partial: unknown = {}): Policy {
  const { schools, rest } = apart(partial);
  const profile = lay(policySchema, policyProfiles[profileOf(partial)], defaultPolicy, '');
  const policy = lay(policySchema, rest, profile, '') as Policy;
  refuseConflicts(policy);
  if (schools === undefined) return freeze(policy);
  const own = Object.fromEntries(
    Object.entries(schools).map(([school, stated]) => [school, ownSettings(policy, school, stated)]),
  );
  // Nothing stated is nothing: the same settings have the same hash.
  return freeze(Object.keys(own).length === 0 ? policy : { ...policy, schools: own });
}

/** The settings that hold for one school of a run: its own over those of all. It has no `schools` any more. */
export function policyOfSchool({ schools, ...policy }: Policy, school: string): Policy {
  const own = schools !== undefined && Object.hasOwn(schools, school) ? schools[school] : undefined;
  if (own === undefined) return policy;
  const laid = lay(ownSchema, own, { criteria: policy.criteria, list: policy.list }, '') as Pick<Policy, OwnGroup>;
  return freeze({ ...policy, ...laid });
}

/** Policies as files state them have the schools beside the rest. */
function apart(partial: unknown): {
  readonly schools: Readonly<Record<string, unknown>> | undefined;
  readonly rest: unknown;
} {
  if (partial === null || typeof partial !== 'object' || Array.isArray(partial))
    return { schools: undefined, rest: partial };
  const { schools, ...rest } = partial as { readonly schools?: unknown };
  if (schools === undefined) return { schools, rest };
  if (schools === null || typeof schools !== 'object' || Array.isArray(schools))
    throw new SameStartError('policy-not-an-object', { key: 'schools' });
  return { schools: schools as Readonly<Record<string, unknown>>, rest };
}

/** One school’s settings, checked as they will hold; in the order of the schema. */
function ownSettings(policy: Policy, school: string, stated: unknown): SchoolSettings {
  const path = `schools.${school}`;
  const laid = lay(ownSchema, stated, { criteria: policy.criteria, list: policy.list }, path) as Pick<Policy, OwnGroup>;
  refuseConflicts({ ...policy, ...laid }, `${path}.`);
  return onlyStated(ownSchema, stated) as SchoolSettings;
}

function onlyStated({ properties }: SchemaNode, stated: unknown): unknown {
  if (properties === undefined) return stated;
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => Object.hasOwn(stated as object, name))
      .map(([name, child]) => [name, onlyStated(child, (stated as Record<string, unknown>)[name])]),
  );
}

/**
 * The policy a run was made with, from what its manifest holds: a setting that its version of the engine did not know yet is
 * the default, and one that this version does not know is left out. Never throws.
 */
export function policyOfRun(written: unknown): Policy {
  const policy = layKnown(policySchema, written, defaultPolicy) as Policy;
  const schools = (written as { schools?: unknown } | null | undefined)?.schools;
  if (typeof schools !== 'object' || schools === null) return freeze(policy);
  const base = { criteria: policy.criteria, list: policy.list };
  const own = Object.entries(schools).map(([school, stated]) => [school, layKnown(ownSchema, stated, base)]);
  return freeze({ ...policy, schools: Object.fromEntries(own) as Record<string, SchoolSettings> });
}

function layKnown(schema: TSchema, input: unknown, byDefault: unknown): unknown {
  const { properties } = schema as SchemaNode;
  if (properties === undefined) return input !== undefined && Check(schema, input) ? input : byDefault;
  const given = (typeof input === 'object' ? input : null) as Record<string, unknown> | null;
  return Object.fromEntries(
    Object.entries(properties).map(([name, child]) => [
      name,
      layKnown(
        child,
        given !== null && Object.hasOwn(given, name) ? given[name] : undefined,
        (byDefault as Record<string, unknown>)[name],
      ),
    ]),
  );
}

/** The profile a partial policy names; one that is not known is refused with the rest of it. */
function profileOf(partial: unknown): Policy['profile'] {
  const named = (partial as { profile?: unknown } | null)?.profile;
  return named === 'short-list' || named === 'long-list' ? named : 'usual';
}

/** The text of `policy.schema.json`. */
export function policySchemaText(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Same Start policy',
    ...optionalThroughout(policySchema as unknown as SchemaNode),
  };
  const { properties } = schema as { properties: object };
  const schools = {
    type: 'object',
    description: 'Schools with settings of their own, by name: each over those above, for its own pupils.',
    additionalProperties: optionalThroughout(ownSchema),
  };
  return `${JSON.stringify({ ...schema, properties: { $schema: { type: 'string' }, ...properties, schools } }, null, 2)}\n`;
}

interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Walks schema, input and defaults together; the order of keys is the schema's. */
function lay(schema: TSchema, input: unknown, byDefault: unknown, path: string): unknown {
  const { properties } = schema as SchemaNode;
  if (input === undefined) return byDefault;
  if (properties === undefined) {
    if (!Check(schema, input)) throw valueError(schema, input, byDefault, path);
    return input;
  }
  if (input === null || typeof input !== 'object' || Array.isArray(input)) {
    throw new SameStartError('policy-not-an-object', { key: path || 'the policy' });
  }
  for (const name of Object.keys(input)) {
    // editors put `$schema` at the top; it says nothing about the analysis
    if (!Object.hasOwn(properties, name) && !(path === '' && name === '$schema')) {
      throw new SameStartError('policy-unknown-key', {
        key: dotted(path, name),
        known: Object.keys(properties).join(', '),
      });
    }
  }
  return Object.fromEntries(
    Object.entries(properties).map(([name, child]) => {
      const given = Object.hasOwn(input, name) ? (input as Record<string, unknown>)[name] : undefined;
      return [name, lay(child, given, (byDefault as Record<string, unknown>)[name], dotted(path, name))];
    }),
  );
}

function valueError(schema: SchemaNode, input: unknown, byDefault: unknown, path: string): SameStartError {
  return new SameStartError('policy-value', {
    key: path,
    value: JSON.stringify(input),
    range: rangeInWords(schema),
    default: JSON.stringify(byDefault),
  });
}

function rangeInWords(schema: SchemaNode): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  if (schema.type === 'boolean') return 'true or false';
  if (schema.minimum === undefined) return 'the name of a window, or null';
  const kind = schema.type === 'integer' ? 'a whole number' : 'a number';
  return `${kind} from ${schema.minimum} to ${schema.maximum}`;
}

/** @param under where the settings stand, before each key */
function refuseConflicts(policy: Policy, under = ''): void {
  const conflict = (key: string, why: string) => refuse(`${under}${key}`, why);
  const { baseline, criteria, peers, list, suppression } = policy;
  if (baseline.rule === 'window' && baseline.window === null) {
    conflict('baseline.window', 'must name a window, because baseline.rule is window');
  }
  if (baseline.rule !== 'window' && baseline.window !== null) {
    conflict('baseline.rule', 'must be window, because baseline.window names one');
  }
  if (baseline.rule === 'year-before' && baseline.minimumWeeks > baseline.targetWeeks) {
    conflict('baseline.minimumWeeks', 'must not exceed baseline.targetWeeks');
  }
  if (criteria.notMet >= criteria.met) conflict('criteria.notMet', 'must be below criteria.met');
  if (peers.minimum > peers.warn) conflict('peers.minimum', 'must not exceed peers.warn');
  if (list.usualShareLow > list.usualShareHigh) conflict('list.usualShareLow', 'must not exceed list.usualShareHigh');
  if (policy.targets.mostPeers < peers.minimum) conflict('targets.mostPeers', 'must not be below peers.minimum');
  if (suppression.minimum > suppression.statisticsMinimum) {
    conflict('suppression.minimum', 'must not exceed suppression.statisticsMinimum');
  }
}

function refuse(key: string, why: string): never {
  throw new SameStartError('policy-conflict', { key, why });
}

/** The same schema with nothing required: a file states only what differs. */
function optionalThroughout(node: SchemaNode): SchemaNode {
  if (!node.properties) return node;
  const { required: _required, ...rest } = node;
  const children = Object.entries(node.properties).map(([name, child]) => [name, optionalThroughout(child)]);
  return { ...rest, properties: Object.fromEntries(children) as Record<string, SchemaNode> };
}

function dotted(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
