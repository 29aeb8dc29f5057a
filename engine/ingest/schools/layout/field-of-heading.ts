import { columnAliases } from '../mapping/aliases.ts';
import { parseHeading } from '../mapping/parse-heading.ts';

/** Words that systems put round the name of a column and that say nothing of it. */
const padding = new Set(
  'student pupil learner child activity test assessment current latest legal code value uk mis field identifier1'.split(
    ' ',
  ),
);
/** What makes a known name somebody else's or something else's. */
const others =
  /\b(?:contact|parent|carer|guardian|mother|father|teacher|staff|tutor|head|previous|feeder|destination|former|sibling|doctor|invigilator|expected|target|norm|average|mean|growth|projected|start time|end time|duration|time spent)\b/;
/** Fields whose known name may stand among other words. */
const contained: ReadonlySet<string> = new Set([
  'upn',
  'admission_number',
  'surname',
  'forename',
  'date_of_birth',
  'year_group',
  'school',
  'pupil_premium',
  'eal',
  'looked_after',
  'sen_status',
  'sen_since',
  'primary_need',
  'score',
  'date',
  'sem',
]);

/** Field of columnAliases that a heading names, whole or among words of a system's own (“Activity Completed Date”); null where none. */
export function fieldOfHeading(heading: string): string | null {
  const known = cache.get(heading);
  if (known !== undefined) return known;
  const field = exactField(heading) ?? amongWords(heading);
  if (cache.size < mostCached) cache.set(heading, field);
  return field;
}

/** Field that a heading is the known name of, word for word. */
export function exactField(heading: string): string | null {
  return fieldByAlias.get(plain(heading)) ?? null;
}

function amongWords(heading: string): string | null {
  const words = plain(withSpaces(heading));
  if (words === '' || words.length > 60) return null;
  const whole = fieldByAlias.get(words);
  if (whole !== undefined) return whole;
  if (others.test(words)) return null;
  const said = parseHeading(withSpaces(heading));
  if (said.subject !== null || said.term !== null || said.measure !== null || said.yearGroup !== null) return null;
  const bare = words
    .split(' ')
    .filter((word) => !padding.has(word))
    .join(' ');
  const ofBare = fieldByAlias.get(bare);
  if (ofBare !== undefined && contained.has(ofBare)) return ofBare;
  const found = longAliases.find(({ alias }) => ` ${words} `.includes(` ${alias} `));
  return found?.field ?? null;
}

/** “StudentLastName” as its words. */
function withSpaces(text: string): string {
  return text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim();
}

const mostCached = 20_000;
const cache = new Map<string, string | null>();
const fieldByAlias = new Map(
  Object.entries(columnAliases).flatMap(([field, aliases]) =>
    [field, ...aliases].map((alias) => [plain(alias), field] as const),
  ),
);
/** Names of two words and more, and those few single words that are nothing else; the longest first. */
const longAliases = [...fieldByAlias]
  .filter(([alias, field]) => contained.has(field) && (alias.includes(' ') || ['upn', 'dob', 'csem'].includes(alias)))
  .map(([alias, field]) => ({ alias, field }))
  .sort((a, b) => b.alias.length - a.alias.length);
