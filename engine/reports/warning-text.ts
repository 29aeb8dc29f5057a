import { warningCatalogue, type Warning } from '../warnings.ts';
import { fillTemplate } from './fill-template.ts';

/** A warning of the catalogue as the sentence people read. */
export function warningText(warning: Warning): string {
  return fillTemplate(warningCatalogue[warning.code], { count: warning.count, ...warning.values });
}
