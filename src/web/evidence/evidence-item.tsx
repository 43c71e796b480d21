import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { momentText } from '#web/ui/moment.ts';
import { EvidenceEditor } from './evidence-editor.tsx';
import { changeLink, type Evidence, type EvidencePlace, forgetEvidence } from './evidence-queries.ts';
import { kindText, periodText, sizeText } from './evidence-texts.ts';
import { EvidenceThumb } from './evidence-thumb.tsx';
import { EvidenceViewer } from './evidence-viewer.tsx';

/** One piece of evidence: what it is, when it proves what, and what its reader may do with it. */
export function EvidenceItem(props: { consortiumId: string; evidence: Evidence; place?: EvidencePlace | undefined }) {
  const { consortiumId, evidence, place } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [isEdited, setIsEdited] = useState(false);
  const unlink = useMutation({
    mutationFn: (from: EvidencePlace) => changeLink(evidence.id, from, false),
    onSuccess: forgetEvidence,
  });
  const period = periodText(evidence);
  return (
    <li className="evidence-item">
      <EvidenceThumb evidence={evidence} onOpen={() => setIsOpen(true)} />
      <div className="evidence-told">
        <strong>{evidence.title}</strong>
        <div className="soft">
          {kindText(evidence)}　{sizeText(evidence.bytes)}
          {evidence.pages !== null && `　${evidence.pages}页`}　{evidence.member?.name ?? '秘书处'}
        </div>
        <div className={period === '' ? 'warning' : undefined}>
          {period === '' ? '未注明所证明的期间' : `证明期间：${period}`}
        </div>
        <div className="soft">
          {momentText(evidence.uploadedAt)}由{evidence.uploadedBy}上传
          {evidence.withdrawnAt !== null && `，${momentText(evidence.withdrawnAt)}撤回`}
        </div>
        {!place && <div className="soft">{supportText(evidence)}</div>}
        {evidence.canChange && (
          <span className="actions">
            <Button size="small" aria-expanded={isEdited} onClick={() => setIsEdited(!isEdited)}>
              修改
            </Button>
            {place && (
              <Button size="small" loading={unlink.isPending} onClick={() => unlink.mutate(place)}>
                取消关联
              </Button>
            )}
          </span>
        )}
        {unlink.error && (
          <p role="alert" className="error">
            {unlink.error.message}
          </p>
        )}
        {isEdited && (
          <EvidenceEditor consortiumId={consortiumId} evidence={evidence} onClose={() => setIsEdited(false)} />
        )}
      </div>
      {isOpen && <EvidenceViewer evidence={evidence} onClose={() => setIsOpen(false)} />}
    </li>
  );
}

function supportText({ entries, points }: Evidence): string {
  const parts = [
    ...(points.length > 0 ? [`观测点${points.join('、')}`] : []),
    ...(entries.length > 0 ? [`台账记录${entries.length}条`] : []),
  ];
  return parts.length === 0 ? '还没有关联台账记录或观测点' : `支撑：${parts.join('，')}`;
}
