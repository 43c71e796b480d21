/** A piece of evidence in a volume. Its content is read when its turn comes, so that only one is held at a time. */
export type VolumePiece = {
  title: string;
  /** The observation point that it proves, such as `3.1`, and its name. Pieces come in the order in which they are given. */
  point: { id: string; label: string };
  /** The entry that it proves, in words; empty where it proves the point alone. */
  entryText: string;
  /** The time that it proves, in words; empty where nobody said. */
  period: string;
  mediaType: string;
  read: () => Promise<Uint8Array>;
};

export type Volume = {
  title: string;
  /** Whose materials they are, and the day on which they were bound (`YYYY-MM-DD`). */
  consortium: string;
  day: string;
  pieces: readonly VolumePiece[];
};

/** Where a piece stands in the bound volume: pages count from the cover, which is 1. */
export type BoundPiece = { firstPage: number; pages: number; note: string | undefined };

/** What takes the volume's bytes, one after the other. */
export type Sink = (bytes: Uint8Array) => Promise<void> | void;
