import { resultStatuses, type ResultStatus } from '../../../tables/assessment-data.ts';

/** What a column of statuses says, where it says more than that there is a result. */
export function statusSaid(text: string): ResultStatus | null {
  const word = text.toLowerCase().replace(/[ _]/g, '-');
  return resultStatuses.find((status) => status === word && status !== 'valid') ?? null;
}
