/** On this phone, the own link of whoever takes part in a class: the token by the class. */
const keyOf = (classId: string) => `training-pass ${classId}`;

export function keepPass(classId: string, token: string): void {
  try {
    localStorage.setItem(keyOf(classId), token);
  } catch {
    // A phone that keeps nothing: the code is typed.
  }
}

export function dropPass(classId: string): void {
  try {
    localStorage.removeItem(keyOf(classId));
  } catch {
    // Nothing was kept.
  }
}

export function keptPass(classId: string): string | null {
  try {
    return localStorage.getItem(keyOf(classId));
  } catch {
    return null;
  }
}
