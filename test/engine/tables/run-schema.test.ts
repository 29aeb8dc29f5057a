import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  runSchema,
  runTableNames,
  type Criterion,
  type ListingState,
  type Reason,
  type RowOf,
  type RunColumnSchema,
  type RunTableName,
  type Section,
  type ValueOf,
  type Verdict,
} from '../../../engine/tables/run-schema.ts';
import { runRows, type TableOf } from '../../../engine/tables/run-table.ts';
import { tableOfRows } from './table-of-rows.ts';

describe('RowOf<table>, judged by the compiler', () => {
  test('has the columns of the run schema and no other', () => {
    // A column added to the schema is one of the row: were the types written beside it, this would not compile.
    expectTypeOf<{ [Name in RunTableName]: keyof RowOf<Name> }>().toEqualTypeOf<{
      [Name in RunTableName]: keyof (typeof runSchema)[Name];
    }>();
    const [row] = runRows(tableOfRows('agenda', [{ pupil_id: 'p1' }]));
    expect(row.pupil_id).toBe('p1');
    // @ts-expect-error no such column
    expect(row.surname).toBeUndefined();
    // @ts-expect-error a column of another table
    expect(row.verdict).toBeUndefined();
  });

  test('has the type of each column: text, number or boolean, one of its names, null where it may be missing', () => {
    expectTypeOf<RowOf<'agenda'>['pupil_id']>().toEqualTypeOf<string>();
    expectTypeOf<RowOf<'agenda'>['class']>().toEqualTypeOf<string | null>();
    expectTypeOf<RowOf<'agenda'>['section']>().toEqualTypeOf<Section>();
    expectTypeOf<RowOf<'agenda'>['state']>().toEqualTypeOf<ListingState | null>();
    expectTypeOf<RowOf<'agenda'>['order']>().toEqualTypeOf<number>();
    expectTypeOf<RowOf<'agenda'>['concern']>().toEqualTypeOf<number | null>();
    expectTypeOf<RowOf<'criteria'>['criterion']>().toEqualTypeOf<Criterion>();
    expectTypeOf<RowOf<'criteria'>['verdict']>().toEqualTypeOf<Verdict>();
    expectTypeOf<RowOf<'criteria'>['reason']>().toEqualTypeOf<Reason | null>();
    expectTypeOf<RowOf<'groups'>['suppressed']>().toEqualTypeOf<boolean>();
    const [row] = runRows(tableOfRows('criteria', [{ verdict: 'met', probability: 0.9 }]));
    // @ts-expect-error no verdict of the list
    expect(row.verdict === 'perhaps').toBe(false);
    // @ts-expect-error the probability may be missing
    const probability: number = row.probability;
    expect(probability).toBe(0.9);
  });

  test('sees a column that is added to the schema, with its type', () => {
    const added = { type: 'text', meaning: 'Made up.', always: true, names: ['hot', 'cold'] } as const;
    expectTypeOf<ValueOf<typeof added>>().toEqualTypeOf<'hot' | 'cold'>();
    expectTypeOf<ValueOf<{ type: 'number'; meaning: string }>>().toEqualTypeOf<number | null>();
    expectTypeOf<ValueOf<{ type: 'boolean'; meaning: string }>>().toEqualTypeOf<boolean>();
    expect(added.names).toHaveLength(2);
  });

  test('refuses a table whose column is missing, unknown or of another type', () => {
    const { columns } = tableOfRows('concern', []);
    const { concern, ...others } = columns;
    // @ts-expect-error a column is missing
    const short: TableOf<'concern'> = { name: 'concern', rows: 0, columns: others };
    // @ts-expect-error a column the schema does not have
    const long: TableOf<'concern'>['columns'] = { ...others, concern, surname: concern };
    // @ts-expect-error a number where a text should be
    const wrong: TableOf<'concern'>['columns'] = { ...others, concern, subject: concern };
    expect([short, long, wrong]).toHaveLength(3);
  });
});

describe('runSchema', () => {
  const columns = runTableNames.flatMap((table) =>
    Object.entries<RunColumnSchema>(runSchema[table]).map(([name, column]) => ({ table, name, ...column })),
  );

  test('says the names of a column in its range, where it says a range', () => {
    const named = columns.filter(({ names, range }) => names && range);
    expect(named.length).toBeGreaterThan(10);
    for (const { table, name, names = [], range = '' } of named) {
      const said = range.split(', ').filter((one) => one !== 'empty');
      const unknown = said.filter((one) => !names.includes(one));
      expect([table, name, unknown]).toEqual([table, name, []]);
      // Of the groupings a table may have but some.
      if (name !== 'grouping') expect([table, name, said]).toEqual([table, name, [...names]]);
    }
  });

  test('every table says of whom or what its rows are in every row', () => {
    for (const table of runTableNames)
      expect([table, columns.some((column) => column.table === table && column.always)]).toEqual([table, true]);
  });
});
