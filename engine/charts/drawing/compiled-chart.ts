import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { silentLogger } from './silent-logger.ts';

type Rows = readonly unknown[];
/** The ends of an axis of numbers, or the names on one of groups. */
type Domain = readonly number[] | readonly string[];
type Part = Readonly<Record<string, unknown>>;

/** What charts of one kind differ in, taken out of a specification. */
interface Taken {
  /** Rows in the order in which they were met; those that stand in several layers once. */
  readonly rows: Rows[];
  /** By axis; where layers have several, they are left where they are. */
  readonly domains: ReadonlyMap<string, Domain>;
}

/** In the order in which they were last asked for; some 30 kB each. */
const shapes = new Map<string, Promise<Spec>>();
const kept = 200;

/**
 * A specification compiled to Vega. Compiling takes ten times as long as everything else about a chart, and depends on its rows, on
 * what its axes reach over and on its description in nothing but where they stand: so what is left without them is compiled once,
 * and the next chart of the same shape has its own put in.
 *
 * @returns a specification that shares its parts with others: to be read, not changed
 */
export async function compiledChart(specification: TopLevelSpec): Promise<Spec> {
  const { description, ...whole } = specification as unknown as Part;
  const taken: Taken = { rows: [], domains: domainsOf(whole) };
  const shape = withoutOwn(whole, taken) as TopLevelSpec;
  const key = JSON.stringify(shape);
  const known = shapes.get(key) ?? compiled(shape);
  shapes.delete(key);
  shapes.set(key, known);
  known.catch(() => shapes.delete(key));
  for (const oldest of shapes.keys()) if (shapes.size > kept) shapes.delete(oldest);
  return withOwn(await known, taken, description);
}

/** Four hundred files: read for the first chart. */
async function compiled(shape: TopLevelSpec): Promise<Spec> {
  const { compile } = await import('vega-lite');
  return compile(shape, { logger: silentLogger }).spec;
}

function domainsOf(whole: Part): Map<string, Domain> {
  const found = new Map<string, Domain>();
  const several = new Set<string>();
  const layers = (whole['layer'] ?? [whole]) as readonly { readonly encoding?: Readonly<Record<string, Part>> }[];
  for (const { encoding = {} } of [whole as (typeof layers)[number], ...layers])
    for (const channel of ['x', 'y']) {
      const domain = domainOf(encoding[channel]);
      const known = found.get(channel);
      if (domain === undefined) continue;
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(domain)) several.add(channel);
      found.set(channel, domain);
    }
  for (const channel of several) found.delete(channel);
  return found;
}

function domainOf(field: Part | undefined): Domain | undefined {
  const domain = (field?.['scale'] as Part | null | undefined)?.['domain'];
  return Array.isArray(domain) && domain.length > 0 ? (domain as Domain) : undefined;
}

/** Bars and areas stand on zero where it is within the axis: so it is within that of the shape as well. */
function standIn(domain: Domain): Domain {
  const [low, high] = domain;
  if (typeof low === 'string' || typeof high === 'string') return ['a'];
  return low <= 0 && high >= 0 ? [-1, 1] : [1, 2];
}

function withoutOwn(value: unknown, taken: Taken): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutOwn(one, taken));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Part).map(([name, own]) => {
    if (name === 'data' && Array.isArray((own as Part)['values'])) {
      const { values } = own as { values: Rows };
      const place = taken.rows.indexOf(values);
      return [name, { name: rowsName(place < 0 ? taken.rows.push(values) - 1 : place) }];
    }
    if (name === 'encoding') return [name, withoutDomains(own as Readonly<Record<string, Part>>, taken)];
    return [name, withoutOwn(own, taken)];
  });
  return Object.fromEntries(entries);
}

function withoutDomains(encoding: Readonly<Record<string, Part>>, { domains }: Taken): Part {
  return Object.fromEntries(
    Object.entries(encoding).map(([channel, field]) => {
      const own = domains.get(channel);
      if (own === undefined || domainOf(field) === undefined) return [channel, field];
      return [channel, { ...field, scale: { ...(field['scale'] as Part), domain: standIn(own) } }];
    }),
  );
}

const rowsName = (place: number): string => `rows ${place}`;

function withOwn(spec: Spec, { rows, domains }: Taken, description: unknown): Spec {
  const values = new Map(rows.map((own, place) => [rowsName(place), own]));
  return {
    ...spec,
    ...(typeof description === 'string' ? { description } : {}),
    data: (spec.data ?? []).map((one) => {
      const own = values.get(one.name);
      return own === undefined ? one : { ...one, values: own };
    }),
    scales: (spec.scales ?? []).map((scale) => {
      const own = domains.get(scale.name);
      return own === undefined ? scale : { ...scale, domain: [...own] };
    }),
  };
}
