import type { Pack } from '#core/pack/pack.ts';
import { moe202315 } from './moe-2023-15/pack.ts';
import { toyClub } from './toy-club/pack.ts';

/** Every pack the program ships with, by id. */
export const packs: ReadonlyMap<string, Pack> = new Map([moe202315, toyClub].map((pack) => [pack.id, pack]));

/** The pack that new batches and the command line use unless told otherwise. */
export const currentPack: Pack = moe202315;
