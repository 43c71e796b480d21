import type { Role, UnitKind } from '#core/access/role.ts';

/** Who asks. The roles steer what is offered; what is allowed, the database looks up again from the person alone. */
export type Actor = {
  personId: string;
  sessionId: string;
  name: string;
  email: string;
  roles: readonly ActorRole[];
  twoFactorEnabled: boolean;
  /** Where a system asks by a token instead of a person in a session; `sessionId` is the token's id then. */
  token?: { unitId: string; scopes: readonly string[] };
};

type ActorRole = { role: Role; unit: { id: string; name: string; kind: UnitKind } };
