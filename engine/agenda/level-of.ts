import type { Level } from '../tables/run-schema.ts';
import { defaultAgendaSettings } from './agenda-input.ts';

/**
 * Where a pupil stands in the year group, in three broad parts; null where not known.
 *
 * @param position true position, SD; higher is better
 * @param band half width of the middle, SD: [−band, band] is the middle
 */
export function levelOf(position: number, band: number = defaultAgendaSettings.levelBand): Level | null {
  if (Number.isNaN(position)) return null;
  return position < -band ? 'below' : position > band ? 'above' : 'middle';
}
