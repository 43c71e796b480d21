import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Database } from '#server/db/database.ts';
import { type PublicRecord, readPublicRecord } from './public-record.ts';

/** What a page, a file or a style sheet is before it is sent. */
export type Made = { type: string; body: string };
/** The same as it is sent. */
export type Kept = { type: string; body: Buffer; zipped: Buffer | undefined; etag: string; changedAt: Date };
/** Makes a page of what is public now; nothing where there is no such page. */
export type Make = (record: PublicRecord, now: Date) => Made | undefined;

/** What is public, and the pages made of it, kept in memory until the database tells of a change. */
export type PublicPages = {
  record: () => Promise<PublicRecord>;
  /** The page of a key; its `make` is always the same. */
  page: (key: string, make: Make) => Promise<Kept | undefined>;
};

type Remembered = { page: Promise<Kept | undefined>; until: number };

/** A page speaks of the present day: however little changes, it is made anew after a minute. */
const keepFor = 60_000;
/** What is smaller is sent as fast as it is. */
const worthZipping = 500;
const zip = promisify(gzip);

export function keepPublicPages(db: Database): PublicPages {
  let pages = new Map<string, Remembered>();
  let record: Promise<PublicRecord> | undefined;
  const forget = () => {
    pages = new Map();
    record = undefined;
  };
  db.bus.hear('lianheti_public', forget);
  db.bus.onLost(forget);

  const read = () => {
    const reading = record ?? readPublicRecord(db);
    record = reading;
    // What could not be read is asked for again.
    reading.catch(() => {
      if (record === reading) record = undefined;
    });
    return reading;
  };

  return {
    record: read,
    page: (key, make) => {
      const remembered = pages.get(key);
      if (remembered && Date.now() < remembered.until) return remembered.page;
      const page = read().then((found) => {
        const fresh = make(found, new Date());
        return fresh && readyToSend(fresh, found.changedAt);
      });
      const made = { page, until: Date.now() + keepFor };
      // What changes while a page is made leaves it in the map that was forgotten.
      const own = pages;
      own.set(key, made);
      const drop = () => {
        if (own.get(key) === made) own.delete(key);
      };
      // What is not there is not kept: there is no end of such addresses.
      page.then((kept) => kept ?? drop(), drop);
      return page;
    },
  };
}

export async function readyToSend({ type, body: text }: Made, changedAt: Date): Promise<Kept> {
  const body = Buffer.from(text);
  return {
    type,
    body,
    zipped: body.length > worthZipping ? await zip(body) : undefined,
    // Weak: the same page, zipped or not.
    etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    changedAt,
  };
}
