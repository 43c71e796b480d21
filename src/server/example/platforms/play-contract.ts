import { dayFrom } from '#server/example/day-from.ts';
import { confirmRecord, noteReceipt, noteResult, noteTransfer } from '#server/technology/contract-records.ts';
import { actOnContract, proposeContract, stepMilestone } from '#server/technology/write-contract.ts';
import type { PlatformStage } from './platform-stage.ts';

/** A contract of the first school and the first enterprise: the first of two milestones accepted, paid for and put to use. */
export async function playContract({
  context,
  cast: { higherVocational: provider, enterprise },
  consortiumId,
  schools,
  enterprises,
}: PlatformStage): Promise<void> {
  const { id } = await proposeContract(context, provider, consortiumId, {
    ...{ providerId: schools[0]?.id ?? '', enterpriseId: enterprises[0]?.id ?? '', callId: null },
    ...{ title: '关节减速器装配线换型时间压缩（虚构）', amount: '240000', signedOn: dayFrom(-150) },
    milestones: [
      { title: '现状测定和改进方案', dueOn: dayFrom(-90) },
      { title: '一条线改造和验收', dueOn: dayFrom(60) },
    ],
  });
  const target = { consortiumId, contractId: id };
  await actOnContract(context, enterprise, target, { action: 'agree', version: 1, reason: '' });
  const first = { ...target, number: 1 };
  await stepMilestone(context, provider, first, { step: 'deliver', day: dayFrom(-95) });
  await stepMilestone(context, enterprise, first, { step: 'accept', day: dayFrom(-88) });
  const { id: evidenceId } = await context.db.readAs(provider, (tx) =>
    tx
      .selectFrom('evidence')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('withdrawn_at', 'is', null)
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow(),
  );
  const receipt = await noteReceipt(context, provider, target, {
    ...{ voucher: '虚构-0001', amount: '96000', receivedOn: dayFrom(-80), evidenceId, reason: '' },
  });
  const result = await noteResult(context, provider, target, {
    ...{ kind: '发明专利', title: '一种快换定位托盘（虚构）', certificate: '虚构-ZL-0001' },
    ...{ grantedOn: dayFrom(-30), reason: '' },
  });
  const transfer = await noteTransfer(context, provider, target, {
    way: '用于企业另外两条装配线（虚构）',
    transferredOn: dayFrom(-20),
  });
  const confirm = (record: 'receipts' | 'results' | 'transfers', recordId: string) => ({ ...target, record, recordId });
  const plain = { benefitNote: '', reason: '' };
  await confirmRecord(context, enterprise, confirm('receipts', receipt.id), plain);
  await confirmRecord(context, enterprise, confirm('results', result.id), plain);
  await confirmRecord(context, enterprise, confirm('transfers', transfer.id), {
    ...{ benefit: '150000', benefitNote: '换型时间由四十分钟降到十八分钟，按全年少停机折算（虚构）。', reason: '' },
  });
}
