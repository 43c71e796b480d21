import type { Pack } from '#core/pack/pack.ts';
import { currentPack, packs } from '#packs/packs.ts';
import { UsageFault } from './fault.ts';

/** The pack of `--pack`, or the current one. Throws `UsageFault` where there is none of that id. */
export function chosenPack(id: string | undefined): Pack {
  const pack = id === undefined ? currentPack : packs.get(id);
  if (!pack) throw new UsageFault(`没有编号为 ${id} 的政策文件。可用的编号：${[...packs.keys()].join('、')}`);
  return pack;
}
