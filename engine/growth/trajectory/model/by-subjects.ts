/** Remembers what was made for every set of subjects. */
export function bySubjects<T>(make: (subjects: readonly number[]) => T): (subject: Int32Array) => T {
  const known = new Map<string, T>();
  return (subject) => {
    const subjects = [...new Set(subject)].sort((a, b) => a - b);
    const key = subjects.join();
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = make(subjects)));
    return made;
  };
}
