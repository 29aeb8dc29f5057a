/**
 * Who may do what: the only place where a role is given anything. A route names the permission it needs; whatever is not
 * listed here is denied. Which pupils a permission reaches is decided by `scoped-run.ts`.
 */
export const roles = ['teacher', 'senco', 'headteacher', 'data-manager', 'governor', 'trust-lead', 'auditor'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, string>> = {
  teacher: 'class teacher',
  senco: 'SENCO',
  headteacher: 'headteacher or deputy',
  'data-manager': 'data manager',
  governor: 'governor',
  'trust-lead': 'trust lead',
  auditor: 'auditor',
};

const grants = {
  /** Home and help: whatever the role, what is shown there follows the other permissions. */
  home: ['teacher', 'senco', 'headteacher', 'data-manager', 'governor', 'trust-lead', 'auditor'],
  /** Names, lists and pupil pages as the results have them, within the person's scope. */
  'see-names': ['teacher', 'senco', 'headteacher'],
  /** Saying what names of one school are needed for. */
  'state-purpose': ['trust-lead'],
  /** The same with what people wrote and agreed; finding, printing and exporting. */
  'see-pupils': ['teacher', 'senco', 'headteacher'],
  /** Taking everything that is held of a pupil, for a family that asks for it. */
  'tell-everything': ['headteacher'],
  /** Health and family notes, voices. */
  'see-notes': ['teacher', 'senco', 'headteacher'],
  'record-outcome': ['teacher', 'senco', 'headteacher'],
  /** Entering a pupil on the register, taking one off, areas of need, plans, provision, the monitoring list. */
  'keep-register': ['senco', 'headteacher'],
  /** Agreeing, for a school, that a pupil's record goes to another. */
  'move-pupils': ['headteacher'],
  /** Charts and tables by group, with small groups suppressed. */
  'see-groups': ['senco', 'headteacher', 'governor', 'trust-lead'],
  'see-equity': ['senco', 'headteacher', 'trust-lead', 'auditor'],
  'see-drafts': ['senco', 'headteacher', 'data-manager'],
  release: ['senco', 'headteacher'],
  'see-data-report': ['senco', 'headteacher', 'data-manager'],
  'manage-data': ['headteacher', 'data-manager'],
  'see-governor-page': ['senco', 'headteacher', 'governor', 'trust-lead'],
  'see-settings': ['teacher', 'senco', 'headteacher', 'data-manager', 'governor', 'trust-lead', 'auditor'],
  /** Settings of one school, or of all for whoever looks after all. */
  'change-settings': ['headteacher', 'trust-lead'],
  'see-audit': ['headteacher', 'auditor'],
  'manage-people': ['headteacher'],
} as const satisfies Record<string, readonly Role[]>;

/** What a role is given beyond that while a stated purpose stands, of its one school: see `names-for-purpose.ts`. */
const grantsForPurpose: { readonly [permission in Permission]?: readonly Role[] } = { 'see-names': ['trust-lead'] };

export type Permission = keyof typeof grants;
export const permissions = Object.keys(grants) as Permission[];

/** Whether a role is given a permission, at any time and without a stated purpose. */
export function mayDo(role: Role, permission: Permission): boolean {
  return (grants[permission] as readonly Role[]).includes(role);
}

/** Whether the role would be given the permission for a purpose. */
export function mayDoForPurpose(role: Role, permission: Permission): boolean {
  return grantsForPurpose[permission]?.includes(role) ?? false;
}
