/** Loaded before a server: SIGUSR2 sets its clock back by three days, as an administrator or a flat battery does. */
const Real = Date;
let shift = 0;
process.on('SIGUSR2', () => (shift -= 3 * 86_400_000));

globalThis.Date = new Proxy(Real, {
  construct: (_, given: unknown[]) =>
    given.length === 0 ? new Real(Real.now() + shift) : (Reflect.construct(Real, given) as Date),
  apply: () => new Real(Real.now() + shift).toString(),
  get: (target, name) => (name === 'now' ? () => Real.now() + shift : (Reflect.get(target, name) as unknown)),
});
