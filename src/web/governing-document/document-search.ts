/** `q`: what is looked for in the texts; `all`: in those of every consortium that the reader may see. */
type LibrarySearch = { q?: string; all?: true };

export function readLibrarySearch({ q, all }: Record<string, unknown>): LibrarySearch {
  return {
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(all === true ? { all } : {}),
  };
}

/** `version`: which one is shown; `from`: beside which other. */
type VersionSearch = { version?: string; from?: string };

export function readVersionSearch({ version, from }: Record<string, unknown>): VersionSearch {
  return {
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof from === 'string' ? { from } : {}),
  };
}
