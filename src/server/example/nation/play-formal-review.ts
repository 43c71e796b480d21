import { decideFormal } from '#server/formal-review/decide-formal.ts';
import { answerItem, markItem } from '#server/formal-review/mark-item.ts';
import { viewFormal } from '#server/formal-review/view-formal.ts';
import type { NationConsortium } from './make-consortium.ts';
import { applicationOf, type NationPlay } from './nation-play.ts';
import { severalAtOnce } from './several-at-once.ts';

/** 材料审查: what only a person can say is said; one province completes its papers, one application does not pass. */
export async function playFormalReview(play: NationPlay): Promise<void> {
  const { consortia } = play.nation;
  const [incomplete, failing] = [Math.floor(consortia.length * 0.25), Math.floor(consortia.length * 0.6)];
  play.rejected.add(failing);
  await severalAtOnce(consortia, async (consortium) => {
    const ministry = play.units.actor('ministry');
    const id = applicationOf(play, consortium.number);
    const { items } = await viewFormal(play.context, ministry, id);
    for (const { id: item } of items.filter(({ result }) => result === 'open')) {
      const isSeals = item === 'seals';
      if (isSeals && consortium.number === failing) continue;
      const version = isSeals && consortium.number === incomplete ? await complete(play, consortium, item) : 0;
      await markItem(play.context, ministry, { applicationId: id, item }, { result: 'met', reason: '', version });
    }
    await decideFormal(
      play.context,
      ministry,
      id,
      consortium.number === failing
        ? { decision: 'rejected', reason: '牵头企业公章缺失，限期内未补正（虚构示例）。' }
        : { decision: 'admitted', reason: '' },
    );
  });
}

/** Asks the province to complete an item, which it does. Returns the version that its answer made. */
async function complete(play: NationPlay, { number, province }: NationConsortium, item: string): Promise<number> {
  const { context, units } = play;
  const ref = { applicationId: applicationOf(play, number), item };
  const asked = { result: 'incomplete' as const, reason: '封面缺牵头学校公章，请补正（虚构示例）。', version: 0 };
  const { version } = await markItem(context, units.actor('ministry'), ref, asked);
  const answer = { text: '已补盖公章，扫描件随函报送（虚构示例）。', version };
  return (await answerItem(context, units.actor(`province-${province + 1}`), ref, answer)).version;
}
