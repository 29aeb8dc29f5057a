/** What the slots of a template are filled with; numbers are printed as whole numbers. */
export type Slots = Readonly<Record<string, string | number>>;

const parsed = new Map<string, readonly string[]>();

/**
 * Fills `{slots}` of a template. Throws on a slot without a value, so that no page ever prints a brace. Templates are
 * constants of this folder, so the parsed form is kept.
 */
export function fillTemplate(template: string, slots: Slots): string {
  let parts = parsed.get(template);
  if (parts === undefined) {
    // Split on a captured group: texts at even places, names of slots at odd ones.
    parts = template.split(/\{(\w+)\}/);
    parsed.set(template, parts);
  }
  let sentence = parts[0];
  for (let part = 1; part < parts.length; part += 2) {
    const value = slots[parts[part]];
    if (value === undefined) throw new TypeError(`The template has no value for {${parts[part]}}: ${template}`);
    sentence += (typeof value === 'number' ? wholeNumber(value) : value) + parts[part + 1];
  }
  return sentence;
}

function wholeNumber(value: number): string {
  // Math.round keeps −0, which would print as “-0” through some formatters; adding 0 makes it 0.
  return String(Math.round(value) + 0);
}
