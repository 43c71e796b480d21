/**
 * Names in UTF-8 and a number for each, counted from 0 as they come. Made for tens of millions of look-ups straight from a file's bytes: a string for each would
 * cost more than all the rest.
 */
export type NameTable = {
  numberOf: (bytes: Uint8Array, from: number, to: number) => number;
  nameOf: (number: number) => string;
};

export function nameTable(): NameTable {
  const decoder = new TextDecoder();
  /** By slot: number plus one. Open addressing, never more than half full. */
  let slots = new Uint32Array(2048);
  let hashes = new Uint32Array(1024);
  let starts = new Uint32Array(1025);
  let text = new Uint8Array(1 << 14);
  let size = 0;

  function add(hash: number, bytes: Uint8Array, from: number, to: number): void {
    if (size === hashes.length) widen();
    const start = starts[size] ?? 0;
    const end = start + to - from;
    if (end > text.length) text = copied(text, new Uint8Array(Math.max(end, text.length * 2)));
    text.set(bytes.subarray(from, to), start);
    hashes[size] = hash;
    starts[size + 1] = end;
    size++;
  }

  function widen(): void {
    hashes = copied(hashes, new Uint32Array(size * 2));
    starts = copied(starts, new Uint32Array(size * 2 + 1));
    slots = new Uint32Array(size * 4);
    for (let number = 0; number < size; number++) {
      let slot = (hashes[number] ?? 0) & (slots.length - 1);
      while (slots[slot]) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  }

  function isNamed(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = starts[number] ?? 0;
    if ((starts[number + 1] ?? 0) - start !== to - from) return false;
    for (let at = from; at < to; at++) if (text[start + at - from] !== bytes[at]) return false;
    return true;
  }

  return {
    numberOf: (bytes, from, to) => {
      const hash = hashOf(bytes, from, to);
      if (size === hashes.length) widen();
      for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
        const number = (slots[slot] ?? 0) - 1;
        if (number >= 0 && (hashes[number] !== hash || !isNamed(number, bytes, from, to))) continue;
        if (number >= 0) return number;
        slots[slot] = size + 1;
        add(hash, bytes, from, to);
        return size - 1;
      }
    },
    nameOf: (number) => decoder.decode(text.subarray(starts[number], starts[number + 1])),
  };
}

/** FNV-1a, its bits mixed once more, since the slots are its lowest ones. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function copied<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
