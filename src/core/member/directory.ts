import { type MemberFault, type MemberValues, nameKey, type StoredMember } from './member.ts';

/** A consortium's members, found by credit code or by any of their names. */
export type Directory = {
  byCode: (code: string) => StoredMember | undefined;
  /** By present name first, then by short and former names where only one member has it. */
  byName: (name: string) => StoredMember | undefined;
  /** Puts a member in, or in the place of its former self. */
  put: (member: StoredMember) => void;
};

export function directoryOf(members: Iterable<StoredMember>): Directory {
  const byId = new Map<string, StoredMember>();
  const codes = new Map<string, string>();
  const names = new Map<string, string>();
  const others = new Map<string, Set<string>>();
  const found = (id: string | undefined) => (id === undefined ? undefined : byId.get(id));

  function put(member: StoredMember): void {
    const old = byId.get(member.id);
    if (old) {
      if (old.creditCode !== null) codes.delete(old.creditCode);
      names.delete(nameKey(old.name));
      for (const other of old.otherNames) others.get(nameKey(other))?.delete(old.id);
    }
    byId.set(member.id, member);
    if (member.creditCode !== null) codes.set(member.creditCode, member.id);
    names.set(nameKey(member.name), member.id);
    for (const other of member.otherNames) {
      const key = nameKey(other);
      others.set(key, (others.get(key) ?? new Set()).add(member.id));
    }
  }

  for (const member of members) put(member);
  return {
    byCode: (code) => found(codes.get(code)),
    byName: (name) => {
      const key = nameKey(name);
      const also = others.get(key);
      return found(names.get(key) ?? (also?.size === 1 ? [...also][0] : undefined));
    },
    put,
  };
}

/** Whether another member of the directory has that name or credit code already. */
export function findClash(directory: Directory, id: string | undefined, values: MemberValues): readonly MemberFault[] {
  const faults: MemberFault[] = [];
  const named = directory.byName(values.name);
  if (named && named.id !== id) faults.push({ field: 'name', code: 'name-taken' });
  const coded = values.creditCode === null ? undefined : directory.byCode(values.creditCode);
  if (coded && coded.id !== id) faults.push({ field: 'creditCode', code: 'credit-code-taken' });
  return faults;
}
