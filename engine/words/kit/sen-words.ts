import { windowMonth } from './window-month.ts';

/** Statuses of the school census as people say them; a pupil has one of them where it is known. */
export const senStatusWords = { N: 'no SEN status', K: 'SEN Support', E: 'EHC plan' } as const;
const statuses: Readonly<Record<string, string>> = senStatusWords;

/** Primary needs as people say them; DfE codes of the school census. */
const needs: Readonly<Record<string, string>> = {
  SPLD: 'specific learning difficulty',
  MLD: 'moderate learning difficulty',
  SLD: 'severe learning difficulty',
  PMLD: 'profound and multiple learning difficulty',
  SLCN: 'speech, language and communication',
  ASD: 'autism',
  SEMH: 'social, emotional and mental health',
  HI: 'hearing',
  VI: 'vision',
  MSI: 'hearing and vision',
  PD: 'physical',
  DS: 'Down syndrome',
  OTH: 'other',
  NSA: 'not yet assessed',
};

export interface SenStatus {
  readonly status: string;
  readonly since: string | null;
  readonly need: string;
}

/** “SEN Support since May 2025 (speech, language and communication)”, “no SEN status”; an unknown status is said as written. */
export function senWords({ status, since, need }: SenStatus): string {
  if (status === '') return 'SEN status not known';
  const name = statuses[status] ?? `SEN status “${status}”`;
  if (status === 'N') return since === null ? name : `${name} since ${windowMonth(since)}`;
  return `${name}${since === null ? '' : ` since ${windowMonth(since)}`}${need === '' ? '' : ` (${needs[need] ?? need})`}`;
}
