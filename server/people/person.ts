import type { Role } from './permissions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; null on open routes. Routes with a permission always have one: `request.person!`. */
    person: Person | null;
  }
  interface Session {
    personId?: string;
    /** What names of one school were last asked for. Whether it still stands is decided by `names-for-purpose.ts`. */
    namesPurpose?: NamesPurpose;
  }
}

/** Who reads and writes, as the record has them today. */
export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** null = every school of the run. */
  readonly school: string | null;
  /** The classes taught today, by `classKey`, with the first day of it; of no weight for roles that see whole schools. */
  readonly classes: ReadonlyMap<string, string>;
  /** Set on pages that show names for a purpose: the person then reaches its school only. */
  readonly purpose?: NamesPurpose;
}

/** Why somebody sees the names of one school, and until when. It is kept in their session and stands in the audit. */
export interface NamesPurpose {
  readonly school: string;
  /** One line, as they wrote it. */
  readonly text: string;
  /** ISO, UTC: the first moment at which it no longer stands. */
  readonly until: string;
}
