import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** A row of the coverage table, in pupils; `unmatched` are results that belong to nobody on roll. */
export interface RollCounts {
  readonly onRoll: number;
  readonly valid: number;
  readonly floor: number;
  readonly ceiling: number;
  readonly absent: number;
  readonly belowTest: number;
  readonly disapplied: number;
  readonly withheld: number;
  readonly notEntered: number;
  readonly unmatched?: number;
}

/** “Roll 412 · valid reading score 398 · 9 absent · 5 we could not match”: pupils on roll first, nobody left out. */
export function rollLine(subject: string, counts: RollCounts): string {
  const others: [number, string][] = [
    [counts.floor, 'at the bottom of the test'],
    [counts.ceiling, 'at the top of the test'],
    [counts.absent, 'absent'],
    [counts.belowTest, 'working below this test'],
    [counts.disapplied, 'disapplied'],
    [counts.withheld, 'withheld'],
    [counts.notEntered, 'not entered'],
    [counts.unmatched ?? 0, 'we could not match'],
  ];
  const start = fillTemplate(pageTemplates.roll, { onRoll: counts.onRoll, subject, valid: counts.valid });
  return [start, ...others.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)].join(' · ');
}
